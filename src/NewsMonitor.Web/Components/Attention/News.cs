using NewsMonitor.Core.Data;

namespace NewsMonitor.Web.Components.Attention;

/// <summary>
/// Tells a page of figures that something changed, at most every two seconds: a page that counts should not count again for every article.
/// </summary>
internal sealed class News : IDisposable
{
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly HashSet<BulletinSubject> _heard = [];
    private readonly ITimer _timer;
    private readonly IDisposable _bulletins;

    /// <param name="board">Where bulletins come in.</param>
    /// <param name="clock">Measures the pause.</param>
    /// <param name="tell">Called with what was heard since the last time, in the culture of whoever made this.</param>
    /// <param name="subjects">What the page shows.</param>
    public News(BulletinBoard board, TimeProvider clock, Func<IReadOnlySet<BulletinSubject>, Task> tell, params IReadOnlyList<BulletinSubject> subjects)
    {
        _timer = clock.CreateTimer(_ => _ = tell(Take()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _bulletins = board.Subscribe(bulletin =>
        {
            lock (_gate)
            {
                // The first one sets the clock; later ones come along.
                if (subjects.Contains(bulletin.Subject) && _heard.Add(bulletin.Subject) && _heard.Count == 1) _timer.Change(Gathering, Timeout.InfiniteTimeSpan);
            }
            return Task.CompletedTask;
        });
    }

    private HashSet<BulletinSubject> Take()
    {
        lock (_gate)
        {
            HashSet<BulletinSubject> heard = [.. _heard];
            _heard.Clear();
            return heard;
        }
    }

    public void Dispose()
    {
        _bulletins.Dispose();
        _timer.Dispose();
    }
}
