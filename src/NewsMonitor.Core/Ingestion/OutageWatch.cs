namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Tells our own outage from a publisher's: when several hosts in a row could not be reached and none could since, it is our network, and
/// no feed is blamed. A network that is away fails in every direction within seconds, so the memory is short.
/// </summary>
public sealed class OutageWatch(TimeProvider clock)
{
    private const int Hosts = 4;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _unreached = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An answer came, whatever it said: the network is there.</summary>
    public void Reached()
    {
        lock (_lock) _unreached.Clear();
    }

    /// <summary>Notes a host that could not be reached.</summary>
    /// <returns>True if the fault is to be sought on our side.</returns>
    public bool Unreached(string host)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            _unreached[host] = now;
            if (_unreached.Count > 1000 || _unreached.Values.Any(at => now - at > Memory))
            {
                foreach (var old in _unreached.Where(u => now - u.Value > Memory).Select(u => u.Key).ToArray()) _unreached.Remove(old);
            }
            return _unreached.Count >= Hosts;
        }
    }
}
