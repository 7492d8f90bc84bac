namespace NewsMonitor.Core.Coding;

/// <summary>What a coder wants saved. Without an id it is a new code; with one, <see cref="RowVersion"/> says which state they had before them.</summary>
public abstract record CodeDraft
{
    public long? Id { get; init; }
    public uint RowVersion { get; init; }
    public required long ArticleId { get; init; }
    /// <summary>The version whose text the anchors count in.</summary>
    public required long VersionId { get; init; }
    public required IReadOnlyList<AnchorDraft> Anchors { get; init; }
    public string? Note { get; init; }
}

/// <summary>Words chosen as evidence: UTF-16 offsets in the draft's version, end exclusive.</summary>
public readonly record struct AnchorDraft(AnchorRole Role, int Start, int End);

public sealed record MentionDraft : CodeDraft
{
    public required long ActorId { get; init; }
    public MentionForm Form { get; init; }
}

public abstract record StatementDraft : CodeDraft
{
    public DateOnly? EventDate { get; init; }
    public required IReadOnlyList<ParticipantDraft> Participants { get; init; }
}

/// <summary>An actor in a role, in the order in which the coder named them.</summary>
public readonly record struct ParticipantDraft(ParticipantRole Role, long ActorId);

public sealed record ThreatDraft : StatementDraft
{
    public long? InstrumentId { get; init; }
    public string? InstrumentWords { get; init; }
    public string? Condition { get; init; }
    public ThreatMode Mode { get; init; }
    public ThreatLifeCycle LifeCycle { get; init; }
}

public sealed record PositionDraft : StatementDraft
{
    public required long IssueId { get; init; }
    public Stance Stance { get; init; }
    public PositionAct Act { get; init; }
}
