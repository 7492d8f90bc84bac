using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Articles;

/// <summary>What an article must fulfil: a query line with its names looked up. Numbers and moments only, no names.</summary>
public abstract record ArticleCondition
{
    /// <summary>What must hold, all of it: the parts of the top level; none where nothing is asked.</summary>
    public static IReadOnlyList<ArticleCondition> PartsOf(ArticleCondition? condition) => condition switch { null => [], AllOf all => all.Parts, var one => [one] };
}

/// <summary>A word or a phrase in the stems of the article's own language.</summary>
public sealed record TextIs(string Words, bool Begins = false) : ArticleCondition
{
    private static readonly char[] Between = [' ', '-', '/', '’', '\''];

    public bool IsPhrase => !Begins && Words.IndexOfAny(Between) >= 0;

    /// <summary>All words and phrases that a condition speaks of, those that it leaves out too.</summary>
    internal static IEnumerable<TextIs> In(ArticleCondition? condition) => condition switch
    {
        TextIs text => [text],
        Not not => In(not.Inner),
        AllOf all => all.Parts.SelectMany(In),
        AnyOf any => any.Parts.SelectMany(In),
        _ => [],
    };

    /// <summary>The same with the words of phrases in any order: more articles fulfil it, never fewer, but for what is negated.</summary>
    internal static ArticleCondition? Loosened(ArticleCondition? condition) => condition switch
    {
        TextIs { IsPhrase: true } phrase => new AllOf([.. phrase.Words.Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(w => new TextIs(w))]),
        AllOf all => new AllOf([.. all.Parts.Select(p => Loosened(p)!)]),
        AnyOf any => new AnyOf([.. any.Parts.Select(p => Loosened(p)!)]),
        _ => condition,
    };
}

public sealed record OutletIs(IReadOnlyList<long> Outlets) : ArticleCondition;

/// <summary>Stands in one of these stories; in what they were merged into, where they were.</summary>
public sealed record StoryIs(IReadOnlyList<long> Stories) : ArticleCondition;

/// <summary>ISO 639-1 codes.</summary>
public sealed record LanguageIs(IReadOnlyList<string> Languages) : ArticleCondition;

/// <summary>Published at or after, and before.</summary>
public sealed record PublishedIn(DateTimeOffset? From, DateTimeOffset? Until) : ArticleCondition;

public sealed record CodingIs(IReadOnlyList<CodingState> States) : ArticleCondition;

public sealed record ThreatsAre(IReadOnlyList<ThreatPresence> Presence) : ArticleCondition;

/// <summary>The asking person's own marks.</summary>
public sealed record MarkedAs(ArticleMarkKind Kind) : ArticleCondition;

public enum ArticleMarkKind { Starred, Unread, Read }

/// <summary>Holds a code of which all of this is true: one and the same code. Rejected and removed ones do not count.</summary>
public sealed record CodeIs : ArticleCondition
{
    /// <summary>Null asks for any, mentions of actors included.</summary>
    public StatementKind? Kind { get; init; }
    /// <summary>For each list, one of its actors appears: mentioned, or in any role of the statement.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Actors { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<long>> Threateners { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<long>> Targets { get; init; } = [];
    public IReadOnlyList<long> Instruments { get; init; } = [];
    public IReadOnlyList<long> Issues { get; init; } = [];
    public IReadOnlyList<Stance> Stances { get; init; } = [];
    /// <summary>Made or last changed by one of them.</summary>
    public IReadOnlyList<long> Coders { get; init; } = [];
}

public enum StatementKind { Threat, Position }

public sealed record Not(ArticleCondition Inner) : ArticleCondition;

public sealed record AllOf(IReadOnlyList<ArticleCondition> Parts) : ArticleCondition;

public sealed record AnyOf(IReadOnlyList<ArticleCondition> Parts) : ArticleCondition;
