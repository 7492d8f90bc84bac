using NewsMonitor.Core.Feeds;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Ingestion;

/// <summary>What a check leaves behind in its feed's row and in the feed's log.</summary>
public sealed record FinishedCheck
{
    public required CheckOutcome Outcome { get; init; }
    public int? Status { get; init; }
    public string? Detail { get; init; }
    /// <summary>From the database's now to the next check.</summary>
    public required TimeSpan Wait { get; init; }
    /// <summary>Failed checks in a row, this one included.</summary>
    public int Failures { get; init; }
    /// <summary>Whether the feed was read, or is known to be as it was.</summary>
    public bool IsGood => Outcome is CheckOutcome.New or CheckOutcome.NothingNew or CheckOutcome.Unchanged;
    public TimeSpan Duration { get; init; }
    public int Bytes { get; init; }
    public int Entries { get; init; }
    /// <summary>Where a permanent redirect points; null where there is none.</summary>
    public string? MovedTo { get; init; }
    /// <summary>How long the publisher asks to be left alone (ttl, max-age), where this answer said so.</summary>
    public TimeSpan? PublisherWait { get; init; }
    /// <summary>What was read, where something was; null leaves the feed's knowledge as it is.</summary>
    public ReadKnowledge? Read { get; init; }

    /// <summary>
    /// Updates the feeds and ends their leases, where a lease is still this worker's: everything else that a check writes hangs on the rows
    /// that <c>lease</c> returns. Parameters $1 to $21, an array each, in the order of <see cref="AddTo"/>.
    /// </summary>
    internal const string LeaseSql = $"""
        finished AS MATERIALIZED (
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::interval[], $4::text[], $5::int[], $6::text[], $7::int[], $8::bool[], $9::text[],
                $10::interval[], $11::bool[], $12::text[], $13::text[], $14::bytea[], $15::text[], $16::text[], $17::float8[], $18::bool[],
                $19::int[], $20::int[], $21::int[])
            AS c (feed, token, wait, outcome, status, detail, failed, good, moved, asked, was_read, tag, modified, hash, kind, site, rate, lies,
                ms, bytes, entries)),
        lease AS (
            UPDATE feeds f SET
                lease_until = NULL, lease_owner = NULL, {LostClaims.EndSql},
                -- An admin's interval that was set while the check was in hand counts from now on; a tenth is chance.
                next_check_at = now() + CASE WHEN c.good AND f.interval < c.wait * 0.9 THEN f.interval ELSE c.wait END, last_check_at = now(),
                last_outcome = c.outcome, last_status = c.status, last_detail = c.detail, failures = c.failed,
                last_good_at = CASE WHEN c.good THEN now() ELSE f.last_good_at END,
                failing_since = CASE WHEN c.failed = 0 THEN NULL ELSE coalesce(f.failing_since, now()) END,
                last_article_at = CASE WHEN c.outcome = 'New' THEN now() ELSE f.last_article_at END,
                state = CASE WHEN c.outcome = 'Gone' AND f.state = 'Active' THEN 'Gone' ELSE f.state END,
                state_changed_at = CASE WHEN c.outcome = 'Gone' AND f.state = 'Active' THEN now() ELSE f.state_changed_at END,
                moved_seen = CASE WHEN NOT c.good THEN f.moved_seen WHEN c.moved IS NULL THEN 0 WHEN f.moved_to = c.moved THEN f.moved_seen + 1 ELSE 1 END,
                moved_since = CASE WHEN NOT c.good THEN f.moved_since WHEN c.moved IS NULL THEN NULL WHEN f.moved_to = c.moved THEN f.moved_since ELSE now() END,
                moved_to = CASE WHEN NOT c.good THEN f.moved_to ELSE c.moved END,
                publisher_wait = CASE WHEN c.good THEN coalesce(c.asked, CASE WHEN c.was_read THEN NULL ELSE f.publisher_wait END) ELSE f.publisher_wait END,
                e_tag = CASE WHEN c.was_read THEN c.tag ELSE f.e_tag END,
                last_modified = CASE WHEN c.was_read THEN c.modified ELSE f.last_modified END,
                body_hash = CASE WHEN c.was_read THEN c.hash ELSE f.body_hash END,
                format = coalesce(c.kind, f.format),
                site_address = coalesce(f.site_address, c.site),
                entries_a_week = coalesce(c.rate, f.entries_a_week),
                guids_lie = f.guids_lie OR c.lies
            FROM finished c
            WHERE f.id = c.feed AND f.lease_token = c.token
            RETURNING f.id, f.outlet_id, f.lease_token)
        """;

    /// <summary>The lines in the feeds' logs. Ends with the number of new articles and what follows it: the caller completes the statement.</summary>
    internal const string LogSql = """
        INSERT INTO feed_checks (feed_id, at, outcome, status, duration_ms, bytes, entries, detail, new_articles)
        SELECT c.feed, now(), c.outcome, c.status, c.ms, c.bytes, c.entries, c.detail,
        """;

    /// <summary>Adds $1 to $21: what each check says of its feed.</summary>
    internal static void AddTo(NpgsqlParameterCollection parameters, IReadOnlyList<(ClaimedFeed Feed, FinishedCheck Check)> checks)
    {
        Add(c => c.Feed.Id);
        Add(c => c.Feed.LeaseToken);
        Add(c => c.Check.Wait);
        Add(c => c.Check.Outcome.ToString());
        AddMaybe(c => c.Check.Status, NpgsqlDbType.Integer);
        AddMaybe(c => c.Check.Detail is null ? null : ArticleText.Line(c.Check.Detail, 1000), NpgsqlDbType.Text);
        Add(c => c.Check.Failures);
        Add(c => c.Check.IsGood);
        AddMaybe(c => c.Check.MovedTo, NpgsqlDbType.Text);
        AddMaybe(c => c.Check.PublisherWait, NpgsqlDbType.Interval);
        Add(c => c.Check.Read is not null);
        AddMaybe(c => c.Check.Read?.ETag is { Length: <= 1000 } etag ? etag : null, NpgsqlDbType.Text);
        AddMaybe(c => c.Check.Read?.LastModified is { Length: <= 100 } modified ? modified : null, NpgsqlDbType.Text);
        AddMaybe(c => c.Check.Read?.BodyHash, NpgsqlDbType.Bytea);
        AddMaybe(c => c.Check.Read?.Format, NpgsqlDbType.Text);
        AddMaybe(c => c.Check.Read?.SiteAddress is { Length: <= Limits.Address } site ? site : null, NpgsqlDbType.Text);
        AddMaybe(c => c.Check.Read?.EntriesAWeek, NpgsqlDbType.Double);
        Add(c => c.Check.Read?.GuidsLie ?? false);
        Add(c => (int)Math.Min(c.Check.Duration.TotalMilliseconds, int.MaxValue));
        Add(c => c.Check.Bytes);
        Add(c => c.Check.Entries);

        void Add<T>(Func<(ClaimedFeed Feed, FinishedCheck Check), T> column) => parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. checks.Select(column)] });

        void AddMaybe<T>(Func<(ClaimedFeed Feed, FinishedCheck Check), T> column, NpgsqlDbType type) =>
            parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. checks.Select(column)], NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}

/// <summary>What a read feed said of itself.</summary>
public sealed record ReadKnowledge
{
    public string? ETag { get; init; }
    public string? LastModified { get; init; }
    public required byte[] BodyHash { get; init; }
    public string? Format { get; init; }
    public string? SiteAddress { get; init; }
    public double? EntriesAWeek { get; init; }
    public bool GuidsLie { get; init; }
}
