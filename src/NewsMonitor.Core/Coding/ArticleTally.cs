using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>Keeps an article's own counts of its codes true, so that lists and facets need not join.</summary>
internal static class ArticleTally
{
    /// <summary>
    /// Counts anew, inside the caller's transaction, first settling which codes count. "Coded" is a person's word and stays until they take
    /// it back.
    /// </summary>
    public static async Task UpdateAsync(NewsDbContext db, long articleId, CancellationToken cancel)
    {
        await CountedCodes.SettleAsync(db, articleId, cancel);
        await CountAsync(db, articleId, cancel);
    }

    private static Task<int> CountAsync(NewsDbContext db, long articleId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        UPDATE articles SET
            statements = tally.statements, open_suggestions = tally.open, threats = tally.threats, suggested_threats = tally.suggested_threats,
            coding_state = CASE
                WHEN coding_state = 'Coded' THEN 'Coded'
                WHEN tally.decided > 0 THEN 'InWork'
                WHEN tally.open > 0 THEN 'Suggested'
                ELSE 'None' END
        FROM (SELECT
                count(*) FILTER (WHERE state = 'Confirmed' AND kind <> 'mention') AS statements,
                count(*) FILTER (WHERE state = 'Suggested' AND kind <> 'mention') AS open,
                count(*) FILTER (WHERE state = 'Confirmed' AND kind = 'threat') AS threats,
                count(*) FILTER (WHERE state = 'Suggested' AND kind = 'threat') AS suggested_threats,
                count(*) FILTER (WHERE state <> 'Suggested') AS decided
            FROM codes WHERE article_id = {articleId} AND removed_at IS NULL AND counts) AS tally
        WHERE id = {articleId}
        """, cancel);
}
