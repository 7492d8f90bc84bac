using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Nodes;
using Npgsql;

namespace NewsMonitor.Core.Jobs;

/// <summary>The worker for long work, in a lane of its own: an export of a million articles never holds up a feed.</summary>
public sealed class JobService(JobClaims claims, JobRunner runner, ThisNode node, IOptions<IngestionOptions> ingestion, ILogger<JobService> log) : BackgroundService
{
    /// <summary>Jobs at once on a node: a long one must not keep a short one waiting, and four do not keep the machine from its feeds.</summary>
    private const int Parallel = 4;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var kinds = runner.Kinds;
        var lane = new WorkLane<ClaimedJob>("long work", Parallel, ingestion.Value.PollEvery, ingestion.Value.DrainTimeout, log)
        {
            Claim = (most, cancel) => claims.ClaimAsync(most, kinds, node.Id, null, cancel),
            // At a stop it is given back at once: its checkpoint is its memory, and there may be hours left of it.
            Work = async (job, _, end) =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(end, stoppingToken);
                try { await runner.RunAsync(job, stop.Token); }
                catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { await claims.ReleaseAsync(job, end); }
            },
            Release = claims.ReleaseAsync,
            Broken = (job, e, cancel) => claims.PutOffAsync(job, $"A fault in the program stopped the work: {e.Message}", cancel),
        };
        return Task.WhenAll(lane.RunAsync(stoppingToken), SweepAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try { await claims.SweepAsync(stop); }
            catch (Exception e) when (e is NpgsqlException or TimeoutException) { log.LogWarning("Old jobs cannot be swept now: {Reason}", e.Message); }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            await Task.Delay(SweepEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
