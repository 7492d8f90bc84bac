using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Tests.Jobs;

/// <summary>Counts to what it is asked for, a step at a time; the test decides when each step may be.</summary>
public sealed class CountingJob : JobKind, IDisposable
{
    public sealed record Wish(int To);

    public sealed record Place(int At);

    private readonly SemaphoreSlim _may = new(0);

    public List<int> Steps { get; } = [];
    public Exception? Breaks { get; set; }

    public override string Name => "counting";
    public override Role Needs => Role.Editor;

    public void Dispose() => _may.Dispose();

    public void Allow(int steps) => _may.Release(steps);

    public override async Task<JobEnd> RunAsync(JobRun run, CancellationToken cancel)
    {
        if (Breaks is not null) throw Breaks;
        var to = run.Parameters<Wish>().To;
        if (to < 0) return new JobEnd.Failed("Nobody counts to less than nothing. Ask for a larger number.");
        for (var at = run.Checkpoint<Place>()?.At ?? 0; at < to; at++)
        {
            await _may.WaitAsync(cancel);
            lock (Steps) Steps.Add(at);
            await run.ReportAsync(at + 1, to, new Place(at + 1));
        }
        return new JobEnd.Done(new { counted = to });
    }
}
