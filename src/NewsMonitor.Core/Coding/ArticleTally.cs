using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>Keeps an article's own counts of its codes true, so that lists and facets need not join.</summary>
internal static class ArticleTally
{
    // Settled and counted are two statements, as the second has to see what the first has done, but one way to the database and back.
    private const string UpdateSql = $$"""
        {{CountedCodes.SettleSql}};
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
            FROM codes WHERE article_id = {1} AND removed_at IS NULL AND counts) AS tally
        WHERE id = {1}
        RETURNING current_version AS "Value"
        """;

    /// <summary>
    /// Counts anew, inside the caller's transaction, first settling which codes count. "Coded" is a person's word and stays until they take
    /// it back.
    /// </summary>
    /// <returns>
    /// The article's current version. Its row is the caller's until they commit: whoever brings a newer version comes after that, and sees
    /// what the caller has written.
    /// </returns>
    public static async Task<int> UpdateAsync(NewsDbContext db, long articleId, CancellationToken cancel) =>
        (await db.Database.SqlQueryRaw<int>(UpdateSql, [new[] { articleId }, articleId]).ToListAsync(cancel)).SingleOrDefault();
}
