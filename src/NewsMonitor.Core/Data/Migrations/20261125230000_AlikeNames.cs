using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>
    /// Which actors' names are alike, kept, and whose names have changed since: notes that triggers add, whoever writes. What is there already
    /// is compared by the first program that starts (see NameComparison).
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125230000_AlikeNames")]
    public class AlikeNames : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            CREATE TABLE spellings (
                actor_id bigint NOT NULL REFERENCES actors ON DELETE CASCADE,
                plain text NOT NULL,
                written text NOT NULL,
                compared boolean NOT NULL,
                PRIMARY KEY (actor_id, plain));
            CREATE INDEX ix_spellings_plain ON spellings (plain);
            CREATE INDEX ix_spellings_likeness ON spellings USING gin (plain gin_trgm_ops) WHERE compared;
            CREATE TABLE alike_names (
                first_id bigint NOT NULL REFERENCES actors ON DELETE CASCADE,
                second_id bigint NOT NULL REFERENCES actors ON DELETE CASCADE,
                likeness real NOT NULL,
                first_name text NOT NULL,
                second_name text NOT NULL,
                PRIMARY KEY (first_id, second_id));
            CREATE INDEX ix_alike_names_second_id ON alike_names (second_id);
            CREATE TABLE uncompared_actors (actor_id bigint NOT NULL);
            INSERT INTO uncompared_actors SELECT id FROM actors;

            CREATE FUNCTION note_actor() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO uncompared_actors (actor_id) VALUES (NEW.id);
                RETURN NULL;
            END $$;
            CREATE TRIGGER compared_made AFTER INSERT ON actors FOR EACH ROW EXECUTE FUNCTION note_actor();
            CREATE TRIGGER compared_changed AFTER UPDATE OF name, kind, merged_into_id ON actors FOR EACH ROW
                WHEN ((NEW.name, NEW.kind, NEW.merged_into_id) IS DISTINCT FROM (OLD.name, OLD.kind, OLD.merged_into_id)) EXECUTE FUNCTION note_actor();

            CREATE FUNCTION note_actor_name() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN INSERT INTO uncompared_actors (actor_id) VALUES (OLD.actor_id); END IF;
                IF TG_OP <> 'DELETE' THEN INSERT INTO uncompared_actors (actor_id) VALUES (NEW.actor_id); END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER compared_made AFTER INSERT OR DELETE ON actor_names FOR EACH ROW EXECUTE FUNCTION note_actor_name();
            CREATE TRIGGER compared_changed AFTER UPDATE OF text, actor_id, preferred ON actor_names FOR EACH ROW
                WHEN ((NEW.text, NEW.actor_id, NEW.preferred) IS DISTINCT FROM (OLD.text, OLD.actor_id, OLD.preferred)) EXECUTE FUNCTION note_actor_name();
            """);

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            DROP TRIGGER compared_made ON actors; DROP TRIGGER compared_changed ON actors;
            DROP TRIGGER compared_made ON actor_names; DROP TRIGGER compared_changed ON actor_names;
            DROP FUNCTION note_actor(); DROP FUNCTION note_actor_name();
            DROP TABLE uncompared_actors; DROP TABLE alike_names; DROP TABLE spellings;
            """);
    }
}
