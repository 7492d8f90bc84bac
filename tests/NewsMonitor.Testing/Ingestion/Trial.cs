using System.Diagnostics;

namespace NewsMonitor.Testing.Ingestion;

/// <summary>
/// A publisher that writes on and on, a durable PostgreSQL, and real workers, for somebody to disturb. At the end the oracle compares what was
/// served with what is stored.
/// </summary>
public sealed class Trial : IAsyncDisposable
{
    /// <summary>What a worker that does not come back keeps to itself; a lease must outlast one and a half fetches by ten seconds.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(13);

    private readonly List<WorkerProcess> _all = [];

    private Trial(TrialCluster cluster, PublisherProcess publisher, PublisherPlan plan) => (Cluster, Publisher, Plan) = (cluster, publisher, plan);

    public TrialCluster Cluster { get; }
    public PublisherProcess Publisher { get; }
    public PublisherPlan Plan { get; }
    /// <summary>Those that run.</summary>
    public List<WorkerProcess> Workers { get; } = [];

    /// <param name="plan">The publisher.</param>
    /// <param name="interval">How often each of its feeds is checked.</param>
    /// <param name="folder">Where the database lies; null for the temporary folder.</param>
    public static async Task<Trial> OpenAsync(PublisherPlan plan, TimeSpan interval, string? folder = null)
    {
        var trial = new Trial(await TrialCluster.OpenAsync(folder), await PublisherProcess.StartAsync(plan), plan);
        await trial.Cluster.ExecuteAsync($"""
            INSERT INTO outlets (name, language) VALUES ('Blatt', 'de');
            INSERT INTO feeds (outlet_id, address, title, state, fetch_pages, interval, added_at, next_check_at, failures, lease_token)
            SELECT o.id, '{trial.Publisher.Address}f/' || n, 'Feed ' || n, 'Active', 'Never', interval '{interval.TotalSeconds} seconds', now(), now(), 0, 0
            FROM outlets o, generate_series(0, {plan.Feeds - 1}) n
            """);
        return trial;
    }

    public WorkerProcess StartWorker()
    {
        var worker = WorkerProcess.Start(Cluster.ConnectionString, new Dictionary<string, string>
        {
            ["Ingestion__AllowPrivate__0"] = Publisher.Address.Authority,
            ["Ingestion__HostConcurrency"] = "64",
            ["Ingestion__HostGap"] = "00:00:00",
            ["Ingestion__FetchPages"] = "Never",
            ["Ingestion__TotalTimeout"] = "00:00:02",
            ["Ingestion__Lease"] = Lease.ToString(),
            ["Ingestion__DrainTimeout"] = "00:00:03",
            ["Suggestions__Enabled"] = "false",
        });
        Workers.Add(worker);
        _all.Add(worker);
        return worker;
    }

    public Task<long> ChecksAsync() => Cluster.AskAsync<long>("SELECT count(*) FROM feed_checks");

    /// <summary>Waits until so many more checks are written.</summary>
    public async Task ProgressAsync(int checks)
    {
        var before = await ChecksAsync();
        await UntilAsync(async () => await ChecksAsync() >= before + checks, $"{checks} more checks");
    }

    /// <summary>The processes that hold a lease at this moment, of those that run.</summary>
    public async Task<IReadOnlyList<WorkerProcess>> HoldersAsync()
    {
        var held = await Cluster.AskAsync<string[]>("SELECT coalesce(array_agg(DISTINCT split_part(lease_owner, ':', 2)), '{}') FROM feeds WHERE lease_until > now()");
        return [.. Workers.Where(worker => held.Contains($"{worker.Id}"))];
    }

    /// <summary>Lets the publisher write no more, the workers read to the end and stop, and asks the oracle.</summary>
    /// <param name="toTheEnd">Whether each feed is to be checked once more first.</param>
    public async Task<Verdict> EndAsync(bool toTheEnd = true)
    {
        await Publisher.FreezeAsync();
        var frozen = await Cluster.AskAsync<DateTime>("SELECT now()");
        if (toTheEnd) await UntilAsync(
            async () =>
            {
                // On a busy machine the publisher itself may have been too slow for a check: that is no part of the trial, and nobody waits for
                // the back-off. Nor for that of a feed that was blamed for its workers' end: the oracle says so.
                await Cluster.ExecuteAsync("UPDATE feeds SET next_check_at = now() WHERE failures > 0 AND lease_until IS NULL AND next_check_at > now()");
                return await Cluster.AskAsync<long>($"SELECT count(*) FROM feeds WHERE last_good_at IS NULL OR last_good_at < '{frozen:O}'") == 0;
            },
            "that every feed is read to its end");
        foreach (var worker in Workers)
        {
            if (await worker.TerminateAsync() is not 0 and var exit) throw new InvalidOperationException($"A worker ended with {exit}: {worker.Said}");
        }
        return await Oracle.JudgeAsync(Cluster.ConnectionString, await Publisher.ServedAsync());
    }

    public async Task UntilAsync(Func<Task<bool>> so, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await so())
        {
            if (Workers.Find(worker => worker.HasExited) is { } gone) throw new InvalidOperationException("A worker has ended by itself: " + gone.Said);
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"Waited two minutes for {what}. The workers say: {string.Join("\n---\n", Workers.Select(worker => worker.Said))}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _all) await worker.DisposeAsync();
        await Publisher.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
