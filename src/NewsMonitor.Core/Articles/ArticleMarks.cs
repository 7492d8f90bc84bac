using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using Npgsql;

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

    /// <summary>At one go: marking is an insert each, and somebody who has never read has the whole archive before them.</summary>
    public const int MostAtOnce = 20_000;

    /// <summary>Marks what a query finds as read, the newest first.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="until">Nothing that arrived later: the person has not seen it.</param>
    /// <param name="userId">Who has read it.</param>
    /// <param name="cancel">Stops it; nothing is marked then.</param>
    /// <returns>How many were marked; <see cref="MostAtOnce"/> means that there may be more.</returns>
    /// <remarks>OFFSET 0 keeps the order out of the search: by it PostgreSQL would walk the date index through the whole archive for a rare word.</remarks>
    public async Task<int> SetAllReadAsync(ArticleQuery query, DateTimeOffset until, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var filter = new ArticleFilter(query, userId);
        var (who, seen) = (filter.Add(userId), filter.Add(until.ToUniversalTime()));
        var sql = $"""
            INSERT INTO article_marks (user_id, article_id, read_at)
            SELECT {who}, id, {filter.Add(clock.GetUtcNow())} FROM (
                SELECT found.id FROM (SELECT a.id, a.published_at FROM articles a WHERE ({filter.Everything}) AND a.arrived_at <= {seen}
                    AND NOT EXISTS (SELECT FROM article_marks r WHERE r.user_id = {who} AND r.article_id = a.id AND r.read_at IS NOT NULL) OFFSET 0) AS found
                ORDER BY found.published_at DESC, found.id DESC LIMIT {filter.Add(MostAtOnce)}) AS newest ORDER BY id
            ON CONFLICT (user_id, article_id) DO UPDATE SET read_at = excluded.read_at
            """;
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection()) { CommandTimeout = 60 };
        command.Parameters.AddRange(filter.Parameters.ToArray());
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private DateTime? When(bool marked) => marked ? clock.GetUtcNow().UtcDateTime : null;
}
