using System.Diagnostics;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Bounds the memory that large answers take together: from a megabyte on only a few are read and worked on at once. The others wait, and
/// so do their servers. Sixty feeds of ordinary size notice nothing of sixty bombs. Where others wait, an answer that is large and comes in
/// slowly makes room: three servers that drip must not hold all places until their time is up.
/// </summary>
public sealed class LargeBodies
{
    /// <summary>From how many bytes on an answer is large.</summary>
    internal const int From = 1_000_000;
    private const int Places = 3;

    /// <summary>How long a large answer may go on coming in while others wait; the largest we take needs 1.5 MB a second.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    private SemaphoreSlim Room { get; } = new(Places);
    private readonly Lock _lock = new();
    /// <summary>Those whose answers are still coming in, the oldest first.</summary>
    private readonly List<Place> _coming = [];

    /// <summary>A place for one answer, taken only if it turns out to be large, and kept until this is disposed.</summary>
    public Place New() => new(this);

    private async Task TakeAsync(Place place, CancellationToken cancel)
    {
        while (!await Room.WaitAsync(Patience, cancel)) SendSlowestAway();
        lock (_lock)
        {
            place.Since = Stopwatch.GetTimestamp();
            _coming.Add(place);
        }
    }

    private void SendSlowestAway()
    {
        lock (_lock)
        {
            if (_coming.Find(place => Stopwatch.GetElapsedTime(place.Since) >= Patience) is not { } slow) return;
            _coming.Remove(slow);
            slow.SendAway();
        }
    }

    public sealed class Place : IDisposable
    {
        private readonly LargeBodies _bodies;
        private readonly CancellationTokenSource _away = new();
        private bool _taken;

        internal Place(LargeBodies bodies) => _bodies = bodies;

        internal long Since { get; set; }
        /// <summary>Cancelled when the answer has to make room for another.</summary>
        internal CancellationToken Away => _away.Token;

        internal async Task TakeAsync(CancellationToken cancel)
        {
            if (_taken) return;
            await _bodies.TakeAsync(this, cancel);
            _taken = true;
        }

        /// <summary>The answer is in: what is done with it is our own work, and nobody sends it away.</summary>
        internal void Arrived()
        {
            lock (_bodies._lock) _bodies._coming.Remove(this);
        }

        internal void SendAway() => _ = _away.CancelAsync();

        public void Dispose()
        {
            Arrived();
            if (_taken) _bodies.Room.Release();
            _taken = false;
        }
    }
}

/// <summary>A large answer came in so slowly that it had to make room for others.</summary>
internal sealed class LargeAndSlowException(Exception inner) : Exception("The answer is large and comes in slowly, and others waited for its room.", inner);
