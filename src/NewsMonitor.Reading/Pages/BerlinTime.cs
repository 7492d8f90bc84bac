namespace NewsMonitor.Reading.Pages;

/// <summary>
/// Berlin's offset from UTC by the rule in force since 1996 (directive 2000/84/EC): summer time from the last Sunday of March to the last
/// Sunday of October, changing at 01:00 UTC. Written out, so that reading does not depend on the machine's zone data.
/// </summary>
internal static class BerlinTime
{
    /// <summary>The offset that a clock on a Berlin wall means; of the hour that comes twice in October, the first.</summary>
    internal static TimeSpan OffsetAt(DateTime local) =>
        local >= LastSunday(local.Year, 3).AddHours(2) && local < LastSunday(local.Year, 10).AddHours(3) ? TimeSpan.FromHours(2) : TimeSpan.FromHours(1);

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 0, 0, 0, DateTimeKind.Unspecified);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
