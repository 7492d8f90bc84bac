using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Core.Articles;

/// <summary>How an article came in.</summary>
public enum ArticleOrigin { Feed, Pasted, Imported }

/// <summary>Whether we hold the full text.</summary>
public enum TextState
{
    /// <summary>The page is still to be fetched; the feed's own text is shown meanwhile.</summary>
    Pending,
    Complete,
    Partial,
    Paywalled,
    NeedsScript,
    /// <summary>The page could not be had; the feed's own text is all there is.</summary>
    Failed,
    /// <summary>The operator fetches no pages for this feed.</summary>
    FeedTextOnly,
}

/// <summary>How far an article's coding has come.</summary>
public enum CodingState
{
    None,
    /// <summary>There are suggestions, and nobody has decided any.</summary>
    Suggested,
    InWork,
    /// <summary>An editor has said that the article is done.</summary>
    Coded,
}

/// <summary>
/// One published piece, unique by canonical address however many feeds carry it. Narrow on purpose: lists and counts read this table,
/// texts stand in <see cref="ArticleVersion"/>. The table also holds <c>tsv</c>, the search vector, which EF does not know
/// (a mapped one would come back with every insert).
/// </summary>
public sealed class Article
{
    public long Id { get; init; }
    public long OutletId { get; set; }
    public Outlet? Outlet { get; set; }
    public required string CanonicalAddress { get; set; }
    /// <summary>The address as the feed gave it, for opening the original.</summary>
    public required string Address { get; set; }
    public ArticleOrigin Origin { get; init; }
    public string? Kicker { get; set; }
    public required string Title { get; set; }
    /// <summary>ISO 639-1 code, or <c>und</c> where the text does not tell.</summary>
    public required string Language { get; set; }
    /// <summary>When it was published; where nothing says so, when it arrived.</summary>
    public DateTimeOffset PublishedAt { get; set; }
    /// <summary>Which source said so: an element of the feed or page, <c>person</c> or <c>arrival</c>.</summary>
    public required string PublishedFrom { get; set; }
    public DateTimeOffset? ModifiedAt { get; set; }
    public DateTimeOffset ArrivedAt { get; init; }
    public long? AddedBy { get; init; }
    public TextState TextState { get; set; }
    public CodingState CodingState { get; set; }
    /// <summary>Confirmed statements (threats and positions).</summary>
    public int Statements { get; set; }
    /// <summary>Suggested statements nobody has decided.</summary>
    public int OpenSuggestions { get; set; }
    public int Threats { get; set; }
    public int SuggestedThreats { get; set; }
    public int Words { get; set; }
    /// <summary>The number of the version that is shown and searched: 1 and up.</summary>
    public int CurrentVersion { get; set; }
    public bool NoArchive { get; set; }
    public DateTimeOffset? UnavailableAfter { get; set; }

    public ICollection<ArticleVersion> Versions { get; } = [];
}
