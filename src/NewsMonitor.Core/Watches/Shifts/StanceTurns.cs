using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Watches.Shifts;

/// <summary>A statement as shifts look at it.</summary>
/// <param name="Id">The statement.</param>
/// <param name="ArticleId">Where it stands.</param>
/// <param name="Text">The same for all copies of one text: an agency's report in ten outlets is said once.</param>
/// <param name="PublishedAt">When the article was published.</param>
/// <param name="Stance">Null for threats.</param>
/// <param name="KnownAt">When it was coded or suggested, or last changed.</param>
public sealed record ShiftStatement(long Id, long ArticleId, long Text, DateTimeOffset PublishedAt, Stance? Stance, DateTimeOffset KnownAt);

/// <summary>An actor's stance on an issue that turned.</summary>
/// <param name="From">The stance until then.</param>
/// <param name="To">The stance from then on.</param>
/// <param name="At">The first statement of the new stance.</param>
/// <param name="Run">The statements of the new stance, up to the next change.</param>
/// <param name="Before">The statements of the old one, an unbroken row of them.</param>
public sealed record StanceTurn(Stance From, Stance To, ShiftStatement At, IReadOnlyList<ShiftStatement> Run, IReadOnlyList<ShiftStatement> Before);

/// <summary>
/// Finds turns: an actor who took the same side in two texts or more in a row takes the other. Order is that of publication, so an old article
/// that comes in late takes its place in the past. Undecided statements are no side. A text that says both is left out: it is a report on a
/// debate, or coded wrongly, and turns nothing.
/// </summary>
public static class StanceTurns
{
    /// <summary>Texts in a row that make a stance: one alone may be a slip of the pen, or of the coder.</summary>
    public const int Settled = 2;

    /// <param name="statements">All of one actor on one issue, in any order.</param>
    /// <returns>Oldest first.</returns>
    public static IReadOnlyList<StanceTurn> Find(IEnumerable<ShiftStatement> statements)
    {
        var texts = statements.Where(s => s.Stance is Stance.Supports or Stance.Opposes).GroupBy(s => s.Text)
            .Where(text => text.Select(s => s.Stance).Distinct().Count() == 1)
            .Select(text => text.OrderBy(s => s.PublishedAt).ThenBy(s => s.Id).ToArray())
            .OrderBy(text => text[0].PublishedAt).ThenBy(text => text[0].Id);
        var rows = new List<List<ShiftStatement[]>>();
        foreach (var text in texts)
        {
            if (rows.Count == 0 || rows[^1][0][0].Stance != text[0].Stance) rows.Add([]);
            rows[^1].Add(text);
        }
        return
        [
            .. rows.Zip(rows.Skip(1)).Where(pair => pair.First.Count >= Settled).Select(pair => new StanceTurn(
                pair.First[0][0].Stance!.Value, pair.Second[0][0].Stance!.Value, pair.Second[0][0], [.. pair.Second.SelectMany(t => t)], [.. pair.First.SelectMany(t => t)])),
        ];
    }
}
