namespace NewsMonitor.Testing.Ingestion;

/// <summary>A worker stands still past its leases (SIGSTOP), another takes its feeds over, and it wakes up (SIGCONT): it may write nothing.</summary>
public static class FreezeTrial
{
    /// <returns>The verdict, how many feeds were taken from the frozen one, and how many checks were written twice.</returns>
    public static async Task<(Verdict Verdict, long Taken, long Twice)> RunAsync(int feeds, Action<string> tell)
    {
        // Each feed is checked once and then not for a day: a second check of one could only be the sleeper's.
        await using var trial = await Trial.OpenAsync(new(feeds, Entries: 10, BytesAFeed: 8000, LatencyMs: 700), TimeSpan.FromDays(1));
        var sleeper = trial.StartWorker();
        long taken = 0;
        await trial.UntilAsync(async () => (taken = await HeldAsync(trial, sleeper)) > 0, "feeds in hand");
        await sleeper.FreezeAsync();
        taken = await HeldAsync(trial, sleeper);
        tell($"The worker is frozen with {taken} feeds in hand.");
        trial.StartWorker();
        await trial.UntilAsync(async () => await trial.Cluster.AskAsync<long>("SELECT count(*) FROM feeds WHERE last_check_at IS NULL") == 0, "the other to take over");
        await sleeper.ThawAsync();
        tell("It wakes up.");
        // Its next sign as a node comes after it has found what it had in hand.
        await trial.UntilAsync(async () => await trial.Cluster.AskAsync<bool>($"SELECT coalesce(bool_or(seen_at > now() - interval '1 second'), false) FROM nodes WHERE process_id = {sleeper.Id}"), "the sleeper's sign");
        var verdict = await trial.EndAsync(toTheEnd: false);
        return (verdict, taken, await trial.Cluster.AskAsync<long>("SELECT count(*) - count(DISTINCT feed_id) FROM feed_checks"));
    }

    private static Task<long> HeldAsync(Trial trial, WorkerProcess worker) =>
        trial.Cluster.AskAsync<long>($"SELECT count(*) FROM feeds WHERE lease_until > now() AND split_part(lease_owner, ':', 2) = '{worker.Id}'");
}
