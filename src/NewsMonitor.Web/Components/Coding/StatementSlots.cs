using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>What threats and positions share: participants, the source, the day of the event.</summary>
public abstract class StatementSlots : CodeSlots
{
    /// <summary>Through whom we know: "laut dem Kreml".</summary>
    public List<ActorMatch> Attributors { get; init; } = [];
    public DateOnly? EventDate { get; set; }
    /// <summary>Participants in roles that the card has no field for: kept as they are.</summary>
    public List<ParticipantDraft> Others { get; init; } = [];

    protected static List<ActorMatch> In(StatementRow row, ParticipantRole role) =>
        [.. row.In(role).Select(p => new ActorMatch(p.ActorId, p.Name, default, null))];

    protected static List<ParticipantDraft> Beside(StatementRow row, params ParticipantRole[] shown) =>
        [.. row.Participants.Where(p => !shown.Contains(p.Role)).Select(p => new ParticipantDraft(p.Role, p.ActorId))];

    protected static IEnumerable<ParticipantDraft> As(ParticipantRole role, IEnumerable<ActorMatch> actors) =>
        actors.Select(a => new ParticipantDraft(role, a.Id));
}
