namespace NewsMonitor.Core.Feeds;

/// <summary>Whether a feed is polled.</summary>
public enum FeedState
{
    Active,
    Paused,
    /// <summary>The publisher answered 410: not polled again until a person says so.</summary>
    Gone,
}

/// <summary>Whether the pages behind a feed's entries are fetched for their full text.</summary>
public enum PageFetching
{
    /// <summary>Where the feed does not carry the text itself.</summary>
    Auto,
    Always,
    Never,
}

/// <summary>What came of the last check of a feed. The pages put it in words; nothing else depends on the wording.</summary>
public enum CheckOutcome
{
    New,
    NothingNew,
    Unchanged,
    NotFound,
    Gone,
    Refused,
    TooManyRequests,
    ServerError,
    Unreachable,
    TimedOut,
    TooLarge,
    NotAFeed,
    HtmlPage,
    PrivateAddress,
    TooManyRedirects,
    BadAddress,
    Failed,
    /// <summary>A page without a feed, whose link rule finds nothing any more.</summary>
    NoLinks,
    /// <summary>It was not asked: the workers that were, ended over it one after the other.</summary>
    BrokeWorkers,
}

/// <summary>Something we poll for articles. Carries its own schedule and the state of the last check.</summary>
public sealed class Feed
{
    public long Id { get; init; }
    public long OutletId { get; set; }
    public Outlet? Outlet { get; set; }
    /// <summary>Where it is fetched. Unique in the archive.</summary>
    public required string Address { get; set; }
    /// <summary>The address's host and port in lower case, written by the database: what politeness counts by.</summary>
    public string Host { get; private set; } = "";
    public required string Title { get; set; }
    public string? SiteAddress { get; set; }
    /// <summary>The format last read (<c>rss</c>, <c>atom</c> …), null before the first good check.</summary>
    public string? Format { get; set; }
    public string? Folder { get; set; }
    public FeedState State { get; set; }
    public PageFetching FetchPages { get; set; }
    /// <summary>An admin's fixed interval between checks; null lets the feed's own rhythm decide.</summary>
    public TimeSpan? Interval { get; set; }
    /// <summary>For a page without a feed: the CSS selector of the links that are articles; null for a feed.</summary>
    public string? LinkSelector { get; set; }
    /// <summary>Only entries that meet one of these come in, a rule a line (<see cref="Reading.Feeds.EntryRules"/>); null lets all in.</summary>
    public string? Include { get; set; }
    /// <summary>Entries that meet one of these stay out, a rule a line; null keeps none out.</summary>
    public string? Exclude { get; set; }
    public DateTimeOffset AddedAt { get; init; }
    public long? AddedBy { get; init; }
    public DateTimeOffset? StateChangedAt { get; set; }
    public long? StateChangedBy { get; set; }

    // --- what the last checks left behind -----------------------------------------------------------
    public DateTimeOffset NextCheckAt { get; set; }
    public DateTimeOffset? LastCheckAt { get; set; }
    public DateTimeOffset? LastGoodAt { get; set; }
    public DateTimeOffset? LastArticleAt { get; set; }
    /// <summary>Failed checks in a row; 0 after a good one.</summary>
    public int Failures { get; set; }
    public DateTimeOffset? FailingSince { get; set; }
    public CheckOutcome? LastOutcome { get; set; }
    public int? LastStatus { get; set; }
    public string? LastDetail { get; set; }
    public string? ETag { get; set; }
    /// <summary>The Last-Modified header as sent: echoed, never parsed.</summary>
    public string? LastModified { get; set; }
    /// <summary>SHA-256 of the last body that was read.</summary>
    public byte[]? BodyHash { get; set; }

    /// <summary>Entries the feed brings in a week, by its own dates; null before the first good check.</summary>
    public double? EntriesAWeek { get; set; }
    /// <summary>How long the publisher asks to be left alone between checks (ttl, max-age).</summary>
    public TimeSpan? PublisherWait { get; set; }
    /// <summary>Its guids change from check to check: entries are known by their address alone.</summary>
    public bool GuidsLie { get; set; }
    /// <summary>Where a permanent redirect points, until it has been seen often enough to be believed.</summary>
    public string? MovedTo { get; set; }
    public int MovedSeen { get; set; }
    public DateTimeOffset? MovedSince { get; set; }

    // --- the lease of the worker that is checking it ------------------------------------------------
    /// <summary>Rises with every claim. A worker that comes back with an older number writes nothing.</summary>
    public long LeaseToken { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    /// <summary>Claims in a row that never ended, see <see cref="Ingestion.LostClaims"/>.</summary>
    public int LostClaims { get; set; }
}
