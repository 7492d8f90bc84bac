using System.Diagnostics;
using System.Globalization;
using NewsMonitor.Benchmarks.Search;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Benchmarks.Coding;

/// <summary>
/// <c>-- coding [--data FOLDER] [--articles N] [--saves N] [--seconds N] [--each]</c>: how long a coder waits for a save with a million articles in the archive, alone and as one of
/// twenty on the same article. Times are those of <see cref="CodeEditor"/>: rights, checks, code, revision, move, decision log and tally, committed. What is
/// measured is taken out again at the end.
/// </summary>
internal static class CodingBenchmark
{
    private const int Coders = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
        int Number(string name, string otherwise) => int.Parse(Option(name, otherwise), CultureInfo.InvariantCulture);
        var articles = Number("--articles", "1000000");
        await using var million = await MillionArticles.OpenAsync(Option("--data", Path.Combine(Path.GetTempPath(), "newsmonitor-million")), articles);
        var (saves, seconds) = (Number("--saves", "400"), Number("--seconds", "60"));
        await using var desk = await CodingArchive.OpenAsync(million, Coders);
        Console.WriteLine($"{articles:N0} articles, {await million.ScalarAsync("SELECT count(*) FROM codes"):N0} codes; load {Load()} at the start.");
        Console.WriteLine("\n| one coder | saves | p50 | p95 | max, ms |\n|---|---|---|---|---|");
        await AloneAsync(desk, 50, print: false);
        await AloneAsync(desk, saves, print: true);
        Console.WriteLine($"\nLoad {Load()}.\n\n| twenty coders on one article | saves | on a stale state | lost | p50 | p95 | max, ms |\n|---|---|---|---|---|---|---|");
        var sound = await TogetherAsync(desk, "5 saves a second in all", TimeSpan.FromSeconds(1.0 / 5), seconds);
        // Far beyond what people do, and of a third of it each is tried again until nobody was first: it takes minutes.
        if (args.Contains("--each")) sound &= await TogetherAsync(desk, "5 saves a second each, 100 in all", TimeSpan.FromSeconds(1.0 / 100), seconds);
        Console.WriteLine($"\nLoad {Load()} at the end.");
        return sound ? 0 : 1;
    }

    /// <summary>New statements, changes of them, suggestions accepted: each on another article.</summary>
    private static async Task AloneAsync(CodingArchive desk, int saves, bool print)
    {
        var random = new Random(saves);
        var coder = desk.Coders[0];
        List<double> made = [], changed = [], accepted = [];
        foreach (var (article, version, length) in await desk.ArticlesAsync(saves, saves))
        {
            var draft = CodingArchive.Draft(article, version, random.Next(Math.Max(1, length - 60)), random);
            var id = await TimedAsync(made, () => desk.Editor.SaveAsync(draft, coder, default));
            await TimedAsync(changed, async () => await desk.Editor.SaveAsync(draft with { Id = id, RowVersion = await desk.RowVersionAsync(id), Note = "seen again" }, coder, default));
        }
        foreach (var (id, rowVersion) in await desk.SuggestionsAsync(saves, saves)) await TimedAsync(accepted, () => desk.Editor.AcceptAsync(id, rowVersion, coder, default));
        if (!print) return;
        foreach (var (name, times) in new[] { ("new statement", made), ("changed statement", changed), ("suggestion accepted", accepted) })
            Console.WriteLine($"| {name} | {times.Count} | {Three(times)} |");
    }

    /// <summary>
    /// Saves come when they are due, whether those before are through or not, and are timed from then: a slow one makes the next slow too. Two of three are new
    /// statements; each third is a change of the one statement that all of them write on, tried again on the newer state when told that it is stale.
    /// </summary>
    private static async Task<bool> TogetherAsync(CodingArchive desk, string name, TimeSpan every, int seconds)
    {
        var (article, version, length) = (await desk.ArticlesAsync(1, seconds + (int)every.TotalMilliseconds)).Single();
        var shared = await TimedAsync([], () => desk.Editor.SaveAsync(CodingArchive.Draft(article, version, 0, new Random(1)) with { Note = "" }, desk.Coders[0], default));
        var count = (int)(seconds / every.TotalSeconds);
        var (stale, times, running) = (0, new double[count], new Task[count]);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var due = every * i;
            if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
            var n = i;
            running[i] = Task.Run(async () =>
            {
                var coder = desk.Coders[n % Coders];
                if (n % 3 != 0) await TimedAsync([], () => desk.Editor.SaveAsync(CodingArchive.Draft(article, version, n % Math.Max(1, length - 60), new Random(n)) with { Note = $"save {n}" }, coder, default));
                else while (!await AppendAsync(desk, article, version, shared, coder)) Interlocked.Increment(ref stale);
                times[n] = (clock.Elapsed - due).TotalMilliseconds;
            });
        }
        await Task.WhenAll(running);
        var kept = await desk.NotesAsync(article);
        var lost = Enumerable.Range(0, count).Count(n => n % 3 != 0 && !kept.Contains($"save {n}")) + Math.Abs((count + 2) / 3 - kept.Max(note => note.Count(c => c == 'x')));
        Console.WriteLine($"| {name}, {seconds} s | {count:N0} | {stale:N0} | {lost} | {Three(times)} |");
        return lost == 0;
    }

    /// <returns>False where somebody was first.</returns>
    private static async Task<bool> AppendAsync(CodingArchive desk, long article, long version, long shared, long coder)
    {
        var (rowVersion, note) = await desk.StateAsync(shared);
        var result = await desk.Editor.SaveAsync(CodingArchive.Draft(article, version, 0, new Random(1)) with { Id = shared, RowVersion = rowVersion, Note = note + "x" }, coder, default);
        return result is CodingResult.Saved || (result is CodingResult.Stale ? false : throw new InvalidOperationException($"A save came to {result}."));
    }

    private static async Task<long> TimedAsync(List<double> times, Func<Task<CodingResult>> save)
    {
        var watch = Stopwatch.StartNew();
        var result = await save();
        times.Add(watch.Elapsed.TotalMilliseconds);
        return result is CodingResult.Saved saved ? saved.CodeId : throw new InvalidOperationException($"A save came to {result}.");
    }

    internal static string Three(IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        double At(double share) => sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(share * sorted.Length))];
        return string.Create(CultureInfo.InvariantCulture, $"{At(.5):N0} | {At(.95):N0} | {sorted[^1]:N0}");
    }

    internal static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
