using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Articles;

namespace NewsMonitor.Web.Components.Coding;

public sealed record InstrumentPick(long Id, string Name, string? Cameo);

/// <summary>Who threatens whom with what, if what.</summary>
public sealed class ThreatSlots : StatementSlots
{
    public List<ActorMatch> Threateners { get; init; } = [];
    public List<ActorMatch> Targets { get; init; } = [];
    public List<InstrumentPick> Instrument { get; init; } = [];
    public string? InstrumentWords { get; set; }
    public string? Condition { get; set; }
    public ThreatMode Mode { get; set; }
    public ThreatLifeCycle LifeCycle { get; set; }

    public override HighlightKind Kind => HighlightKind.Threat;

    public static ThreatSlots Of(ThreatRow row, List<AnchorDraft> anchors) => new()
    {
        Id = row.Id, RowVersion = row.RowVersion, Anchors = anchors, Note = row.Note, EventDate = row.EventDate,
        Threateners = In(row, ParticipantRole.Threatener), Targets = In(row, ParticipantRole.Target), Attributors = In(row, ParticipantRole.Attributor),
        Others = Beside(row, ParticipantRole.Threatener, ParticipantRole.Target, ParticipantRole.Attributor),
        Instrument = row.InstrumentId is { } id ? [new(id, row.Instrument!, row.Cameo)] : [],
        InstrumentWords = row.InstrumentWords, Condition = row.Condition, Mode = row.Mode, LifeCycle = row.LifeCycle,
    };

    public override CodeDraft? ToDraft(long articleId, long versionId) => Threateners.Count == 0 ? null : new ThreatDraft
    {
        Id = Id, RowVersion = RowVersion, ArticleId = articleId, VersionId = versionId, Anchors = Anchors, Note = Note, EventDate = EventDate,
        Participants =
        [
            .. As(ParticipantRole.Threatener, Threateners), .. As(ParticipantRole.Target, Targets), .. As(ParticipantRole.Attributor, Attributors), .. Others,
        ],
        InstrumentId = Instrument.FirstOrDefault()?.Id, InstrumentWords = InstrumentWords, Condition = Condition, Mode = Mode, LifeCycle = LifeCycle,
    };
}
