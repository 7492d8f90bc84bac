using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;

namespace NewsMonitor.Core.Adjudication;

/// <summary>
/// An article of a round whose coders' differences are being settled, or are. It is the adjudicated layer: the codes that name it
/// (<see cref="Coding.Code.AdjudicationId"/>) are the result, copies of what was taken and what was written new. The coders' own stay untouched.
/// </summary>
public sealed class AdjudicatedArticle
{
    public long Id { get; init; }
    public long RoundId { get; init; }
    public long ArticleId { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public long StartedBy { get; init; }
    /// <summary>Since when its codes are the article's; null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
    public long? FinishedBy { get; set; }

    public void Finish(long by, DateTimeOffset at) => (FinishedBy, FinishedAt) = (by, at);

    public void Reopen() => (FinishedBy, FinishedAt) = (null, null);
}

internal sealed class AdjudicatedArticleConfiguration : IEntityTypeConfiguration<AdjudicatedArticle>
{
    public void Configure(EntityTypeBuilder<AdjudicatedArticle> adjudication)
    {
        adjudication.ToTable("adjudications");
        adjudication.HasOne<CodingRound>().WithMany().HasForeignKey(a => a.RoundId).OnDelete(DeleteBehavior.Restrict);
        adjudication.HasOne<Article>().WithMany().HasForeignKey(a => a.ArticleId).OnDelete(DeleteBehavior.Restrict);
        adjudication.HasIndex(a => a.ArticleId);
        adjudication.HasIndex(a => new { a.RoundId, a.ArticleId }).IsUnique();
    }
}
