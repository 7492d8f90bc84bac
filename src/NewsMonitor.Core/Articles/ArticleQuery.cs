namespace NewsMonitor.Core.Articles;

/// <summary>Whether an article holds threats: confirmed by a person, only suggested, or none.</summary>
public enum ThreatPresence { Confirmed, Suggested, None }

/// <summary>In which order a list comes.</summary>
public enum ArticleOrder
{
    Newest,
    /// <summary>The best matches of the words first, among the newest.</summary>
    Relevance,
}

/// <summary>
/// What a reader asks the archive, with all names looked up; see <see cref="SearchResolver"/>. Empty lists and nulls ask for everything.
/// What has a facet of its own stands apart from <see cref="Where"/>, because a facet counts without its own choice.
/// </summary>
public sealed record ArticleQuery
{
    /// <summary>Words, codes, and whatever is joined with OR or negated.</summary>
    public ArticleCondition? Where { get; init; }
    public IReadOnlyList<long> Outlets { get; init; } = [];
    /// <summary>ISO 639-1 codes.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
    public IReadOnlyList<CodingState> Coding { get; init; } = [];
    public IReadOnlyList<ThreatPresence> Threats { get; init; } = [];
    /// <summary>Published at or after.</summary>
    public DateTimeOffset? From { get; init; }
    /// <summary>Published before.</summary>
    public DateTimeOffset? Until { get; init; }
    public ArticleOrder Order { get; init; }

    /// <summary>Nothing is asked for in particular.</summary>
    public bool IsEverything => Where is null && From is null && Until is null && Outlets.Count + Languages.Count + Coding.Count + Threats.Count == 0;

    /// <summary>Words are asked for that an article can hold: there is something to rank by and to mark.</summary>
    public bool HasWords => Texts(Where).Any();

    internal bool HasPhrase => Texts(Where).Any(text => text.IsPhrase);

    private static IEnumerable<TextIs> Texts(ArticleCondition? condition) => condition switch
    {
        TextIs text => [text],
        AllOf all => all.Parts.SelectMany(Texts),
        AnyOf any => any.Parts.SelectMany(Texts),
        _ => [],
    };
}
