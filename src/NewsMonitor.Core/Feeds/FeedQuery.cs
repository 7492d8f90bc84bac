namespace NewsMonitor.Core.Feeds;

/// <summary>Which feeds a list shows.</summary>
public enum FeedFilter
{
    All,
    /// <summary>What an admin should look at: failing, gone, silent, thin, or moved to an address that another feed has.</summary>
    Attention,
    Failing,
    Paused,
    Gone,
}

/// <summary>What a list of feeds goes by.</summary>
public enum FeedOrder
{
    /// <summary>Worst first: what needs a look, what has stumbled, the rest, the paused.</summary>
    Health,
    Name,
    LastArticle,
    /// <summary>Most new articles in the last seven days first.</summary>
    Week,
    Next,
}

/// <summary>Criteria of a list of feeds.</summary>
public sealed record FeedQuery
{
    public FeedFilter Filter { get; init; }
    /// <summary>Words in title, address or outlet.</summary>
    public string? Text { get; init; }
    /// <summary>This folder and those below it; empty for feeds in none.</summary>
    public string? Folder { get; init; }
    public long? OutletId { get; init; }
    public FeedOrder Order { get; init; }
    /// <summary>The key that the page starts after; null for the first.</summary>
    public FeedKey? After { get; init; }
    public int Limit { get; init; } = 100;
}

/// <summary>Where a page of feeds ends: lists go by title.</summary>
public readonly record struct FeedKey(string Title, long Id);

/// <summary>A feed as lists show it.</summary>
public sealed record FeedRow
{
    public required long Id { get; init; }
    public required string Title { get; init; }
    public required string Address { get; init; }
    public string? SiteAddress { get; init; }
    public required long OutletId { get; init; }
    public required string OutletName { get; init; }
    public string? Folder { get; init; }
    public FeedState State { get; init; }
    public PageFetching FetchPages { get; init; }
    public TimeSpan? Interval { get; init; }
    public string? Format { get; init; }
    public CheckOutcome? LastOutcome { get; init; }
    public int? LastStatus { get; init; }
    public string? LastDetail { get; init; }
    public DateTimeOffset? LastCheckAt { get; init; }
    public DateTimeOffset? LastGoodAt { get; init; }
    public DateTimeOffset? LastArticleAt { get; init; }
    /// <summary>Null where the feed is not polled.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }
    public int Failures { get; init; }
    public DateTimeOffset? FailingSince { get; init; }
    /// <summary>A worker has it in hand now.</summary>
    public bool IsBeingChecked { get; init; }
    /// <summary>By the feed's own dates.</summary>
    public double? EntriesAWeek { get; init; }
    /// <summary>Which of the last 14 days had failed checks and brought nothing.</summary>
    public IReadOnlyList<bool> FailedDays { get; init; } = [];
    public string? LinkSelector { get; init; }
    public string? Include { get; init; }
    public string? Exclude { get; init; }
    /// <summary>It needs a look: the list's filter and its order go by the same.</summary>
    public bool NeedsAttention { get; init; }
    /// <summary>Another feed has the address where it has moved.</summary>
    public bool MovedIsTaken { get; init; }
    public FeedVolume? Volume { get; init; }
    public HubState? Hub { get; init; }
    public DateTimeOffset? LastPushAt { get; init; }
    /// <summary>Who paused it; null where nobody did, or nobody is known.</summary>
    public string? StateChangedBy { get; init; }
    public DateTimeOffset? StateChangedAt { get; init; }
    /// <summary>New articles on each of the last 14 days (UTC), oldest first, today last.</summary>
    public IReadOnlyList<int> Daily { get; init; } = [];
    /// <summary>Where the publisher says it has moved, while that is not yet believed or another feed has that address.</summary>
    public string? MovedTo { get; init; }

    /// <summary>New articles in the last seven days.</summary>
    public int ThisWeek => Daily.TakeLast(7).Sum();
}

/// <summary>How many feeds stand how.</summary>
public sealed record FeedTally(int All, int Active, int Failing, int Paused, int Gone, int Attention = 0);

/// <summary>A folder and how many feeds it holds, those of the folders below it not counted.</summary>
public sealed record FeedFolder(string Name, int Feeds);

/// <summary>The last 24 hours of all feeds.</summary>
public sealed record FeedDay(int NewArticles, int SlowestMs);

/// <summary>A line of a feed's log.</summary>
public sealed record FeedLogRow(long Id, DateTimeOffset At, CheckOutcome Outcome, int? Status, int DurationMs, int Bytes, int Entries, int NewArticles, string? Detail);
