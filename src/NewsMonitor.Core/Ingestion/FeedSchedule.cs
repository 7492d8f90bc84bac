using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Core.Ingestion;

/// <summary>What the schedule knows of a feed when a check has ended.</summary>
/// <param name="Outcome">How the check ended.</param>
/// <param name="Failures">Failed checks in a row, this one included; 0 after a good one.</param>
/// <param name="Interval">An admin's fixed interval, or null.</param>
/// <param name="EntriesAWeek">The feed's own rhythm, or null where it is not known yet.</param>
/// <param name="PublisherWait">How long the publisher asks to be left alone (ttl, max-age), or null.</param>
/// <param name="RetryAfter">How long the server asked us to stay away with this answer (429, 503), or null.</param>
public sealed record ScheduleFacts(
    CheckOutcome Outcome, int Failures, TimeSpan? Interval, double? EntriesAWeek, TimeSpan? PublisherWait, TimeSpan? RetryAfter);

/// <summary>
/// When a feed is checked next: pure, so that a hundred thousand histories can be tried in a test. The wait is counted from the database's
/// now, never from when the check was due: neither a long stop nor a clock that jumps makes a feed catch up on missed checks.
/// </summary>
public static class FeedSchedule
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    /// <summary>Before anything is known of a feed's rhythm.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromMinutes(15);
    /// <summary>A publisher may slow us down to this and no further: news is not to be missed for a generous ttl.</summary>
    public static readonly TimeSpan PublisherCeiling = TimeSpan.FromMinutes(30);
    /// <summary>When our own network is away.</summary>
    public static readonly TimeSpan Outage = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMinutes(5);
    /// <summary>Up to a tenth earlier or later, so that feeds added together do not stay together.</summary>
    private const double Jitter = 0.1;

    /// <summary>The wait until the next check.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="shortest">The operator's shortest interval.</param>
    /// <param name="chance">From 0 (inclusive) to 1 (exclusive).</param>
    public static TimeSpan NextWait(ScheduleFacts facts, TimeSpan shortest, double chance)
    {
        var rhythm = Rhythm(facts, shortest);
        if (facts.Failures <= 0) return Spread(rhythm, chance);
        // 5 min, 10, 20 … 24 h, and for ever at that: a feed that comes back after a year is found within a day.
        var backOff = Shorter(FirstBackOff * Math.Pow(2, Math.Min(facts.Failures - 1, 20)), Longest);
        var wait = Spread(Longer(backOff, Shorter(rhythm, FirstBackOff)), chance);
        // The server's own word is a least wait: jitter may lengthen it only.
        return facts.RetryAfter is { } asked ? Shorter(Longer(wait, asked * (1 + Jitter * chance)), Longest) : Shorter(wait, Longest);
    }

    /// <summary>The wait when no feed is to blame.</summary>
    public static TimeSpan OutageWait(double chance) => Outage * (0.5 + chance);

    private static TimeSpan Rhythm(ScheduleFacts facts, TimeSpan shortest)
    {
        if (facts.Interval is { } ordered) return Shorter(ordered, Longest);
        var wait = facts.EntriesAWeek switch
        {
            null => Unknown,
            // One new entry to be expected at each check.
            > 0 and var entries => Shorter(TimeSpan.FromDays(7) / Math.Max(entries, 7), Longest),
            _ => Longest,
        };
        if (facts.PublisherWait is { } asked) wait = Longer(wait, Shorter(asked, PublisherCeiling));
        return Longer(wait, shortest);
    }

    private static TimeSpan Spread(TimeSpan wait, double chance) => wait * (1 - Jitter + 2 * Jitter * chance);

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
