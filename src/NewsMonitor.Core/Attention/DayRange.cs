namespace NewsMonitor.Core.Attention;

/// <summary>Whole days of the newsroom's calendar.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, itself included.</param>
public readonly record struct DayRange(DateOnly First, DateOnly Last)
{
    public int Length => Last.DayNumber - First.DayNumber + 1;

    /// <summary>As many days, just before: what a change is measured against.</summary>
    public DayRange Before => new(First.AddDays(-Length), First.AddDays(-1));

    /// <summary>Said here, because what the compiler would write prints <see cref="Before"/> too, and that one's, and never ends.</summary>
    public override string ToString() => FormattableString.Invariant($"{First:yyyy-MM-dd}..{Last:yyyy-MM-dd}");

    /// <summary>Some days that end with one.</summary>
    public static DayRange Ending(DateOnly last, int days) => new(last.AddDays(1 - days), last);

    public DateTimeOffset From(NewsroomTime newsroom) => newsroom.At(First.ToDateTime(TimeOnly.MinValue));

    /// <summary>Exclusive.</summary>
    public DateTimeOffset Until(NewsroomTime newsroom) => newsroom.At(Last.AddDays(1).ToDateTime(TimeOnly.MinValue));

    /// <summary>Equal parts for a plot: days up to four months, weeks from Monday up to two and a half years, then months. The first and the last may be cut.</summary>
    public IReadOnlyList<DayRange> Parts()
    {
        var parts = new List<DayRange>();
        for (var day = First; day <= Last;)
        {
            var next = Length <= 124 ? day.AddDays(1)
                : Length <= 920 ? day.AddDays(7 - ((int)day.DayOfWeek + 6) % 7)
                : new DateOnly(day.Year, day.Month, 1).AddMonths(1);
            var end = next.AddDays(-1) < Last ? next.AddDays(-1) : Last;
            parts.Add(new(day, end));
            day = next;
        }
        return parts;
    }
}
