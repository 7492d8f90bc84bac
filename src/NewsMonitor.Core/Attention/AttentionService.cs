using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Attention;

/// <summary>
/// Counts soon after something has changed, and every half minute in any case, because a bulletin can be lost; then tells the pages. Runs on
/// every node: one counts at a time, and whichever comes first does.
/// </summary>
public sealed class AttentionService(AttentionCounter counter, BulletinBoard board, ILogger<AttentionService> log) : BackgroundService
{
    // A bulletin comes half a second after its change; what follows on its heels is counted along.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rung = new SemaphoreSlim(0);
        using var bulletins = board.Subscribe(bulletin =>
        {
            if (bulletin.Subject is BulletinSubject.Articles or BulletinSubject.Codes or BulletinSubject.Lists && rung.CurrentCount == 0) rung.Release();
            return Task.CompletedTask;
        });
        var follows = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!follows && await counter.FollowZoneAsync(stoppingToken)) log.LogInformation("The articles of all days are counted anew for the newsroom's calendar.");
                follows = true;
                var counted = 0;
                while (await counter.CountNextAsync(stoppingToken))
                {
                    // An archive of years takes half a minute: what is counted so far is shown meanwhile.
                    if (++counted % 100 == 0) board.Post(new(BulletinSubject.Attention));
                }
                if (counted > 0) board.Post(new(BulletinSubject.Attention));
                await rung.WaitAsync(Latest, stoppingToken);
                await Task.Delay(Gathering, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                // Older counts are no reason to stop the program.
                log.Log(e is NpgsqlException or TimeoutException ? LogLevel.Warning : LogLevel.Error, e, "The articles of a day cannot be counted now; trying again.");
                await Task.Delay(Latest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
