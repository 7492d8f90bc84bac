using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>
    /// Articles counted by day, and what tells which days to count anew: notes that triggers add, one for each statement and day, by days of UTC.
    /// Notes are only ever added: two writers on the same day do not wait for each other. What is there already is counted by the first program
    /// that starts, in its newsroom's calendar (see AttentionCounter).
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125193441_Attention")]
    public class Attention : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            CREATE TABLE attention_days (
                day date NOT NULL,
                kind varchar(8) NOT NULL,
                subject_id bigint NOT NULL,
                articles integer NOT NULL,
                PRIMARY KEY (kind, subject_id, day));
            CREATE INDEX ix_attention_days_kind_day ON attention_days (kind, day) INCLUDE (subject_id, articles);
            CREATE TABLE attention_changes (day date NOT NULL);
            CREATE INDEX ix_attention_changes_day ON attention_changes (day);
            CREATE TABLE attention_zone (zone text PRIMARY KEY);

            CREATE FUNCTION attention_of_articles() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    INSERT INTO attention_changes SELECT DISTINCT (published_at AT TIME ZONE 'UTC')::date FROM fresh;
                ELSIF TG_OP = 'DELETE' THEN
                    INSERT INTO attention_changes SELECT DISTINCT (published_at AT TIME ZONE 'UTC')::date FROM gone;
                ELSE
                    INSERT INTO attention_changes SELECT DISTINCT unnest(ARRAY[(g.published_at AT TIME ZONE 'UTC')::date, (f.published_at AT TIME ZONE 'UTC')::date])
                    FROM gone g JOIN fresh f ON f.id = g.id WHERE (f.published_at, f.outlet_id) IS DISTINCT FROM (g.published_at, g.outlet_id);
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER attention_inserted AFTER INSERT ON articles REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION attention_of_articles();
            CREATE TRIGGER attention_updated AFTER UPDATE ON articles REFERENCING OLD TABLE AS gone NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION attention_of_articles();
            CREATE TRIGGER attention_deleted AFTER DELETE ON articles REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION attention_of_articles();

            CREATE FUNCTION attention_of_codes() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO attention_changes SELECT DISTINCT (a.published_at AT TIME ZONE 'UTC')::date FROM changed c JOIN articles a ON a.id = c.article_id;
                RETURN NULL;
            END $$;
            CREATE TRIGGER attention_inserted AFTER INSERT ON codes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attention_of_codes();
            CREATE TRIGGER attention_updated AFTER UPDATE ON codes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attention_of_codes();
            CREATE TRIGGER attention_deleted AFTER DELETE ON codes REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attention_of_codes();

            CREATE FUNCTION attention_of_participants() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO attention_changes SELECT DISTINCT (a.published_at AT TIME ZONE 'UTC')::date
                FROM changed p JOIN codes c ON c.id = p.statement_id JOIN articles a ON a.id = c.article_id;
                RETURN NULL;
            END $$;
            CREATE TRIGGER attention_inserted AFTER INSERT ON participants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attention_of_participants();
            CREATE TRIGGER attention_updated AFTER UPDATE ON participants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attention_of_participants();
            CREATE TRIGGER attention_deleted AFTER DELETE ON participants REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attention_of_participants();
            """);

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            DROP TRIGGER attention_inserted ON articles; DROP TRIGGER attention_updated ON articles; DROP TRIGGER attention_deleted ON articles;
            DROP TRIGGER attention_inserted ON codes; DROP TRIGGER attention_updated ON codes; DROP TRIGGER attention_deleted ON codes;
            DROP TRIGGER attention_inserted ON participants; DROP TRIGGER attention_updated ON participants; DROP TRIGGER attention_deleted ON participants;
            DROP FUNCTION attention_of_articles(); DROP FUNCTION attention_of_codes(); DROP FUNCTION attention_of_participants();
            DROP TABLE attention_days; DROP TABLE attention_changes; DROP TABLE attention_zone;
            """);
    }
}
