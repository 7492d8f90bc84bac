using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// Issues that a rule proposes because no issue of the codebook fits the words of a text. They live beside the codebook, found by no list
/// and no picker, until an editor confirms a position on one. What nobody wanted goes with the last suggestion that named it.
/// </summary>
public static class ProposedIssues
{
    // In the order of the keys, so that two workers with the same issues wait for each other, never in a circle.
    private const string InsertSql = """
        INSERT INTO issues (name, proposed_key, proposed_at, created_at)
        SELECT name, key, now(), now() FROM unnest({0}, {1}) AS i (key, name) ORDER BY key ON CONFLICT (proposed_key) DO NOTHING
        """;

    private const string FindSql = """
        WITH RECURSIVE chain AS (
            SELECT proposed_key AS key, id, merged_into_id, retired_at, 0 AS steps FROM issues WHERE proposed_key = ANY ({0})
            UNION ALL
            SELECT c.key, i.id, i.merged_into_id, i.retired_at, c.steps + 1 FROM chain c JOIN issues i ON i.id = c.merged_into_id WHERE c.steps < 20)
        SELECT DISTINCT ON (key) key AS "Key", id AS "Id", retired_at IS NOT NULL AS "Retired" FROM chain ORDER BY key, steps DESC
        """;

    private const string SweepSql = """
        DELETE FROM issues i WHERE i.proposed_at < now() - interval '1 day' AND NOT EXISTS (SELECT FROM codes c WHERE c.issue_id = i.id)
          AND NOT EXISTS (SELECT FROM issues other WHERE other.merged_into_id = i.id)
        """;

    /// <summary>The issues of these keys, made where they are missing. One that was merged is where it went; a retired one is left out.</summary>
    /// <param name="db">Outside of a transaction: other workers must not wait for this one's.</param>
    /// <param name="names">Name by key.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<IReadOnlyDictionary<string, long>> BringAsync(NewsDbContext db, IReadOnlyDictionary<string, string> names, CancellationToken cancel)
    {
        if (names.Count == 0) return new Dictionary<string, long>();
        var keys = names.Keys.Order(StringComparer.Ordinal).ToArray();
        await db.Database.ExecuteSqlRawAsync(InsertSql, [keys, keys.Select(k => names[k]).ToArray()], cancel);
        var found = await db.Database.SqlQueryRaw<Found>(FindSql, [keys]).ToListAsync(cancel);
        return found.Where(f => !f.Retired).ToDictionary(f => f.Key, f => f.Id, StringComparer.Ordinal);
    }

    /// <summary>The codebook in force, and whether positions that a person has just confirmed stand on issues that are only proposed: one that is taken in is never proposed again.</summary>
    internal static async Task<(int Book, bool Proposed)> AskAsync(NewsDbContext db, IEnumerable<Code> codes, CancellationToken cancel)
    {
        var ids = codes.OfType<Position>().Where(p => p.State == CodeState.Confirmed).Select(p => p.IssueId).Distinct().ToArray();
        var asked = await db.Database.SqlQuery<Asked>($"""
            SELECT coalesce((SELECT max(number) FROM codebook_versions), 0) AS book, EXISTS (SELECT FROM issues WHERE id = ANY ({ids}) AND proposed_at IS NOT NULL) AS proposed
            """).ToListAsync(cancel);
        return (asked[0].Book, asked[0].Proposed);
    }

    /// <summary>
    /// Takes the proposed issues of positions that a person has just confirmed into the codebook, as its next version; where the codebook
    /// has meanwhile got one of the same name, the positions go there. Taking the confirmation back leaves the issue where it is: others may
    /// stand on it by then.
    /// </summary>
    /// <returns>True if there was anything to take in; it is saved with the caller's next save.</returns>
    internal static async Task<bool> AdoptAsync(NewsDbContext db, IEnumerable<Code> codes, long? by, DateTimeOffset now, CancellationToken cancel)
    {
        var positions = codes.OfType<Position>().Where(p => p.State == CodeState.Confirmed).ToLookup(p => p.IssueId);
        if (positions.Count == 0) return false;
        var ids = positions.Select(g => g.Key).ToArray();
        // Two who accept the same proposal at once: the second finds it taken in.
        var issues = await db.Issues.FromSql($"SELECT *, xmin FROM issues WHERE id = ANY ({ids}) AND proposed_at IS NOT NULL ORDER BY id FOR UPDATE").ToListAsync(cancel);
        if (issues.Count == 0) return false;
        foreach (var issue in issues)
        {
            issue.ProposedAt = null;
            issue.Rank = await CodebookEditor.LastRankAsync<Issue>(db, null, cancel) + 1;
            if (await NamesakeAsync(db, issue, cancel) is not { } namesake) continue;
            issue.MergedIntoId = namesake;
            foreach (var position in positions[issue.Id].ToArray()) position.IssueId = namesake;
        }
        var taken = issues.Where(i => i.MergedIntoId is null).Select(i => i.Name).ToArray();
        if (taken.Length > 0)
        {
            var number = await db.NextVersionAsync(cancel);
            var change = $"{(taken.Length == 1 ? "Issue" : "Issues")} added from texts: {string.Join(", ", taken)}";
            db.CodebookVersions.Add(new() { Number = number, At = now, By = by, Change = change.Length <= Limits.Title ? change : change[..Limits.Title] });
        }
        return true;
    }

    private static Task<long?> NamesakeAsync(NewsDbContext db, Issue issue, CancellationToken cancel)
    {
        var pattern = LikePattern.Escape(issue.Name);
        return db.Issues.Where(i => i.Id != issue.Id && i.MergedIntoId == null && i.RetiredAt == null && i.ProposedAt == null && EF.Functions.ILike(i.Name, pattern, "\\"))
            .Select(i => (long?)i.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Removes proposals that no code names any more.</summary>
    public static Task SweepAsync(NewsDbContext db, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(SweepSql, cancel);

    private sealed record Found(string Key, long Id, bool Retired);

    private sealed record Asked(int Book, bool Proposed);
}
