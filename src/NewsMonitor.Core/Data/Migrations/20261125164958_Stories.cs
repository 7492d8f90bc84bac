using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>
    /// Stories, and what finding them needs. A story's counts and dates are written by triggers: articles are placed, moved, deleted and
    /// merged by several writers, and none of them can forget the counts. One recount a statement, however many articles it moves.
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125164958_Stories")]
    public class Stories : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "article_prints",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hash = table.Column<Guid>(type: "uuid", nullable: true),
                    bands = table.Column<long[]>(type: "bigint[]", nullable: false),
                    terms = table.Column<int[]>(type: "integer[]", nullable: false),
                    weights = table.Column<float[]>(type: "real[]", nullable: false),
                    copy_of_id = table.Column<long>(type: "bigint", nullable: true),
                    copy_score = table.Column<float>(type: "real", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_article_prints", x => x.article_id);
                    table.ForeignKey(
                        name: "fk_article_prints_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_article_prints_articles_copy_of_id",
                        column: x => x.copy_of_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "stories",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    central_article_id = table.Column<long>(type: "bigint", nullable: true),
                    articles = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    outlets = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    edited_by = table.Column<long>(type: "bigint", nullable: true),
                    merged_into_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stories", x => x.id);
                    table.ForeignKey(
                        name: "fk_stories_articles_central_article_id",
                        column: x => x.central_article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_stories_stories_merged_into_id",
                        column: x => x.merged_into_id,
                        principalTable: "stories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "story_revisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    action = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    story_id = table.Column<long>(type: "bigint", nullable: false),
                    into_id = table.Column<long>(type: "bigint", nullable: true),
                    before = table.Column<JsonDocument>(type: "jsonb", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<long>(type: "bigint", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_story_revisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "story_terms",
                columns: table => new
                {
                    term = table.Column<int>(type: "integer", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_story_terms", x => new { x.term, x.published_at, x.article_id });
                    table.ForeignKey(
                        name: "fk_story_terms_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "story_articles",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    story_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    score = table.Column<float>(type: "real", nullable: true),
                    like_article_id = table.Column<long>(type: "bigint", nullable: true),
                    words = table.Column<string[]>(type: "text[]", nullable: false),
                    placed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    placed_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_story_articles", x => x.article_id);
                    table.ForeignKey(
                        name: "fk_story_articles_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_story_articles_stories_story_id",
                        column: x => x.story_id,
                        principalTable: "stories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_article_prints_bands",
                table: "article_prints",
                column: "bands")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_article_prints_copy_of_id",
                table: "article_prints",
                column: "copy_of_id",
                filter: "copy_of_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_article_prints_hash",
                table: "article_prints",
                column: "hash",
                filter: "hash IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_stories_central_article_id",
                table: "stories",
                column: "central_article_id");

            migrationBuilder.CreateIndex(
                name: "ix_stories_last_at_id",
                table: "stories",
                columns: new[] { "last_at", "id" },
                descending: new bool[0],
                filter: "articles > 1");

            migrationBuilder.CreateIndex(
                name: "ix_stories_merged_into_id",
                table: "stories",
                column: "merged_into_id");

            migrationBuilder.CreateIndex(
                name: "ix_story_articles_story_id",
                table: "story_articles",
                column: "story_id");

            migrationBuilder.CreateIndex(
                name: "ix_story_revisions_by_id",
                table: "story_revisions",
                columns: new[] { "by", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_story_revisions_story_id",
                table: "story_revisions",
                column: "story_id");

            migrationBuilder.CreateIndex(
                name: "ix_story_terms_article_id",
                table: "story_terms",
                column: "article_id");

            // A story that the machine has left empty goes; one that an editor has touched stays as a signpost or for the way back.
            migrationBuilder.Sql("""
                CREATE FUNCTION count_stories(ids bigint[]) RETURNS void LANGUAGE sql AS $$
                    UPDATE stories s SET articles = t.articles, outlets = t.outlets, first_at = t.first_at, last_at = t.last_at
                    FROM (SELECT i.id, count(a.id)::int AS articles, count(DISTINCT a.outlet_id)::int AS outlets,
                            min(a.published_at) AS first_at, max(a.published_at) AS last_at
                        FROM unnest(ids) AS i (id) LEFT JOIN story_articles p ON p.story_id = i.id LEFT JOIN articles a ON a.id = p.article_id
                        GROUP BY i.id) AS t
                    WHERE s.id = t.id;
                    DELETE FROM stories s WHERE s.id = ANY (ids) AND s.articles = 0 AND s.edited_by IS NULL AND s.merged_into_id IS NULL
                        AND NOT EXISTS (SELECT FROM stories o WHERE o.merged_into_id = s.id);
                $$;

                CREATE FUNCTION story_articles_changed() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        PERFORM count_stories(ARRAY(SELECT DISTINCT story_id FROM added));
                    ELSIF TG_OP = 'DELETE' THEN
                        PERFORM count_stories(ARRAY(SELECT DISTINCT story_id FROM gone));
                    ELSE
                        PERFORM count_stories(ARRAY(SELECT story_id FROM added UNION SELECT story_id FROM gone));
                    END IF;
                    RETURN NULL;
                END $$;

                CREATE TRIGGER story_articles_added AFTER INSERT ON story_articles
                    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION story_articles_changed();
                CREATE TRIGGER story_articles_moved AFTER UPDATE ON story_articles
                    REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION story_articles_changed();
                CREATE TRIGGER story_articles_deleted AFTER DELETE ON story_articles
                    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION story_articles_changed();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "article_prints");

            migrationBuilder.DropTable(
                name: "story_articles");

            migrationBuilder.DropTable(
                name: "story_revisions");

            migrationBuilder.DropTable(
                name: "story_terms");

            migrationBuilder.DropTable(
                name: "stories");

            migrationBuilder.Sql("""
                DROP FUNCTION story_articles_changed();
                DROP FUNCTION count_stories(bigint[]);
                """);
        }
    }
}
