using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;

namespace NewsMonitor.Web.Components.Coding;

public sealed record InstrumentPick(long Id, string Name, string? Cameo);

/// <summary>Who threatens whom with what, if what.</summary>
public sealed class ThreatSlots : StatementSlots
{
    public List<ActorMatch> Threateners => In(ParticipantRole.Threatener);
    public List<ActorMatch> Targets => In(ParticipantRole.Target);
    public List<ActorMatch> Attributors => In(ParticipantRole.Attributor);
    public List<InstrumentPick> Instrument { get; } = [];
    public string? InstrumentWords { get; set; }
    public string? Condition { get; set; }
    public ThreatMode Mode { get; set; }
    public ThreatLifeCycle LifeCycle { get; set; }

    public override HighlightKind Kind => HighlightKind.Threat;
    public override ParticipantRole Leading => ParticipantRole.Threatener;
    public override IReadOnlyList<ParticipantRole> Fields { get; } = [ParticipantRole.Threatener, ParticipantRole.Target, ParticipantRole.Attributor];

    public static ThreatSlots Of(ThreatRow row, List<AnchorDraft> anchors)
    {
        var slots = new ThreatSlots
        {
            Id = row.Id, RowVersion = row.RowVersion, Anchors = anchors, Note = row.Note, EventDate = row.EventDate,
            InstrumentWords = row.InstrumentWords, Condition = row.Condition, Mode = row.Mode, LifeCycle = row.LifeCycle,
        };
        if (row.InstrumentId is { } id) slots.Instrument.Add(new(id, row.Instrument!, row.Cameo));
        slots.Fill(row);
        return slots;
    }

    public override CodeDraft? ToDraft(long articleId, long versionId) => Threateners.Count == 0 ? null : new ThreatDraft
    {
        Id = Id, RowVersion = RowVersion, ArticleId = articleId, VersionId = versionId, Anchors = Anchors, Note = Note, EventDate = EventDate,
        Participants = Participants, InstrumentId = Instrument.FirstOrDefault()?.Id, InstrumentWords = InstrumentWords, Condition = Condition,
        Mode = Mode, LifeCycle = LifeCycle,
    };

    protected override void Write(SlotsState state)
    {
        base.Write(state);
        (state.Instrument, state.InstrumentWords, state.Condition, state.Mode, state.LifeCycle) = (Instrument.FirstOrDefault(), InstrumentWords, Condition, Mode, LifeCycle);
    }

    protected override void Read(SlotsState state)
    {
        base.Read(state);
        if (state.Instrument is { } instrument) Instrument.Add(instrument);
        (InstrumentWords, Condition, Mode, LifeCycle) = (state.InstrumentWords, state.Condition, state.Mode, state.LifeCycle);
    }
}
