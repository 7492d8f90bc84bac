namespace NewsMonitor.Reading.Feeds;

/// <summary>Why bytes could not be read as a feed.</summary>
public enum FeedFault
{
    /// <summary>There were no bytes, or only white space.</summary>
    Empty,
    /// <summary>The bytes are an HTML page; the address may still lead to a feed by discovery.</summary>
    HtmlPage,
    /// <summary>The bytes are of no format that the reader knows.</summary>
    NotAFeed,
    /// <summary>A bound (bytes, depth, items) was passed before anything could be read.</summary>
    TooLarge,
    /// <summary>It looks like a feed, but not even the lenient parser could make sense of it.</summary>
    Broken,
}

/// <summary>What came of reading a feed's bytes: a feed, perhaps with warnings, or the reason why there is none. Exactly one of the two is set.</summary>
public sealed record FeedReading
{
    private FeedReading(ReadFeed? feed, FeedFault? fault, string? detail) => (Feed, Fault, Detail) = (feed, fault, detail);

    public ReadFeed? Feed { get; }
    public FeedFault? Fault { get; }
    /// <summary>What exactly was wrong, in plain English, for logs; null when there is a feed.</summary>
    public string? Detail { get; }

    public static FeedReading Of(ReadFeed feed) => new(feed, null, null);
    public static FeedReading Unreadable(FeedFault fault, string detail) => new(null, fault, detail);
}
