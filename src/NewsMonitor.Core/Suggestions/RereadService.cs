using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Looks whether old articles are to be read again: at start, a pause after the lists have changed, and now and then.</summary>
public sealed class RereadService(RereadPlanner planner, BulletinBoard board, IOptions<SuggestionOptions> options, ILogger<RereadService> log) : BackgroundService
{
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled) return;
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
                await planner.PlanAsync(RereadPlanner.Pause, stoppingToken);
                if (await rung.WaitAsync(Latest, stoppingToken)) await Task.Delay(RereadPlanner.Pause + TimeSpan.FromSeconds(1), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogWarning("It cannot be seen now whether articles are to be read again: {Reason}", e.Message);
                await Task.Delay(RereadPlanner.Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
