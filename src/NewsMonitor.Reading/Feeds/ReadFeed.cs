namespace NewsMonitor.Reading.Feeds;

/// <summary>The wire format a feed was recognised as; a page is read by a rule for its links (<see cref="PageLinks"/>).</summary>
public enum FeedFormat { Rss, Rdf, Atom, Cdf, Json, Sitemap, SitemapIndex, Page }

/// <summary>What is known about a feed's bytes besides the bytes: the address they came from and the HTTP headers that bear on reading.</summary>
/// <param name="Address">The address after redirects; relative links resolve against it.</param>
/// <param name="ContentType">The Content-Type header as sent, or null.</param>
/// <param name="ContentLocation">The Content-Location header as sent, or null.</param>
/// <param name="ContentLanguage">The Content-Language header as sent, or null.</param>
public sealed record FeedSource(Uri? Address = null, string? ContentType = null, string? ContentLocation = null, string? ContentLanguage = null);

/// <summary>A feed as read: every text trimmed and decoded, every link absolute where a base was known, every HTML value sanitised.</summary>
public sealed record ReadFeed
{
    public required FeedFormat Format { get; init; }
    /// <summary>The IANA name of the encoding the bytes were read in.</summary>
    public required string Encoding { get; init; }
    /// <summary>What had to be repaired or was passed over, in plain English; empty for a clean feed.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
    public string? Id { get; init; }
    /// <summary>The title as plain text.</summary>
    public string? Title { get; init; }
    /// <summary>The title as sanitised HTML where it has markup, else null.</summary>
    public string? TitleHtml { get; init; }
    /// <summary>Sanitised HTML, or null.</summary>
    public string? Subtitle { get; init; }
    /// <summary>The address of the page the feed belongs to.</summary>
    public string? Link { get; init; }
    public IReadOnlyList<FeedLink> Links { get; init; } = [];
    public string? Language { get; init; }
    public string? Rights { get; init; }
    public string? Generator { get; init; }
    public FeedDate? Published { get; init; }
    public FeedDate? Updated { get; init; }
    public string? Image { get; init; }
    public IReadOnlyList<FeedPerson> Authors { get; init; } = [];
    public IReadOnlyList<FeedCategory> Categories { get; init; } = [];
    /// <summary>How long the publisher asks us to wait between checks (RSS ttl, sy:updatePeriod), or null.</summary>
    public TimeSpan? TimeToLive { get; init; }
    public IReadOnlyList<ReadEntry> Entries { get; init; } = [];
}

/// <summary>One entry of a feed. <see cref="Id"/> is the publisher's own (guid, atom:id) and may lie; identity is the archive's business.</summary>
public sealed record ReadEntry
{
    public string? Id { get; init; }
    /// <summary>The title as plain text.</summary>
    public string? Title { get; init; }
    /// <summary>The title as sanitised HTML where it has markup, else null.</summary>
    public string? TitleHtml { get; init; }
    /// <summary>The address of the entry's page.</summary>
    public string? Link { get; init; }
    public IReadOnlyList<FeedLink> Links { get; init; } = [];
    /// <summary>Sanitised HTML, or null.</summary>
    public string? Summary { get; init; }
    /// <summary>Sanitised HTML of the full text where the feed carries it, or null.</summary>
    public string? Content { get; init; }
    public FeedDate? Published { get; init; }
    public FeedDate? Updated { get; init; }
    public string? Language { get; init; }
    public IReadOnlyList<FeedPerson> Authors { get; init; } = [];
    public IReadOnlyList<FeedCategory> Categories { get; init; } = [];
    public IReadOnlyList<FeedEnclosure> Enclosures { get; init; } = [];
    public string? Image { get; init; }
    public string? Rights { get; init; }
    /// <summary>The address of the entry's comments page.</summary>
    public string? Comments { get; init; }
}

public sealed record FeedPerson(string? Name, string? Email = null, string? Uri = null);

public sealed record FeedCategory(string? Term, string? Scheme = null, string? Label = null);

public sealed record FeedLink(string Href, string? Rel = null, string? Type = null, string? Title = null, string? Hreflang = null, string? Length = null);

public sealed record FeedEnclosure(string Url, string? Type = null, string? Length = null);

/// <summary>A moment a feed states: the instant if it could be read, the words as written, and the element they stood in.</summary>
/// <param name="At">The instant with the offset as written; null when the words could not be read or name no plausible year (1900 to 2100).</param>
/// <param name="Raw">The words as written.</param>
/// <param name="Source">The element or member they stood in: <c>pubDate</c>, <c>dc:date</c>, <c>date_published</c> …</param>
/// <param name="HasZone">Whether the words name a zone; without one, UTC is assumed.</param>
public sealed record FeedDate(DateTimeOffset? At, string Raw, string Source, bool HasZone = true);
