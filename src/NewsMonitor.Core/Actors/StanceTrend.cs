using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Actors;

/// <summary>What a course of stances amounts to, in a word.</summary>
public enum TrendKind
{
    /// <summary>A single statement.</summary>
    Once,
    /// <summary>The same side in every statement.</summary>
    Throughout,
    /// <summary>One side prevails in the earlier half of the statements, another in the later, each with two thirds and more.</summary>
    Turned,
    /// <summary>One side prevails in both halves, though not in every statement.</summary>
    Mostly,
    /// <summary>None of these.</summary>
    Mixed,
}

/// <summary>What a course of stances amounts to.</summary>
/// <param name="Kind">The word.</param>
/// <param name="Stance">The side; the later one where it turned. Null where it is mixed.</param>
/// <param name="Day">The first statement; where it turned, the first of the new side after the old one was last taken, or, while both go on, of the later half.</param>
public sealed record StanceTrend(TrendKind Kind, Stance? Stance, DateOnly Day)
{
    /// <summary>Fewer statements in a half turn nobody.</summary>
    private const int LeastInHalf = 2;
    private const double Prevails = 2 / 3.0;

    /// <param name="days">In order, none of them empty; at least one.</param>
    public static StanceTrend Of(IReadOnlyList<StanceDay> days)
    {
        var sides = days.SelectMany(day => Enum.GetValues<Stance>().SelectMany(stance => Enumerable.Repeat((day.Day, Stance: stance), Count(day, stance)))).ToArray();
        var first = sides[0];
        if (sides.Length == 1) return new(TrendKind.Once, first.Stance, first.Day);
        if (sides.All(side => side.Stance == first.Stance)) return new(TrendKind.Throughout, first.Stance, first.Day);

        // Halves by whole days: what was said on one day is not torn apart.
        var middle = days.TakeWhile((_, i) => days.Take(i).Sum(day => day.All) * 2 < sides.Length).Count();
        var (earlier, later) = (days.Take(middle).ToArray(), days.Skip(middle).ToArray());
        var (before, after) = (Prevailing(earlier), Prevailing(later));
        if (before is { } old && after is { } now && old != now) return new(TrendKind.Turned, now, TurnOf(days, later, old, now));
        if (Prevailing(days) is { } side && (before ?? side) == side && (after ?? side) == side) return new(TrendKind.Mostly, side, first.Day);
        return new(TrendKind.Mixed, null, first.Day);
    }

    private static DateOnly TurnOf(IReadOnlyList<StanceDay> days, StanceDay[] later, Stance old, Stance now)
    {
        var left = days.Last(day => Count(day, old) > 0).Day;
        return (days.FirstOrDefault(day => day.Day > left && Count(day, now) > 0) ?? later.First(day => Count(day, now) > 0)).Day;
    }

    private static Stance? Prevailing(IReadOnlyList<StanceDay> days)
    {
        var all = days.Sum(day => day.All);
        if (all < LeastInHalf) return null;
        var most = Enum.GetValues<Stance>().MaxBy(stance => days.Sum(day => Count(day, stance)));
        return days.Sum(day => Count(day, most)) >= Prevails * all ? most : null;
    }

    private static int Count(StanceDay day, Stance stance) => stance switch
    {
        Coding.Stance.Supports => day.Supports, Coding.Stance.Opposes => day.Opposes, _ => day.Undecided,
    };
}
