using NewsMonitor.Core.Actors;

namespace NewsMonitor.Core.Coding;

/// <summary>An actor's part in a statement.</summary>
public enum ParticipantRole
{
    /// <summary>Whose position it is.</summary>
    Speaker,
    Threatener,
    Addressee,
    Target,
    Beneficiary,
    /// <summary>Through whom we know ("laut dem Kreml"): the source, not the speaker.</summary>
    Attributor,
}

/// <summary>An actor in a role. Many to many: a claim may have two speakers, an actor several claims in one sentence.</summary>
public sealed class Participant
{
    public long Id { get; init; }
    public long StatementId { get; init; }
    public long ActorId { get; set; }
    public Actor? Actor { get; set; }
    public ParticipantRole Role { get; set; }
    /// <summary>Order within the role, as the coder gave it.</summary>
    public int Ordinal { get; set; }
}
