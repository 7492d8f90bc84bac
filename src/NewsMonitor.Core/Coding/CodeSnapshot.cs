using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsMonitor.Core.Coding;

/// <summary>A code as the history keeps it: everything that a person can decide, nothing that the database adds.</summary>
public sealed record CodeSnapshot
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Kind { get; init; }
    public required CodeState State { get; init; }
    public bool Removed { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<AnchorMark> Anchors { get; init; } = [];
    public long? ActorId { get; init; }
    public MentionForm? Form { get; init; }
    public DateOnly? EventDate { get; init; }
    public IReadOnlyList<ParticipantDraft>? Participants { get; init; }
    public long? InstrumentId { get; init; }
    public string? InstrumentWords { get; init; }
    public string? Condition { get; init; }
    public ThreatMode? Mode { get; init; }
    public ThreatLifeCycle? LifeCycle { get; init; }
    public long? IssueId { get; init; }
    public Stance? Stance { get; init; }
    public PositionAct? Act { get; init; }

    /// <summary>An anchor with its words, so that a history can be read without the text.</summary>
    public sealed record AnchorMark(long VersionId, AnchorRole Role, int Start, int End, string Quote, string Prefix, string Suffix);

    /// <summary>Takes a code with its anchors and participants loaded.</summary>
    public static CodeSnapshot Of(Code code)
    {
        var mention = code as Mention;
        var statement = code as Statement;
        var threat = code as Threat;
        var position = code as Position;
        return new()
        {
            Kind = code switch { Mention => "mention", Threat => "threat", _ => "position" },
            State = code.State,
            Removed = code.RemovedAt is not null,
            Note = code.Note,
            Anchors = [.. code.Anchors.OrderBy(a => a.Start).ThenBy(a => a.End).ThenBy(a => a.Role).ThenBy(a => a.VersionId)
                .Select(a => new AnchorMark(a.VersionId, a.Role, a.Start, a.End, a.Quote, a.Prefix, a.Suffix))],
            ActorId = mention?.ActorId,
            Form = mention?.Form,
            EventDate = statement?.EventDate,
            Participants = statement is null ? null
                : [.. statement.Participants.OrderBy(p => p.Role).ThenBy(p => p.Ordinal).Select(p => new ParticipantDraft(p.Role, p.ActorId))],
            InstrumentId = threat?.InstrumentId,
            InstrumentWords = threat?.InstrumentWords,
            Condition = threat?.Condition,
            Mode = threat?.Mode,
            LifeCycle = threat?.LifeCycle,
            IssueId = position?.IssueId,
            Stance = position?.Stance,
            Act = position?.Act,
        };
    }

    /// <summary>Puts the code back into this state. The code must be of the same kind, with anchors and participants loaded.</summary>
    public void RestoreTo(Code code, DateTimeOffset at)
    {
        code.State = State;
        code.RemovedAt = Removed ? code.RemovedAt ?? at : null;
        code.Note = Note;
        code.ReplaceAnchors(Anchors.Select(a => new Anchor
        {
            VersionId = a.VersionId, Role = a.Role, Start = a.Start, End = a.End, Quote = a.Quote, Prefix = a.Prefix, Suffix = a.Suffix,
        }));
        if (code is Mention mention) (mention.ActorId, mention.Form) = (ActorId!.Value, Form!.Value);
        if (code is Statement statement)
        {
            statement.EventDate = EventDate;
            statement.ReplaceParticipants(Participants!);
        }
        if (code is Threat threat)
        {
            (threat.InstrumentId, threat.InstrumentWords, threat.Condition) = (InstrumentId, InstrumentWords, Condition);
            (threat.Mode, threat.LifeCycle) = (Mode!.Value, LifeCycle!.Value);
        }
        if (code is Position position) (position.IssueId, position.Stance, position.Act) = (IssueId!.Value, Stance!.Value, Act!.Value);
    }

    /// <summary>Whether the code is just as this says. Anchors by their place: their words follow from it.</summary>
    public bool Says(Code code) => JsonSerializer.Serialize(this, Json) == JsonSerializer.Serialize(Of(code), Json);

    public JsonDocument ToJson() => JsonSerializer.SerializeToDocument(this, Json);

    public static CodeSnapshot FromJson(JsonDocument json) =>
        json.Deserialize<CodeSnapshot>(Json) ?? throw new InvalidOperationException("A revision holds the JSON value null where a code should stand.");
}
