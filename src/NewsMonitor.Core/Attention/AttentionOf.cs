namespace NewsMonitor.Core.Attention;

/// <summary>Whose share of the articles is counted.</summary>
public enum AttentionOf
{
    /// <summary>All articles there are: what shares are shares of.</summary>
    All,
    /// <summary>Articles that an outlet published.</summary>
    Outlet,
    /// <summary>Articles that name an actor, or in which the actor takes part in a statement; as a search for the actor finds them.</summary>
    Actor,
    /// <summary>Articles with a position on an issue; as a search for the issue finds them.</summary>
    Issue,
}

/// <summary>Articles on one day.</summary>
public readonly record struct DayCount(DateOnly Day, int Articles);

/// <summary>Something that was written of, day by day.</summary>
/// <param name="Of">What sort of thing.</param>
/// <param name="Id">Its id; 0 for all articles.</param>
/// <param name="Name">As the reader's language names it.</param>
/// <param name="Days">In order; days without an article are left out.</param>
public sealed record AttentionSeries(AttentionOf Of, long Id, string Name, IReadOnlyList<DayCount> Days)
{
    public int Articles => Days.Sum(day => day.Articles);

    /// <summary>Articles in each of some parts of the time.</summary>
    public IReadOnlyList<int> In(IReadOnlyList<DayRange> parts)
    {
        var counts = new int[parts.Count];
        var at = 0;
        foreach (var (day, articles) in Days)
        {
            while (at < parts.Count && parts[at].Last < day) at++;
            if (at < parts.Count && parts[at].First <= day) counts[at] += articles;
        }
        return counts;
    }
}
