using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NewsMonitor.Core.Audit;

/// <summary>What an admin or editor did to feeds, users and lists. Codes have their own, fuller history (<see cref="Coding.Revision"/>).</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>Who did it; null for the program itself (a moved feed, a command line run).</summary>
    public long? UserId { get; init; }
    /// <summary>Subject and verb, <c>feed.paused</c>, <c>user.role-given</c>: the pages put them in words.</summary>
    public required string Action { get; init; }
    /// <summary>What it was done to, as a person would name it.</summary>
    public required string Subject { get; init; }
    public long? SubjectId { get; init; }
    /// <summary>Before and after, where that helps; never a secret.</summary>
    public JsonDocument? Details { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.Property(e => e.Action).HasMaxLength(60);
        entry.Property(e => e.Subject).HasMaxLength(Limits.Title);
        entry.HasIndex(e => e.At);
    }
}
