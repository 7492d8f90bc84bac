namespace NewsMonitor.Core.Feeds;

/// <summary>
/// That a feed carried an article, and under which key. It outlives the article (<see cref="ArticleId"/> null), so that what was
/// archived away does not come back with the feed's next answer.
/// </summary>
public sealed class FeedEntry
{
    public long FeedId { get; init; }
    /// <summary>128-bit hash of what identifies the entry in this feed: its guid, else its address, else address and title.</summary>
    public required Guid EntryKey { get; init; }
    public long? ArticleId { get; set; }
    public DateTimeOffset SeenAt { get; init; }
}
