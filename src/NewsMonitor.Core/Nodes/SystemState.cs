namespace NewsMonitor.Core.Nodes;

/// <summary>What waits and what is in hand, in the whole archive.</summary>
public sealed record QueueState
{
    /// <summary>Active feeds whose time has come and that nobody has in hand.</summary>
    public required long FeedsDue { get; init; }
    public required long FeedsInHand { get; init; }
    /// <summary>Due for more than five minutes: there are too few workers, or none.</summary>
    public required long FeedsLate { get; init; }
    /// <summary>How long the one that has waited longest has been due; null where none waits.</summary>
    public TimeSpan? LongestDue { get; init; }
    /// <summary>Article pages to fetch now.</summary>
    public required long PagesDue { get; init; }
    public required long PagesInHand { get; init; }
    /// <summary>Pages that failed and are tried again later.</summary>
    public required long PagesPutOff { get; init; }
    /// <summary>Articles that are to be read for suggestions.</summary>
    public required long ReadingsDue { get; init; }
    public required long ReadingsInHand { get; init; }
    /// <summary>Changes that no watch has looked at yet.</summary>
    public required long WatchChanges { get; init; }
}

/// <summary>What leaves the desk on one way: mail or calls.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Waiting">Not sent yet, letters that still gather alerts among them.</param>
/// <param name="Retrying">Of those, tried in vain at least once.</param>
/// <param name="Failed">Given up in the last seven days.</param>
/// <param name="Sent">In the last 24 hours.</param>
/// <param name="LastSentAt">Null where none was.</param>
/// <param name="Trouble">What was said the last time that something could not be sent, in the last seven days.</param>
public sealed record OutboxState(Watches.DeliveryChannel Channel, int Waiting, int Retrying, int Failed, int Sent, DateTimeOffset? LastSentAt, string? Trouble);

/// <summary>One node, and what it holds: feeds, pages and readings that are leased to it, and the kinds of its long work.</summary>
public sealed record NodeRow(
    string Id, string Machine, int ProcessId, string Version, string Schema, bool Ingests, bool Serves, DateTimeOffset StartedAt, DateTimeOffset SeenAt, long Memory,
    bool IsLost, long Feeds, long Pages, long Readings, IReadOnlyList<string> Jobs);

/// <summary>What the feeds' logs say of one minute.</summary>
public sealed record MinuteRow(DateTimeOffset At, int Checks, int NewArticles, int Failures);

/// <summary>A table with what belongs to it, indexes and long texts, on the disk; the rows are PostgreSQL's own estimate.</summary>
public sealed record TableSize(string Name, long Bytes, long Rows);

/// <summary>The database and its server, as an operator asks for them.</summary>
public sealed record DatabaseState
{
    /// <summary>As PostgreSQL names itself: <c>15.18</c>.</summary>
    public required string Version { get; init; }
    public required string Name { get; init; }
    /// <summary>The whole database on the disk.</summary>
    public required long Bytes { get; init; }
    /// <summary>The largest ones first.</summary>
    public required IReadOnlyList<TableSize> Tables { get; init; }
    /// <summary>When the server last archived its log (continuous backup); null where it does not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }
    public required DateTimeOffset ServerStartedAt { get; init; }
    public required int Connections { get; init; }
}
