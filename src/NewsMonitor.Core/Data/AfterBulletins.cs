using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace NewsMonitor.Core.Data;

/// <summary>
/// Work that is due soon after certain bulletins, and now and then in any case, because a bulletin can be lost. What it does must be harmless to do twice,
/// and to do on several nodes at once. A failure is told and tried again: nothing that is done here later is a reason to stop the program.
/// </summary>
/// <param name="board">Where the bulletins come from.</param>
/// <param name="log">Under the name of the work.</param>
public abstract class AfterBulletins(BulletinBoard board, ILogger log) : BackgroundService
{
    /// <summary>A bulletin comes half a second after its change; what follows on its heels within this time is worked on along.</summary>
    protected virtual TimeSpan Gathering => TimeSpan.FromSeconds(1);

    /// <summary>Without a bulletin, and after a failure, it works again after this time.</summary>
    protected virtual TimeSpan Latest => TimeSpan.FromSeconds(30);

    /// <summary>What cannot be done where it fails, as a clause: "the ranker cannot learn".</summary>
    protected abstract string Failure { get; }

    /// <summary>Whether the work is to be done after this.</summary>
    protected abstract bool Concerns(BulletinSubject subject);

    protected abstract Task WorkAsync(CancellationToken stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rung = new SemaphoreSlim(0);
        using var bulletins = board.Subscribe(bulletin =>
        {
            if (Concerns(bulletin.Subject) && rung.CurrentCount == 0) rung.Release();
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
                await rung.WaitAsync(Latest, stoppingToken);
                await Task.Delay(Gathering, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                log.Log(e is NpgsqlException or TimeoutException ? LogLevel.Warning : LogLevel.Error, e, "At the moment {Failure}; trying again.", Failure);
                await Task.Delay(Latest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
