using NewsMonitor.Core.Actors;

namespace NewsMonitor.Core.Positions;

/// <summary>In which order rows and columns stand.</summary>
public enum GridOrder
{
    /// <summary>Who said most, what most was said on.</summary>
    Activity,
    /// <summary>Actors who stand alike side by side, and issues on which the same actors do.</summary>
    Likeness,
    /// <summary>Actors by name, issues in the codebook's order.</summary>
    Name,
}

/// <summary>How a map is laid out.</summary>
public sealed record GridChoice
{
    public GridOrder Order { get; init; }
    /// <summary>An issue whose net stance orders the rows, the strongest support first.</summary>
    public long? By { get; init; }
    /// <summary>Issues that stand for all below them, too.</summary>
    public IReadOnlyCollection<long> Folded { get; init; } = [];
    /// <summary>Rows by kind of actor.</summary>
    public bool Grouped { get; init; }
    public int MostRows { get; init; } = 40;
    public int MostColumns { get; init; } = 24;
}

/// <summary>A column: an issue, or one with all below it.</summary>
/// <param name="Issue">Which.</param>
/// <param name="Within">The issues that it counts, itself included.</param>
/// <param name="Folded">It stands for those below it, too.</param>
/// <param name="Foldable">There are some below it.</param>
/// <param name="Statements">Sum of the column.</param>
public sealed record GridColumn(PositionIssue Issue, IReadOnlyList<long> Within, bool Folded, bool Foldable, int Statements);

/// <summary>A row: an actor.</summary>
public sealed record GridRow(PositionActor Actor, IReadOnlyList<PositionCell> Cells, int Statements);

/// <summary>The map as it is shown: rows and columns in order, folded and cut to the most active.</summary>
public sealed record PositionGrid
{
    public required IReadOnlyList<GridColumn> Columns { get; init; }
    public required IReadOnlyList<GridRow> Rows { get; init; }
    /// <summary>How many there would be uncut.</summary>
    public required int AllRows { get; init; }
    public required int AllColumns { get; init; }

    public static PositionGrid Of(PositionMap map, GridChoice choice)
    {
        var columns = AllOf(map, choice);
        var most = columns.OrderByDescending(c => c.Statements).Take(choice.MostColumns).ToHashSet();
        var shown = columns.Where(most.Contains).ToList();
        var sums = map.Cells.GroupBy(c => c.Key.Actor).ToDictionary(g => g.Key, g => g.Sum(c => c.Value.Counted.All));
        var rows = map.Actors.OrderByDescending(a => sums.GetValueOrDefault(a.Id)).Take(choice.MostRows)
            .Select(a => new GridRow(a, [.. shown.Select(c => Sum(map, a.Id, c.Within))], sums.GetValueOrDefault(a.Id))).ToList();
        if (choice.Order == GridOrder.Likeness && shown.Count > 1)
        {
            var places = LikenessOrder.Of([.. shown.Select((_, at) => rows.Select(r => Leaning(r.Cells[at])).ToArray())]);
            shown = [.. places.Select(p => shown[p])];
            rows = [.. rows.Select(r => r with { Cells = [.. places.Select(p => r.Cells[p])] })];
        }
        return new() { Columns = shown, Rows = Ordered(rows, shown, choice), AllRows = map.Actors.Count, AllColumns = columns.Count };
    }

    private static List<GridRow> Ordered(List<GridRow> rows, List<GridColumn> columns, GridChoice choice)
    {
        var at = columns.FindIndex(c => c.Issue.Id == choice.By);
        List<GridRow> inOrder = choice.Order switch
        {
            _ when at >= 0 => [.. rows.OrderByDescending(r => r.Cells[at].Counted.All > 0).ThenByDescending(r => r.Cells[at].Counted.Net).ThenByDescending(r => r.Cells[at].Counted.All)],
            GridOrder.Likeness => [.. LikenessOrder.Of([.. rows.Select(r => r.Cells.Select(Leaning).ToArray())]).Select(p => rows[p])],
            GridOrder.Name => [.. rows.OrderBy(r => r.Actor.Name, StringComparer.CurrentCultureIgnoreCase)],
            _ => rows,
        };
        // Stable: the order within each kind is kept.
        return choice.Grouped ? [.. inOrder.OrderBy(r => Group(r.Actor.Kind))] : inOrder;
    }

    /// <summary>States, then alliances and organisations, then persons and groups: who binds most first.</summary>
    public static int Group(ActorKind kind) => kind switch { ActorKind.State => 0, ActorKind.Alliance => 1, ActorKind.Organisation => 2, ActorKind.Person => 3, _ => 4 };

    /// <summary>−√n to √n: ten statements lean more than one, but not ten times as much.</summary>
    private static double Leaning(PositionCell cell) => cell.Counted is { All: > 0 } counts ? (counts.Supports - counts.Opposes) / Math.Sqrt(counts.All) : 0;

    private static PositionCell Sum(PositionMap map, long actor, IReadOnlyList<long> issues) =>
        issues.Aggregate(default(PositionCell), (sum, issue) => sum + map.Cells.GetValueOrDefault((actor, issue)));

    /// <summary>In the tree's order: each issue before those below it, siblings by the choice.</summary>
    private static List<GridColumn> AllOf(PositionMap map, GridChoice choice)
    {
        var own = map.Cells.GroupBy(c => c.Key.Issue).ToDictionary(g => g.Key, g => g.Sum(c => c.Value.Counted.All));
        var children = map.Issues.ToLookup(i => i.ParentId ?? 0);
        var below = map.Issues.ToDictionary(i => i.Id, i => Below(i.Id, children).ToArray());
        var columns = new List<GridColumn>();
        var open = new Stack<PositionIssue>(Siblings(0).Reverse());
        while (open.TryPop(out var issue))
        {
            var foldable = below[issue.Id].Length > 1;
            var folded = foldable && choice.Folded.Contains(issue.Id);
            var within = folded ? below[issue.Id] : [issue.Id];
            columns.Add(new(issue, within, folded, foldable, within.Sum(own.GetValueOrDefault)));
            if (!folded) foreach (var child in Siblings(issue.Id).Reverse()) open.Push(child);
        }
        return columns;

        IEnumerable<PositionIssue> Siblings(long parent) => choice.Order == GridOrder.Name
            ? children[parent]
            : children[parent].OrderByDescending(i => below[i.Id].Sum(own.GetValueOrDefault));
    }

    private static IEnumerable<long> Below(long id, ILookup<long, PositionIssue> children) =>
        children[id].SelectMany(c => Below(c.Id, children)).Prepend(id);
}
