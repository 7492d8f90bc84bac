using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>
    /// The decision log and what is learnt from it; names that nobody knows; which names have changed. The log is append-only by the database's
    /// own word, and a change of an actor's names is noted by a trigger: several rooms write actors, and none of them can forget it.
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125173420_Learning")]
    public class Learning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "codebook",
                table: "reading_tasks",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "features",
                table: "codes",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fingerprint",
                table: "codes",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<long>(type: "bigint", nullable: true),
                    code_id = table.Column<long>(type: "bigint", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    outlet_id = table.Column<long>(type: "bigint", nullable: false),
                    language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    rule = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    verdict = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    features = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    fingerprint = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    score = table.Column<float>(type: "real", nullable: true),
                    revision_id = table.Column<long>(type: "bigint", nullable: false),
                    takes_back_id = table.Column<long>(type: "bigint", nullable: true),
                    name_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dismissed_names",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dismissed_names", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "name_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    actor_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_name_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ranker_snapshots",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false),
                    features = table.Column<int>(type: "integer", nullable: false),
                    revision_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decisions = table.Column<int>(type: "integer", nullable: false),
                    model = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ranker_snapshots", x => new { x.position, x.revision_id, x.features });
                });

            migrationBuilder.CreateTable(
                name: "unknown_names",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    start = table.Column<int>(type: "integer", nullable: false),
                    end = table.Column<int>(type: "integer", nullable: false),
                    mentions = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unknown_names", x => new { x.article_id, x.name });
                    table.ForeignKey(
                        name: "fk_unknown_names_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_codes_open_statements",
                table: "codes",
                column: "id",
                filter: "state = 'Suggested' AND removed_at IS NULL AND kind <> 'mention'");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_code_id_id",
                table: "decisions",
                columns: new[] { "code_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_revision_id",
                table: "decisions",
                column: "revision_id");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_rule_at",
                table: "decisions",
                columns: new[] { "rule", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_takes_back_id",
                table: "decisions",
                column: "takes_back_id",
                unique: true,
                filter: "takes_back_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_name_changes_at",
                table: "name_changes",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_unknown_names_name",
                table: "unknown_names",
                column: "name");

            migrationBuilder.Sql("""
                CREATE FUNCTION decisions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'The decision log is append-only: take a decision back with another entry.';
                END $$;

                CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION decisions_stay();

                CREATE FUNCTION actor_name_changed() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP <> 'INSERT' THEN
                        INSERT INTO name_changes (actor_id, text, at) VALUES (OLD.actor_id, OLD.text, now());
                    END IF;
                    IF TG_OP <> 'DELETE' THEN
                        INSERT INTO name_changes (actor_id, text, at) VALUES (NEW.actor_id, NEW.text, now());
                    END IF;
                    RETURN NULL;
                END $$;

                CREATE TRIGGER actor_name_changed AFTER INSERT OR DELETE ON actor_names FOR EACH ROW EXECUTE FUNCTION actor_name_changed();
                CREATE TRIGGER actor_name_moved AFTER UPDATE OF text, actor_id ON actor_names FOR EACH ROW
                    WHEN (NEW.text <> OLD.text OR NEW.actor_id <> OLD.actor_id) EXECUTE FUNCTION actor_name_changed();

                CREATE FUNCTION actor_changed() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO name_changes (actor_id, text, at) VALUES (NEW.id, NEW.name, now());
                    IF TG_OP = 'UPDATE' THEN
                        INSERT INTO name_changes (actor_id, text, at) SELECT OLD.id, text, now() FROM actor_names WHERE actor_id = OLD.id AND NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id
                            UNION SELECT OLD.id, OLD.name, now();
                    END IF;
                    RETURN NULL;
                END $$;

                CREATE TRIGGER actor_made AFTER INSERT ON actors FOR EACH ROW EXECUTE FUNCTION actor_changed();
                CREATE TRIGGER actor_renamed AFTER UPDATE OF name, kind, country, merged_into_id ON actors FOR EACH ROW
                    WHEN (NEW.name <> OLD.name OR NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) EXECUTE FUNCTION actor_changed();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER actor_renamed ON actors;
                DROP TRIGGER actor_made ON actors;
                DROP FUNCTION actor_changed();
                DROP TRIGGER actor_name_moved ON actor_names;
                DROP TRIGGER actor_name_changed ON actor_names;
                DROP FUNCTION actor_name_changed();
                DROP TRIGGER decisions_stay ON decisions;
                DROP FUNCTION decisions_stay();
                """);
            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "dismissed_names");

            migrationBuilder.DropTable(
                name: "name_changes");

            migrationBuilder.DropTable(
                name: "ranker_snapshots");

            migrationBuilder.DropTable(
                name: "unknown_names");

            migrationBuilder.DropIndex(
                name: "ix_codes_open_statements",
                table: "codes");

            migrationBuilder.DropColumn(
                name: "codebook",
                table: "reading_tasks");

            migrationBuilder.DropColumn(
                name: "features",
                table: "codes");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "codes");
        }
    }
}
