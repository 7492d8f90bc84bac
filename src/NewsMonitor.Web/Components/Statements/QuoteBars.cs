using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Statements;

/// <summary>A bar of the course beside a map: some days of the same number each, with what they hold.</summary>
internal sealed record QuoteBar(DateOnly First, DateOnly Last, int Supports, int Opposes, int Undecided, int Threats)
{
    /// <summary>So many have room to be pointed at.</summary>
    public const int Most = 48;

    public int All => Supports + Opposes + Undecided + Threats;

    /// <summary>The course in bars of one, two, seven … days, all as wide; those without a statement are left out.</summary>
    /// <param name="days">Oldest first, at least one.</param>
    public static IReadOnlyList<QuoteBar> Of(IReadOnlyList<QuoteDay> days)
    {
        var first = days[0].Day.DayNumber;
        var width = (days[^1].Day.DayNumber - first) / Most + 1;
        return [.. days.GroupBy(day => (day.Day.DayNumber - first) / width).Select(bar => new QuoteBar(
            DateOnly.FromDayNumber(first + bar.Key * width), DateOnly.FromDayNumber(Math.Min(first + (bar.Key + 1) * width - 1, days[^1].Day.DayNumber)),
            bar.Sum(d => d.Supports), bar.Sum(d => d.Opposes), bar.Sum(d => d.Undecided), bar.Sum(d => d.Threats)))];
    }
}
