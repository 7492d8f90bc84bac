using NewsMonitor.Core.Ingestion;
using Npgsql;

namespace NewsMonitor.Core.Watches;

/// <summary>A delivery that this worker may make until its lease ends.</summary>
public sealed record ClaimedDelivery(long Id, Guid Uid, long LeaseToken, DeliveryChannel Channel, long? UserId, long? HookId, int Attempts, DateTimeOffset CreatedAt, int Lost = 0);

/// <summary>
/// Hands out what is to be sent, each to one worker at a time. A worker that was thought dead and comes back shows an old token, and marks
/// nothing. What it sent goes out a second time with the same key: better twice than never.
/// </summary>
public sealed class DeliveryClaims(NpgsqlDataSource archive)
{
    /// <summary>Longer than any try may take (<see cref="Mail.MailOptions.Timeout"/>, <see cref="HookCaller.Patience"/>).</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Waits between tries, some ten hours in all; with the last it is given up.</summary>
    internal static readonly TimeSpan[] Retries =
    [
        TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
    ];

    private const string ClaimSql = $"""
        WITH picked AS (
            SELECT id FROM deliveries WHERE state = 'Waiting' AND channel = $1 AND due_at <= now() AND (lease_until IS NULL OR lease_until <= now())
            ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE deliveries d SET open = false, lease_token = d.lease_token + 1, lease_owner = $3, lease_until = now() + $4, {LostClaims.CountSql}
        FROM picked WHERE d.id = picked.id
        RETURNING d.id, d.uid, d.lease_token, d.user_id, d.hook_id, d.attempts, d.created_at, d.lost_claims
        """;

    // In a statement after the claim, not in the claim: whoever makes alerts holds these first and the delivery then.
    private const string SealSql = """
        UPDATE alerts a SET sealed_at = now() FROM delivery_alerts c WHERE c.delivery_id = ANY ($1) AND a.id = c.alert_id AND a.sealed_at IS NULL
        """;

    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(DeliveryChannel channel, int most, string owner, CancellationToken cancel)
    {
        var claimed = new List<ClaimedDelivery>();
        await using (var command = Command(ClaimSql, channel.ToString(), most, owner, Lease))
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                claimed.Add(new(rows.GetInt64(0), rows.GetGuid(1), rows.GetInt64(2), channel, rows.IsDBNull(3) ? null : rows.GetInt64(3),
                    rows.IsDBNull(4) ? null : rows.GetInt64(4), rows.GetInt32(5), rows.GetFieldValue<DateTimeOffset>(6), rows.GetInt32(7)));
            }
        }
        if (claimed.Count == 0) return claimed;
        await using var seal = Command(SealSql, claimed.Select(c => c.Id).ToArray());
        await seal.ExecuteNonQueryAsync(cancel);
        return claimed;
    }

    /// <summary>Gives it back unsent, due as it was.</summary>
    public Task ReleaseAsync(ClaimedDelivery delivery, CancellationToken cancel) =>
        WriteAsync("UPDATE deliveries SET lease_until = NULL, lease_owner = NULL", delivery, cancel);

    /// <returns>False where the lease was no longer this worker's.</returns>
    public Task<bool> EndAsync(ClaimedDelivery delivery, DeliveryState state, int? status, string? detail, CancellationToken cancel) =>
        WriteAsync("UPDATE deliveries SET state = $3, status = $4::int, detail = $5::text, attempts = attempts + 1, ended_at = now(), lease_until = NULL, lease_owner = NULL",
            delivery, cancel, state.ToString(), (object?)status ?? DBNull.Value, (object?)Cut(detail) ?? DBNull.Value);

    /// <summary>Puts it off until it is tried again, or gives it up after the last time.</summary>
    /// <param name="delivery">What could not be sent.</param>
    /// <param name="status">The receiver's status.</param>
    /// <param name="detail">Why, as a sentence.</param>
    /// <param name="wait">What the receiver asked to wait; null for the usual.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<bool> PutOffAsync(ClaimedDelivery delivery, int? status, string detail, TimeSpan? wait, CancellationToken cancel)
    {
        if (delivery.Attempts >= Retries.Length) return EndAsync(delivery, DeliveryState.Failed, status, detail, cancel);
        var pause = wait is { } asked && asked > Retries[delivery.Attempts] ? asked : Retries[delivery.Attempts];
        return WriteAsync($"UPDATE deliveries SET status = $3::int, detail = $4::text, due_at = now() + $5, attempts = attempts + 1, lease_until = NULL, lease_owner = NULL, {LostClaims.EndSql}",
            delivery, cancel, (object?)status ?? DBNull.Value, (object?)Cut(detail) ?? DBNull.Value, pause);
    }

    /// <summary>How long it is remembered what a watch has found. An article that has been in the archive longer is noted when it comes to match, and not told.</summary>
    internal static readonly TimeSpan MatchesKept = TimeSpan.FromDays(180);

    /// <summary>Forgets what was sent long ago, what was found longer ago, and alerts that are older still.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        foreach (var (sql, kept) in new[]
        {
            ("DELETE FROM deliveries WHERE ended_at < now() - $1", TimeSpan.FromDays(60)), ("DELETE FROM watch_matches WHERE matched_at < now() - $1", MatchesKept),
            ("DELETE FROM alerts WHERE at < now() - $1", TimeSpan.FromDays(400)),
        })
        {
            await using var command = Command(sql, kept);
            command.CommandTimeout = 300;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private async Task<bool> WriteAsync(string set, ClaimedDelivery delivery, CancellationToken cancel, params object[] values)
    {
        await using var command = Command($"{set} WHERE id = $1 AND lease_token = $2 AND state = 'Waiting'", [delivery.Id, delivery.LeaseToken, .. values]);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private static string? Cut(string? detail) => detail is null ? null : ArticleText.Line(detail, 1000);

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = archive.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
