namespace NewsMonitor.Testing.Ingestion;

/// <summary>kill -9 of a random worker with feeds in hand, again and again; another one takes its place each time.</summary>
public static class KillTrial
{
    public static async Task<Verdict> RunAsync(int kills, int workers, int feeds, Action<string> tell)
    {
        await using var trial = await Trial.OpenAsync(new(feeds, Entries: 10, BytesAFeed: 8000, LatencyMs: 20, Grows: true), TimeSpan.FromSeconds(1));
        for (var n = 0; n < workers; n++) trial.StartWorker();
        for (var kill = 1; kill <= kills; kill++)
        {
            await trial.ProgressAsync(10);
            IReadOnlyList<WorkerProcess> holders = [];
            await trial.UntilAsync(async () => (holders = await trial.HoldersAsync()).Count > 0, "a worker with feeds in hand");
            var victim = holders[Random.Shared.Next(holders.Count)];
            trial.Workers.Remove(victim);
            await victim.KillAsync();
            trial.StartWorker();
            if (kill % 10 == 0) tell($"{kill} kills, {await trial.ChecksAsync()} checks");
        }
        return await trial.EndAsync();
    }
}
