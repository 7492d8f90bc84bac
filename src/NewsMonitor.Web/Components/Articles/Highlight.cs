using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Articles;

/// <summary>What a highlight says: shape and hue follow from it.</summary>
public enum HighlightKind { Mention, Supports, Opposes, Undecided, Threat, Colleague, Part }

/// <summary>
/// Words of the text that a code rests on. Offsets are UTF-16 units of the shown version, end exclusive. A live one is being edited: its
/// line is ink.
/// </summary>
public sealed record Highlight(long CodeId, int Start, int End, HighlightKind Kind, CodeState State, bool Live = false)
{
    /// <summary>The actor of a mention: it lights up with the statements in which the actor has a part.</summary>
    public long? ActorId { get; init; }
    /// <summary>Whose selection it is, for a colleague's.</summary>
    public string? Title { get; init; }

    /// <summary>The id of what is no code: a colleague's selection.</summary>
    public const long NoCode = 0;

    /// <summary>The id of a code that is not saved yet.</summary>
    public const long Draft = -1;

    /// <summary>The highlights of a margin: evidence only, since cues and conditions lie within it.</summary>
    public static IEnumerable<Highlight> Of(IEnumerable<MarginRow> margin) =>
        from row in margin
        from anchor in row.Anchors
        where anchor.Role == AnchorRole.Evidence && anchor.Fate != AnchorFate.Orphaned
        select new Highlight(row.Id, anchor.Start, anchor.End, KindOf(row), row.State) { ActorId = (row as MentionRow)?.Actor.Id };

    public static HighlightKind KindOf(MarginRow row) => row switch
    {
        MentionRow => HighlightKind.Mention,
        PositionRow { Stance: Stance.Supports } => HighlightKind.Supports,
        PositionRow { Stance: Stance.Opposes } => HighlightKind.Opposes,
        PositionRow => HighlightKind.Undecided,
        _ => HighlightKind.Threat,
    };
}
