using NewsMonitor.Core.Ingestion;
using Npgsql;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>An article that this worker may ask about until its lease ends.</summary>
public sealed record ClaimedQuestion(long ArticleId, int Version, long LeaseToken, int Attempts, int Lost = 0);

/// <summary>Hands out articles to ask about, the newest first: where the budget is short, what is new counts more than what is old.</summary>
public sealed class ModelClaims(NpgsqlDataSource archive)
{
    /// <summary>What has waited so long is news no more.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(7);
    private const int MostAttempts = 3;

    /// <summary>Claims at most <paramref name="most"/> articles that are due.</summary>
    /// <param name="most">How many.</param>
    /// <param name="lease">Longer than a call can take.</param>
    /// <param name="owner">The node.</param>
    /// <param name="cancel">Stops the query.</param>
    public async Task<IReadOnlyList<ClaimedQuestion>> ClaimAsync(int most, TimeSpan lease, string owner, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand($"""
            WITH picked AS (
                SELECT article_id FROM model_tasks
                WHERE due_at <= now() AND due_at > now() - $4 AND (lease_until IS NULL OR lease_until <= now())
                ORDER BY article_id DESC LIMIT $1 FOR UPDATE SKIP LOCKED)
            UPDATE model_tasks t SET lease_token = t.lease_token + 1, lease_owner = $2, lease_until = now() + $3, {LostClaims.CountSql}
            FROM picked WHERE t.article_id = picked.article_id
            RETURNING t.article_id, t.version, t.lease_token, t.attempts, t.lost_claims
            """);
        foreach (var value in (object[])[most, owner, lease, Oldest]) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var claimed = new List<ClaimedQuestion>();
        while (await rows.ReadAsync(cancel)) claimed.Add(new(rows.GetInt64(0), rows.GetInt32(1), rows.GetInt64(2), rows.GetInt32(3), rows.GetInt32(4)));
        return claimed;
    }

    /// <summary>Gives an article back, due as it was.</summary>
    public Task ReleaseAsync(ClaimedQuestion question, CancellationToken cancel) =>
        RunAsync("UPDATE model_tasks SET lease_until = NULL, lease_owner = NULL WHERE article_id = $1 AND lease_token = $2", question, cancel);

    /// <summary>Nothing more to ask about this text.</summary>
    public Task DoneAsync(ClaimedQuestion question, string? detail, CancellationToken cancel) =>
        RunAsync("UPDATE model_tasks SET due_at = NULL, asked_at = now(), last_detail = $3, lost_claims = 0, lease_until = NULL, lease_owner = NULL WHERE article_id = $1 AND lease_token = $2",
            question, cancel, (object?)detail ?? DBNull.Value);

    /// <summary>Asks again later; a call that came to nothing counts as a try, a refusal for lack of time or budget does not.</summary>
    public Task PutOffAsync(ClaimedQuestion question, TimeSpan wait, bool counts, string detail, CancellationToken cancel) => RunAsync($"""
        UPDATE model_tasks SET attempts = attempts + $5, last_detail = $3, lease_until = NULL, lease_owner = NULL, {LostClaims.EndSql},
            due_at = CASE WHEN attempts + $5 >= {MostAttempts} THEN NULL ELSE now() + $4 END
        WHERE article_id = $1 AND lease_token = $2
        """, question, cancel, detail.Length <= 1000 ? detail : detail[..1000], wait, counts ? 1 : 0);

    private async Task RunAsync(string sql, ClaimedQuestion question, CancellationToken cancel, params object[] more)
    {
        await using var command = archive.CreateCommand(sql);
        foreach (var value in (object[])[question.ArticleId, question.LeaseToken, .. more]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
