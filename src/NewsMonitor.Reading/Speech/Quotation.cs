namespace NewsMonitor.Reading.Speech;

/// <summary>How words are given back.</summary>
public enum QuotationForm
{
    /// <summary>In quotation marks, as uttered.</summary>
    Direct,
    /// <summary>As a clause or sentence of the reporter's; it may hold quoted words, which are then a direct quotation of their own.</summary>
    Indirect,
    /// <summary>Named rather than given: "X criticised the decision".</summary>
    Reported,
}

/// <summary>A stretch of text in UTF-16 units, end exclusive.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;
    public bool Contains(TextSpan other) => Start <= other.Start && other.End <= End;
}

/// <summary>Who speaks, or through whom: the words that name them and, where an actor's mention overlaps them, the actor's key.</summary>
/// <param name="Span">The noun phrase or pronoun; for an inherited speaker it stands in an earlier sentence.</param>
/// <param name="Actor">The registry's key, or null when no known actor is meant for certain.</param>
/// <param name="Inherited">The sentence itself names nobody: the speaker goes on from before.</param>
public sealed record Speaker(TextSpan Span, string? Actor = null, bool Inherited = false);

/// <summary>One quotation found in a text: what is said, by whom, through whom, and by which rule it was found.</summary>
public sealed record Quotation
{
    public required QuotationForm Form { get; init; }
    /// <summary>What is said, in text order; two spans where the attribution stands in the middle.</summary>
    public required IReadOnlyList<TextSpan> Spans { get; init; }
    public Speaker? Speaker { get; init; }
    /// <summary>The source that passes the speaker's words on: "Laut dem Kreml betonte Putin …".</summary>
    public Speaker? Via { get; init; }
    /// <summary>The words that show it: the verb, the preposition, the subjunctive.</summary>
    public TextSpan? Cue { get; init; }
    /// <summary>The rule's name, stable over versions: editors' decisions are counted by it.</summary>
    public required string Rule { get; init; }
}
