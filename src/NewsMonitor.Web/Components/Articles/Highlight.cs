using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>What a highlight says: shape and hue follow from it.</summary>
public enum HighlightKind { Mention, Supports, Opposes, Undecided, Threat }

/// <summary>
/// Words of the text that a code rests on. Offsets are UTF-16 units of the shown version, end exclusive. A live one is being edited: its
/// line is ink.
/// </summary>
public sealed record Highlight(long CodeId, int Start, int End, HighlightKind Kind, CodeState State, bool Live = false)
{
    /// <summary>The id of a code that is not saved yet.</summary>
    public const long Draft = -1;

    /// <summary>The highlights of a margin: evidence only, since cues and conditions lie within it.</summary>
    public static IEnumerable<Highlight> Of(IEnumerable<MarginRow> margin) =>
        from row in margin
        from anchor in row.Anchors
        where anchor.Role == AnchorRole.Evidence && anchor.Fate != AnchorFate.Orphaned
        select new Highlight(row.Id, anchor.Start, anchor.End, KindOf(row), row.State);

    public static HighlightKind KindOf(MarginRow row) => row switch
    {
        MentionRow => HighlightKind.Mention,
        PositionRow { Stance: Stance.Supports } => HighlightKind.Supports,
        PositionRow { Stance: Stance.Opposes } => HighlightKind.Opposes,
        PositionRow => HighlightKind.Undecided,
        _ => HighlightKind.Threat,
    };
}
