using System.Diagnostics;

namespace NewsMonitor.Testing.Ingestion;

/// <summary><c>pg_ctl stop -m immediate</c> in mid-ingest, and a start after a moment: the workers must find back by themselves.</summary>
public static class CrashTrial
{
    /// <returns>The verdict, and the longest time from the server's answer until every worker had feeds in hand again.</returns>
    public static async Task<(Verdict Verdict, TimeSpan Longest)> RunAsync(int crashes, int workers, int feeds, Action<string> tell)
    {
        await using var trial = await Trial.OpenAsync(new(feeds, Entries: 10, BytesAFeed: 8000, LatencyMs: 20, Grows: true), TimeSpan.FromSeconds(1));
        for (var n = 0; n < workers; n++) trial.StartWorker();
        await ResumeAsync(trial);
        var longest = TimeSpan.Zero;
        for (var crash = 1; crash <= crashes; crash++)
        {
            await trial.ProgressAsync(20);
            await trial.Cluster.CrashAsync();
            await Task.Delay(Random.Shared.Next(100, 1500));
            await trial.Cluster.StartAsync();
            var resumed = await ResumeAsync(trial);
            if (resumed > longest) longest = resumed;
            if (crash % 5 == 0) tell($"{crash} crashes, {await trial.ChecksAsync()} checks, back after {longest.TotalSeconds:0.0} s at most");
        }
        return (await trial.EndAsync(), longest);
    }

    /// <summary>Until each worker has leased something since the start: a lease from before the crash ends earlier than one from after it.</summary>
    internal static async Task<TimeSpan> ResumeAsync(Trial trial)
    {
        var since = Stopwatch.GetTimestamp();
        var start = await trial.Cluster.AskAsync<DateTime>("SELECT now()");
        var back = new HashSet<string>();
        await trial.UntilAsync(async () =>
        {
            back.UnionWith(await trial.Cluster.AskAsync<string[]>($"""
                SELECT coalesce(array_agg(DISTINCT split_part(lease_owner, ':', 2)), array[]::text[]) FROM feeds
                WHERE lease_until > timestamptz '{start:O}' + interval '{Trial.Lease.TotalSeconds} seconds'
                """));
            return trial.Workers.TrueForAll(worker => back.Contains($"{worker.Id}"));
        }, "all workers to be back");
        return Stopwatch.GetElapsedTime(since);
    }
}
