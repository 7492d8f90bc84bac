using System.Text.Json;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>An open card as it is kept until it is saved, so that a lost connection or a reload costs no typed word.</summary>
public sealed class SlotsState
{
    /// <summary>An actor on the card, named as it was then.</summary>
    public sealed record Part(ParticipantRole Role, long Id, string Name, ActorKind Kind);

    public string Kind { get; set; } = "";
    public long? Id { get; set; }
    public uint RowVersion { get; set; }
    public List<AnchorDraft> Anchors { get; set; } = [];
    public string? Note { get; set; }
    public List<Part> Participants { get; set; } = [];
    public List<ParticipantRole> MoreFields { get; set; } = [];
    public DateOnly? EventDate { get; set; }
    public MentionForm Form { get; set; }
    public InstrumentPick? Instrument { get; set; }
    public string? InstrumentWords { get; set; }
    public string? Condition { get; set; }
    public ThreatMode Mode { get; set; }
    public ThreatLifeCycle LifeCycle { get; set; }
    public IssuePick? Issue { get; set; }
    public Stance Stance { get; set; }
    public PositionAct Act { get; set; }

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <returns>Null where an older program wrote what this one cannot read.</returns>
    public static SlotsState? FromJson(JsonDocument json)
    {
        try { return json.Deserialize<SlotsState>(); }
        catch (JsonException) { return null; }
    }
}
