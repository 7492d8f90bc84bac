using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125195252_Watches")]
    public class Watches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alert_settings",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hour = table.Column<int>(type: "integer", nullable: false),
                    weekday = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_settings", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_alert_settings_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "signing_keys",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_keys", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "watch_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "watches",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    owner_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    line = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    shared = table.Column<bool>(type: "boolean", nullable: false),
                    articles = table.Column<bool>(type: "boolean", nullable: false),
                    turns = table.Column<bool>(type: "boolean", nullable: false),
                    pairs = table.Column<bool>(type: "boolean", nullable: false),
                    firsts = table.Column<bool>(type: "boolean", nullable: false),
                    volume = table.Column<bool>(type: "boolean", nullable: false),
                    with_suggestions = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    known_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    weighed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watches", x => x.id);
                    table.ForeignKey(
                        name: "fk_watches_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    uid = table.Column<Guid>(type: "uuid", nullable: false),
                    watch_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    subject = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    rests = table.Column<long[]>(type: "bigint[]", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    articles = table.Column<int>(type: "integer", nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawal = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    details = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alerts", x => x.id);
                    table.ForeignKey(
                        name: "fk_alerts_watches_watch_id",
                        column: x => x.watch_id,
                        principalTable: "watches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_feeds",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    watch_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_feeds", x => x.id);
                    table.ForeignKey(
                        name: "fk_watch_feeds_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_watch_feeds_watches_watch_id",
                        column: x => x.watch_id,
                        principalTable: "watches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_hooks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    watch_id = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false),
                    secret = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_good_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    trouble = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_hooks", x => x.id);
                    table.ForeignKey(
                        name: "fk_watch_hooks_watches_watch_id",
                        column: x => x.watch_id,
                        principalTable: "watches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_matches",
                columns: table => new
                {
                    watch_id = table.Column<long>(type: "bigint", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    matched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    known = table.Column<bool>(type: "boolean", nullable: false),
                    gone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    alert_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_matches", x => new { x.watch_id, x.article_id });
                    table.ForeignKey(
                        name: "fk_watch_matches_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_watch_matches_watches_watch_id",
                        column: x => x.watch_id,
                        principalTable: "watches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_members",
                columns: table => new
                {
                    watch_id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    mail = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    rank = table.Column<double>(type: "double precision", nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_members", x => new { x.watch_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_watch_members_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_watch_members_watches_watch_id",
                        column: x => x.watch_id,
                        principalTable: "watches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alert_reads",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    alert_id = table.Column<long>(type: "bigint", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_reads", x => new { x.user_id, x.alert_id });
                    table.ForeignKey(
                        name: "fk_alert_reads_alerts_alert_id",
                        column: x => x.alert_id,
                        principalTable: "alerts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_alert_reads_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    uid = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    rhythm = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    hook_id = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    open = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: true),
                    detail = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    lease_token = table.Column<long>(type: "bigint", nullable: false),
                    lease_owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_deliveries_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_deliveries_watch_hooks_hook_id",
                        column: x => x.hook_id,
                        principalTable: "watch_hooks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "delivery_alerts",
                columns: table => new
                {
                    delivery_id = table.Column<long>(type: "bigint", nullable: false),
                    alert_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_alerts", x => new { x.delivery_id, x.alert_id });
                    table.ForeignKey(
                        name: "fk_delivery_alerts_alerts_alert_id",
                        column: x => x.alert_id,
                        principalTable: "alerts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_delivery_alerts_deliveries_delivery_id",
                        column: x => x.delivery_id,
                        principalTable: "deliveries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_reads_alert_id",
                table: "alert_reads",
                column: "alert_id");

            migrationBuilder.CreateIndex(
                name: "ix_alerts_gathering",
                table: "alerts",
                column: "watch_id",
                unique: true,
                filter: "kind = 'Articles' AND sealed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alerts_rests",
                table: "alerts",
                column: "rests",
                filter: "kind <> 'Articles'")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_alerts_subject",
                table: "alerts",
                column: "subject",
                filter: "subject IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alerts_uid",
                table: "alerts",
                column: "uid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_alerts_watch_id_id",
                table: "alerts",
                columns: new[] { "watch_id", "id" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_alerts_watch_id_key",
                table: "alerts",
                columns: new[] { "watch_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_due_at",
                table: "deliveries",
                column: "due_at",
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_ended_at",
                table: "deliveries",
                column: "ended_at",
                filter: "ended_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_hook_id_id",
                table: "deliveries",
                columns: new[] { "hook_id", "id" },
                descending: new[] { false, true },
                filter: "hook_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_user_id_rhythm",
                table: "deliveries",
                columns: new[] { "user_id", "rhythm" },
                unique: true,
                filter: "open AND user_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_alerts_alert_id",
                table: "delivery_alerts",
                column: "alert_id");

            migrationBuilder.CreateIndex(
                name: "ix_watch_feeds_token_hash",
                table: "watch_feeds",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_watch_feeds_user_id",
                table: "watch_feeds",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_watch_feeds_watch_id_user_id",
                table: "watch_feeds",
                columns: new[] { "watch_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_watch_hooks_watch_id",
                table: "watch_hooks",
                column: "watch_id");

            migrationBuilder.CreateIndex(
                name: "ix_watch_matches_alert_id",
                table: "watch_matches",
                column: "alert_id",
                filter: "alert_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_watch_matches_article_id",
                table: "watch_matches",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_watch_matches_watch_id_matched_at",
                table: "watch_matches",
                columns: new[] { "watch_id", "matched_at" },
                descending: new[] { false, true },
                filter: "NOT known AND gone_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_watch_matches_watch_id_published_at",
                table: "watch_matches",
                columns: new[] { "watch_id", "published_at" });

            migrationBuilder.CreateIndex(
                name: "ix_watch_members_user_id",
                table: "watch_members",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_watches_owner_id",
                table: "watches",
                column: "owner_id");

            // Whatever changes an article notes it for the watches, in its own transaction. Arrivals with one statement for all of them: ingestion
            // brings thousands a second.
            migrationBuilder.Sql("""
                CREATE FUNCTION articles_to_watch() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO watch_changes (article_id, text) SELECT id, true FROM arrived;
                    RETURN NULL;
                END $$;

                CREATE TRIGGER articles_arrived_to_watch AFTER INSERT ON articles REFERENCING NEW TABLE AS arrived
                    FOR EACH STATEMENT EXECUTE FUNCTION articles_to_watch();

                CREATE FUNCTION article_to_watch() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO watch_changes (article_id, text) VALUES (NEW.id, NEW.current_version <> OLD.current_version OR OLD.tsv IS NULL OR NEW.published_at <> OLD.published_at
                        OR NEW.language <> OLD.language OR NEW.outlet_id <> OLD.outlet_id);
                    RETURN NULL;
                END $$;

                -- Whoever changes codes counts the article's anew.
                CREATE TRIGGER article_changed_to_watch AFTER UPDATE OF tsv, published_at, language, outlet_id, statements ON articles
                    FOR EACH ROW EXECUTE FUNCTION article_to_watch();

                CREATE FUNCTION story_to_watch() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO watch_changes (article_id, text) VALUES (NEW.article_id, false);
                    RETURN NULL;
                END $$;

                CREATE TRIGGER story_changed_to_watch AFTER INSERT OR UPDATE OF story_id ON story_articles FOR EACH ROW EXECUTE FUNCTION story_to_watch();

                -- A queue: rows come and go by the thousand, and what is gone is to be tidied up soon.
                ALTER TABLE watch_changes SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_analyze_threshold = 100000);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER story_changed_to_watch ON story_articles;
                DROP TRIGGER article_changed_to_watch ON articles;
                DROP TRIGGER articles_arrived_to_watch ON articles;
                DROP FUNCTION story_to_watch();
                DROP FUNCTION article_to_watch();
                DROP FUNCTION articles_to_watch();
                """);
            migrationBuilder.DropTable(
                name: "alert_reads");

            migrationBuilder.DropTable(
                name: "alert_settings");

            migrationBuilder.DropTable(
                name: "delivery_alerts");

            migrationBuilder.DropTable(
                name: "signing_keys");

            migrationBuilder.DropTable(
                name: "watch_changes");

            migrationBuilder.DropTable(
                name: "watch_feeds");

            migrationBuilder.DropTable(
                name: "watch_matches");

            migrationBuilder.DropTable(
                name: "watch_members");

            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "watch_hooks");

            migrationBuilder.DropTable(
                name: "watches");
        }
    }
}
