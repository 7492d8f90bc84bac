using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Watches;
using Npgsql;

namespace NewsMonitor.Benchmarks.Watches;

/// <summary>
/// <c>-- watches [--watches N] [--articles N]</c>: how many arriving articles a second are held against a thousand watches, and what the note in
/// the queue costs whoever stores them. Seven watches in ten ask for one word or two, two for a phrase or alternatives, one for a word and an outlet.
/// </summary>
internal static class WatchBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        int Option(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        var (watches, articles) = (Option("--watches", 1000), Option("--articles", 20_000));
        var folder = Directory.CreateTempSubdirectory("nm-watches-").FullName;
        try
        {
            await using var server = await PostgresServer.OpenAsync(new() { DataDirectory = folder, Durable = false });
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddArchive(server.ConnectionString);
            services.AddAccounts();
            services.AddIngestion(new ConfigurationBuilder().Build(), work: false);
            await using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<IDbContextFactory<NewsDbContext>>().MigrateAsync(default);
            await MeasureAsync(provider, watches, articles);
        }
        finally { Directory.Delete(folder, recursive: true); }
        return 0;
    }

    private static async Task MeasureAsync(ServiceProvider provider, int watches, int articles)
    {
        var archive = provider.GetRequiredService<NpgsqlDataSource>();
        var random = new Random(7);
        await DoAsync(archive, """
            INSERT INTO users (user_name, normalized_user_name, display_name, created_at, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
                VALUES ('a', 'A', 'A', now(), false, false, false, false, 0);
            INSERT INTO outlets (name) SELECT 'Blatt ' || n FROM generate_series(1, 20) n
            """);
        await StoreAsync(archive, random, 2000); // warms up, before anybody watches
        var matcher = provider.GetRequiredService<WatchMatcher>();
        while (await matcher.RunAsync(default) is { Changes: > 0 }) { }
        await using (var insert = archive.CreateCommand("""
            INSERT INTO watches (owner_id, name, line, shared, articles, turns, pairs, firsts, volume, with_suggestions, created_at, changed_at, since)
            SELECT (SELECT min(id) FROM users), line, line, false, true, true, true, true, false, false, now(), now(), now() FROM unnest($1::text[]) AS w (line)
            """))
        {
            insert.Parameters.Add(new() { Value = Enumerable.Range(0, watches).Select(n => Line(n, random)).ToArray() });
            await insert.ExecuteNonQueryAsync();
        }
        await DoAsync(archive, "INSERT INTO watch_members (watch_id, user_id, mail, rank, joined_at) SELECT id, owner_id, 'None', id, now() FROM watches");
        await StoreAsync(archive, random, 10);
        var compiling = Stopwatch.StartNew();
        while (await matcher.RunAsync(default) is { Changes: > 0 }) { }
        Console.WriteLine($"{watches:N0} watches compiled, and a batch of ten articles matched, in {compiling.Elapsed.TotalMilliseconds:N0} ms.");

        await DoAsync(archive, "ALTER TABLE articles DISABLE TRIGGER articles_arrived_to_watch");
        var bare = await StoreAsync(archive, random, articles / 2);
        await DoAsync(archive, "ALTER TABLE articles ENABLE TRIGGER articles_arrived_to_watch");
        var noted = await StoreAsync(archive, random, articles);
        Console.WriteLine($"Storing without the note in the queue {articles / 2 / bare.TotalSeconds:N0} articles a second, with it {articles / noted.TotalSeconds:N0}. Load {Load()}.");

        var (times, found, total) = (new List<double>(), 0, Stopwatch.StartNew());
        for (var turn = Stopwatch.StartNew(); await matcher.RunAsync(default) is { Changes: > 0 } done; turn.Restart())
        {
            times.Add(turn.Elapsed.TotalMilliseconds);
            found += done.Matches;
        }
        times.Sort();
        Console.WriteLine($"{articles:N0} articles against {watches:N0} watches: {articles / total.Elapsed.TotalSeconds:N0} articles a second, {found:N0} matches; " +
            $"batches of {WatchMatcher.Batch:N0}: p50 {times[times.Count / 2]:N0} ms, longest {times[^1]:N0} ms. Load {Load()}.");
        await StoreAsync(archive, random, 1);
        var one = Stopwatch.StartNew();
        await matcher.RunAsync(default);
        Console.WriteLine($"One article alone: {one.Elapsed.TotalMilliseconds:N0} ms.");
    }

    private static string Line(int n, Random random)
    {
        string Word() => MillionArticles.German.At(100 + random.Next(20_000));
        return (n % 10) switch
        {
            < 4 => Word(),
            < 7 => $"{MillionArticles.German.At(random.Next(1000))} {Word()}",
            7 => $"\"{MillionArticles.German.At(random.Next(300))} {MillionArticles.German.At(random.Next(300))}\"",
            8 => $"{Word()} OR {Word()} OR {Word()}",
            _ => $"{MillionArticles.German.At(100 + random.Next(2000))} outlet:\"Blatt {1 + random.Next(20)}\"",
        };
    }

    /// <summary>As ingestion does it: twenty articles a statement, each with its vector.</summary>
    private static async Task<TimeSpan> StoreAsync(NpgsqlDataSource archive, Random random, int count)
    {
        var batches = Enumerable.Range(0, count).Select(_ => MillionArticles.German.Text(random, 250)).Chunk(20).ToArray();
        var watch = Stopwatch.StartNew();
        foreach (var texts in batches)
        {
            await using var command = archive.CreateCommand("""
                INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, coding_state,
                    statements, open_suggestions, threats, suggested_threats, words, current_version, no_archive, tsv)
                SELECT 1 + n % 20, 'https://x.example/' || gen_random_uuid(), 'https://x.example/', 'Feed', left(text, 80), 'de', now(), 'feed', now(), 'Complete', 'None', 0, 0, 0, 0, 250, 1, false,
                    article_vector('de', NULL, left(text, 80), text) FROM unnest($1::text[]) WITH ORDINALITY AS t (text, n)
                """);
            command.Parameters.Add(new() { Value = texts });
            await command.ExecuteNonQueryAsync();
        }
        return watch.Elapsed;
    }

    private static async Task DoAsync(NpgsqlDataSource archive, string sql)
    {
        await using var command = archive.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
