using System.Diagnostics;
using System.Globalization;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Benchmarks.Search;

/// <summary>
/// An archive of a million articles over five years, in the product's own schema, made once into a data folder: two thirds German, 120
/// outlets of very different size, a tenth of the articles coded. It can be opened by the product itself (<c>NEWSMONITOR_DATA</c>).
/// </summary>
internal sealed class MillionArticles : IAsyncDisposable
{
    public const int Outlets = 120, Actors = 400, Issues = 30, Instruments = 12;
    /// <summary>Kept apart from what a writer adds: its articles are newer.</summary>
    public static readonly DateTime Newest = new(2026, 10, 31, 22, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Oldest = Newest.AddYears(-5);
    private const int Batch = 5_000;
    private const int CodedShare = 10;

    private readonly PostgresServer _server;

    private MillionArticles(PostgresServer server, NpgsqlDataSource archive) => (_server, Archive) = (server, archive);

    public NpgsqlDataSource Archive { get; }
    public static Vocabulary German { get; } = new("de", 1);
    public static Vocabulary English { get; } = new("en", 2);

    public static async Task<MillionArticles> OpenAsync(string folder, int articles)
    {
        var server = await PostgresServer.OpenAsync(new PostgresOptions { DataDirectory = folder, Tell = Console.WriteLine });
        var archive = NpgsqlDataSource.Create(server.ConnectionString);
        var million = new MillionArticles(server, archive);
        await using (var db = new NewsDbContext(new Microsoft.EntityFrameworkCore.DbContextOptionsBuilder<NewsDbContext>().UseArchive(server.ConnectionString).Options))
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.MigrateAsync(db.Database);
        }
        var there = Convert.ToInt32(await million.ScalarAsync("SELECT count(*) FROM articles WHERE canonical_address LIKE 'https://made.example/%'"), CultureInfo.InvariantCulture);
        if (there < articles) await million.FillAsync(there, articles);
        await million.ExecuteAsync("DELETE FROM article_versions WHERE article_id IN (SELECT id FROM articles WHERE canonical_address LIKE 'https://written.example/%')");
        await million.ExecuteAsync("DELETE FROM articles WHERE canonical_address LIKE 'https://written.example/%'");
        return million;
    }

    /// <summary>By COPY into a table of the moment; the vector is made by the product's own function. The index of words comes last, at once.</summary>
    private async Task FillAsync(int from, int until)
    {
        var watch = Stopwatch.StartNew();
        if (from == 0)
        {
            await ExecuteAsync("DROP INDEX IF EXISTS ix_articles_tsv");
            await ExecuteAsync($"INSERT INTO outlets (id, name, language) SELECT i, 'Blatt ' || i, CASE WHEN i % 3 = 0 THEN 'en' ELSE 'de' END FROM generate_series(1, {Outlets}) i");
            await ExecuteAsync($"INSERT INTO actors (id, name, kind, created_at) SELECT i, 'Akteur ' || i, 'Person', now() FROM generate_series(1, {Actors}) i");
            await ExecuteAsync($"INSERT INTO issues (id, name, created_at) SELECT i, 'Thema ' || i, now() FROM generate_series(1, {Issues}) i");
            await ExecuteAsync($"INSERT INTO instruments (id, name, created_at) SELECT i, 'Mittel ' || i, now() FROM generate_series(1, {Instruments}) i");
            foreach (var table in new[] { "outlets", "actors", "issues", "instruments" }) await ExecuteAsync($"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1000)");
        }
        for (var at = from; at < until; at += Batch)
        {
            await WriteAsync(at, Math.Min(at + Batch, until));
            if (at % 50_000 == 0) Console.WriteLine($"{at:N0} articles, {watch.Elapsed.TotalSeconds:N0} s");
        }
        Console.WriteLine("Index of words …");
        await ExecuteAsync("SET maintenance_work_mem = '1GB'; CREATE INDEX IF NOT EXISTS ix_articles_tsv ON articles USING gin (tsv)");
        await CodeAsync();
        foreach (var table in new[] { "articles", "article_versions", "codes", "participants" }) await ExecuteAsync($"VACUUM (ANALYZE) {table}");
        Console.WriteLine($"{until:N0} articles made in {watch.Elapsed.TotalMinutes:N1} min.");
    }

