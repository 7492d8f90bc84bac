using Microsoft.Extensions.Options;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Streams;
using Npgsql;

namespace NewsMonitor.Web.Api;

/// <summary>
/// Rings when something has come in: at a bulletin of any node, and every few seconds for one that was lost. Before it rings it gives what came
/// in its place, once for all who follow on this node. It also counts them: each holds a connection, and reads the archive.
/// </summary>
internal sealed class StreamBell(StreamLog stream, BulletinBoard board, IOptions<ApiOptions> options, ILogger<StreamBell> log) : BackgroundService
{
    /// <summary>How long a lost bulletin may hold something up.</summary>
    private static readonly TimeSpan Backstop = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Dictionary<long, int> _byToken = [];
    private int _followers;
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next ring. To be taken before looking, so that nothing rings in between unheard.</summary>
    public Task Next => _next.Task;

    /// <summary>A seat; null where all of the node's, or all of the token's, are taken.</summary>
    public IDisposable? Sit(long tokenId)
    {
        lock (_byToken)
        {
            var own = _byToken.GetValueOrDefault(tokenId);
            if (_followers >= options.Value.Streams || own >= options.Value.StreamsPerToken) return null;
            (_byToken[tokenId], _followers) = (own + 1, _followers + 1);
        }
        return new Seat(this, tokenId);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hearing = board.Subscribe(bulletin =>
        {
            if (bulletin.Subject is BulletinSubject.Articles or BulletinSubject.Codes && _news.CurrentCount == 0)
            {
                try { _news.Release(); }
                catch (SemaphoreFullException) { /* two bulletins in the same instant: one ring is enough */ }
            }
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _news.WaitAsync(Backstop, stoppingToken);
                if (Volatile.Read(ref _followers) == 0) continue;
                await stream.PlaceAsync(stoppingToken);
                Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogWarning("The stream waits for the archive: {Reason}", e.Message);
                await Task.Delay(Backstop, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private sealed class Seat(StreamBell bell, long tokenId) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 1) return;
            lock (bell._byToken)
            {
                bell._followers--;
                if (--bell._byToken[tokenId] == 0) bell._byToken.Remove(tokenId);
            }
        }
    }
}
