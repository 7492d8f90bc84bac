using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Threats;

/// <summary>How a threat comes into the world: the shape and fill of its octagon.</summary>
public enum ThreatForm
{
    /// <summary>The threatener says it: explicit or implicit. Solid.</summary>
    Spoken,
    /// <summary>Somebody else says it of them: a warning, perceived, alleged. Hollow.</summary>
    Attributed,
    /// <summary>Nobody has made it yet. Hollow and grey.</summary>
    Potential,
}

public static class ThreatForms
{
    public static ThreatForm Of(ThreatMode mode) => mode switch
    {
        ThreatMode.Explicit or ThreatMode.Implicit => ThreatForm.Spoken,
        ThreatMode.Potential => ThreatForm.Potential,
        _ => ThreatForm.Attributed,
    };

    public static IReadOnlyList<ThreatMode> Modes(this ThreatForm form) => [.. Enum.GetValues<ThreatMode>().Where(m => Of(m) == form)];
}

/// <summary>What the rows of the timeline are.</summary>
public enum ThreatRows { Threatener, Target, Instrument }

/// <summary>How many threats of which form, and how many of them nobody has decided.</summary>
public readonly record struct ThreatCounts(int Spoken, int Attributed, int Potential, int Suggested)
{
    public int All => Spoken + Attributed + Potential;
    public int Confirmed => All - Suggested;

    public int Of(ThreatForm form) => form switch { ThreatForm.Spoken => Spoken, ThreatForm.Attributed => Attributed, _ => Potential };

    public static ThreatCounts operator +(ThreatCounts a, ThreatCounts b) =>
        new(a.Spoken + b.Spoken, a.Attributed + b.Attributed, a.Potential + b.Potential, a.Suggested + b.Suggested);
}

/// <summary>An octagon of the timeline: the threats of one row, one form, one stretch of time.</summary>
public readonly record struct ThreatMark(long Row, DateTimeOffset From, DateTimeOffset Until, ThreatForm Form, int Count, int Suggested);

/// <summary>Threats from one actor to another; <see cref="StatementScope.Nobody"/> where none is named.</summary>
public readonly record struct ThreatPair(long Threatener, long Target, ThreatCounts Counts);

/// <summary>An instrument with its CAMEO class; id <see cref="StatementScope.Nobody"/> where none is named.</summary>
public sealed record ThreatInstrument(long Id, string? Name, string? Cameo);

/// <summary>
/// The board: each part counts what all choices but its own leave, so that a choice can be changed where it was made.
/// </summary>
public sealed record ThreatBoard
{
    /// <summary>Under all choices, each threat once.</summary>
    public required ThreatCounts Total { get; init; }
    public required int Articles { get; init; }
    /// <summary>Over all times, in the order of time.</summary>
    public required IReadOnlyList<ThreatMark> Marks { get; init; }
    /// <summary>The busiest first.</summary>
    public required IReadOnlyList<ThreatPair> Pairs { get; init; }
    public required IReadOnlyList<(long Instrument, ThreatCounts Counts)> Instruments { get; init; }
    public required IReadOnlyDictionary<ThreatMode, ThreatCounts> Modes { get; init; }
    public required IReadOnlyDictionary<ThreatLifeCycle, ThreatCounts> LifeCycles { get; init; }
    public required IReadOnlyDictionary<bool, ThreatCounts> Conditional { get; init; }
    /// <summary>Names of actors by id, in the reader's language.</summary>
    public required IReadOnlyDictionary<long, string> Actors { get; init; }
    public required IReadOnlyDictionary<long, ThreatInstrument> InstrumentNames { get; init; }
    /// <summary>How long a mark's stretch is: <c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c>.</summary>
    public required string Unit { get; init; }

    public bool IsEmpty => Marks.Count == 0 && Pairs.Count == 0;

    /// <summary>The rows of the timeline, the busiest first.</summary>
    public IReadOnlyList<(long Row, int Count)> TimelineRows =>
        [.. Marks.GroupBy(m => m.Row).Select(g => (Row: g.Key, Count: g.Sum(m => m.Count))).OrderByDescending(r => r.Count).ThenBy(r => r.Row)];
}
