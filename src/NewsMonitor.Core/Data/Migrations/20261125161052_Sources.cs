using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>Pages and rules as sources: link rules, what a feed's rules keep out, hubs, volumes, kept pages, admins' site rules.</summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125161052_Sources")]
    public class Sources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "reread",
                table: "page_tasks",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "exclude",
                table: "feeds",
                type: "character varying(10000)",
                maxLength: 10000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "include",
                table: "feeds",
                type: "character varying(10000)",
                maxLength: 10000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "link_selector",
                table: "feeds",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "feed_volumes",
                columns: table => new
                {
                    feed_id = table.Column<long>(type: "bigint", nullable: false),
                    measured_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    usual_a_week = table.Column<double>(type: "double precision", nullable: true),
                    words = table.Column<int>(type: "integer", nullable: true),
                    usual_words = table.Column<int>(type: "integer", nullable: true),
                    pages_tried = table.Column<int>(type: "integer", nullable: false),
                    pages_read = table.Column<int>(type: "integer", nullable: false),
                    alarm = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    alarm_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_volumes", x => x.feed_id);
                    table.ForeignKey(
                        name: "fk_feed_volumes_feeds_feed_id",
                        column: x => x.feed_id,
                        principalTable: "feeds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hub_subscriptions",
                columns: table => new
                {
                    feed_id = table.Column<long>(type: "bigint", nullable: false),
                    hub = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false),
                    topic = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false),
                    token = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    secret = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ask_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_push_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_detail = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hub_subscriptions", x => x.feed_id);
                    table.ForeignKey(
                        name: "fk_hub_subscriptions_feeds_feed_id",
                        column: x => x.feed_id,
                        principalTable: "feeds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "site_rules",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    host = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    in_use = table.Column<bool>(type: "boolean", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rereading = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stored_pages",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false),
                    content_type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    fetched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    packed = table.Column<byte[]>(type: "bytea", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stored_pages", x => x.article_id);
                    table.ForeignKey(
                        name: "fk_stored_pages_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "site_rule_versions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    rule_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_rule_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_site_rule_versions_site_rules_rule_id",
                        column: x => x.rule_id,
                        principalTable: "site_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_hub_subscriptions_ask_at",
                table: "hub_subscriptions",
                column: "ask_at");

            migrationBuilder.CreateIndex(
                name: "ix_hub_subscriptions_token",
                table: "hub_subscriptions",
                column: "token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_site_rule_versions_rule_id_number",
                table: "site_rule_versions",
                columns: new[] { "rule_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_site_rules_host",
                table: "site_rules",
                column: "host",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stored_pages_fetched_at",
                table: "stored_pages",
                column: "fetched_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            // Packed already: PostgreSQL need not try again.
            migrationBuilder.Sql("ALTER TABLE stored_pages ALTER COLUMN packed SET STORAGE EXTERNAL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feed_volumes");

            migrationBuilder.DropTable(
                name: "hub_subscriptions");

            migrationBuilder.DropTable(
                name: "site_rule_versions");

            migrationBuilder.DropTable(
                name: "stored_pages");

            migrationBuilder.DropTable(
                name: "site_rules");

            migrationBuilder.DropColumn(
                name: "reread",
                table: "page_tasks");

            migrationBuilder.DropColumn(
                name: "exclude",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "include",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "link_selector",
                table: "feeds");
        }
    }
}
