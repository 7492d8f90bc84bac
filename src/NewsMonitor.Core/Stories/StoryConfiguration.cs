using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;

namespace NewsMonitor.Core.Stories;

internal sealed class StoryConfiguration : IEntityTypeConfiguration<Story>
{
    public void Configure(EntityTypeBuilder<Story> story)
    {
        story.Property(s => s.Name).HasMaxLength(Limits.Title);
        story.Property(s => s.Articles).HasDefaultValue(0);
        story.Property(s => s.Outlets).HasDefaultValue(0);
        story.HasOne<Article>().WithMany().HasForeignKey(s => s.CentralArticleId).OnDelete(DeleteBehavior.SetNull);
        story.HasOne<Story>().WithMany().HasForeignKey(s => s.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        // The list, newest first: of a million articles most are alone in their story, and not in this index.
        story.HasIndex(s => new { s.LastAt, s.Id }).IsDescending().HasFilter("articles > 1");
    }
}

internal sealed class StoryArticleConfiguration : IEntityTypeConfiguration<StoryArticle>
{
    public void Configure(EntityTypeBuilder<StoryArticle> place)
    {
        place.ToTable("story_articles");
        place.HasKey(p => p.ArticleId);
        place.Property(p => p.ArticleId).ValueGeneratedNever();
        place.Property(p => p.Words).HasColumnType("text[]");
        place.HasOne(p => p.Article).WithOne().HasForeignKey<StoryArticle>(p => p.ArticleId).OnDelete(DeleteBehavior.Cascade);
        place.HasOne(p => p.Story).WithMany().HasForeignKey(p => p.StoryId).OnDelete(DeleteBehavior.Restrict);
        place.HasIndex(p => p.StoryId);
    }
}

internal sealed class ArticlePrintConfiguration : IEntityTypeConfiguration<ArticlePrint>
{
    public void Configure(EntityTypeBuilder<ArticlePrint> print)
    {
        print.HasKey(p => p.ArticleId);
        print.Property(p => p.ArticleId).ValueGeneratedNever();
        print.Property(p => p.Language).HasMaxLength(8);
        print.HasOne<Article>().WithOne().HasForeignKey<ArticlePrint>(p => p.ArticleId).OnDelete(DeleteBehavior.Cascade);
        print.HasOne<Article>().WithMany().HasForeignKey(p => p.CopyOfId).OnDelete(DeleteBehavior.SetNull);
        print.HasIndex(p => p.Hash).HasFilter("hash IS NOT NULL");
        print.HasIndex(p => p.Bands).HasMethod("gin");
        print.HasIndex(p => p.CopyOfId).HasFilter("copy_of_id IS NOT NULL");
    }
}

internal sealed class StoryTermConfiguration : IEntityTypeConfiguration<StoryTerm>
{
    public void Configure(EntityTypeBuilder<StoryTerm> term)
    {
        // In this order: one term of the days around is one walk along the key.
        term.HasKey(t => new { t.Term, t.PublishedAt, t.ArticleId });
        term.HasOne<Article>().WithMany().HasForeignKey(t => t.ArticleId).OnDelete(DeleteBehavior.Cascade);
        term.HasIndex(t => t.ArticleId);
    }
}

internal sealed class StoryRevisionConfiguration : IEntityTypeConfiguration<StoryRevision>
{
    public void Configure(EntityTypeBuilder<StoryRevision> revision)
    {
        revision.HasIndex(r => r.StoryId);
        revision.HasIndex(r => new { r.By, r.Id });
    }
}
