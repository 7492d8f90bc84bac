using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.Suggestions;

/// <summary>What an editor's act says about a proposal.</summary>
public enum DecisionVerdict
{
    Accepted,
    Rejected,
    /// <summary>Accepted after a change.</summary>
    Edited,
    /// <summary>Coded by hand where a rule has, or could have, a candidate: it was right.</summary>
    Handmade,
    /// <summary>Undo: the entry named by <see cref="DecisionEntry.TakesBackId"/> counts no more.</summary>
    TakenBack,
}

/// <summary>
/// A line of the decision log, from which the ranker is learnt. Append-only: a trigger refuses changes. Entries are written under a lock, so that
/// the order of their ids is the order in which they became visible, and whoever has read up to one has missed none before it.
/// </summary>
public sealed class DecisionEntry
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }
    public long? By { get; init; }
    public long CodeId { get; init; }
    public long ArticleId { get; init; }
    public long OutletId { get; init; }
    public required string Language { get; init; }
    /// <summary><c>mention</c>, <c>threat</c> or <c>position</c>.</summary>
    public required string Kind { get; init; }
    public string? Rule { get; init; }
    public DecisionVerdict Verdict { get; init; }
    /// <summary>As they were when the suggestion was made.</summary>
    public string? Features { get; init; }
    public string? Fingerprint { get; init; }
    /// <summary>The score under which it was offered.</summary>
    public float? Score { get; init; }
    public long RevisionId { get; init; }
    public long? TakesBackId { get; init; }
    /// <summary>The name that an actor learnt by it.</summary>
    public long? NameId { get; init; }
}

internal sealed class DecisionEntryConfiguration : IEntityTypeConfiguration<DecisionEntry>
{
    public void Configure(EntityTypeBuilder<DecisionEntry> entry)
    {
        entry.ToTable("decisions");
        entry.Property(e => e.Language).HasMaxLength(8);
        entry.Property(e => e.Kind).HasMaxLength(16);
        entry.Property(e => e.Rule).HasMaxLength(120);
        entry.Property(e => e.Features).HasMaxLength(1000);
        entry.Property(e => e.Fingerprint).HasMaxLength(300);
        // No foreign keys: the log outlives what it speaks of.
        entry.HasIndex(e => e.RevisionId);
        entry.HasIndex(e => e.TakesBackId).IsUnique().HasFilter("takes_back_id IS NOT NULL");
        entry.HasIndex(e => new { e.CodeId, e.Id });
        entry.HasIndex(e => new { e.Rule, e.At });
    }
}

/// <summary>The ranker after so many entries of the log: what all nodes score with. The same log gives the same bytes.</summary>
public sealed class RankerSnapshot
{
    /// <summary>The last entry that it has learnt; 0 for none.</summary>
    public long Position { get; init; }
    /// <summary>The <see cref="NewsMonitor.Reading.Claims.RankerFeatures.Version"/> that it was learnt with.</summary>
    public int Features { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>Decisions in it.</summary>
    public int Decisions { get; init; }
    /// <summary>Up to which revision hand-made codes have been compared with the rules' candidates.</summary>
    public long RevisionId { get; init; }
    public required byte[] Model { get; init; }
}

internal sealed class RankerSnapshotConfiguration : IEntityTypeConfiguration<RankerSnapshot>
{
    public void Configure(EntityTypeBuilder<RankerSnapshot> snapshot) => snapshot.HasKey(s => new { s.Position, s.RevisionId, s.Features });
}