    private async Task WriteAsync(int from, int until)
    {
        await using var connection = await Archive.OpenConnectionAsync();
        await using (var make = new NpgsqlCommand("CREATE TEMP TABLE IF NOT EXISTS made (id bigint, outlet bigint, language text, title text, published timestamptz, words int, body text) ON COMMIT DELETE ROWS", connection))
        {
            await make.ExecuteNonQueryAsync();
        }
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var copy = await connection.BeginBinaryImportAsync("COPY made FROM STDIN (FORMAT binary)"))
        {
            for (var i = from; i < until; i++)
            {
                var article = Article(i);
                await copy.StartRowAsync();
                await copy.WriteAsync(i + 1L, NpgsqlDbType.Bigint);
                await copy.WriteAsync(article.Outlet, NpgsqlDbType.Bigint);
                await copy.WriteAsync(article.Language, NpgsqlDbType.Text);
                await copy.WriteAsync(article.Title, NpgsqlDbType.Text);
                await copy.WriteAsync(article.Published, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(article.Words, NpgsqlDbType.Integer);
                await copy.WriteAsync(article.Body, NpgsqlDbType.Text);
            }
            await copy.CompleteAsync();
        }
        await using var insert = new NpgsqlCommand(InsertSql("", "'https://made.example/' || id", "published"), connection) { CommandTimeout = 600 };
        await insert.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Articles of <c>made</c> with their version, as the store writes them. <paramref name="made"/> is its own WITH where it is no table.</summary>
    internal static string InsertSql(string made, string address, string arrived) => $"""
        WITH {made} fresh AS (
            INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, coding_state,
                statements, open_suggestions, threats, suggested_threats, words, current_version, no_archive, tsv)
            SELECT outlet, {address}, {address}, 'Feed', title, language, published, 'feed', {arrived}, 'Complete', 'None', 0, 0, 0, 0, words, 1, false,
                article_vector(language, NULL, title, body) FROM made
            RETURNING id, canonical_address)
        INSERT INTO article_versions (article_id, number, title, byline, text, blocks, content_hash, source, captured_at)
        SELECT f.id, 1, m.title, ARRAY[]::text[], m.body, repeat('P', 1 + length(m.body) - length(replace(m.body, E'\n', ''))), sha256(m.body::bytea), 'Feed', now()
        FROM fresh f JOIN made m ON f.canonical_address = {address.Replace("id", "m.id", StringComparison.Ordinal)}
        """;

    internal static (long Outlet, string Language, string Title, DateTime Published, int Words, string Body) Article(int number)
    {
        var random = new Random(number * 31 + 7);
        // Outlets by a square law: the first brings a seventh of everything, the last a few hundred articles.
        var outlet = 1 + (long)(Outlets * Math.Pow(random.NextDouble(), 2.2));
        var vocabulary = outlet % 3 == 0 ? English : German;
        var words = Math.Clamp((int)Math.Exp(5.1 + 0.6 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2), 40, 1200);
        var published = Oldest.AddSeconds((Newest - Oldest).TotalSeconds * number / 1_000_000.0 + random.Next(3600));
        return (outlet, vocabulary.Language, Capital(vocabulary.Text(random, 6 + random.Next(6)).TrimEnd('.')), published, words, vocabulary.Text(random, words));
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..].Replace('\n', ' ');

    /// <summary>A tenth of the articles: three mentions, a threat and two positions each, suggested for the most part.</summary>
    private async Task CodeAsync()
    {
        Console.WriteLine("Codes …");
        await ExecuteAsync($"""
            TRUNCATE codes CASCADE;
            INSERT INTO codes (article_id, kind, state, origin, created_at, changed_at, codebook_version, actor_id, form)
            SELECT a.id, 'mention', CASE WHEN a.id % 30 = 0 THEN 'Confirmed' ELSE 'Suggested' END, 'Rule', now(), now(), 1, 1 + ({Actors} * power(random(), 3))::int % {Actors}, 'Name'
            FROM articles a, generate_series(1, 3) WHERE a.id % {CodedShare} = 0;
            INSERT INTO codes (article_id, kind, state, origin, created_at, changed_at, codebook_version, instrument_id, mode, life_cycle)
            SELECT a.id, 'threat', CASE WHEN a.id % 30 = 0 THEN 'Confirmed' ELSE 'Suggested' END, 'Rule', now(), now(), 1, 1 + ({Instruments} * random())::int % {Instruments}, 'Explicit', 'Uttered'
            FROM articles a WHERE a.id % {CodedShare} = 0 AND a.id % 4 = 0;
            INSERT INTO codes (article_id, kind, state, origin, created_at, changed_at, codebook_version, issue_id, stance, act)
            SELECT a.id, 'position', CASE WHEN a.id % 30 = 0 THEN 'Confirmed' ELSE 'Suggested' END, 'Rule', now(), now(), 1, 1 + ({Issues} * power(random(), 2))::int % {Issues},
                (ARRAY['Supports', 'Opposes', 'Undecided'])[1 + (3 * random())::int % 3], 'States'
            FROM articles a, generate_series(1, 2) WHERE a.id % {CodedShare} = 0;
            INSERT INTO participants (statement_id, actor_id, role, ordinal)
            SELECT c.id, 1 + ({Actors} * power(random(), 3))::int % {Actors}, CASE WHEN c.kind = 'threat' THEN 'Threatener' ELSE 'Speaker' END, 1 FROM codes c WHERE c.kind <> 'mention';
            INSERT INTO participants (statement_id, actor_id, role, ordinal)
            SELECT c.id, 1 + ({Actors} * power(random(), 3))::int % {Actors}, 'Target', 1 FROM codes c WHERE c.kind = 'threat';
            INSERT INTO anchors (code_id, version_id, role, start, "end", quote, prefix, suffix)
            SELECT c.id, v.id, 'Evidence', 0, 20, left(v.text, 20), '', substr(v.text, 21, 32) FROM codes c JOIN article_versions v ON v.article_id = c.article_id AND v.number = 1;
            UPDATE articles SET statements = t.confirmed, open_suggestions = t.open, threats = t.threats, suggested_threats = t.suggested,
                coding_state = CASE WHEN t.confirmed > 0 THEN 'InWork' ELSE 'Suggested' END
            FROM (SELECT article_id, count(*) FILTER (WHERE state = 'Confirmed' AND kind <> 'mention') AS confirmed, count(*) FILTER (WHERE state = 'Suggested' AND kind <> 'mention') AS open,
                    count(*) FILTER (WHERE state = 'Confirmed' AND kind = 'threat') AS threats, count(*) FILTER (WHERE state = 'Suggested' AND kind = 'threat') AS suggested
                FROM codes GROUP BY article_id) AS t WHERE t.article_id = articles.id;
            """);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Archive.CreateCommand(sql);
        command.CommandTimeout = 3600;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Archive.CreateCommand(sql);
        command.CommandTimeout = 600;
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Archive.DisposeAsync();
        await _server.DisposeAsync();
    }
}
