using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Keeps this program polite: so many requests in flight to one host, and a gap from the start of one to the start of the next.
/// Hosts that nobody visits are forgotten.
/// </summary>
public sealed class HostGate(IOptions<IngestionOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _concurrency = options.Value.HostConcurrency;
    private readonly TimeSpan _gap = options.Value.HostGap;

    /// <summary>Waits for the host's turn; disposing what comes back ends it.</summary>
    /// <param name="host">Host and port as the address states them.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IDisposable> EnterAsync(string host, CancellationToken cancel)
    {
        var gate = Take(host);
        try
        {
            await gate.Turns.WaitAsync(cancel);
        }
        catch
        {
            Leave(host, gate);
            throw;
        }
        try
        {
            if (gate.NextStart(clock.GetUtcNow(), _gap) is { } wait && wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancel);
            return new Turn(this, host, gate);
        }
        catch
        {
            gate.Turns.Release();
            Leave(host, gate);
            throw;
        }
    }

    private Host Take(string host)
    {
        while (true)
        {
            var gate = _hosts.GetOrAdd(host, _ => new(_concurrency));
            if (gate.TryTake()) return gate;
            _hosts.TryRemove(new(host, gate)); // just forgotten by another: make a new one
        }
    }

    private void Leave(string host, Host gate)
    {
        // A host is kept for as long as its gap still has to be remembered; later visitors sweep it.
        gate.Leave();
        if (_hosts.Count < 1000) return;
        var now = clock.GetUtcNow();
        foreach (var (name, idle) in _hosts)
        {
            if (idle.TryRetire(now)) _hosts.TryRemove(new(name, idle));
        }
    }

    private sealed class Host(int concurrency)
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _nextStart = DateTimeOffset.MinValue;
        private int _visitors;
        private bool _retired;

        public SemaphoreSlim Turns { get; } = new(concurrency, concurrency);

        public bool TryTake()
        {
            lock (_lock)
            {
                if (_retired) return false;
                _visitors++;
                return true;
            }
        }

        public void Leave()
        {
            lock (_lock) _visitors--;
        }

        public bool TryRetire(DateTimeOffset now)
        {
            lock (_lock) return _retired = _visitors == 0 && _nextStart <= now;
        }

        public TimeSpan NextStart(DateTimeOffset now, TimeSpan gap)
        {
            lock (_lock)
            {
                // A clock set back must not make a host wait for hours.
                var start = _nextStart > now && _nextStart < now + gap * 1000 ? _nextStart : now;
                _nextStart = start + gap;
                return start - now;
            }
        }
    }

    private sealed class Turn(HostGate gates, string host, Host gate) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) != 0) return;
            gate.Turns.Release();
            gates.Leave(host, gate);
        }
    }
}
