using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Positions;

/// <summary>Which positions the map counts.</summary>
public sealed record PositionMapQuery
{
    public required ArticleQuery Articles { get; init; }
    public long UserId { get; init; }
    public bool Suggestions { get; init; }
    /// <summary>Empty for every kind of actor.</summary>
    public IReadOnlyList<ActorKind> Kinds { get; init; } = [];
    /// <summary>These actors only; empty for all.</summary>
    public IReadOnlyList<long> Actors { get; init; } = [];
    /// <summary>These issues only; empty for all.</summary>
    public IReadOnlyList<long> Issues { get; init; } = [];
    /// <summary>In which language actors are named.</summary>
    public string Language { get; init; } = "en";
    /// <summary>Two spans to compare, instead of one count; both lie within the time that the search asks for.</summary>
    public TimeSpans? Compare { get; init; }
}

/// <summary>Two spans of time, each from a moment to before another.</summary>
public sealed record TimeSpans(DateTimeOffset EarlierFrom, DateTimeOffset EarlierUntil, DateTimeOffset LaterFrom, DateTimeOffset LaterUntil)
{
    /// <summary>A span of whole days cut in the middle; the later half has the odd day.</summary>
    public static TimeSpans Halves(DateTimeOffset from, DateTimeOffset until, NewsroomTime newsroom)
    {
        var (first, last) = (newsroom.Local(from).Date, newsroom.Local(until.AddTicks(-1)).Date);
        var middle = first.AddDays((last - first).Days / 2 + ((last - first).Days % 2 == 0 ? 0 : 1));
        if (middle == first) middle = first.AddDays(1);
        return new(newsroom.At(first), newsroom.At(middle), newsroom.At(middle), newsroom.At(last < middle ? middle.AddDays(1) : last.AddDays(1)));
    }
}

/// <summary>An actor of the map.</summary>
public sealed record PositionActor(long Id, string Name, ActorKind Kind);

/// <summary>An issue of the map, with its place in the codebook's tree.</summary>
public sealed record PositionIssue(long Id, string Name, string? Proposition, long? ParentId);

/// <summary>What an actor said on an issue.</summary>
/// <param name="Confirmed">Coded or accepted by a person.</param>
/// <param name="Suggested">Proposed and not yet decided.</param>
/// <param name="Earlier">Of the counted ones, those of the earlier span, where two are compared.</param>
/// <param name="Later">Those of the later one.</param>
public readonly record struct PositionCell(StanceCounts Confirmed, StanceCounts Suggested, StanceCounts Earlier, StanceCounts Later)
{
    public StanceCounts Counted => Confirmed + Suggested;

    public static PositionCell operator +(PositionCell a, PositionCell b) =>
        new(a.Confirmed + b.Confirmed, a.Suggested + b.Suggested, a.Earlier + b.Earlier, a.Later + b.Later);
}

/// <summary>Actors by issues, with what each said on each.</summary>
public sealed record PositionMap
{
    public required IReadOnlyList<PositionActor> Actors { get; init; }
    /// <summary>Those with a position and all above them in the tree, in its order.</summary>
    public required IReadOnlyList<PositionIssue> Issues { get; init; }
    public required IReadOnlyDictionary<(long Actor, long Issue), PositionCell> Cells { get; init; }
    /// <summary>Each counted once, however many speakers it has.</summary>
    public required int Statements { get; init; }
    public required int Suggested { get; init; }
    /// <summary>The first and the last article with a position; null where there is none.</summary>
    public DateTimeOffset? First { get; init; }
    public DateTimeOffset? Last { get; init; }
}
