using System.Diagnostics;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Feeds;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>A feed that this worker may check until its lease ends.</summary>
public sealed record ClaimedFeed
{
    public required long Id { get; init; }
    /// <summary>What every write must show: a later claim has a higher one, and then the write does nothing.</summary>
    public required long LeaseToken { get; init; }
    public required string Address { get; init; }
    public string? OutletLanguage { get; init; }
    public PageFetching FetchPages { get; init; }
    public TimeSpan? Interval { get; init; }
    public int Failures { get; init; }
    /// <summary>Workers that were lost over it one after the other.</summary>
    public int Lost { get; init; }
    public double? EntriesAWeek { get; init; }
    public TimeSpan? PublisherWait { get; init; }
    public string? ETag { get; init; }
    public string? LastModified { get; init; }
    public byte[]? BodyHash { get; init; }
    public bool GuidsLie { get; init; }
    public bool EverRead { get; init; }
    public string? LinkSelector { get; init; }
    public string? Include { get; init; }
    public string? Exclude { get; init; }
    /// <summary>A hub pushes what is new: polling is the fall-back.</summary>
    public bool IsPushed { get; init; }
    /// <summary>The turn at the feed's host that was taken with it.</summary>
    public HostTurn? Turn { get; init; }
}

/// <summary>
/// Hands out due feeds, each to one worker at a time, on however many machines: PostgreSQL's row locks and clock decide, nothing else.
/// </summary>
public sealed class FeedClaims(NpgsqlDataSource archive, IOptions<IngestionOptions> options)
{
    /// <summary>
    /// Claims are short and rare (one for many feeds), so they queue behind one advisory lock: only then is the cap per host exact, since a
    /// claim sees all those before it. Both kinds of claim share it. SKIP LOCKED passes over rows that an admin or a finishing check holds.
    /// </summary>
    internal const string Lock = "SELECT pg_advisory_xact_lock(7204118001)";

    /// <summary>Requests that may be in flight, by host, feeds and pages together: what is leased.</summary>
    internal const string Busy = """
        SELECT host, count(*) AS leased FROM (
            SELECT host FROM feeds WHERE lease_until > now()
            UNION ALL SELECT host FROM page_tasks WHERE lease_until > now()) AS held
        GROUP BY host
        """;

    // Due feeds of free hosts, longest overdue first, as many of a host as it has room for, and one where there is a gap to keep. The window
    // is small first; only where it does not fill the worker's hands is a large one looked at. A host at its cap or before its turn is left
    // out before that, so one host's thousand feeds hide no other's. now() is the start of the batch, before the wait for the lock; the
    // statement that follows the lock sees what was claimed meanwhile. By the array, rows are found by their key whatever the planner thinks.
    private const string Sql = $"""
        WITH busy AS ({Busy}),
        due AS MATERIALIZED (
            SELECT f.id, f.host, f.next_check_at, coalesce(b.leased, 0) AS leased, {LostClaims.SuspectSql} AS suspect
            FROM feeds f LEFT JOIN busy b ON b.host = f.host LEFT JOIN host_turns t ON t.host = f.host
            WHERE f.state = 'Active' AND f.next_check_at <= now() AND (f.lease_until IS NULL OR f.lease_until <= now())
              AND coalesce(b.leased, 0) < $2 AND (t.next_at IS NULL OR t.next_at <= clock_timestamp())
              AND NOT ({LostClaims.SuspectSql} AND EXISTS (SELECT 1 FROM feeds WHERE {LostClaims.HeldSql}))
            ORDER BY f.next_check_at LIMIT $6),
        ranked AS (
            SELECT id, next_check_at, leased, row_number() OVER (PARTITION BY host ORDER BY next_check_at, id) AS place,
                suspect AND row_number() OVER (PARTITION BY suspect ORDER BY next_check_at, id) > 1 AS waits
            FROM due),
        picked AS (
            SELECT f.id, f.host FROM feeds f
            WHERE f.id = ANY (ARRAY(
                    SELECT id FROM ranked WHERE NOT waits AND place <= CASE WHEN $5 > interval '0' THEN 1 ELSE $2 - leased END
                    ORDER BY next_check_at LIMIT $1))
              AND f.state = 'Active' AND f.next_check_at <= now() AND (f.lease_until IS NULL OR f.lease_until <= now())
            FOR UPDATE OF f SKIP LOCKED),
        {TakeTurns}
        UPDATE feeds f SET lease_token = f.lease_token + 1, lease_owner = $3, lease_until = now() + $4, {LostClaims.CountSql}
        FROM picked, outlets o
        WHERE f.id = picked.id AND o.id = f.outlet_id
        RETURNING f.id, f.lease_token, f.address, o.language, f.fetch_pages, f.interval, f.failures, f.entries_a_week, f.publisher_wait,
            f.e_tag, f.last_modified, f.body_hash, f.guids_lie, f.last_good_at IS NOT NULL,
            f.link_selector, f.include, f.exclude,
            EXISTS (SELECT 1 FROM hub_subscriptions h WHERE h.feed_id = f.id AND h.state = 'Active' AND h.lease_until > now()), f.host, f.lost_claims
        """;

