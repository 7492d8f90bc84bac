using NewsMonitor.Core.Actors;

namespace NewsMonitor.Core.Coding;

/// <summary>An actor as the margin names it.</summary>
public sealed record ActorTag(long Id, string Name, ActorKind Kind);

/// <summary>An actor in a role.</summary>
public sealed record ParticipantTag(ParticipantRole Role, long ActorId, string Name);

/// <summary>Where a code's words stand in the version that is shown; <see cref="Fate"/> is Orphaned where they are gone.</summary>
public sealed record PlacedAnchor(long Id, AnchorRole Role, int Start, int End, string Quote, AnchorFate Fate);

/// <summary>A code as the page of an article shows it, names resolved, words placed on the shown version.</summary>
public abstract record MarginRow
{
    public required long Id { get; init; }
    public required uint RowVersion { get; init; }
    public required CodeState State { get; init; }
    public required CodeOrigin Origin { get; init; }
    public string? Rule { get; init; }
    public float? Score { get; init; }
    /// <summary>What the ranker weighed; null for mentions and a person's own.</summary>
    public string? Features { get; init; }
    public long ArticleId { get; init; }
    /// <summary>Whose it is.</summary>
    public CodeLayer Layer { get; init; }
    /// <summary>What it was copied from, see <see cref="Code.SourceId"/>.</summary>
    public long? SourceId { get; init; }
    public string? Note { get; init; }
    public string? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string? ChangedBy { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required IReadOnlyList<PlacedAnchor> Anchors { get; init; }
    /// <summary>The number of the version that it was made on, where that is not the one shown.</summary>
    public int? MadeOn { get; init; }

    /// <summary>The first evidence in text order decides where the code stands in the margin.</summary>
    public PlacedAnchor? First => Anchors.Where(a => a.Role == AnchorRole.Evidence && a.Fate != AnchorFate.Orphaned).MinBy(a => a.Start);
}

public sealed record MentionRow : MarginRow
{
    public required ActorTag Actor { get; init; }
    public required MentionForm Form { get; init; }
}

public abstract record StatementRow : MarginRow
{
    public DateOnly? EventDate { get; init; }
    public required IReadOnlyList<ParticipantTag> Participants { get; init; }

    public IEnumerable<ParticipantTag> In(ParticipantRole role) => Participants.Where(p => p.Role == role);
}

public sealed record ThreatRow : StatementRow
{
    public long? InstrumentId { get; init; }
    public string? Instrument { get; init; }
    public string? Cameo { get; init; }
    public string? InstrumentWords { get; init; }
    public string? Condition { get; init; }
    public required ThreatMode Mode { get; init; }
    public required ThreatLifeCycle LifeCycle { get; init; }
}

public sealed record PositionRow : StatementRow
{
    public required long IssueId { get; init; }
    public required string Issue { get; init; }
    /// <summary>The issue is proposed with the position and not yet in the codebook; accepting puts it there.</summary>
    public bool IssueIsNew { get; init; }
    public required Stance Stance { get; init; }
    public required PositionAct Act { get; init; }
}
