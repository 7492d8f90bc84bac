using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Learns soon after somebody has decided; every half minute in any case, because a bulletin can be lost.</summary>
public sealed class LearningService(RankerTrainer trainer, BulletinBoard board, ILogger<LearningService> log) : BackgroundService
{
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rung = new SemaphoreSlim(0);
        using var bulletins = board.Subscribe(bulletin =>
        {
            if (bulletin.Subject == BulletinSubject.Codes && rung.CurrentCount == 0) rung.Release();
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await trainer.TrainAsync(all: false, stoppingToken) is { Replayed: true } learnt)
                    log.LogInformation("The ranker was learnt anew from {Decisions} decisions.", learnt.Decisions);
                await rung.WaitAsync(Latest, stoppingToken);
                await Task.Delay(Gathering, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                // Not learning is no reason to stop the program: suggestions go on with what was learnt.
                log.Log(e is NpgsqlException or TimeoutException ? LogLevel.Warning : LogLevel.Error, e, "The ranker cannot learn now; trying again.");
                await Task.Delay(Latest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
