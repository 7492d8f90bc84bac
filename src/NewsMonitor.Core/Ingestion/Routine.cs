using Microsoft.Extensions.Logging;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>Work that every node does now and then, for as long as it runs.</summary>
internal static class Routine
{
    /// <summary>Does the work at once and again after each pause. A round that fails, however it does, is followed by the next one.</summary>
    public static async Task RunAsync(string name, TimeSpan every, Func<CancellationToken, Task> work, TimeProvider clock, ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogWarning("{Work} has to wait: {Reason}", name, e.Message);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "{Work} broke because of a fault in this program; the next round is in {Pause}.", name, every);
            }
            await Task.Delay(every, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
