using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125165929_CodingDesk")]
    public class CodingDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "key_choices",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    act = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_key_choices", x => new { x.user_id, x.act });
                });

            migrationBuilder.CreateTable(
                name: "presences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    code_id = table.Column<long>(type: "bigint", nullable: true),
                    version_id = table.Column<long>(type: "bigint", nullable: true),
                    start = table.Column<int>(type: "integer", nullable: true),
                    end = table.Column<int>(type: "integer", nullable: true),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_presences", x => x.id);
                    table.ForeignKey(
                        name: "fk_presences_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unsaved_cards",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    card = table.Column<JsonDocument>(type: "jsonb", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unsaved_cards", x => new { x.user_id, x.article_id });
                    table.ForeignKey(
                        name: "fk_unsaved_cards_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_codes_changed_by_id",
                table: "codes",
                columns: new[] { "changed_by", "id" });

            // Written every few seconds and worth nothing after a crash.
            migrationBuilder.Sql("ALTER TABLE presences SET UNLOGGED;");

            migrationBuilder.CreateIndex(
                name: "ix_presences_article_id",
                table: "presences",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_unsaved_cards_article_id",
                table: "unsaved_cards",
                column: "article_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "key_choices");

            migrationBuilder.DropTable(
                name: "presences");

            migrationBuilder.DropTable(
                name: "unsaved_cards");

            migrationBuilder.DropIndex(
                name: "ix_codes_changed_by_id",
                table: "codes");
        }
    }
}
