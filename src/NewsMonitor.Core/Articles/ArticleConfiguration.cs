using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Articles;

internal sealed class ArticleConfiguration : IEntityTypeConfiguration<Article>
{
    public void Configure(EntityTypeBuilder<Article> article)
    {
        article.Property(a => a.CanonicalAddress).HasMaxLength(Limits.Address);
        article.Property(a => a.Address).HasMaxLength(Limits.Address);
        article.Property(a => a.Kicker).HasMaxLength(Limits.Title);
        article.Property(a => a.Title).HasMaxLength(Limits.Title);
        article.Property(a => a.Language).HasMaxLength(8);
        article.Property(a => a.PublishedFrom).HasMaxLength(60);
        article.HasOne(a => a.Outlet).WithMany().OnDelete(DeleteBehavior.Restrict);
        article.HasMany(a => a.Versions).WithOne().HasForeignKey(v => v.ArticleId).OnDelete(DeleteBehavior.Cascade);
        article.HasIndex(a => a.CanonicalAddress).IsUnique();
        // The list's order and its key for paging.
        article.HasIndex(a => new { a.PublishedAt, a.Id }).IsDescending();
        // Maps, boards and networks ask a hundred thousand articles for their time: from 30 MB in memory instead of from 700 MB of the table.
        article.HasIndex(a => a.Id).IncludeProperties(a => a.PublishedAt).HasDatabaseName("ix_articles_id_published_at");
        article.HasIndex(a => new { a.OutletId, a.PublishedAt, a.Id }).IsDescending(false, true, true);
        article.HasIndex(a => a.ArrivedAt);
    }
}

internal sealed class ArticleVersionConfiguration : IEntityTypeConfiguration<ArticleVersion>
{
    public void Configure(EntityTypeBuilder<ArticleVersion> version)
    {
        version.Property(v => v.Kicker).HasMaxLength(Limits.Title);
        version.Property(v => v.Title).HasMaxLength(Limits.Title);
        version.Property(v => v.Byline).HasColumnType("text[]");
        // One letter a line of the text ("LPPSP"): a million versions, and no JSON to parse for each.
        version.Property(v => v.Blocks)
            .HasConversion(kinds => BlockLetters.Write(kinds), letters => BlockLetters.Read(letters), new ValueComparer<IReadOnlyList<BlockKind>>(
                (a, b) => a!.SequenceEqual(b!), kinds => kinds.Count, kinds => kinds));
        version.HasIndex(v => new { v.ArticleId, v.Number }).IsUnique();
    }
}

internal sealed class ArticleMarkConfiguration : IEntityTypeConfiguration<ArticleMark>
{
    public void Configure(EntityTypeBuilder<ArticleMark> mark)
    {
        mark.HasKey(m => new { m.UserId, m.ArticleId });
        mark.HasOne<NewsUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        mark.HasOne<Article>().WithMany().HasForeignKey(m => m.ArticleId).OnDelete(DeleteBehavior.Cascade);
        mark.HasIndex(m => m.ArticleId);
    }
}
