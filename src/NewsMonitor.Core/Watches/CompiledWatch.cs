using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Watches;

/// <summary>A watch as the matcher asks it: the line's names looked up, its words as PostgreSQL stems them.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Query">What it asks.</param>
/// <param name="Words">Its words as the text of a tsquery; null where it asks for none.</param>
internal sealed record CompiledWatch(Watch Watch, ArticleQuery Query, string? Words)
{
    public long Id => Watch.Id;

    private readonly ArticleCondition[] _others = [.. ArticleCondition.PartsOf(Query.Where).Where(p => !ConditionSql.AsksWordsOnly(p))];

    /// <summary>Beside its words it asks only what <see cref="Fits"/> can tell: no statement is needed for the rest.</summary>
    public bool AsksFactsOnly => Query.Coding.Count + Query.Threats.Count == 0 && _others.All(IsFact);

    /// <summary>Whether outlet, language and time are as it asks: what can be told without asking the archive. What else it asks is not looked at.</summary>
    public bool Fits(ChangedArticle article) =>
        (Query.Outlets.Count == 0 || Query.Outlets.Contains(article.OutletId)) && (Query.Languages.Count == 0 || Query.Languages.Contains(article.Language))
        && (Query.From is not { } from || article.PublishedAt >= from) && (Query.Until is not { } until || article.PublishedAt < until)
        && Array.TrueForAll(_others, other => !IsFact(other) || Holds(other, article));

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

    private static bool IsFact(ArticleCondition condition) => condition is OutletIs or LanguageIs or PublishedIn || (condition is Not not && IsFact(not.Inner));

    /// <summary>The same that <see cref="ConditionSql"/> asks.</summary>
    private static bool Holds(ArticleCondition fact, ChangedArticle article) => fact switch
    {
        OutletIs outlets => outlets.Outlets.Contains(article.OutletId),
        LanguageIs languages => languages.Languages.Contains(article.Language),
        PublishedIn span => (span.From is not { } from || article.PublishedAt >= from) && (span.Until is not { } until || article.PublishedAt < until),
        Not not => !Holds(not.Inner, article),
        _ => throw new ArgumentException($"{fact.GetType().Name} is asked of the archive.", nameof(fact)),
    };

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
