using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Core.Jobs;

public enum JobState
{
    /// <summary>No worker has it; it starts, or goes on, when one has room.</summary>
    Waiting,
    Running,
    Done,
    /// <summary>It could not be done; <see cref="Job.Trouble"/> says why.</summary>
    Failed,
    Cancelled,
}

/// <summary>
/// Long work: an import, an export, a reading again. The row is the work's only home, so that it survives the page that asked for it and the
/// worker that does it. How to add a kind of work says <see cref="JobKind"/>.
/// </summary>
public sealed class Job
{
    public long Id { get; init; }
    /// <summary>The <see cref="JobKind.Name"/> of who does it.</summary>
    public required string Kind { get; init; }
    /// <summary>What it is done to, as a person would name it; empty where the kind says it all.</summary>
    public required string Subject { get; init; }
    /// <summary>Where set, at most one unfinished job of the kind has it: two clicks do not do the work twice.</summary>
    public string? Once { get; init; }
    public JobState State { get; set; }
    /// <summary>What the kind needs to know; never a secret.</summary>
    public JsonDocument? Parameters { get; init; }
    /// <summary>Where to go on after a stop, in the kind's own words.</summary>
    public JsonDocument? Checkpoint { get; set; }
    public long Done { get; set; }
    /// <summary>0 while it is not known.</summary>
    public long Total { get; set; }
    /// <summary>What came of it, as counts and words by name; the page puts them into a sentence.</summary>
    public JsonDocument? Result { get; set; }
    public string? Trouble { get; set; }
    /// <summary>Null for the program itself and the operator.</summary>
    public long? RequestedBy { get; init; }
    public DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset? CancelRequestedAt { get; set; }
    /// <summary>Tries that broke on a fault of the program or ended with their worker.</summary>
    public int Attempts { get; set; }
    public long LeaseToken { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
}

/// <summary>A piece of a file that belongs to a job: what is to be imported, what was exported. See <see cref="JobFiles"/>.</summary>
public sealed class JobFilePart
{
    public long JobId { get; init; }
    public required string Name { get; init; }
    public int Number { get; init; }
    public required byte[] Bytes { get; init; }
}

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.Property(j => j.Kind).HasMaxLength(40);
        job.Property(j => j.Subject).HasMaxLength(Limits.Title);
        job.Property(j => j.Once).HasMaxLength(200);
        job.Property(j => j.Trouble).HasMaxLength(1000);
        job.Property(j => j.LeaseOwner).HasMaxLength(200);
        job.HasOne<NewsUser>().WithMany().HasForeignKey(j => j.RequestedBy).OnDelete(DeleteBehavior.SetNull);
        job.HasMany<JobFilePart>().WithOne().HasForeignKey(p => p.JobId).OnDelete(DeleteBehavior.Cascade);
        job.HasIndex(j => new { j.Kind, j.Once }).IsUnique().HasFilter("once IS NOT NULL AND state IN ('Waiting', 'Running')");
        job.HasIndex(j => j.DueAt).HasFilter("state IN ('Waiting', 'Running')");
        job.HasIndex(j => new { j.Kind, j.Id });
    }
}

internal sealed class JobFilePartConfiguration : IEntityTypeConfiguration<JobFilePart>
{
    public void Configure(EntityTypeBuilder<JobFilePart> part)
    {
        part.ToTable("job_file_parts");
        part.HasKey(p => new { p.JobId, p.Name, p.Number });
        part.Property(p => p.Name).HasMaxLength(Limits.Name);
    }
}
