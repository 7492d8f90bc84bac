using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Assignments;

/// <summary>How far a coder has come with an article.</summary>
public enum AssignmentState
{
    /// <summary>Nothing coded yet.</summary>
    Open,
    /// <summary>Begun.</summary>
    Draft,
    /// <summary>Handed in: locked until it is taken back.</summary>
    Submitted,
    /// <summary>The differences between its coders are settled; the coder's own codes stay as they were.</summary>
    Adjudicated,
}

/// <summary>
/// One article for one coder in a round. It is also that coder's own layer: the codes that name it (<see cref="Coding.Code.AssignmentId"/>)
/// are theirs alone, so the same words may be coded alike by each.
/// </summary>
public sealed class Assignment
{
    public long Id { get; init; }
    public long RoundId { get; init; }
    public CodingRound? Round { get; init; }
    public long ArticleId { get; init; }
    public long CoderId { get; init; }
    /// <summary>Its place in the coder's list.</summary>
    public int Ordinal { get; set; }
    public AssignmentState State { get; set; }
    public DateTimeOffset? SubmittedAt { get; set; }
    /// <summary>Taken from the coder, with what they had coded: it is kept, and counts for nothing.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>The coder hands it in.</summary>
    public void Submit(DateTimeOffset at) => (State, SubmittedAt) = (AssignmentState.Submitted, at);

    /// <summary>The coder takes it back, to change something.</summary>
    public void Reopen() => (State, SubmittedAt) = (AssignmentState.Draft, null);
}

internal sealed class AssignmentConfiguration : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> assignment)
    {
        assignment.HasOne(a => a.Round).WithMany(r => r.Assignments).HasForeignKey(a => a.RoundId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Article>().WithMany().HasForeignKey(a => a.ArticleId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<NewsUser>().WithMany().HasForeignKey(a => a.CoderId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasIndex(a => a.ArticleId);
        assignment.HasIndex(a => new { a.CoderId, a.State });
        // A coder has an article once in a round; what was withdrawn may be given again.
        assignment.HasIndex(a => new { a.RoundId, a.ArticleId, a.CoderId }).IsUnique().HasFilter("withdrawn_at IS NULL");
    }
}
