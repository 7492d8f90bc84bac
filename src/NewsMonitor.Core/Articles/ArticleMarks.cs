using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// What readers note for themselves. Own marks need no role beyond being signed in. Each is an upsert, because a reader may have the
/// article open twice.
/// </summary>
public sealed class ArticleMarks(IDbContextFactory<NewsDbContext> archive, TimeProvider clock)
{
    public async Task SetReadAsync(long articleId, long userId, bool read, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO article_marks (user_id, article_id, read_at) SELECT {userId}, id, {When(read)} FROM articles WHERE id = {articleId}
            ON CONFLICT (user_id, article_id) DO UPDATE SET read_at = EXCLUDED.read_at
            """, cancel);
    }

    public async Task SetStarredAsync(long articleId, long userId, bool starred, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO article_marks (user_id, article_id, starred_at) SELECT {userId}, id, {When(starred)} FROM articles WHERE id = {articleId}
            ON CONFLICT (user_id, article_id) DO UPDATE SET starred_at = EXCLUDED.starred_at
            """, cancel);
    }

    private DateTime? When(bool marked) => marked ? clock.GetUtcNow().UtcDateTime : null;
}
