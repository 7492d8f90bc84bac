using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Ingestion;

/// <summary>An article page that is still to be fetched. The row goes when the page is read or given up: the table is the queue.</summary>
public sealed class PageTask
{
    public long ArticleId { get; init; }
    public required string Address { get; init; }
    /// <summary>The page's host in lower case, so that a claim can hold back what would crowd one server.</summary>
    public required string Host { get; init; }
    public DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }
    public string? LastDetail { get; set; }
    /// <summary>Asked for by an admin after a site rule changed: the kept page is read, where there is one.</summary>
    public bool Reread { get; set; }
    public long LeaseToken { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    /// <summary>Claims in a row that never ended, see <see cref="Ingestion.LostClaims"/>.</summary>
    public int LostClaims { get; set; }
}

internal sealed class PageTaskConfiguration : IEntityTypeConfiguration<PageTask>
{
    public void Configure(EntityTypeBuilder<PageTask> task)
    {
        task.HasKey(t => t.ArticleId);
        task.Property(t => t.Address).HasMaxLength(Limits.Address);
        task.Property(t => t.Host).HasMaxLength(255);
        task.Property(t => t.LastDetail).HasMaxLength(1000);
        task.Property(t => t.LeaseOwner).HasMaxLength(200);
        task.Property(t => t.Reread).HasDefaultValue(false);
        task.Property(t => t.LostClaims).HasDefaultValue(0);
        task.HasOne<Article>().WithOne().HasForeignKey<PageTask>(t => t.ArticleId).OnDelete(DeleteBehavior.Cascade);
        task.HasIndex(t => t.DueAt);
        task.HasIndex(t => t.LostClaims).HasFilter("lost_claims > 0");
    }
}
