using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Coding;

/// <summary>What the anchored words do for the code.</summary>
public enum AnchorRole
{
    /// <summary>They prove it.</summary>
    Evidence,
    /// <summary>They give it away ("drohte", "rote Linie").</summary>
    Cue,
    Condition,
    Instrument,
}

/// <summary>
/// Where evidence stands: position and quote on one version, after the W3C Web Annotation selectors (TextPositionSelector and
/// TextQuoteSelector). Offsets count UTF-16 units; exports convert to code points.
/// </summary>
public sealed class Anchor
{
    /// <summary>How much of the text before and after the quote is kept, in UTF-16 units.</summary>
    public const int ContextLength = 32;

    public long Id { get; init; }
    public long CodeId { get; init; }
    public long VersionId { get; init; }
    public AnchorRole Role { get; init; }
    public int Start { get; init; }
    /// <summary>Exclusive.</summary>
    public int End { get; init; }
    public required string Quote { get; init; }
    public required string Prefix { get; init; }
    public required string Suffix { get; init; }

    public ICollection<AnchorPlacement> Placements { get; } = [];

    /// <summary>Anchors the words from <paramref name="start"/> to <paramref name="end"/> (exclusive) of a version.</summary>
    public static Anchor On(ArticleVersion version, AnchorRole role, int start, int end)
    {
        var text = version.Text;
        // No half of a pair at the outer ends: PostgreSQL keeps whole characters only.
        var (from, until) = (Math.Max(0, start - ContextLength), Math.Min(text.Length, end + ContextLength));
        if (from < start && char.IsLowSurrogate(text[from])) from++;
        if (until > end && char.IsHighSurrogate(text[until - 1])) until--;
        return new() { VersionId = version.Id, Role = role, Start = start, End = end, Quote = text[start..end], Prefix = text[from..start], Suffix = text[end..until] };
    }
}

/// <summary>What became of an anchor on a later version of the text.</summary>
public enum AnchorFate
{
    /// <summary>The same words at the same place.</summary>
    Exact,
    /// <summary>The same words elsewhere.</summary>
    Moved,
    /// <summary>The words are gone; the code still stands on the version that it was made on.</summary>
    Orphaned,
}

/// <summary>An anchor on a later version than its own.</summary>
public sealed class AnchorPlacement
{
    public long AnchorId { get; init; }
    public long VersionId { get; init; }
    public AnchorFate Fate { get; init; }
    /// <summary>UTF-16 offsets in that version; 0 and 0 for an orphan.</summary>
    public int Start { get; init; }
    public int End { get; init; }
}
