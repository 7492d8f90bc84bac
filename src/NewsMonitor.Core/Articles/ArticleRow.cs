namespace NewsMonitor.Core.Articles;

/// <summary>The place of an article in the list: pages go by key, since an offset of 500,000 costs over a second.</summary>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Id">Decides between articles of the same moment.</param>
/// <param name="Rank">Comes first in a list by relevance.</param>
public readonly record struct ArticleKey(DateTimeOffset PublishedAt, long Id, float Rank = 0)
{
    /// <summary>What could be ranked is behind: a list by relevance goes on by date.</summary>
    internal bool IsBeyondRanked => Rank < 0;

    internal ArticleKey BeyondRanked() => this with { Rank = -1 };
}

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

    /// <summary>How well it matches the words, in a list by relevance; 0 in others.</summary>
    public float Rank { get; init; }
    /// <summary>The story that it stands in; null until it has been read.</summary>
    public long? StoryId { get; init; }
    /// <summary>Articles in its story, itself included.</summary>
    public int StorySize { get; init; } = 1;

    public ArticleKey Key => new(PublishedAt, Id, Rank);
}

/// <summary>One value of a facet with the number of articles that it would show.</summary>
public sealed record FacetValue(string Value, string Label, int Count);

/// <summary>A bar of the histogram.</summary>
public sealed record HistogramBar(DateTimeOffset From, DateTimeOffset Until, int Articles, int WithThreat);

/// <summary>What stands around the list: the total, the facets (each counted without its own choice), the course over time.</summary>
public sealed record ArticleSummary
{
    public required int Total { get; init; }
    /// <summary>The hits are very many: all figures are sixteen times those of a sixteenth of the archive drawn by chance. Say "about".</summary>
    public bool IsEstimate { get; init; }
    /// <summary>Actors and issues were counted among some of the hits only, and scaled. Say "about" of them.</summary>
    public bool CodesAreEstimate { get; init; }
    /// <summary>The archive's clock when it was counted: what arrived later is new.</summary>
    public required DateTimeOffset AsOf { get; init; }
    public IReadOnlyList<FacetValue> Outlets { get; init; } = [];
    public IReadOnlyList<FacetValue> Languages { get; init; } = [];
    public IReadOnlyList<FacetValue> Coding { get; init; } = [];
    public IReadOnlyList<FacetValue> Threats { get; init; } = [];
    public IReadOnlyList<FacetValue> Actors { get; init; } = [];
    public IReadOnlyList<FacetValue> Issues { get; init; } = [];
    /// <summary>Over all times, so that a brush can widen again.</summary>
    public IReadOnlyList<HistogramBar> Histogram { get; init; } = [];
}
