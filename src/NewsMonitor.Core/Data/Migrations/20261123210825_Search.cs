using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>
    /// Full-text search over articles. The vector is a plain column that EF does not map (a mapped one comes back with every insert);
    /// <c>article_vector</c> is the one place that says what is indexed, with which dictionary and weight.
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261123210825_Search")]
    public class Search : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The article's own language decides the dictionary. Plain "german": with unaccent in front, its umlaut stop words break.
            migrationBuilder.Sql("""
                CREATE FUNCTION search_config(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                    SELECT CASE language
                        WHEN 'de' THEN 'german'::regconfig
                        WHEN 'en' THEN 'english'::regconfig
                        WHEN 'fr' THEN 'french'::regconfig
                        WHEN 'es' THEN 'spanish'::regconfig
                        WHEN 'it' THEN 'italian'::regconfig
                        WHEN 'ru' THEN 'russian'::regconfig
                        ELSE 'simple'::regconfig END
                $$;

                CREATE FUNCTION article_vector(language text, kicker text, title text, body text) RETURNS tsvector
                LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                    SELECT setweight(to_tsvector(search_config(language), coalesce(kicker, '') || ' ' || title), 'A')
                        || to_tsvector(search_config(language), left(body, 200000))
                $$;

                ALTER TABLE articles ADD COLUMN tsv tsvector;
                """);

            // Counts and lists read this heap: the vector goes out of line, the short texts stay in.
            migrationBuilder.Sql("""
                ALTER TABLE articles SET (toast_tuple_target = 256);
                ALTER TABLE articles ALTER COLUMN title SET STORAGE MAIN, ALTER COLUMN kicker SET STORAGE MAIN,
                    ALTER COLUMN address SET STORAGE MAIN, ALTER COLUMN canonical_address SET STORAGE MAIN;
                CREATE INDEX ix_articles_tsv ON articles USING gin (tsv);
                """);
        }

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            ALTER TABLE articles DROP COLUMN tsv;
            ALTER TABLE articles RESET (toast_tuple_target);
            DROP FUNCTION article_vector(text, text, text, text);
            DROP FUNCTION search_config(text);
            """);
    }
}
