using System.Diagnostics;
using System.Globalization;
using NewsMonitor.Core;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Benchmarks.Search;

/// <summary>
/// <c>-- search [--data FOLDER] [--articles N] [--only-data]</c>: how long a reader waits for the list, and for total, facets and histogram, with a million
/// articles and a writer beside. The archive is made once (some ten minutes) and kept in the folder.
/// </summary>
internal static class SearchBenchmark
{
    private const int WritesASecond = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
        var folder = Option("--data", Path.Combine(Path.GetTempPath(), "newsmonitor-million"));
        var articles = int.Parse(Option("--articles", "1000000"), CultureInfo.InvariantCulture);
        await using var million = await MillionArticles.OpenAsync(folder, articles);
        if (args.Contains("--only-data")) return 0;

        var newsroom = NewsroomTime.Of(null);
        var resolver = new SearchResolver(million.Archive, newsroom, TimeProvider.System);
        var (lists, summaries, snippets) = (new ArticleQueries(million.Archive), new ArticleSummaries(million.Archive, newsroom), new ArticleSnippets(million.Archive));
        var queries = SearchTerms.All(articles);
        Console.WriteLine($"{articles:N0} articles, {queries.Count} queries, {WritesASecond} articles written a second; load {Load()} at the start.");

        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(million, articles, stop.Token);
        List<Measured> measured = [];
        foreach (var round in new[] { "warm", "measured" })
        {
            foreach (var (kind, line) in queries.Concat(SearchTerms.CommonPhrases()))
            {
                try
                {
                    var watch = Stopwatch.StartNew();
                    var search = await resolver.ResolveAsync(line, default);
                    if (!search.IsSound) throw new InvalidOperationException(search.Faults[0].Sentence + " " + line);
                    var page = await lists.PageAsync(search.Query, 0, null, 50, default);
                    var list = watch.Elapsed;
                    watch.Restart();
                    await snippets.SnippetsAsync(search.Query, [.. page.Rows.Select(r => r.Id)], default);
                    var places = watch.Elapsed;
                    watch.Restart();
                    var summary = await summaries.SummarizeAsync(search.Query, 0, default);
                    if (round == "measured") measured.Add(new(kind, line, summary.Total, list, places, watch.Elapsed));
                }
                catch (Npgsql.NpgsqlException e)
                {
                    Console.WriteLine($"FAILED {line}: {e.InnerException?.Message ?? e.Message}");
                }
            }
        }
        await stop.CancelAsync();
        Print(measured, queries.Select(q => q.Kind).ToHashSet(), await writing);
        if (args.Contains("--all")) foreach (var m in measured.OrderByDescending(m => m.Summary + m.List)) Console.WriteLine($"{m.List.TotalMilliseconds,7:N0} {m.Summary.TotalMilliseconds,7:N0} {m.Total,9:N0}  {m.Line}");
        return 0;
    }

    private sealed record Measured(string Kind, string Line, int Total, TimeSpan List, TimeSpan Snippets, TimeSpan Summary);

    private static void Print(List<Measured> all, HashSet<string> kinds, int written)
    {
        Console.WriteLine($"{written:N0} articles written meanwhile; load {Load()} at the end. Milliseconds, after one unmeasured round.\n");
        Console.WriteLine("| queries | n | hits, median | list p50 / p95 / max | marked places p50 / p95 / max | total, facets, histogram p50 / p95 / max |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var group in all.GroupBy(m => m.Kind).Append(all.Where(m => kinds.Contains(m.Kind)).GroupBy(_ => "**all of the 200**").Single()))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {group.Key} | {group.Count()} | {group.Select(m => m.Total).Order().ElementAt(group.Count() / 2):N0} | {Three(group.Select(m => m.List))} | {Three(group.Select(m => m.Snippets))} | {Three(group.Select(m => m.Summary))} |"));
        }
        static string Three(IEnumerable<TimeSpan> times)
        {
            var sorted = times.Select(t => t.TotalMilliseconds).Order().ToArray();
            double At(double share) => sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(share * sorted.Length))];
            return string.Create(CultureInfo.InvariantCulture, $"{At(.5):N0} / {At(.95):N0} / {sorted[^1]:N0}");
        }
    }

    /// <summary>What ingestion does: an article with its version and vector, one after another.</summary>
    private static async Task<int> WriteAsync(MillionArticles million, int from, CancellationToken stop)
    {
        var written = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / WritesASecond));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var article = MillionArticles.Article(from + ++written);
                await using var command = million.Archive.CreateCommand(MillionArticles.InsertSql(
                    "made AS (SELECT $1::bigint AS id, $2::bigint AS outlet, $3::text AS language, $4::text AS title, $5::timestamptz AS published, $6::int AS words, $7::text AS body),",
                    "'https://written.example/' || id", "now()"));
                foreach (var value in new object[] { (long)from + written, article.Outlet, article.Language, article.Title, DateTime.UtcNow, article.Words, article.Body }) command.Parameters.Add(new() { Value = value });
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { /* the queries are through */ }
        return written;
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
