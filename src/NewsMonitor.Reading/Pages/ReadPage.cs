namespace NewsMonitor.Reading.Pages;

/// <summary>What an article's body is made of.</summary>
public enum BlockKind { Lead, Subhead, Paragraph, ListItem, Quote, Table }

/// <summary>One block of an article's body: plain text without line breaks, white space folded.</summary>
public sealed record Block(BlockKind Kind, string Text);

/// <summary>How much of the article the page gave us.</summary>
public enum PageState
{
    Complete,
    /// <summary>There is a text, but the page itself says or shows that it goes on elsewhere.</summary>
    Partial,
    Paywalled,
    /// <summary>The page is an empty shell that a script would fill.</summary>
    NeedsScript,
    /// <summary>An index, a video page, an error page: there is no article here.</summary>
    NotAnArticle,
}

/// <summary>A web page read as a news article.</summary>
public sealed record ReadPage
{
    public required PageState State { get; init; }
    /// <summary>The page's own canonical address without tracking parameters, else the address it was fetched from.</summary>
    public string? CanonicalUrl { get; init; }
    /// <summary>ISO 639-1 code of the text's language, or null.</summary>
    public string? Language { get; init; }
    /// <summary>The topline above the headline.</summary>
    public string? Kicker { get; init; }
    public string? Title { get; init; }
    public IReadOnlyList<string> Byline { get; init; } = [];
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Modified { get; init; }
    /// <summary>Where the publication time was found: <c>json-ld</c>, <c>meta:…</c>, <c>time</c>, <c>text</c>, <c>url</c> …</summary>
    public string? PublishedFrom { get; init; }
    /// <summary>Where the time of the last change was found, in the same words.</summary>
    public string? ModifiedFrom { get; init; }
    /// <summary>The body in reading order.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];
    public string? SiteName { get; init; }
    public string? Image { get; init; }
    /// <summary>The publisher's one-sentence summary for search engines and shares; not part of the text.</summary>
    public string? Description { get; init; }
    public IReadOnlyList<string> Keywords { get; init; } = [];
    /// <summary>The site rule that was used, or null where the general case read the page.</summary>
    public string? SiteRule { get; init; }
    /// <summary>What was cut or passed over, in plain English; empty for an ordinary page.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
    /// <summary>The page's robots rules forbid keeping a copy for display.</summary>
    public bool NoArchive { get; init; }
    /// <summary>The moment after which the publisher wants the page gone, if it says so.</summary>
    public DateTimeOffset? UnavailableAfter { get; init; }

    /// <summary>The body alone, a line a block.</summary>
    public string Text => string.Join('\n', Blocks.Select(b => b.Text));
}
