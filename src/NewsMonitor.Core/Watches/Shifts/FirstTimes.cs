namespace NewsMonitor.Core.Watches.Shifts;

/// <summary>How much was coded before, of others: what is first in a young archive is no news.</summary>
/// <param name="Texts">Texts with such a statement, published before.</param>
/// <param name="Since">When the first of them was published; null where there is none.</param>
public readonly record struct ShiftHistory(int Texts, DateTimeOffset? Since);

/// <summary>
/// What is there for the first time: an actor on an issue, a threatener with a target. It is the earliest statement by publication, and news
/// only where there has been something to be first in: others on the issue, other threats, for two weeks at least.
/// </summary>
public static class FirstTimes
{
    public const int LeastTexts = 3;
    public static readonly TimeSpan LeastHistory = TimeSpan.FromDays(14);

    /// <summary>The earliest one; null where there is none.</summary>
    /// <param name="statements">All of one actor on one issue, or of one threatener against one target, in any order.</param>
    public static ShiftStatement? Earliest(IEnumerable<ShiftStatement> statements) => statements.OrderBy(s => s.PublishedAt).ThenBy(s => s.Id).FirstOrDefault();

    /// <summary>Whether what was coded before is enough to call it the first.</summary>
    /// <param name="first">The earliest statement.</param>
    /// <param name="others">What others had said on the issue until then; what other threats there were.</param>
    public static bool IsNews(ShiftStatement first, ShiftHistory others) => others.Texts >= LeastTexts && first.PublishedAt - others.Since >= LeastHistory;
}
