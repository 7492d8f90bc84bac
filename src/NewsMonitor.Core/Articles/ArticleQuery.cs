namespace NewsMonitor.Core.Articles;

/// <summary>Whether an article holds threats: confirmed by a person, only suggested, or none.</summary>
public enum ThreatPresence { Confirmed, Suggested, None }

/// <summary>What a reader asks the archive. Empty lists and nulls ask for everything.</summary>
public sealed record ArticleQuery
{
    /// <summary>Words as one types them into a search box: <c>words "a phrase" -not OR</c>, after PostgreSQL's websearch_to_tsquery.</summary>
    public string? Text { get; init; }
    public IReadOnlyList<long> Outlets { get; init; } = [];
    /// <summary>ISO 639-1 codes.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
    /// <summary>Articles in which each of these is coded, as mention or participant.</summary>
    public IReadOnlyList<long> Actors { get; init; } = [];
    public IReadOnlyList<CodingState> Coding { get; init; } = [];
    public IReadOnlyList<ThreatPresence> Threats { get; init; } = [];
    /// <summary>Published at or after.</summary>
    public DateTimeOffset? From { get; init; }
    /// <summary>Published before.</summary>
    public DateTimeOffset? Until { get; init; }
    public bool StarredOnly { get; init; }
    public bool UnreadOnly { get; init; }

    /// <summary>Nothing is asked for in particular.</summary>
    public bool IsEverything => string.IsNullOrWhiteSpace(Text) && From is null && Until is null && !StarredOnly && !UnreadOnly
        && Outlets.Count + Languages.Count + Actors.Count + Coding.Count + Threats.Count == 0;
}

/// <summary>The place of an article in the list, newest first: pages go by key, since an offset of 500,000 costs over a second.</summary>
public readonly record struct ArticleKey(DateTimeOffset PublishedAt, long Id);

/// <summary>A line of the list.</summary>
public sealed record ArticleRow
{
    public required long Id { get; init; }
    public required string Outlet { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public string? Kicker { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required TextState TextState { get; init; }
    public required CodingState CodingState { get; init; }
    public required int Statements { get; init; }
    public required int OpenSuggestions { get; init; }
    public required int Threats { get; init; }
    public required int SuggestedThreats { get; init; }
    public required bool Read { get; init; }
    public required bool Starred { get; init; }

    public ArticleKey Key => new(PublishedAt, Id);
}

/// <summary>One value of a facet with the number of articles that it would show.</summary>
public sealed record FacetValue(string Value, string Label, int Count);

/// <summary>A bar of the histogram.</summary>
public sealed record HistogramBar(DateTimeOffset From, DateTimeOffset Until, int Articles, int WithThreat);

/// <summary>What stands around the list: the total, the facets (each counted without its own choice), the course over time.</summary>
public sealed record ArticleSummary
{
    public required int Total { get; init; }
    /// <summary>The archive's clock when it was counted: what arrived later is new.</summary>
    public required DateTimeOffset AsOf { get; init; }
    public IReadOnlyList<FacetValue> Outlets { get; init; } = [];
    public IReadOnlyList<FacetValue> Languages { get; init; } = [];
    public IReadOnlyList<FacetValue> Coding { get; init; } = [];
    public IReadOnlyList<FacetValue> Threats { get; init; } = [];
    public IReadOnlyList<FacetValue> Actors { get; init; } = [];
    /// <summary>Over all times, so that a brush can widen again.</summary>
    public IReadOnlyList<HistogramBar> Histogram { get; init; } = [];
}
