using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>An article page that this worker may fetch until its lease ends.</summary>
public sealed record ClaimedPage(long ArticleId, long LeaseToken, string Address, int Attempts, string? OutletLanguage, bool Reread = false, HostTurn? Turn = null, int Lost = 0);

/// <summary>Hands out article pages, each to one worker at a time, under the same cap per host as feeds. See <see cref="FeedClaims"/>.</summary>
public sealed class PageClaims(NpgsqlDataSource archive, IOptions<IngestionOptions> options)
{
    private const string Sql = $"""
        WITH busy AS ({FeedClaims.Busy}),
        due AS MATERIALIZED (
            SELECT t.article_id, t.host, t.due_at, coalesce(b.leased, 0) AS leased, {LostClaims.SuspectSql} AS suspect
            FROM page_tasks t LEFT JOIN busy b ON b.host = t.host LEFT JOIN host_turns h ON h.host = t.host
            WHERE t.due_at <= now() AND (t.lease_until IS NULL OR t.lease_until <= now()) AND coalesce(b.leased, 0) < $2
              AND (h.next_at IS NULL OR h.next_at <= clock_timestamp())
              AND NOT ({LostClaims.SuspectSql} AND EXISTS (SELECT 1 FROM page_tasks WHERE {LostClaims.HeldSql}))
            ORDER BY t.due_at LIMIT $6),
        ranked AS (
            SELECT article_id, due_at, leased, row_number() OVER (PARTITION BY host ORDER BY due_at, article_id) AS place,
                suspect AND row_number() OVER (PARTITION BY suspect ORDER BY due_at, article_id) > 1 AS waits
            FROM due),
        picked AS (
            SELECT t.article_id, t.host FROM page_tasks t
            WHERE t.article_id = ANY (ARRAY(
                    SELECT article_id FROM ranked WHERE NOT waits AND place <= CASE WHEN $5 > interval '0' THEN 1 ELSE $2 - leased END
                    ORDER BY due_at LIMIT $1))
              AND t.due_at <= now() AND (t.lease_until IS NULL OR t.lease_until <= now())
            FOR UPDATE OF t SKIP LOCKED),
        {FeedClaims.TakeTurns}
        UPDATE page_tasks t SET lease_token = t.lease_token + 1, lease_owner = $3, lease_until = now() + $4, {LostClaims.CountSql}
        FROM picked, articles a, outlets o
        WHERE t.article_id = picked.article_id AND a.id = t.article_id AND o.id = a.outlet_id
        RETURNING t.article_id, t.lease_token, t.address, t.attempts, o.language, t.reread, t.host, t.lost_claims
        """;

    /// <summary>Claims at most <paramref name="most"/> pages that are due.</summary>
    public async Task<IReadOnlyList<ClaimedPage>> ClaimAsync(int most, string owner, CancellationToken cancel)
    {
        var pages = new List<ClaimedPage>();
        foreach (var window in FeedClaims.Windows(most))
        {
            await ClaimAsync(pages, most - pages.Count, window, owner, cancel);
            // Nothing at all in the small window: there is nothing, for what may not be claimed now does not count in it.
            if (pages.Count == most || pages.Count == 0) break;
        }
        return pages;
    }

    private async Task ClaimAsync(List<ClaimedPage> pages, int most, int window, string owner, CancellationToken cancel)
    {
        var asked = Stopwatch.GetTimestamp();
        await using var batch = archive.CreateBatch();
        batch.BatchCommands.Add(new(FeedClaims.Lock));
        batch.BatchCommands.Add(new(Sql)
        {
            Parameters =
            {
                new() { Value = most }, new() { Value = options.Value.HostConcurrency }, new() { Value = owner },
                new() { Value = options.Value.Lease }, new() { Value = HostGate.Spacing(options.Value.HostGap) }, new() { Value = window },
            },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.NextResultAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            pages.Add(new(
                rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), rows.GetInt32(3), rows.IsDBNull(4) ? null : rows.GetString(4), rows.GetBoolean(5),
                new(rows.GetString(6), asked), rows.GetInt32(7)));
        }
    }

    /// <summary>Gives a page back unfetched, due as it was.</summary>
    public async Task ReleaseAsync(ClaimedPage page, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(
            "UPDATE page_tasks SET lease_until = NULL, lease_owner = NULL WHERE article_id = $1 AND lease_token = $2");
        command.Parameters.Add(new() { Value = page.ArticleId });
        command.Parameters.Add(new() { Value = page.LeaseToken });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
