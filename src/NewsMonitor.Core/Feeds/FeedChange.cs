using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Core.Feeds;

/// <summary>What came of a change to a feed.</summary>
public abstract record FeedChange
{
    private FeedChange() { }

    public sealed record Saved(long FeedId) : FeedChange;
    /// <summary>The caller is no admin, or no longer one.</summary>
    public sealed record NotAllowed : FeedChange;
    public sealed record UnknownFeed : FeedChange;
    /// <summary>An empty title, or one of more than 500 characters.</summary>
    public sealed record BadTitle : FeedChange;
    /// <summary>Intervals go from a minute to a day.</summary>
    public sealed record BadInterval : FeedChange;
    /// <summary>A rule that is not understood.</summary>
    public sealed record BadRule(EntryRuleFault Fault) : FeedChange;
}

/// <summary>What stands at an address that somebody wants to add.</summary>
public abstract record FeedLook
{
    private FeedLook() { }

    /// <summary>A feed, and what would come in.</summary>
    public sealed record Readable(FeedPreview Preview) : FeedLook;
    /// <summary>A page that leads to feeds: the person chooses. It may name none; then, or if they like, it can be read by its links.</summary>
    public sealed record Choice(Uri Page, IReadOnlyList<FeedCandidate> Feeds, LinkPage? Links = null) : FeedLook;
    public sealed record AlreadyThere(long FeedId, string Title) : FeedLook;
    /// <summary>No feed. The outcome is for people, in their language; the detail for who wants to know exactly, in English.</summary>
    public sealed record Unreadable(CheckOutcome Outcome, int? Status, string Detail) : FeedLook;
    public sealed record NotAllowed : FeedLook;
}

/// <summary>A feed before it is added; its address is where it is after permanent redirects.</summary>
public sealed record FeedPreview(string Address, string Title, string? SiteAddress, string Format, string? Language, double? EntriesAWeek, IReadOnlyList<EntryPreview> Entries)
{
    /// <summary>How many entries there are; the first of them are shown.</summary>
    public int InAll { get; init; } = Entries.Count;
}

public sealed record EntryPreview(string Title, string? Address, DateTimeOffset? Published, int Words)
{
    /// <summary>The feed's rules keep it out.</summary>
    public bool StaysOut { get; init; }
    /// <summary>The excluding rule that does; null where it meets none of the including ones.</summary>
    public string? Because { get; init; }
}

/// <summary>
/// A feed to be added. The address is as a person types it (without a scheme it is taken for https); without a title it has its own, without
/// an outlet's name that of its site.
/// </summary>
public sealed record NewFeed(
    string Address, string? Title = null, string? Outlet = null, string? Folder = null, TimeSpan? Interval = null, PageFetching FetchPages = PageFetching.Auto)
{
    /// <summary>For a page without a feed: which of its links are articles.</summary>
    public string? LinkSelector { get; init; }
}

/// <summary>What came of adding a feed.</summary>
public abstract record FeedAddition
{
    private FeedAddition() { }

    public sealed record Added(long FeedId, string Title) : FeedAddition;
    public sealed record AlreadyThere(long FeedId, string Title) : FeedAddition;
    public sealed record Choice(IReadOnlyList<FeedCandidate> Feeds) : FeedAddition;
    public sealed record Unreadable(CheckOutcome Outcome, int? Status, string Detail) : FeedAddition;
    public sealed record NotAllowed : FeedAddition;
}

/// <summary>What came of an OPML file: how many feeds are new, how many the archive had, and what is no address (at most a hundred).</summary>
public sealed record FeedImport(int Added, int AlreadyThere, IReadOnlyList<string> Refused);
