using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Core.Ingestion;

/// <summary>What to ask for, and what we know of it already.</summary>
/// <param name="Address">An absolute http or https address.</param>
/// <param name="ETag">The validator of the last answer, echoed in If-None-Match.</param>
/// <param name="LastModified">The Last-Modified header of the last answer as sent, echoed in If-Modified-Since.</param>
/// <param name="Accept">The Accept header.</param>
public sealed record FetchRequest(Uri Address, string? ETag = null, string? LastModified = null, string Accept = FetchRequest.Feeds)
{
    /// <summary>The turn at the host that came with a claim; without one the fetcher takes its own.</summary>
    public HostTurn? Turn { get; init; }
    /// <summary>The caller's place for a large answer, held while it works on it; without one the fetcher holds its own while reading.</summary>
    public LargeBodies.Place? Place { get; init; }

    public const string Feeds =
        "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1";
    public const string Pages = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
}

/// <summary>What came of a fetch.</summary>
public abstract record FetchResult
{
    private FetchResult() { }

    /// <summary>Where the answer came from, after redirects.</summary>
    public required Uri Address { get; init; }
    /// <summary>Where the address has moved for good (301, 308 from the first hop on); null where it has not.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>An answer with a body, decompressed.</summary>
    public sealed record Fetched(byte[] Body, int Status) : FetchResult
    {
        public string? ContentType { get; init; }
        public string? ContentLocation { get; init; }
        public string? ContentLanguage { get; init; }
        /// <summary>The Link headers (RFC 8288), joined by commas.</summary>
        public string? Links { get; init; }
        public string? ETag { get; init; }
        public string? LastModified { get; init; }
        /// <summary>How long the publisher says the answer stays fresh (Cache-Control max-age).</summary>
        public TimeSpan? MaxAge { get; init; }
        /// <summary>The X-Robots-Tag headers, joined by commas.</summary>
        public string? Robots { get; init; }
    }

    /// <summary>304: what we have is what there is.</summary>
    public sealed record Unchanged : FetchResult
    {
        public TimeSpan? MaxAge { get; init; }
    }

    /// <param name="Outcome">Why, for a person.</param>
    /// <param name="Status">The HTTP status, or null where no answer came.</param>
    /// <param name="Detail">What exactly, in plain English, for logs.</param>
    /// <param name="RetryAfter">How long the server asks us to stay away (429, 503).</param>
    public sealed record Failed(CheckOutcome Outcome, int? Status, string Detail, TimeSpan? RetryAfter = null) : FetchResult;
}
