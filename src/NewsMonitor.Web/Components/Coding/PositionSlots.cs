using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;

namespace NewsMonitor.Web.Components.Coding;

public sealed record IssuePick(long Id, string Name);

/// <summary>Who stands where on which issue.</summary>
public sealed class PositionSlots : StatementSlots
{
    public List<ActorMatch> Speakers { get; init; } = [];
    public List<ActorMatch> Addressees { get; init; } = [];
    public List<IssuePick> Issue { get; init; } = [];
    public Stance Stance { get; set; }
    public PositionAct Act { get; set; }

    public override HighlightKind Kind => Stance switch
    {
        Stance.Supports => HighlightKind.Supports,
        Stance.Opposes => HighlightKind.Opposes,
        _ => HighlightKind.Undecided,
    };

    public static PositionSlots Of(PositionRow row, List<AnchorDraft> anchors) => new()
    {
        Id = row.Id, RowVersion = row.RowVersion, Anchors = anchors, Note = row.Note, EventDate = row.EventDate,
        Speakers = In(row, ParticipantRole.Speaker), Addressees = In(row, ParticipantRole.Addressee), Attributors = In(row, ParticipantRole.Attributor),
        Others = Beside(row, ParticipantRole.Speaker, ParticipantRole.Addressee, ParticipantRole.Attributor),
        Issue = [new(row.IssueId, row.Issue)], Stance = row.Stance, Act = row.Act,
    };

    public override CodeDraft? ToDraft(long articleId, long versionId) => Speakers.Count == 0 || Issue is not [var issue] ? null : new PositionDraft
    {
        Id = Id, RowVersion = RowVersion, ArticleId = articleId, VersionId = versionId, Anchors = Anchors, Note = Note, EventDate = EventDate,
        Participants =
        [
            .. As(ParticipantRole.Speaker, Speakers), .. As(ParticipantRole.Addressee, Addressees), .. As(ParticipantRole.Attributor, Attributors), .. Others,
        ],
        IssueId = issue.Id, Stance = Stance, Act = Act,
    };
}
