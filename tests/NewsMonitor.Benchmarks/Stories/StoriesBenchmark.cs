using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Stories;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using Npgsql;

namespace NewsMonitor.Benchmarks.Stories;

/// <summary>
/// <c>-- stories [--data FOLDER] [--articles N] [--place N] [--plans]</c>: what it takes to put one more article into its story where a thousand
/// an hour have come for weeks. Half of the articles tell of an event of the last hour. With <c>--plans</c> the server writes
/// its plan of each statement into its log (<c>postgres/log</c> in the folder).
/// </summary>
internal static class StoriesBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
        var folder = Option("--data", Path.Combine(Path.GetTempPath(), "newsmonitor-stories"));
        var articles = int.Parse(Option("--articles", "1000000"), CultureInfo.InvariantCulture);
        var most = int.Parse(Option("--place", "1000"), CultureInfo.InvariantCulture);
        await using var stories = await StoryArchive.OpenAsync(folder, articles);
        await PlaceAsync(stories, stories.Archive, 100, 1);
        Console.WriteLine($"{await stories.ScalarAsync("SELECT count(*) FROM article_prints"):N0} articles, {await stories.ScalarAsync("SELECT count(*) FROM story_terms"):N0} terms kept; load {Load()}.");
        Print(await PlaceAsync(stories, stories.Archive, most, 1_000_000));
        if (args.Contains("--plans")) await ExplainAsync(stories);
        return 0;
    }

    private static async Task<List<(double Reading, double Placing, bool Joined)>> PlaceAsync(StoryArchive stories, NpgsqlDataSource archive, int count, int seed)
    {
        var placer = new StoryPlacer(archive, new StoryBackground(TimeProvider.System), new BulletinBoard(archive, TimeProvider.System, NullLogger<BulletinBoard>.Instance));
        var measured = new List<(double, double, bool)>();
        for (var n = 0; n < count; n++)
        {
            var (article, version) = await WriteAsync(stories, seed + n);
            var watch = Stopwatch.StartNew();
            var analysis = ArticleAnalyzer.Analyze(version.Text, "de", DateOnly.FromDateTime(article.PublishedAt.UtcDateTime));
            var read = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            var place = await placer.PlaceAsync(article, version, analysis, ActorIndex.BuiltIn, CancellationToken.None);
            measured.Add((read, watch.Elapsed.TotalMilliseconds, place!.Reason != StoryReason.First));
        }
        return measured;
    }

    /// <summary>An article of 250 words with its version, as ingestion leaves it.</summary>
    private static async Task<(Article, ArticleVersion)> WriteAsync(StoryArchive stories, int seed)
    {
        var random = new Random(seed);
        var own = MillionArticles.German.Text(random, 120).TrimEnd('.').Split(' ');
        var words = seed % 2 == 0 ? own : [.. StoryArchive.EventWords(StoryArchive.EventOf(random.Next(1000))).Concat(own.Take(60)).OrderBy(_ => random.Next())];
        var (title, text) = (string.Join(' ', words.Take(8)), string.Join(' ', words.Concat(words)) + ".");
        await using var command = stories.Archive.CreateCommand("""
            WITH fresh AS (
                INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, coding_state,
                    statements, open_suggestions, threats, suggested_threats, words, current_version, no_archive)
                VALUES (1, $1, $1, 'Feed', $2, 'de', now(), 'feed', now(), 'Complete', 'None', 0, 0, 0, 0, 250, 1, false) RETURNING id, published_at)
            INSERT INTO article_versions (article_id, number, title, byline, text, blocks, content_hash, source, captured_at)
            SELECT id, 1, $2, ARRAY[]::text[], $3, 'P', sha256($3::bytea), 'Feed', now() FROM fresh RETURNING article_id, captured_at
            """);
        command.Parameters.Add(new() { Value = $"https://placed.example/{Guid.NewGuid():N}" });
        command.Parameters.Add(new() { Value = title });
        command.Parameters.Add(new() { Value = text });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var article = new Article
        {
            Id = row.GetInt64(0), CanonicalAddress = "", Address = "", Title = title, Language = "de", PublishedFrom = "feed", PublishedAt = row.GetFieldValue<DateTimeOffset>(1),
            CurrentVersion = 1, TextState = TextState.Complete,
        };
        return (article, new() { Number = 1, Title = title, Text = text, Blocks = [], ContentHash = [], Source = TextSource.Feed });
    }

    private static void Print(List<(double Reading, double Placing, bool Joined)> all)
    {
        static string Three(IEnumerable<double> times)
        {
            var sorted = times.Order().ToArray();
            return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:N1} / {sorted[(int)(sorted.Length * .95)]:N1} / {sorted[^1]:N1}");
        }
        Console.WriteLine($"{all.Count:N0} articles placed, {all.Count(a => a.Joined):N0} of them joined a story; one after another, {all.Count / all.Sum(a => a.Placing) * 3_600_000:N0} an hour. Load {Load()}. Milliseconds p50 / p95 / max:");
        Console.WriteLine($"| reading | {Three(all.Select(a => a.Reading))} |");
        Console.WriteLine($"| placing, joined | {Three(all.Where(a => a.Joined).Select(a => a.Placing).DefaultIfEmpty())} |");
        Console.WriteLine($"| placing, alone | {Three(all.Where(a => !a.Joined).Select(a => a.Placing).DefaultIfEmpty())} |");
    }

    /// <summary>The server itself tells how it went about each statement of a placing.</summary>
    private static async Task ExplainAsync(StoryArchive stories)
    {
        await using var archive = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(stories.ConnectionString)
        {
            Options = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_buffers=on",
        });
        await PlaceAsync(stories, archive, 40, 5_000_000);
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
