using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>What threats and positions share: participants by role in the coder's order, the day of the event.</summary>
public abstract class StatementSlots : CodeSlots
{
    private readonly Dictionary<ParticipantRole, List<ActorMatch>> _participants = [];

    public DateOnly? EventDate { get; set; }

    /// <summary>The roles that the card shows a field for without being asked, in its order.</summary>
    public abstract IReadOnlyList<ParticipantRole> Fields { get; }

    /// <summary>Roles that were asked for besides, or that are filled.</summary>
    public List<ParticipantRole> MoreFields { get; } = [];

    public IEnumerable<ParticipantRole> Shown => Fields.Concat(MoreFields);

    public IEnumerable<ParticipantRole> Hidden => Enum.GetValues<ParticipantRole>().Except(Shown).Where(role => Leading == role || !IsLeading(role));

    /// <summary>Whose threat or position it is; never empty on a saved one.</summary>
    public abstract ParticipantRole Leading { get; }

    /// <summary>The actors in a role, to be changed in place.</summary>
    public List<ActorMatch> In(ParticipantRole role) => _participants.TryGetValue(role, out var actors) ? actors : _participants[role] = [];

    protected void Fill(StatementRow row)
    {
        foreach (var participant in row.Participants) In(participant.Role).Add(new(participant.ActorId, participant.Name, default, null));
        MoreFields.AddRange(row.Participants.Select(p => p.Role).Distinct().Except(Fields));
    }

    protected IReadOnlyList<ParticipantDraft> Participants =>
        [.. _participants.OrderBy(p => p.Key).SelectMany(p => p.Value.Select(actor => new ParticipantDraft(p.Key, actor.Id)))];

    private static bool IsLeading(ParticipantRole role) => role is ParticipantRole.Speaker or ParticipantRole.Threatener;

    protected override void Write(SlotsState state)
    {
        (state.EventDate, state.MoreFields) = (EventDate, MoreFields);
        state.Participants = [.. _participants.SelectMany(p => p.Value.Select(a => new SlotsState.Part(p.Key, a.Id, a.Name, a.Kind)))];
    }

    protected override void Read(SlotsState state)
    {
        EventDate = state.EventDate;
        foreach (var part in state.Participants) In(part.Role).Add(new(part.Id, part.Name, part.Kind, null));
        MoreFields.AddRange(state.MoreFields);
    }
}
