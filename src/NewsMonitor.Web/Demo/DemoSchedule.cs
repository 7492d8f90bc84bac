namespace NewsMonitor.Web.Demo;

/// <summary>A demo article as it stands on its outlet's site: its present version, and when it was put there.</summary>
public sealed record DemoListing(DemoArticle Article, DateTimeOffset PutThereAt);

/// <summary>
/// Lets the demo's articles appear in the order of history: the first ten are there at once, the others in small batches over four minutes,
/// corrected versions some time behind their first. The clock is the caller's.
/// </summary>
public sealed class DemoSchedule
{
    public const int ThereAtStart = 10;
    public const int BatchSize = 3;
    /// <summary>Until the last article is there.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(4);
    /// <summary>From an article's first version to its corrected one.</summary>
    public static readonly TimeSpan UntilCorrection = TimeSpan.FromSeconds(75);

    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<(DemoPiece Piece, DateTimeOffset At)> _plan;

    public DemoSchedule(TimeProvider clock, IReadOnlyList<DemoPiece> pieces)
    {
        _clock = clock;
        StartedAt = clock.GetUtcNow();
        var batches = (Math.Max(0, pieces.Count - ThereAtStart) + BatchSize - 1) / BatchSize;
        _plan = [.. pieces.OrderBy(p => p.First.Published).Select((p, i) => (p, StartedAt + Span * (i < ThereAtStart ? 0 : ((i - ThereAtStart) / BatchSize + 1) / (double)batches)))];
    }

    public DateTimeOffset StartedAt { get; }

    /// <summary>The articles of an outlet that are there now, newest first.</summary>
    public IReadOnlyList<DemoListing> Of(DemoOutlet outlet) => [.. Now().Where(l => l.Article.Outlet == outlet).OrderByDescending(l => l.Article.Published)];

    /// <summary>The articles of all outlets that are there now.</summary>
    public IEnumerable<DemoListing> Now()
    {
        var now = _clock.GetUtcNow();
        foreach (var (piece, at) in _plan)
        {
            if (at > now)
                yield break;
            yield return piece.Corrected is { } corrected && at + UntilCorrection <= now ? new DemoListing(corrected, at + UntilCorrection) : new DemoListing(piece.First, at);
        }
    }
}
