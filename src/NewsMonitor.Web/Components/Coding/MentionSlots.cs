using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>An actor in the text: one slot.</summary>
public sealed class MentionSlots : CodeSlots
{
    public List<ActorMatch> Actor { get; } = [];
    public MentionForm Form { get; set; }

    public override HighlightKind Kind => HighlightKind.Mention;

    public override CodeDraft? ToDraft(long articleId, long versionId) => Actor is not [var actor] ? null : new MentionDraft
    {
        Id = Id, RowVersion = RowVersion, ArticleId = articleId, VersionId = versionId, Anchors = Anchors, Note = Note, ActorId = actor.Id, Form = Form,
    };

    protected override void Write(SlotsState state) =>
        (state.Participants, state.Form) = ([.. Actor.Select(a => new SlotsState.Part(default, a.Id, a.Name, a.Kind))], Form);

    protected override void Read(SlotsState state)
    {
        Actor.AddRange(state.Participants.Select(p => new ActorMatch(p.Id, p.Name, p.Kind, null)));
        Form = state.Form;
    }
}
