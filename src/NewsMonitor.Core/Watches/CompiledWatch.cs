using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Watches;

/// <summary>A watch as the matcher asks it: the line's names looked up, its words as PostgreSQL stems them.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Query">What it asks.</param>
/// <param name="Words">Its words as the text of a tsquery; null where it asks for none.</param>
internal sealed record CompiledWatch(Watch Watch, ArticleQuery Query, string? Words)
{
    public long Id => Watch.Id;

    /// <summary>The words are all that it asks: whoever fulfils them matches.</summary>
    public bool AsksWordsOnly { get; } = ConditionSql.AsksWordsOnly(Query.Where) && (Query with { Where = null }).IsEverything;

    /// <summary>It can match an article whose codes or story changed though its text did not.</summary>
    public bool AsksCodes { get; } = Query.Coding.Count + Query.Threats.Count > 0 || Parts(Query.Where, negated: true).Any(p => p is CodeIs or CodingIs or ThreatsAre or StoryIs);

    /// <summary>It asks for nothing: it tells shifts of the whole archive, and no articles.</summary>
    public bool IsEverything { get; } = Query.IsEverything;

    /// <summary>Actors whose shifts it is about: those that its line names; empty for all.</summary>
    public IReadOnlySet<long> Actors { get; } = Parts(Query.Where).OfType<CodeIs>().SelectMany(c => c.Actors.Concat(c.Threateners).Concat(c.Targets)).SelectMany(a => a).ToHashSet();

    /// <summary>Issues whose shifts it is about; empty for all.</summary>
    public IReadOnlySet<long> Issues { get; } = Parts(Query.Where).OfType<CodeIs>().SelectMany(c => c.Issues).ToHashSet();

    /// <summary>Whether a shift of these actors on this issue is this watch's business.</summary>
    public bool Concerns(IEnumerable<long> actors, long? issue) => (Actors.Count == 0 || actors.Any(Actors.Contains)) && (Issues.Count == 0 || issue is { } id && Issues.Contains(id));

    /// <summary>What the condition holds; negated parts only where they are asked for.</summary>
    private static IEnumerable<ArticleCondition> Parts(ArticleCondition? condition, bool negated = false) => condition switch
    {
        null => [],
        AllOf all => all.Parts.SelectMany(p => Parts(p, negated)),
        AnyOf any => any.Parts.SelectMany(p => Parts(p, negated)),
        Not not => negated ? Parts(not.Inner, negated) : [],
        var one => [one],
    };
}
