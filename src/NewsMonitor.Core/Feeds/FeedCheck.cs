namespace NewsMonitor.Core.Feeds;

/// <summary>One line of a feed's log: what a check found.</summary>
public sealed class FeedCheck
{
    public long Id { get; init; }
    public long FeedId { get; init; }
    public DateTimeOffset At { get; init; }
    public CheckOutcome Outcome { get; init; }
    /// <summary>The HTTP status, or null where no answer came.</summary>
    public int? Status { get; init; }
    public int DurationMs { get; init; }
    public int Bytes { get; init; }
    public int Entries { get; init; }
    public int NewArticles { get; init; }
    public string? Detail { get; init; }
}