    /// <summary>The hosts of what was picked have given away this turn; the next one is a gap later. Without a gap nobody counts.</summary>
    internal const string TakeTurns = """
        turns AS (
            INSERT INTO host_turns (host, next_at) SELECT DISTINCT host, clock_timestamp() + $5 FROM picked WHERE $5 > interval '0'
            ON CONFLICT (host) DO UPDATE SET next_at = excluded.next_at)
        """;

    /// <summary>How far down the due ones a claim looks: first, and where that brought less than asked.</summary>
    internal static IReadOnlyList<int> Windows(int most) => [Math.Max(128, most * 4), 4000];

    /// <summary>Claims at most <paramref name="most"/> due feeds.</summary>
    public async Task<IReadOnlyList<ClaimedFeed>> ClaimAsync(int most, string owner, CancellationToken cancel)
    {
        var feeds = new List<ClaimedFeed>();
        foreach (var window in Windows(most))
        {
            await ClaimAsync(feeds, most - feeds.Count, window, owner, cancel);
            // Nothing at all in the small window: there is nothing, for what may not be claimed now does not count in it.
            if (feeds.Count == most || feeds.Count == 0) break;
        }
        return feeds;
    }

    private async Task ClaimAsync(List<ClaimedFeed> feeds, int most, int window, string owner, CancellationToken cancel)
    {
        var asked = Stopwatch.GetTimestamp();
        // One batch without a transaction of its own is one implicit transaction that the server ends alone: a worker that freezes
        // in the middle holds nobody up.
        await using var batch = archive.CreateBatch();
        batch.BatchCommands.Add(new(Lock));
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
            feeds.Add(new()
            {
                Id = rows.GetInt64(0),
                LeaseToken = rows.GetInt64(1),
                Address = rows.GetString(2),
                OutletLanguage = Maybe<string>(3),
                FetchPages = Enum.Parse<PageFetching>(rows.GetString(4)),
                Interval = rows.IsDBNull(5) ? null : rows.GetTimeSpan(5),
                Failures = rows.GetInt32(6),
                EntriesAWeek = rows.IsDBNull(7) ? null : rows.GetDouble(7),
                PublisherWait = rows.IsDBNull(8) ? null : rows.GetTimeSpan(8),
                ETag = Maybe<string>(9),
                LastModified = Maybe<string>(10),
                BodyHash = Maybe<byte[]>(11),
                GuidsLie = rows.GetBoolean(12),
                EverRead = rows.GetBoolean(13),
                LinkSelector = Maybe<string>(14),
                Include = Maybe<string>(15),
                Exclude = Maybe<string>(16),
                IsPushed = rows.GetBoolean(17),
                Turn = new(rows.GetString(18), asked),
                Lost = rows.GetInt32(19),
            });
        }

        T? Maybe<T>(int column) where T : class => rows.IsDBNull(column) ? null : rows.GetFieldValue<T>(column);
    }

    /// <summary>Gives a feed back unchecked, due as it was: at a stop, and for the next worker.</summary>
    public async Task ReleaseAsync(ClaimedFeed feed, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(
            "UPDATE feeds SET lease_until = NULL, lease_owner = NULL WHERE id = $1 AND lease_token = $2");
        command.Parameters.Add(new() { Value = feed.Id });
        command.Parameters.Add(new() { Value = feed.LeaseToken });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Brings back what lies further ahead than any schedule, lease or turn puts it: the database's clock was wrong and has been set right.
    /// Checks and pages are spread over an hour, so that it is no storm.
    /// </summary>
    /// <returns>How many feeds and pages were brought back.</returns>
    public async Task<int> RecallStrayAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("""
            WITH turns AS (DELETE FROM host_turns WHERE next_at > now() + interval '15 minutes'),
            leased AS (
                UPDATE feeds SET lease_until = NULL, lease_owner = NULL, lease_token = lease_token + 1
                WHERE lease_until > now() + greatest($1 * 2, interval '30 minutes') RETURNING id),
            held AS (
                UPDATE page_tasks SET lease_until = NULL, lease_owner = NULL, lease_token = lease_token + 1, due_at = least(due_at, now() + random() * interval '1 hour')
                WHERE lease_until > now() + greatest($1 * 2, interval '30 minutes') RETURNING article_id),
            late AS (
                UPDATE page_tasks SET due_at = now() + random() * interval '1 hour'
                WHERE due_at > now() + interval '27 hours' AND article_id NOT IN (SELECT article_id FROM held) RETURNING article_id),
            stray AS (
                UPDATE feeds SET next_check_at = now() + random() * interval '1 hour'
                WHERE state = 'Active' AND next_check_at > now() + interval '27 hours' AND id NOT IN (SELECT id FROM leased) RETURNING id)
            SELECT (SELECT count(*) FROM leased) + (SELECT count(*) FROM held) + (SELECT count(*) FROM late) + (SELECT count(*) FROM stray)
            """);
        command.Parameters.Add(new() { Value = options.Value.Lease });
        return (int)(long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
