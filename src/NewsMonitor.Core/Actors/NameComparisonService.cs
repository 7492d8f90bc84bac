using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Actors;

/// <summary>Compares names soon after the lists have changed, and every minute in any case, because a bulletin can be lost. Runs on every node: one compares at a time.</summary>
public sealed class NameComparisonService(NameComparison comparison, BulletinBoard board, ILogger<NameComparisonService> log) : BackgroundService
{
    // A bulletin comes half a second after its change; what follows on its heels is compared along.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rung = new SemaphoreSlim(0);
        using var bulletins = board.Subscribe(bulletin =>
        {
            if (bulletin.Subject == BulletinSubject.Lists && rung.CurrentCount == 0) rung.Release();
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A page compares a few itself; what it would have had to wait for it is told of.
                if (await comparison.CompareAsync(int.MaxValue, stoppingToken) > ActorDuplicates.AtOnce) board.Post(new(BulletinSubject.Lists));
                await rung.WaitAsync(Latest, stoppingToken);
                await Task.Delay(Gathering, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                // Duplicates that are offered later are no reason to stop the program.
                log.Log(e is NpgsqlException or TimeoutException ? LogLevel.Warning : LogLevel.Error, e, "The actors' names cannot be compared now; trying again.");
                await Task.Delay(Latest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
