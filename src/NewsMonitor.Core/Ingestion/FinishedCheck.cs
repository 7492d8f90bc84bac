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
    /// Updates the feed and ends its lease, if the lease is still this worker's: everything else that a check writes hangs on the row that
    /// this returns. Parameters $1 to $21, in the order of <see cref="AddTo"/>.
    /// </summary>
    internal const string LeaseSql = """
        lease AS (
            UPDATE feeds SET
                lease_until = NULL, lease_owner = NULL,
                next_check_at = now() + $3, last_check_at = now(),
                last_outcome = $4, last_status = $5, last_detail = $6, failures = $7,
                last_good_at = CASE WHEN $8 THEN now() ELSE last_good_at END,
                failing_since = CASE WHEN $7 = 0 THEN NULL ELSE coalesce(failing_since, now()) END,
                last_article_at = CASE WHEN $4 = 'New' THEN now() ELSE last_article_at END,
                state = CASE WHEN $4 = 'Gone' AND state = 'Active' THEN 'Gone' ELSE state END,
                state_changed_at = CASE WHEN $4 = 'Gone' AND state = 'Active' THEN now() ELSE state_changed_at END,
                moved_seen = CASE WHEN NOT $8 THEN moved_seen WHEN $9::text IS NULL THEN 0 WHEN moved_to = $9 THEN moved_seen + 1 ELSE 1 END,
                moved_since = CASE WHEN NOT $8 THEN moved_since WHEN $9::text IS NULL THEN NULL WHEN moved_to = $9 THEN moved_since ELSE now() END,
                moved_to = CASE WHEN NOT $8 THEN moved_to ELSE $9 END,
                publisher_wait = CASE WHEN $8 THEN coalesce($10, CASE WHEN $11 THEN NULL ELSE publisher_wait END) ELSE publisher_wait END,
                e_tag = CASE WHEN $11 THEN $12 ELSE e_tag END,
                last_modified = CASE WHEN $11 THEN $13 ELSE last_modified END,
                body_hash = CASE WHEN $11 THEN $14 ELSE body_hash END,
                format = coalesce($15, format),
                site_address = coalesce(site_address, $16),
                entries_a_week = coalesce($17, entries_a_week),
                guids_lie = guids_lie OR $18
            WHERE id = $1 AND lease_token = $2
            RETURNING id, outlet_id)
        """;

    /// <summary>The line in the feed's log. Ends with the number of new articles and what follows it: the caller completes the statement.</summary>
    internal const string LogSql = """
        INSERT INTO feed_checks (feed_id, at, outcome, status, duration_ms, bytes, entries, detail, new_articles)
        SELECT id, now(), $4, $5, $19, $20, $21, $6,
        """;

    /// <summary>How many parameters <see cref="AddTo"/> adds.</summary>
    internal const int Parameters = 21;

    internal void AddTo(NpgsqlParameterCollection parameters, ClaimedFeed feed)
    {
        Add(feed.Id);
        Add(feed.LeaseToken);
        Add(Wait);
        Add(Outcome.ToString());
        AddMaybe(Status, NpgsqlDbType.Integer);
        AddMaybe(Detail is null ? null : ArticleText.Line(Detail, 1000), NpgsqlDbType.Text);
        Add(Failures);
        Add(IsGood);
        AddMaybe(MovedTo, NpgsqlDbType.Text);
        AddMaybe(PublisherWait, NpgsqlDbType.Interval);
        Add(Read is not null);
        AddMaybe(Read?.ETag is { Length: <= 1000 } etag ? etag : null, NpgsqlDbType.Text);
        AddMaybe(Read?.LastModified is { Length: <= 100 } modified ? modified : null, NpgsqlDbType.Text);
        AddMaybe(Read?.BodyHash, NpgsqlDbType.Bytea);
        AddMaybe(Read?.Format, NpgsqlDbType.Text);
        AddMaybe(Read?.SiteAddress is { Length: <= Limits.Address } site ? site : null, NpgsqlDbType.Text);
        AddMaybe(Read?.EntriesAWeek, NpgsqlDbType.Double);
        Add(Read?.GuidsLie ?? false);
        Add((int)Math.Min(Duration.TotalMilliseconds, int.MaxValue));
        Add(Bytes);
        Add(Entries);

        void Add<T>(T value) where T : notnull => parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

        void AddMaybe(object? value, NpgsqlDbType type) => parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
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
