using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>What stands on the open card: the state of the fields until they are saved or dropped.</summary>
public abstract class CodeSlots
{
    /// <summary>Null for a new code.</summary>
    public long? Id { get; init; }
    public uint RowVersion { get; set; }
    /// <summary>The words it rests on, in the version that is shown.</summary>
    public required List<AnchorDraft> Anchors { get; init; }
    public string? Note { get; set; }

    public long HighlightId => Id ?? Highlight.Draft;
    public abstract HighlightKind Kind { get; }

    /// <summary>Selected words become an anchor too; words of a condition or a means fill their field as well.</summary>
    public void AddAnchor(AnchorRole role, (int Start, int End) words, ArticleVersion version)
    {
        var anchor = new AnchorDraft(role, words.Start, words.End);
        if (!Anchors.Contains(anchor)) Anchors.Add(anchor);
        if (this is not ThreatSlots threat) return;
        var quote = Quote(version, anchor);
        if (role == AnchorRole.Condition && string.IsNullOrWhiteSpace(threat.Condition)) threat.Condition = quote;
        if (role == AnchorRole.Instrument && string.IsNullOrWhiteSpace(threat.InstrumentWords) && quote.Length <= Core.Limits.Name) threat.InstrumentWords = quote;
    }

    /// <summary>Takes the anchors off that some words touch; the last evidence stays.</summary>
    /// <returns>Whether there were any.</returns>
    public bool DropAnchors((int Start, int End) words)
    {
        var touched = Anchors.Where(a => a.Start < words.End && words.Start < a.End).ToList();
        if (Anchors.Count(a => a.Role == AnchorRole.Evidence) == touched.Count(a => a.Role == AnchorRole.Evidence)) touched.RemoveAll(a => a.Role == AnchorRole.Evidence);
        return Anchors.RemoveAll(touched.Contains) > 0;
    }

    /// <summary>What is still missing, where <see cref="ToDraft"/> gives none.</summary>
    public DraftFault Missing => this switch
    {
        ThreatSlots => DraftFault.NoThreatener,
        PositionSlots { Speakers.Count: 0 } => DraftFault.NoSpeaker,
        PositionSlots => DraftFault.UnknownIssue,
        _ => DraftFault.UnknownActor,
    };

    /// <summary>The draft to save, or null while a slot that must be filled is empty.</summary>
    public abstract CodeDraft? ToDraft(long articleId, long versionId);

    /// <summary>Everything on the card, to be kept.</summary>
    public SlotsState Keep()
    {
        var state = new SlotsState { Kind = this is MentionSlots ? "mention" : this is ThreatSlots ? "threat" : "position", Id = Id, RowVersion = RowVersion, Anchors = Anchors, Note = Note };
        Write(state);
        return state;
    }

    /// <summary>A kept card, opened again.</summary>
    public static CodeSlots? Of(SlotsState state)
    {
        CodeSlots? slots = state.Kind switch
        {
            "mention" => new MentionSlots { Id = state.Id, RowVersion = state.RowVersion, Anchors = state.Anchors, Note = state.Note },
            "threat" => new ThreatSlots { Id = state.Id, RowVersion = state.RowVersion, Anchors = state.Anchors, Note = state.Note },
            "position" => new PositionSlots { Id = state.Id, RowVersion = state.RowVersion, Anchors = state.Anchors, Note = state.Note },
            _ => null,
        };
        slots?.Read(state);
        return slots;
    }

    protected abstract void Write(SlotsState state);

    protected abstract void Read(SlotsState state);

    public IEnumerable<Highlight> Highlights => Anchors.Where(a => a.Role == AnchorRole.Evidence)
        .Select(a => new Highlight(HighlightId, a.Start, a.End, Kind, CodeState.Confirmed, Live: true));

    /// <summary>A form filled with a code of the margin.</summary>
    public static CodeSlots Of(MarginRow row)
    {
        var anchors = row.Anchors.Where(a => a.Fate != AnchorFate.Orphaned).Select(a => new AnchorDraft(a.Role, a.Start, a.End)).ToList();
        return row switch
        {
            MentionRow m => new MentionSlots
            {
                Id = m.Id, RowVersion = m.RowVersion, Anchors = anchors, Note = m.Note, Form = m.Form,
                Actor = { new ActorMatch(m.Actor.Id, m.Actor.Name, m.Actor.Kind, null) },
            },
            ThreatRow t => ThreatSlots.Of(t, anchors),
            PositionRow p => PositionSlots.Of(p, anchors),
            _ => throw new ArgumentOutOfRangeException(nameof(row), row.GetType(), "A kind of code without a card."),
        };
    }

    /// <summary>The quote of an anchor, for the card's list of evidence.</summary>
    public static string Quote(ArticleVersion version, AnchorDraft anchor) => version.Text[anchor.Start..anchor.End];
}
