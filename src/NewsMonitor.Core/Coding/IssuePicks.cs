using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>What an issue picker offers.</summary>
public sealed record IssueMatch(long Id, string Name, string? Proposition);

/// <summary>Finds issues for pickers that forgive a typo.</summary>
public static class IssuePicks
{
    /// <summary>Names that begin so, names and propositions with a word that begins so, then likeness by trigrams with any of their words.</summary>
    public static async Task<IReadOnlyList<IssueMatch>> MatchIssuesAsync(this NewsDbContext db, string typed, int limit, CancellationToken cancel)
    {
        typed = typed.Trim();
        if (typed.Length == 0) return [];
        var begins = LikePattern.Escape(typed) + "%";
        var within = "%" + begins;
        return await db.Database.SqlQuery<IssueMatch>($"""
            SELECT id, name, proposition FROM (
                SELECT id, name, proposition, CASE WHEN lower(name) = lower({typed}) THEN 0 WHEN name ILIKE {begins} THEN 1 WHEN name ILIKE {within} THEN 2
                    WHEN proposition ILIKE {within} THEN 3 ELSE 5 - greatest(word_similarity({typed}, name), word_similarity({typed}, coalesce(proposition, ''))) END AS rank
                FROM issues WHERE merged_into_id IS NULL AND retired_at IS NULL AND proposed_at IS NULL) AS ranked
            WHERE rank < 4.55 ORDER BY rank, name LIMIT {limit}
            """).ToListAsync(cancel);
    }

    /// <summary>The issues that a coder used last, newest first; those never used follow by name.</summary>
    public static async Task<IReadOnlyList<IssueMatch>> RecentIssuesAsync(this NewsDbContext db, long userId, int limit, CancellationToken cancel) =>
        await db.Database.SqlQuery<IssueMatch>($"""
            SELECT i.id, i.name, i.proposition FROM issues i
            LEFT JOIN (SELECT issue_id, max(at) AS at FROM (
                SELECT issue_id, changed_at AS at FROM codes WHERE changed_by = {userId} AND issue_id IS NOT NULL ORDER BY id DESC LIMIT 200) AS used
                GROUP BY issue_id) AS last ON last.issue_id = i.id
            WHERE i.merged_into_id IS NULL AND i.retired_at IS NULL AND i.proposed_at IS NULL ORDER BY last.at DESC NULLS LAST, i.name LIMIT {limit}
            """).ToListAsync(cancel);
}
