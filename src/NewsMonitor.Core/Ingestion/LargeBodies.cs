namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Bounds the memory that large answers take together: from a megabyte on only a few are read and worked on at once. The others wait, and
/// so do their servers. Sixty feeds of ordinary size notice nothing of sixty bombs.
/// </summary>
public sealed class LargeBodies
{
    /// <summary>From how many bytes on an answer is large.</summary>
    internal const int From = 1_000_000;

    private SemaphoreSlim Room { get; } = new(3);

    /// <summary>A place for one answer, taken only if it turns out to be large, and kept until this is disposed.</summary>
    public Place New() => new(Room);

    public sealed class Place : IDisposable
    {
        private readonly SemaphoreSlim _room;
        private bool _taken;

        internal Place(SemaphoreSlim room) => _room = room;

        internal async Task TakeAsync(CancellationToken cancel)
        {
            if (_taken) return;
            await _room.WaitAsync(cancel);
            _taken = true;
        }

        public void Dispose()
        {
            if (_taken) _room.Release();
            _taken = false;
        }
    }
}
