namespace NewsMonitor.Core.Ingestion;

/// <summary>How often a feed brings something, by the dates of its own entries.</summary>
public static class FeedRhythm
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(14);

    /// <summary>
    /// Entries a week, from those of the last two weeks: over the time they span, since a feed shows only its newest. Null where fewer than
    /// two entries are dated.
    /// </summary>
    public static double? EntriesAWeek(IEnumerable<DateTimeOffset?> dates, DateTimeOffset now)
    {
        var dated = dates.OfType<DateTimeOffset>().Where(at => at <= now.AddHours(1)).Order().ToList();
        if (dated.Count < 2) return null;
        var recent = dated.Where(at => now - at <= Window).ToList();
        if (recent.Count == 0) return 0;
        // The feed reaches further back than the window: the window is what they span. Else the oldest one says how far it reaches.
        var span = recent.Count < dated.Count ? Window : now - recent[0];
        if (span < TimeSpan.FromHours(1)) span = TimeSpan.FromHours(1);
        return recent.Count / span.TotalDays * 7;
    }
}
