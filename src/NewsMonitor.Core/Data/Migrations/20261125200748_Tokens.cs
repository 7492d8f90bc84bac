using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>Personal tokens of the API, and what its stream goes by.</summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125200748_Tokens")]
    public class Tokens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "personal_tokens",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ending = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    scopes = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personal_tokens", x => x.id);
                    table.ForeignKey(
                        name: "fk_personal_tokens_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_personal_tokens_hash",
                table: "personal_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_personal_tokens_user_id",
                table: "personal_tokens",
                column: "user_id");

            // What comes in is noted for the stream by the statement that writes it, whoever writes it; StreamLog gives it a place afterwards.
            migrationBuilder.Sql("""
                CREATE TABLE stream_entries (
                    id bigint GENERATED ALWAYS AS IDENTITY, place bigint, article_id bigint NOT NULL, version int, code_id bigint, counting boolean NOT NULL DEFAULT false, at timestamptz NOT NULL DEFAULT now());
                CREATE INDEX ix_stream_entries_place_id ON stream_entries (place, id);
                CREATE SEQUENCE stream_places;

                CREATE FUNCTION note_version() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO stream_entries (article_id, version) SELECT article_id, number FROM added;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER stream AFTER INSERT ON article_versions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_version();

                CREATE FUNCTION note_revision() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO stream_entries (article_id, code_id) SELECT article_id, code_id FROM added;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER stream AFTER INSERT ON revisions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_revision();

                CREATE FUNCTION note_counting() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO stream_entries (article_id, code_id, counting) VALUES (NEW.article_id, NEW.id, TRUE);
                    RETURN NULL;
                END $$;
                CREATE TRIGGER stream AFTER UPDATE OF counts ON codes FOR EACH ROW WHEN (OLD.counts <> NEW.counts) EXECUTE FUNCTION note_counting();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER stream ON article_versions; DROP TRIGGER stream ON revisions; DROP TRIGGER stream ON codes;
                DROP FUNCTION note_version(); DROP FUNCTION note_revision(); DROP FUNCTION note_counting();
                DROP TABLE stream_entries; DROP SEQUENCE stream_places;
                """);
            migrationBuilder.DropTable(
                name: "personal_tokens");
        }
    }
}
