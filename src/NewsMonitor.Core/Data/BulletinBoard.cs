using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace NewsMonitor.Core.Data;

/// <summary>
/// Carries bulletins between all nodes over PostgreSQL's LISTEN and NOTIFY. A NOTIFY takes a lock of the whole server at commit, so
/// those of half a second go out together, each subject once, and never inside a writer's transaction.
/// </summary>
public sealed class BulletinBoard(NpgsqlDataSource archive, TimeProvider clock, ILogger<BulletinBoard> log) : BackgroundService
{
    private const string Channel = "newsmonitor";
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Bulletin, byte> _outgoing = [];
    private readonly ConcurrentDictionary<Guid, Func<Bulletin, Task>> _readers = [];
    private readonly SemaphoreSlim _posted = new(0, 1);

    /// <summary>Tells every node, this one included, soon. Returns at once.</summary>
    public void Post(Bulletin bulletin)
    {
        if (_outgoing.TryAdd(bulletin, 0) && _posted.CurrentCount == 0)
        {
            try { _posted.Release(); }
            catch (SemaphoreFullException) { /* another writer rang in the same instant: one bell is enough */ }
        }
    }

    /// <summary>
    /// Calls <paramref name="read"/> for every bulletin until the subscription is disposed, in the culture of the subscriber: a page that
    /// is told of news goes on speaking its reader's language.
    /// </summary>
    public IDisposable Subscribe(Func<Bulletin, Task> read)
    {
        var key = Guid.NewGuid();
        var (culture, language) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        _readers[key] = bulletin =>
        {
            // Both flow with the asynchronous call and end with it.
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
            return read(bulletin);
        };
        return new Subscription(this, key);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(SendAsync(stoppingToken), ListenAsync(stoppingToken));

    private async Task SendAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _posted.WaitAsync(stop);
                await Task.Delay(Gathering, clock, stop);
                await SendGatheredAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // Pages poll as a backstop, so a lost bulletin costs seconds, not truth.
                log.LogWarning(e, "The archive could not be reached to announce changes; trying again.");
                await Task.Delay(RetryAfter, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SendGatheredAsync(CancellationToken stop)
    {
        var bulletins = _outgoing.Keys.ToArray();
        if (bulletins.Length == 0) return;
        await using var batch = archive.CreateBatch();
        foreach (var bulletin in bulletins)
        {
            batch.BatchCommands.Add(new("SELECT pg_notify($1, $2)")
            {
                Parameters = { new() { Value = Channel }, new() { Value = bulletin.ToString() } },
            });
        }
        // Taken off before sending: a change posted meanwhile is a new bulletin, not one already told.
        foreach (var bulletin in bulletins) _outgoing.TryRemove(bulletin, out _);
        await batch.ExecuteNonQueryAsync(stop);
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await archive.OpenConnectionAsync(stop);
                connection.Notification += (_, notice) => Deliver(notice.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(stop);
                while (true) await connection.WaitAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogWarning(e, "The archive's notices cannot be heard; listening again in {Seconds} s.", RetryAfter.TotalSeconds);
                await Task.Delay(RetryAfter, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Deliver(string payload)
    {
        if (!Bulletin.TryParse(payload, out var bulletin)) return; // from a newer node: nothing that this one shows
        foreach (var read in _readers.Values) _ = DeliverAsync(read, bulletin);
    }

    private async Task DeliverAsync(Func<Bulletin, Task> read, Bulletin bulletin)
    {
        try { await read(bulletin); }
        catch (Exception e) { log.LogWarning(e, "A page failed to take the bulletin {Bulletin}.", bulletin); }
    }

    private sealed class Subscription(BulletinBoard board, Guid key) : IDisposable
    {
        public void Dispose() => board._readers.TryRemove(key, out _);
    }
}
