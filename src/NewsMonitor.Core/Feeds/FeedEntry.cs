namespace NewsMonitor.Core.Feeds;

/// <summary>
/// That a feed carried an article, and under which key. It outlives the article (<see cref="ArticleId"/> null), so that what was
/// archived away does not come back with the feed's next answer.
/// </summary>
public sealed class FeedEntry
{
    public long FeedId { get; init; }
    /// <summary>128-bit hash of what identifies the entry in this feed. An entry may have two: of its guid and of its address.</summary>
    public required Guid EntryKey { get; init; }
    /// <summary>128-bit hash of what the entry said: the same hash, nothing to do.</summary>
    public Guid ContentHash { get; set; }
    public long? ArticleId { get; set; }
    public DateTimeOffset SeenAt { get; init; }
}
