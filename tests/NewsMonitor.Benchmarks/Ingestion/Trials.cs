using System.Diagnostics;
using NewsMonitor.Testing.Ingestion;

namespace NewsMonitor.Benchmarks.Ingestion;

/// <summary>The trials in full length, as the README names them: <c>-- kill | crash | full-disk | freeze</c>. Short forms of them run with the tests.</summary>
internal static class Trials
{
    public static async Task<int> KillAsync(int kills) =>
        await JudgeAsync($"kill -9 of a random worker of three, {kills} times", async tell => await KillTrial.RunAsync(kills, workers: 3, feeds: 60, tell));

    public static async Task<int> CrashAsync(int crashes) => await JudgeAsync($"pg_ctl stop -m immediate in mid-ingest, {crashes} times", async tell =>
    {
        var (verdict, longest) = await CrashTrial.RunAsync(crashes, workers: 2, feeds: 60, tell);
        Console.WriteLine($"The workers were back {longest.TotalSeconds:0.0} s after the server at most.   [target 10 s]");
        return verdict;
    });

    public static async Task<int> FullDiskAsync() =>
        await JudgeAsync("PostgreSQL's disk full for a minute, then freed", tell => FullDiskTrial.RunAsync(TimeSpan.FromMinutes(1), feeds: 60, tell));

    public static async Task<int> FreezeAsync() => await JudgeAsync("a worker frozen past its lease", async tell =>
    {
        var (verdict, taken, twice) = await FreezeTrial.RunAsync(feeds: 200, tell);
        Console.WriteLine($"{taken} feeds were taken from it; {twice} checks were written twice.   [target 0]");
        return twice == 0 ? verdict : verdict with { Doubled = verdict.Doubled + twice };
    });

    private static async Task<int> JudgeAsync(string what, Func<Action<string>, Task<Verdict?>> run)
    {
        Console.WriteLine($"{what}. Load: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        var since = Stopwatch.GetTimestamp();
        if (await run(Console.WriteLine) is not { } verdict)
        {
            Console.WriteLine("This machine lets no small file system be mounted (the right to mount is needed): not tried.");
            return 2;
        }
        Console.WriteLine($"{(verdict.IsGood ? "Good" : "BAD")} after {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s: {verdict}");
        return verdict.IsGood ? 0 : 1;
    }
}
