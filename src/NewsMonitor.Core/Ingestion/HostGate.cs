using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// The right to begin one request to a host, taken in the database together with a claim. It is good for a moment only: whoever comes
/// too late takes another, since the next one's turn is counted from when this one was given.
/// </summary>
/// <param name="Host">Host and port in lower case.</param>
/// <param name="Asked">When it was asked for, a <see cref="Stopwatch"/> timestamp: this clock also runs while the process stands still.</param>
public sealed record HostTurn(string Host, long Asked)
{
    internal bool IsGood(string host) => Stopwatch.GetElapsedTime(Asked) <= HostGate.Slack && string.Equals(Host, host, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Keeps all nodes together polite: so many requests in flight to one host, and a gap from the start of one to the start of the next.
/// The claims count what is in flight; turns are given out by the database, so the gap holds across processes, for feeds, pages, redirects,
/// robots rules and what a person asks for alike. Hosts that nobody visits are forgotten.
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="clock">The program's clock.</param>
/// <param name="archive">Where turns are taken; without it, or while it is away, this process keeps the gap alone.</param>
public sealed class HostGate(IOptions<IngestionOptions> options, TimeProvider clock, NpgsqlDataSource? archive = null)
{
    /// <summary>How late a request may begin in its turn. Turns are given out that much further apart than the gap, so it is kept all the same.</summary>
    internal static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(250);

    /// <summary>How far ahead turns are given out. Whoever would wait longer takes none: many who give up waiting would close the host for all others.</summary>
    internal static readonly TimeSpan Furthest = TimeSpan.FromSeconds(30);

    private const int MostTries = 5;

    private const string TakeSql = """
        INSERT INTO host_turns AS t (host, next_at) VALUES ($1, clock_timestamp() + $2)
        ON CONFLICT (host) DO UPDATE SET next_at = greatest(t.next_at, clock_timestamp()) + $2 WHERE t.next_at < clock_timestamp() + $3
        RETURNING next_at - $2 - clock_timestamp()
        """;

    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _concurrency = options.Value.HostConcurrency;
    private readonly TimeSpan _gap = options.Value.HostGap;

    /// <summary>How far apart turns are given out to keep a gap.</summary>
    internal static TimeSpan Spacing(TimeSpan gap) => gap > TimeSpan.Zero ? gap + Slack : TimeSpan.Zero;

    /// <summary>Waits for the host's turn; disposing what comes back ends it.</summary>
    /// <param name="host">Host and port as the address states them.</param>
    /// <param name="turn">The turn that came with a claim, or null.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IDisposable> EnterAsync(string host, HostTurn? turn, CancellationToken cancel)
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
            if (_gap > TimeSpan.Zero && turn?.IsGood(host) != true) await WaitAsync(gate, host, cancel);
            return new Turn(this, host, gate);
        }
        catch
        {
            gate.Turns.Release();
            Leave(host, gate);
            throw;
        }
    }

    private async Task WaitAsync(Host gate, string host, CancellationToken cancel)
    {
        var tries = 0;
        while (tries < MostTries)
        {
            var asked = Stopwatch.GetTimestamp();
            // Without the archive this process at least does not crowd the host by itself.
            var wait = await TakeTurnAsync(host, cancel);
            if (wait == Timeout.InfiniteTimeSpan)
            {
                await Task.Delay(_gap, clock, cancel);
                continue;
            }
            tries++;
            var own = gate.NextStart(clock.GetUtcNow(), _gap);
            var until = wait ?? own;
            if (until > TimeSpan.Zero) await Task.Delay(until, clock, cancel);
            if (wait is null || Stopwatch.GetElapsedTime(asked) - until <= Slack) return;
        }
    }

    /// <summary>Takes the host's next turn.</summary>
    /// <returns>How long until it comes; infinite where too many wait already; null where the archive cannot be asked.</returns>
    private async Task<TimeSpan?> TakeTurnAsync(string host, CancellationToken cancel)
    {
        if (archive is null) return null;
        try
        {
            await using var take = archive.CreateCommand(TakeSql);
            take.Parameters.Add(new() { Value = host.Length <= 300 ? host.ToLowerInvariant() : host[..300].ToLowerInvariant() });
            take.Parameters.Add(new() { Value = Spacing(_gap) });
            take.Parameters.Add(new() { Value = Furthest > Spacing(_gap) * 2 ? Furthest : Spacing(_gap) * 2 });
            return await take.ExecuteScalarAsync(cancel) is TimeSpan wait ? wait : Timeout.InfiniteTimeSpan;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return null;
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
