using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Feeds;

internal sealed class OutletConfiguration : IEntityTypeConfiguration<Outlet>
{
    public void Configure(EntityTypeBuilder<Outlet> outlet)
    {
        outlet.Property(o => o.Name).HasMaxLength(200);
        outlet.Property(o => o.HomeAddress).HasMaxLength(Limits.Address);
        outlet.Property(o => o.Language).HasMaxLength(8);
        outlet.Property(o => o.Country).HasMaxLength(2);
        outlet.HasIndex(o => o.Name).IsUnique();
    }
}

internal sealed class FeedConfiguration : IEntityTypeConfiguration<Feed>
{
    public void Configure(EntityTypeBuilder<Feed> feed)
    {
        feed.Property(f => f.Address).HasMaxLength(Limits.Address);
        feed.Property(f => f.SiteAddress).HasMaxLength(Limits.Address);
        feed.Property(f => f.Title).HasMaxLength(500);
        feed.Property(f => f.Format).HasMaxLength(16);
        feed.Property(f => f.Folder).HasMaxLength(200);
        feed.Property(f => f.LinkSelector).HasMaxLength(Limits.Selector);
        feed.Property(f => f.Include).HasMaxLength(Limits.Note);
        feed.Property(f => f.Exclude).HasMaxLength(Limits.Note);
        feed.Property(f => f.LastDetail).HasMaxLength(1000);
        feed.Property(f => f.ETag).HasMaxLength(1000);
        feed.Property(f => f.LastModified).HasMaxLength(100);
        feed.Property(f => f.LeaseOwner).HasMaxLength(200);
        feed.Property(f => f.MovedTo).HasMaxLength(Limits.Address);
        feed.Property(f => f.Host).HasMaxLength(300)
            .HasComputedColumnSql("left(coalesce(lower(substring(address from '^[a-zA-Z]+://(?:[^/?#@]*@)?([^/?#]+)')), ''), 300)", stored: true);
        feed.HasOne(f => f.Outlet).WithMany().OnDelete(DeleteBehavior.Restrict);
        feed.HasIndex(f => f.Address).IsUnique();
        // The claim asks for due feeds only: a partial index stays as small as the number of polled feeds.
        feed.HasIndex(f => f.NextCheckAt).HasFilter("state = 'Active'");
        feed.Property(f => f.LostClaims).HasDefaultValue(0);
        feed.HasIndex(f => f.LostClaims).HasFilter("lost_claims > 0");
    }
}

internal sealed class FeedCheckConfiguration : IEntityTypeConfiguration<FeedCheck>
{
    public void Configure(EntityTypeBuilder<FeedCheck> check)
    {
        check.Property(c => c.Detail).HasMaxLength(1000);
        check.HasOne<Feed>().WithMany().HasForeignKey(c => c.FeedId).OnDelete(DeleteBehavior.Cascade);
        check.HasIndex(c => new { c.FeedId, c.At });
        // Old lines are swept by time, and lie in the order of time: a few kilobytes of index do.
        check.HasIndex(c => c.At).HasMethod("brin");
    }
}

internal sealed class FeedEntryConfiguration : IEntityTypeConfiguration<FeedEntry>
{
    public void Configure(EntityTypeBuilder<FeedEntry> entry)
    {
        entry.HasKey(e => new { e.FeedId, e.EntryKey });
        entry.HasOne<Feed>().WithMany().HasForeignKey(e => e.FeedId).OnDelete(DeleteBehavior.Cascade);
        entry.HasOne<Article>().WithMany().HasForeignKey(e => e.ArticleId).OnDelete(DeleteBehavior.SetNull);
        entry.HasIndex(e => e.ArticleId);
    }
}
