using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Web.Api;

/// <summary>A feed and how it fares.</summary>
public sealed record FeedJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>Its title.</summary>
    public required string Title { get; init; }
    /// <summary>Where it is fetched.</summary>
    public required string Address { get; init; }
    /// <summary>The publisher.</summary>
    public required string Outlet { get; init; }
    /// <summary>The folder that it lies in.</summary>
    public string? Folder { get; init; }
    /// <summary>Whether it is polled.</summary>
    public required FeedState State { get; init; }
    /// <summary>The format last read.</summary>
    public string? Format { get; init; }
    /// <summary>An admin's fixed interval between checks, in minutes; absent where its own rhythm decides.</summary>
    public double? IntervalMinutes { get; init; }
    /// <summary>Whether the pages behind its entries are fetched.</summary>
    public required PageFetching FetchPages { get; init; }
    /// <summary>For a page without a feed: which of its links are articles.</summary>
    public string? LinkSelector { get; init; }
    /// <summary>What came of the last check.</summary>
    public CheckOutcome? LastOutcome { get; init; }
    /// <summary>The HTTP status of the last check.</summary>
    public int? LastStatus { get; init; }
    /// <summary>What went wrong, in English.</summary>
    public string? LastDetail { get; init; }
    /// <summary>When it was last checked.</summary>
    public DateTimeOffset? LastCheckAt { get; init; }
    /// <summary>When a check last went well.</summary>
    public DateTimeOffset? LastGoodAt { get; init; }
    /// <summary>When it last brought an article.</summary>
    public DateTimeOffset? LastArticleAt { get; init; }
    /// <summary>When it is checked next; absent where it is not polled.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }
    /// <summary>Failed checks in a row.</summary>
    public required int Failures { get; init; }
    /// <summary>Since when it fails.</summary>
    public DateTimeOffset? FailingSince { get; init; }
    /// <summary>An admin should look at it.</summary>
    public required bool NeedsAttention { get; init; }
    /// <summary>Silent or thin, where it has changed in what it brings.</summary>
    public VolumeAlarm? Alarm { get; init; }
    /// <summary>New articles on each of the last 14 days (UTC), today last.</summary>
    public required IReadOnlyList<int> Daily { get; init; }

    internal static FeedJson Of(FeedRow f) => new()
    {
        Id = f.Id, Title = f.Title, Address = f.Address, Outlet = f.OutletName, Folder = f.Folder, State = f.State, Format = f.Format, IntervalMinutes = f.Interval?.TotalMinutes,
        FetchPages = f.FetchPages, LinkSelector = f.LinkSelector, LastOutcome = f.LastOutcome, LastStatus = f.LastStatus, LastDetail = f.LastDetail, LastCheckAt = f.LastCheckAt,
        LastGoodAt = f.LastGoodAt, LastArticleAt = f.LastArticleAt, NextCheckAt = f.NextCheckAt, Failures = f.Failures, FailingSince = f.FailingSince,
        NeedsAttention = f.NeedsAttention, Alarm = f.Volume?.Alarm, Daily = f.Daily,
    };
}

/// <summary>A line of a feed's log.</summary>
public sealed record FeedLogJson
{
    /// <summary>When it was checked.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>What came of it.</summary>
    public required CheckOutcome Outcome { get; init; }
    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }
    /// <summary>How long it took, in milliseconds.</summary>
    public required int DurationMs { get; init; }
    /// <summary>The length of the answer.</summary>
    public required int Bytes { get; init; }
    /// <summary>Entries that it had.</summary>
    public required int Entries { get; init; }
    /// <summary>Those that were new.</summary>
    public required int NewArticles { get; init; }
    /// <summary>What went wrong, in English.</summary>
    public string? Detail { get; init; }
}

/// <summary>A feed to be added.</summary>
public sealed record NewFeedBody
{
    /// <summary>Where it is; without a scheme it is taken for https. A page that names exactly what to choose from is answered with the choice.</summary>
    public required string Address { get; init; }
    /// <summary>Its title; its own if left out.</summary>
    public string? Title { get; init; }
    /// <summary>The publisher; the site's host if left out.</summary>
    public string? Outlet { get; init; }
    /// <summary>The folder that it is to lie in.</summary>
    public string? Folder { get; init; }
    /// <summary>A fixed interval between checks, 1 to 1440; its own rhythm if left out.</summary>
    public double? IntervalMinutes { get; init; }
    /// <summary>Whether the pages behind its entries are fetched; auto if left out.</summary>
    public PageFetching FetchPages { get; init; }
    /// <summary>For a page without a feed: a CSS selector of the links that are articles.</summary>
    public string? LinkSelector { get; init; }
}

/// <summary>What is to change about a feed; what is left out stays.</summary>
public sealed record FeedChangeBody
{
    /// <summary><c>active</c> polls it, <c>paused</c> does not.</summary>
    public FeedState? State { get; init; }
    /// <summary>A new title.</summary>
    public string? Title { get; init; }
    /// <summary>The folder; empty for none.</summary>
    public string? Folder { get; init; }
    /// <summary>A fixed interval between checks, 1 to 1440; 0 for its own rhythm.</summary>
    public double? IntervalMinutes { get; init; }
    /// <summary>Whether the pages behind its entries are fetched.</summary>
    public PageFetching? FetchPages { get; init; }
}
