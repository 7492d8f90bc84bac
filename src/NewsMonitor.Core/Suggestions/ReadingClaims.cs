using NewsMonitor.Core.Ingestion;
using Npgsql;

namespace NewsMonitor.Core.Suggestions;

/// <summary>An article that this worker may read until its lease ends.</summary>
public sealed record ClaimedReading(long ArticleId, long LeaseToken, int Attempts, int Lost = 0);

/// <summary>Hands out articles to read, each to one worker at a time. The rows are the queue: a worker that dies loses its lease, not the work.</summary>
public sealed class ReadingClaims(NpgsqlDataSource archive)
{
    /// <summary>Reading takes milliseconds; a worker silent for this long is gone.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Retries = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30)];

    private const string Take = $"""
        UPDATE reading_tasks t SET lease_token = t.lease_token + 1, lease_owner = $2, lease_until = now() + $3, {LostClaims.CountSql}
        FROM picked WHERE t.article_id = picked.article_id
        RETURNING t.article_id, t.lease_token, t.attempts, t.lost_claims
        """;

    // Of what workers were lost over, the first one alone, and only while nobody has another of them in hand.
    private const string DueSql = $"""
        WITH suspects AS MATERIALIZED (
            SELECT article_id FROM reading_tasks
            WHERE lost_claims > 0 AND {LostClaims.SuspectSql} AND due_at <= now() AND (lease_until IS NULL OR lease_until <= now())
              AND NOT EXISTS (SELECT 1 FROM reading_tasks WHERE lost_claims > 0 AND {LostClaims.HeldSql})
            ORDER BY due_at, article_id LIMIT 1),
        picked AS (
            SELECT article_id FROM reading_tasks
            WHERE due_at <= now() AND (lease_until IS NULL OR lease_until <= now())
              AND (NOT {LostClaims.SuspectSql} OR article_id = (SELECT article_id FROM suspects))
            ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        {Take}
        """;

    private const string TheseSql = $"""
        WITH picked AS (
            SELECT article_id FROM reading_tasks
            WHERE article_id = ANY ($4) AND due_at IS NULL AND engine <= $5 AND (lease_until IS NULL OR lease_until <= now())
            ORDER BY article_id DESC LIMIT $1 FOR UPDATE SKIP LOCKED)
        {Take}
        """;

    /// <summary>Claims at most <paramref name="most"/> articles that are due.</summary>
    public async Task<IReadOnlyList<ClaimedReading>> ClaimAsync(int most, string owner, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(DueSql);
        return await ClaimAsync(command, most, owner, cancel);
    }

    /// <summary>
    /// Claims articles that have been read before, to read them again. Left out: what is due anyway, what another worker has in hand, and what
    /// a newer engine than this node's has read.
    /// </summary>
    public async Task<IReadOnlyList<ClaimedReading>> ClaimAgainAsync(long[] articles, string owner, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(TheseSql);
        return await ClaimAsync(command, articles.Length, owner, cancel, articles, SuggestionMaker.Engine);
    }

    /// <summary>Gives an article back unread, due as it was.</summary>
    public async Task ReleaseAsync(ClaimedReading reading, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(
            "UPDATE reading_tasks SET lease_until = NULL, lease_owner = NULL WHERE article_id = $1 AND lease_token = $2");
        command.Parameters.Add(new() { Value = reading.ArticleId });
        command.Parameters.Add(new() { Value = reading.LeaseToken });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Puts an article off that broke the program; after the third time it waits for a newer text or a newer engine.</summary>
    public async Task PutOffAsync(ClaimedReading reading, string detail, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand($"""
            UPDATE reading_tasks SET attempts = attempts + 1, last_detail = $3, due_at = now() + $4, lease_until = NULL, lease_owner = NULL, {LostClaims.EndSql},
                engine = CASE WHEN $4 IS NULL THEN $5 ELSE engine END
            WHERE article_id = $1 AND lease_token = $2
            """);
        command.Parameters.Add(new() { Value = reading.ArticleId });
        command.Parameters.Add(new() { Value = reading.LeaseToken });
        command.Parameters.Add(new() { Value = ArticleText.Line(detail, 1000) });
        command.Parameters.Add(new()
        {
            Value = reading.Attempts < Retries.Length ? Retries[reading.Attempts] : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Interval,
        });
        command.Parameters.Add(new() { Value = SuggestionMaker.Engine });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<IReadOnlyList<ClaimedReading>> ClaimAsync(NpgsqlCommand command, int most, string owner, CancellationToken cancel, params object[] more)
    {
        foreach (var value in (object[])[most, owner, Lease, .. more]) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var claimed = new List<ClaimedReading>();
        while (await rows.ReadAsync(cancel)) claimed.Add(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt32(2), rows.GetInt32(3)));
        return claimed;
    }
}
