using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>A card that its person has not saved yet, one an article: a lost connection, a reload or a sign-out costs no typed word.</summary>
public sealed class UnsavedCard
{
    public long UserId { get; init; }
    public long ArticleId { get; init; }
    /// <summary>The version whose text its anchors count in.</summary>
    public long VersionId { get; init; }
    /// <summary>The card's fields as the page writes them.</summary>
    public required JsonDocument Card { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>Keeps unsaved cards. They are their person's own: nobody else reads them, and they are no part of any history.</summary>
public sealed class UnsavedCards(IDbContextFactory<NewsDbContext> archive, TimeProvider clock)
{
    public async Task KeepAsync(long userId, long articleId, long versionId, string card, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO unsaved_cards (user_id, article_id, version_id, card, at) VALUES ({userId}, {articleId}, {versionId}, {card}::jsonb, {now})
            ON CONFLICT (user_id, article_id) DO UPDATE SET version_id = EXCLUDED.version_id, card = EXCLUDED.card, at = EXCLUDED.at
            """, cancel);
    }

    public async Task ForgetAsync(long userId, long articleId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await db.UnsavedCards.Where(c => c.UserId == userId && c.ArticleId == articleId).ExecuteDeleteAsync(cancel);
    }

    public async Task<UnsavedCard?> FindAsync(long userId, long articleId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.UnsavedCards.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == userId && c.ArticleId == articleId, cancel);
    }
}

internal sealed class UnsavedCardConfiguration : IEntityTypeConfiguration<UnsavedCard>
{
    public void Configure(EntityTypeBuilder<UnsavedCard> card)
    {
        card.HasKey(c => new { c.UserId, c.ArticleId });
        card.HasOne<Article>().WithMany().HasForeignKey(c => c.ArticleId).OnDelete(DeleteBehavior.Cascade);
    }
}
