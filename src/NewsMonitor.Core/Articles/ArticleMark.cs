namespace NewsMonitor.Core.Articles;

/// <summary>What one person has noted about an article for themselves: read, starred.</summary>
public sealed class ArticleMark
{
    public long UserId { get; init; }
    public long ArticleId { get; init; }
    public DateTimeOffset? ReadAt { get; set; }
    public DateTimeOffset? StarredAt { get; set; }
}
