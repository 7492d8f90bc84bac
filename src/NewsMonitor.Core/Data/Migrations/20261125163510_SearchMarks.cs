using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>
    /// Marks in the search vector, as lexemes that no text can hold: the dictionary it was made with, so that the index alone answers which
    /// language asks with which stems; and, for a sixteenth of the articles drawn by their titles, the sample that very many hits are
    /// estimated from.
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125163510_SearchMarks")]
    public class SearchMarks : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE FUNCTION search_marks(language text, title text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                    SELECT array_to_tsvector(ARRAY[CASE WHEN language IN ('de', 'en', 'fr', 'es', 'it', 'ru') THEN '=' || language ELSE '=other' END]
                        || CASE WHEN hashtext(title) & 15 = 0 THEN ARRAY['=sample'] ELSE ARRAY[]::text[] END)
                $$;

                CREATE OR REPLACE FUNCTION article_vector(language text, kicker text, title text, body text) RETURNS tsvector
                LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                    SELECT setweight(to_tsvector(search_config(language), coalesce(kicker, '') || ' ' || title), 'A')
                        || to_tsvector(search_config(language), left(body, 200000)) || search_marks(language, title)
                $$;

                UPDATE articles SET tsv = tsv || search_marks(language, title) WHERE tsv IS NOT NULL;
                """);

            // Counts of codes change often and stand in no index: with room on the page such a change leaves the indexes alone, the one of words too.
            migrationBuilder.Sql("ALTER TABLE articles SET (fillfactor = 90);");
        }

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            ALTER TABLE articles RESET (fillfactor);
            CREATE OR REPLACE FUNCTION article_vector(language text, kicker text, title text, body text) RETURNS tsvector
            LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT setweight(to_tsvector(search_config(language), coalesce(kicker, '') || ' ' || title), 'A')
                    || to_tsvector(search_config(language), left(body, 200000))
            $$;
            DROP FUNCTION search_marks(text, text);
            UPDATE articles SET tsv = ts_delete(tsv, ARRAY['=de', '=en', '=fr', '=es', '=it', '=ru', '=other', '=sample']);
            """);
    }
}
