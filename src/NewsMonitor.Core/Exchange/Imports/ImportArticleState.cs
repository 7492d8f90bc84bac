using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>What became of an article since an import brought it in: whether it may go with the import.</summary>
public enum ImportArticleState
{
    /// <summary>Nobody has done anything to it beside the import: it goes, with the suggestions of rules.</summary>
    Untouched,
    /// <summary>People have coded there, or said that it is coded: it goes only where that is asked for.</summary>
    Coded,
    /// <summary>A feed carries it too: it is as much the feed's.</summary>
    Carried,
    /// <summary>It belongs to a round of coders, or was adjudicated.</summary>
    InRound,
    /// <summary>One of its statements is being discussed.</summary>
    Discussed,
}

/// <summary>Asks the archive what became of imported articles.</summary>
internal static class ImportArticleStates
{
    // What the import itself wrote, and what took it back or brought it again, is nobody's later work. List moves (a merged actor) are not
    // work on an article either: they go through all codes.
    private const string Sql = """
        WITH RECURSIVE own AS (SELECT $2 AS id UNION SELECT m.id FROM moves m JOIN own ON m.undoes_id = own.id)
        SELECT a.id, CASE
            WHEN EXISTS (SELECT FROM feed_entries f WHERE f.article_id = a.id) THEN 'Carried'
            WHEN EXISTS (SELECT FROM assignments s WHERE s.article_id = a.id) OR EXISTS (SELECT FROM adjudications d WHERE d.article_id = a.id) THEN 'InRound'
            WHEN EXISTS (SELECT FROM codes c JOIN comments t ON t."on" = 'Statement' AND t.subject_id = c.id WHERE c.article_id = a.id) THEN 'Discussed'
            WHEN EXISTS (SELECT FROM revisions r JOIN moves m ON m.id = r.move_id WHERE r.article_id = a.id AND m.id NOT IN (SELECT id FROM own WHERE id IS NOT NULL)
                    AND m.kind IN ('Saved', 'Removed', 'Accepted', 'Rejected', 'Reverted', 'PhraseCoded', 'BulkChanged', 'DifferenceSettled', 'ArticleAdjudicated', 'StatementsImported'))
                OR EXISTS (SELECT FROM quotations q WHERE q.article_id = a.id AND q.decided_by IS NOT NULL)
                OR EXISTS (SELECT FROM entry_revisions e WHERE e.kind = 'Article' AND e.entry_id = a.id) THEN 'Coded'
            ELSE 'Untouched' END
        FROM articles a WHERE a.id = ANY ($1)
        """;

    public static async Task<Dictionary<long, ImportArticleState>> OfAsync(NpgsqlConnection connection, long[] articles, long? moveId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = articles }, new() { Value = (object?)moveId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var states = new Dictionary<long, ImportArticleState>();
        while (await rows.ReadAsync(cancel)) states[rows.GetInt64(0)] = Enum.Parse<ImportArticleState>(rows.GetString(1));
        return states;
    }
}

/// <summary>Who may take an import back: whoever brought it in, while they are an editor, and admins.</summary>
internal static class ImportRights
{
    public static async Task<bool> MayTakeBackAsync(NewsDbContext db, Import import, long userId, CancellationToken cancel) =>
        (import.By == userId && await db.HoldsAsync(userId, Role.Editor, cancel)) || await db.HoldsAsync(userId, Role.Admin, cancel);
}
