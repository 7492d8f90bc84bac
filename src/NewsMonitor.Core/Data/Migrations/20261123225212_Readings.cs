using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>
    /// The queue of articles to read. Filled by triggers, in the transaction that brings a text: articles have several writers, and none of
    /// them can forget it.
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261123225212_Readings")]
    public class Readings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reading_tasks",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_detail = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    lease_token = table.Column<long>(type: "bigint", nullable: false),
                    lease_owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    engine = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reading_tasks", x => x.article_id);
                    table.ForeignKey(
                        name: "fk_reading_tasks_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_reading_tasks_due_at",
                table: "reading_tasks",
                column: "due_at",
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reading_tasks_engine_article_id",
                table: "reading_tasks",
                columns: new[] { "engine", "article_id" });

            // A page still to be fetched is not read yet. Due two seconds later: an article that proves to be another's double is merged by
            // then. A worker that is reading the older text loses its lease.
            migrationBuilder.Sql("""
                CREATE FUNCTION article_to_read() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO reading_tasks AS t (article_id, due_at, attempts, lease_token, engine, version)
                    VALUES (NEW.id, now() + interval '2 seconds', 0, 0, 0, 0)
                    ON CONFLICT (article_id) DO UPDATE SET
                        due_at = excluded.due_at, attempts = 0, lease_token = t.lease_token + 1, lease_until = NULL, lease_owner = NULL;
                    RETURN NULL;
                END $$;

                CREATE TRIGGER article_arrived AFTER INSERT ON articles FOR EACH ROW
                    WHEN (NEW.text_state <> 'Pending') EXECUTE FUNCTION article_to_read();

                CREATE TRIGGER article_changed AFTER UPDATE OF current_version, text_state ON articles FOR EACH ROW
                    WHEN (NEW.text_state <> 'Pending' AND (NEW.current_version <> OLD.current_version OR NEW.text_state <> OLD.text_state))
                    EXECUTE FUNCTION article_to_read();

                -- What is there already comes after what arrives: no due time, but an engine older than any.
                INSERT INTO reading_tasks (article_id, attempts, lease_token, engine, version)
                SELECT id, 0, 0, 0, 0 FROM articles WHERE text_state <> 'Pending';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER article_changed ON articles;
                DROP TRIGGER article_arrived ON articles;
                DROP FUNCTION article_to_read();
                """);
            migrationBuilder.DropTable(
                name: "reading_tasks");
        }
    }
}
