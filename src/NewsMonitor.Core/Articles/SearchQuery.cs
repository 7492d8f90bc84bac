namespace NewsMonitor.Core.Articles;

/// <summary>A place in a query line, in UTF-16 units; end exclusive.</summary>
public readonly record struct QuerySpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Holds(int at) => at >= Start && at <= End;
}

/// <summary>
/// A query line as a person types it, read into a tree: words, "phrases", begin*, -not, OR, parentheses, and keys such as
/// <c>outlet:tagesschau</c>. The line is the state of a search: it stands in addresses, watches and exports. Pure: no name is looked up
/// here, that is <see cref="SearchResolver"/>'s part.
/// </summary>
/// <param name="Text">The line as typed.</param>
/// <param name="Root">What it asks; null where it asks nothing.</param>
/// <param name="Faults">What could not be read, each at its place. The tree holds the rest.</param>
public sealed record SearchQuery(string Text, SearchNode? Root, IReadOnlyList<SearchFault> Faults)
{
    /// <summary>An address holds it, and nobody types more.</summary>
    public const int LongestLine = 2000;

    public static SearchQuery Nothing { get; } = new("", null, []);

    /// <summary>Reads any text; never throws.</summary>
    public static SearchQuery Parse(string? line) => SearchQueryParser.Read(line ?? "");

    /// <summary>What must hold, all of it: the parts of the line's top level.</summary>
    public IReadOnlyList<SearchNode> Parts => Root switch { null => [], AllNode all => all.Parts, var one => [one] };

    /// <summary>The same query in its plainest spelling; reading that gives the same tree.</summary>
    public override string ToString() => SearchQueryWriter.Write(Root);
}

/// <summary>A part of a query, with its place in the line.</summary>
public abstract record SearchNode(QuerySpan Span);

/// <summary>A word, in any inflection of the article's language; with <paramref name="Begins"/> any word that begins so.</summary>
public sealed record WordNode(string Word, bool Begins, QuerySpan Span) : SearchNode(Span);

/// <summary>Words in this order.</summary>
public sealed record PhraseNode(string Words, QuerySpan Span) : SearchNode(Span);

/// <summary>A key with one value or several, of which one must hold.</summary>
/// <param name="Key">Which.</param>
/// <param name="Written">The name it was written with, in lower case.</param>
/// <param name="Values">At least one.</param>
/// <param name="Span">With key and colon.</param>
public sealed record KeyNode(SearchKey Key, string Written, IReadOnlyList<SearchValue> Values, QuerySpan Span) : SearchNode(Span);

/// <summary>A value of a key, without its quotes.</summary>
public sealed record SearchValue(string Text, QuerySpan Span);

public sealed record NotNode(SearchNode Inner, QuerySpan Span) : SearchNode(Span);

public sealed record AllNode(IReadOnlyList<SearchNode> Parts, QuerySpan Span) : SearchNode(Span);

public sealed record AnyNode(IReadOnlyList<SearchNode> Parts, QuerySpan Span) : SearchNode(Span);
