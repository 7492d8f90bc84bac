namespace NewsMonitor.Reading.Likeness;

/// <summary>What a term of a story vector is made of. Only words belong to one language.</summary>
public enum TermKind
{
    /// <summary>A stem of the article's language.</summary>
    Word,
    /// <summary>A matter or place that the lexicon knows in several languages (Gipfel, summit), or an unknown person's name.</summary>
    Concept,
    /// <summary>An actor of the registry or of the newsroom.</summary>
    Actor,
    /// <summary>A figure of three digits and more.</summary>
    Number,
}

/// <summary>A term is a hash of 30 bits with its kind in the lowest two: sparse vectors of plain integers, no dictionary to keep.</summary>
public static class Term
{
    public static int Of(TermKind kind, ReadOnlySpan<char> word)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in word) hash = (hash ^ c) * 1099511628211;
        return (int)((uint)(PlainWords.Mix(hash) & 0x7FFF_FFFC) | (uint)kind);
    }

    public static TermKind KindOf(int term) => (TermKind)(term & 3);
}
