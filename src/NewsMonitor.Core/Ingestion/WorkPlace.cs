namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// A job's place among those that a <see cref="WorkLane{T}"/> works on at once. It is given up once: when the job ends, as soon as the job says
/// that little is left to do, or when the job has waited for the world so long that another should go ahead beside it.
/// </summary>
public sealed class WorkPlace : IDisposable
{
    /// <summary>From then on a job counts as slow: most publishers answer sooner, and those that drip or keep silent must hold up nobody.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly Action _left;
    private readonly Timer _timer;
    private int _given;

    internal WorkPlace(Action left)
    {
        _left = left;
        _timer = new(_ => Leave(), null, Slow, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The place is given up: the rest of the job costs little.</summary>
    public void Leave()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0) _left();
    }

    /// <summary>The waiting for the world is over and work of our own begins: however long it takes, it is no reason to begin more.</summary>
    public void Keep() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        Leave();
    }
}
