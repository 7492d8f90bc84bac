using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Nodes;
using NewsMonitor.Core.Watches.Mail;
using NewsMonitor.Core.Watches.Shifts;

namespace NewsMonitor.Core.Watches;

/// <summary>
/// The last stage of an article's way, beside the ingestion and never in it: whatever happens here, feeds go on. Looks soon after articles or codes
/// changed, every few seconds in any case; weighs volumes; sends what waits, mail and calls each in a lane of its own.
/// </summary>
internal sealed class WatchService(
    WatchMatcher matcher, VolumeScale scale, DeliveryClaims claims, Mailer mailer, HookCaller hooks, BulletinBoard board, ThisNode node, IOptions<IngestionOptions> ingestion,
    ILogger<WatchService> log) : BackgroundService
{
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(3);
    /// <summary>What comes in the same moment is matched together: a batch costs little more than an article.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(6);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        MatchAsync(stoppingToken), SweepAsync(stoppingToken),
        mailer.IsOn ? Lane("letters", DeliveryChannel.Mail, 2, mailer.SendAsync).RunAsync(stoppingToken) : Task.CompletedTask,
        Lane("calls", DeliveryChannel.Hook, 8, hooks.CallAsync).RunAsync(stoppingToken));

    private WorkLane<ClaimedDelivery> Lane(string name, DeliveryChannel channel, int room, Func<ClaimedDelivery, CancellationToken, Task> send) =>
        new(name, room, ingestion.Value.PollEvery, ingestion.Value.DrainTimeout, log)
        {
            Claim = (most, cancel) => claims.ClaimAsync(channel, most, node.Id, cancel),
            Work = (delivery, _, cancel) => send(delivery, cancel),
            Release = claims.ReleaseAsync,
            Lost = delivery => delivery.Lost,
            Broken = (delivery, e, cancel) => claims.PutOffAsync(delivery, null, e is WorkersLostException ? e.Message : $"A fault in this program: {e.Message}", null, cancel),
        };

    private async Task MatchAsync(CancellationToken stop)
    {
        using var rung = new SemaphoreSlim(0);
        using var bulletins = board.Subscribe(bulletin =>
        {
            if (bulletin.Subject is BulletinSubject.Articles or BulletinSubject.Codes or BulletinSubject.Stories && rung.CurrentCount == 0) rung.Release();
            return Task.CompletedTask;
        });
        while (!stop.IsCancellationRequested)
        {
            try
            {
                // A stop does not cut a batch off: it takes seconds, and would be done again.
                while (!stop.IsCancellationRequested && await matcher.RunAsync(CancellationToken.None) is { Changes: > 0 } turn && turn.Changes >= WatchMatcher.Batch) { }
                await scale.RunAsync(stop);
                await rung.WaitAsync(Latest, stop);
                await Task.Delay(Gathering, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                // Not watching is no reason to stop the program: what changed waits in its queue.
                log.Log(e.MeansArchiveAway() ? LogLevel.Warning : LogLevel.Error, e, "Watches cannot be matched now; trying again.");
                await Task.Delay(AfterFault, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try { await claims.SweepAsync(stop); }
            catch (Exception e) when (e.MeansArchiveAway()) { log.LogWarning("Old alerts cannot be swept now: {Reason}", e.Message); }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            await Task.Delay(SweepEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
