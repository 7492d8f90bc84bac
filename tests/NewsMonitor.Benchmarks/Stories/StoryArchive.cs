using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Core.Stories;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Likeness;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Benchmarks.Stories;

/// <summary>
/// An archive into which a thousand articles an hour have come up to now, each placed in its story, as the product would hold it: an event
/// has some three reports, whose vectors share half of their terms; terms and bands are kept for as long as <see cref="StoryPruning"/>
/// keeps them. No texts: they are read only where bands agree. Made once, by COPY, into a folder.
/// </summary>
internal sealed class StoryArchive : IAsyncDisposable
{
    private const int AnHour = 1000, ReportsAnEvent = 3, EventTerms = 60, OwnTerms = 60;
    private const int Batch = 10_000;

    private readonly PostgresServer _server;

    private StoryArchive(PostgresServer server, NpgsqlDataSource archive) => (_server, Archive) = (server, archive);

    public NpgsqlDataSource Archive { get; }
    public string ConnectionString => _server.ConnectionString;

    public static async Task<StoryArchive> OpenAsync(string folder, int articles)
    {
        var server = await PostgresServer.OpenAsync(new PostgresOptions { DataDirectory = folder, Tell = Console.WriteLine });
        var stories = new StoryArchive(server, NpgsqlDataSource.Create(server.ConnectionString));
        await using (var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(server.ConnectionString).Options)) await db.Database.MigrateAsync();
        if (Convert.ToInt32(await stories.ScalarAsync("SELECT count(*) FROM article_prints"), CultureInfo.InvariantCulture) < articles) await stories.FillAsync(articles);
        return stories;
    }

    /// <summary>The words of an event: those of its reports, and of the text that the benchmark sends after them.</summary>
    public static string[] EventWords(int number)
    {
        var random = new Random(number);
        return [.. Enumerable.Range(0, EventTerms).Select(_ => MillionArticles.German.Draw(random)).Distinct()];
    }

    /// <summary>The event of the article that came so many before now.</summary>
    public static int EventOf(int before)
    {
        // Reports of an event come within some hours: events are taken in turn out of the hundred that are open.
        var block = before / (100 * ReportsAnEvent);
        return (block * 100) + (before % 100);
    }

    private async Task FillAsync(int articles)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using var connection = await Archive.OpenConnectionAsync();
        // Without triggers and checks: what is written here is right by making.
        await ExecuteAsync(connection, """
            SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off;
            TRUNCATE outlets, articles, article_prints, story_terms, story_articles, stories CASCADE;
            DROP INDEX IF EXISTS ix_article_prints_bands, ix_article_prints_hash, ix_story_terms_article_id, ix_articles_tsv;
            ALTER TABLE story_terms DROP CONSTRAINT IF EXISTS pk_story_terms;
            INSERT INTO outlets (id, name, language) SELECT i, 'Blatt ' || i, 'de' FROM generate_series(1, 120) i;
            """);
        await ExecuteAsync(connection, $"""
            INSERT INTO articles (id, outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, coding_state,
                statements, open_suggestions, threats, suggested_threats, words, current_version, no_archive)
            SELECT i, 1 + i % 120, 'https://story.example/' || i, 'https://story.example/' || i, 'Feed', 'Artikel ' || i, 'de', at, 'feed', at, 'Complete', 'None', 0, 0, 0, 0, 200, 1, false
            FROM (SELECT i, now() - ({articles} - i) * interval '1 hour' / {AnHour} AS at FROM generate_series(1, {articles}) i) AS made
            """);
        Console.WriteLine($"Articles after {watch.Elapsed.TotalSeconds:N0} s");
        var background = new TermBackground();
        for (var from = 1; from <= articles; from += Batch) await WriteAsync(connection, from, Math.Min(from + Batch, articles + 1), articles, background);
        Console.WriteLine($"Prints and terms after {watch.Elapsed.TotalSeconds:N0} s");
        await ExecuteAsync(connection, $"""
            INSERT INTO story_articles (article_id, story_id, reason, words, placed_at)
            SELECT i, 1 + (({articles} - i) / {100 * ReportsAnEvent}) * 100 + ({articles} - i) % 100, 'Alike', ARRAY[]::text[], now() FROM generate_series(1, {articles}) i;
            INSERT INTO stories (id, central_article_id, articles, outlets, first_at, last_at, created_at)
            SELECT p.story_id, min(a.id), count(*), count(DISTINCT a.outlet_id), min(a.published_at), max(a.published_at), now()
            FROM story_articles p JOIN articles a ON a.id = p.article_id GROUP BY p.story_id;
            SELECT setval(pg_get_serial_sequence('stories', 'id'), (SELECT max(id) FROM stories)), setval(pg_get_serial_sequence('articles', 'id'), {articles}), setval(pg_get_serial_sequence('outlets', 'id'), 1000);
            ALTER TABLE story_terms ADD CONSTRAINT pk_story_terms PRIMARY KEY (term, published_at, article_id);
            CREATE INDEX ix_story_terms_article_id ON story_terms (article_id);
            CREATE INDEX ix_article_prints_hash ON article_prints (hash) WHERE hash IS NOT NULL;
            CREATE INDEX ix_article_prints_bands ON article_prints USING gin (bands);
            CREATE INDEX IF NOT EXISTS ix_articles_tsv ON articles USING gin (tsv);
            """);
        foreach (var table in new[] { "articles", "article_prints", "story_terms", "story_articles", "stories" }) await ExecuteAsync(connection, $"VACUUM (ANALYZE) {table}");
        Console.WriteLine($"{articles:N0} articles in their stories after {watch.Elapsed.TotalSeconds:N0} s");
    }

    private static async Task WriteAsync(NpgsqlConnection connection, int from, int until, int articles, TermBackground background)
    {
        var prints = new List<(int Id, DateTime At, StoryVector Vector, long[] Bands)>(until - from);
        var now = DateTime.UtcNow;
        for (var i = from; i < until; i++)
        {
            var random = new Random(i * 17 + 3);
            var words = EventWords(EventOf(articles - i)).Concat(Enumerable.Range(0, OwnTerms).Select(_ => MillionArticles.German.Draw(random))).Distinct();
            var terms = words.Select(w => Term.Of(TermKind.Word, Stem.Of(w, "de"))).Distinct().Order().ToArray();
            var vector = new StoryVector(terms, [.. terms.Select(_ => 1.2f + (float)random.NextDouble())]);
            background.Observe(terms);
            prints.Add((i, now.AddHours(-(articles - i) / (double)AnHour), vector, [.. Enumerable.Range(0, Fingerprint.Permutations / Fingerprint.Rows).Select(_ => random.NextInt64())]));
        }
        await using (var copy = await connection.BeginBinaryImportAsync("COPY article_prints (article_id, version, language, published_at, hash, bands, terms, weights) FROM STDIN (FORMAT binary)"))
        {
            foreach (var print in prints)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync((long)print.Id, NpgsqlDbType.Bigint);
                await copy.WriteAsync(1, NpgsqlDbType.Integer);
                await copy.WriteAsync("de", NpgsqlDbType.Varchar);
                await copy.WriteAsync(print.At, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
                await copy.WriteAsync(now - print.At > StoryPruning.KeepBands ? [] : print.Bands, NpgsqlDbType.Array | NpgsqlDbType.Bigint);
                await copy.WriteAsync(print.Vector.Terms.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);
                await copy.WriteAsync(print.Vector.Weights.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Real);
            }
            await copy.CompleteAsync();
        }
        await using var found = await connection.BeginBinaryImportAsync("COPY story_terms (term, published_at, article_id) FROM STDIN (FORMAT binary)");
        foreach (var print in prints.Where(p => now - p.At <= StoryPruning.KeepTerms))
        {
            foreach (var term in print.Vector.Telling(background, StoryCandidates.Findable))
            {
                await found.StartRowAsync();
                await found.WriteAsync(term.Term, NpgsqlDbType.Integer);
                await found.WriteAsync(print.At, NpgsqlDbType.TimestampTz);
                await found.WriteAsync((long)print.Id, NpgsqlDbType.Bigint);
            }
        }
        await found.CompleteAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 3600 };
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
