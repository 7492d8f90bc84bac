using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;

namespace NewsMonitor.Web.Components.Coding;

public sealed record IssuePick(long Id, string Name);

/// <summary>Who stands where on which issue.</summary>
public sealed class PositionSlots : StatementSlots
{
    public List<ActorMatch> Speakers => In(ParticipantRole.Speaker);
    public List<ActorMatch> Addressees => In(ParticipantRole.Addressee);
    public List<ActorMatch> Attributors => In(ParticipantRole.Attributor);
    public List<IssuePick> Issue { get; } = [];
    public Stance Stance { get; set; }
    public PositionAct Act { get; set; }

    public override ParticipantRole Leading => ParticipantRole.Speaker;
    public override IReadOnlyList<ParticipantRole> Fields { get; } = [ParticipantRole.Speaker, ParticipantRole.Addressee, ParticipantRole.Attributor];

    public override HighlightKind Kind => Stance switch
    {
        Stance.Supports => HighlightKind.Supports,
        Stance.Opposes => HighlightKind.Opposes,
        _ => HighlightKind.Undecided,
    };

    public static PositionSlots Of(PositionRow row, List<AnchorDraft> anchors)
    {
        var slots = new PositionSlots
        {
            Id = row.Id, RowVersion = row.RowVersion, Anchors = anchors, Note = row.Note, EventDate = row.EventDate,
            Issue = { new(row.IssueId, row.Issue) }, Stance = row.Stance, Act = row.Act,
        };
        slots.Fill(row);
        return slots;
    }

    public override CodeDraft? ToDraft(long articleId, long versionId) => Speakers.Count == 0 || Issue is not [var issue] ? null : new PositionDraft
    {
        Id = Id, RowVersion = RowVersion, ArticleId = articleId, VersionId = versionId, Anchors = Anchors, Note = Note, EventDate = EventDate,
        Participants = Participants, IssueId = issue.Id, Stance = Stance, Act = Act,
    };

    protected override void Write(SlotsState state)
    {
        base.Write(state);
        (state.Issue, state.Stance, state.Act) = (Issue.FirstOrDefault(), Stance, Act);
    }

    protected override void Read(SlotsState state)
    {
        base.Read(state);
        if (state.Issue is { } issue) Issue.Add(issue);
        (Stance, Act) = (state.Stance, state.Act);
    }
}
