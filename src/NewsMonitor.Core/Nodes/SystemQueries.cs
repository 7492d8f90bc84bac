using Npgsql;

namespace NewsMonitor.Core.Nodes;

/// <summary>Answers how the whole system fares: SQL by hand, since most of it asks PostgreSQL's own books.</summary>
public sealed class SystemQueries(NpgsqlDataSource archive)
{
    /// <summary>The last minutes that the page draws.</summary>
    public const int Minutes = 60;

    private const int TablesShown = 8;

    private const string QueueSql = """
        SELECT f.due, f.held, f.late, f.longest, p.due, p.held, p.later, r.due, r.held, (SELECT count(*) FROM watch_changes)
        FROM (SELECT count(*) FILTER (WHERE free) AS due, count(*) FILTER (WHERE NOT free) AS held,
                count(*) FILTER (WHERE free AND next_check_at < now() - interval '5 minutes') AS late, now() - min(next_check_at) FILTER (WHERE free) AS longest
            FROM (SELECT next_check_at, lease_until IS NULL OR lease_until <= now() AS free FROM feeds
                WHERE state = 'Active' AND next_check_at <= now()) AS due) AS f,
            (SELECT count(*) FILTER (WHERE free AND due_at <= now()) AS due, count(*) FILTER (WHERE NOT free) AS held,
                count(*) FILTER (WHERE free AND due_at > now()) AS later
            FROM (SELECT due_at, lease_until IS NULL OR lease_until <= now() AS free FROM page_tasks) AS pages) AS p,
            (SELECT count(*) FILTER (WHERE lease_until IS NULL OR lease_until <= now()) AS due, count(*) FILTER (WHERE lease_until > now()) AS held
            FROM reading_tasks WHERE due_at IS NOT NULL) AS r
        """;

    private const string NodesSql = """
        SELECT n.id, n.machine, n.process_id, n.version, n.schema, n.ingests, n.serves, n.started_at, n.seen_at, n.memory, n.seen_at < now() - $1,
            (SELECT count(*) FROM feeds WHERE lease_owner = n.id AND lease_until > now()),
            (SELECT count(*) FROM page_tasks WHERE lease_owner = n.id AND lease_until > now()),
            (SELECT count(*) FROM reading_tasks WHERE lease_owner = n.id AND lease_until > now()),
            (SELECT coalesce(array_agg(kind ORDER BY id), '{}') FROM jobs WHERE lease_owner = n.id AND state = 'Running' AND lease_until > now())
        FROM nodes n ORDER BY n.seen_at < now() - $1, n.machine, n.started_at
        """;

    private const string RatesSql = """
        SELECT m.at, count(c.at)::int, coalesce(sum(c.new_articles), 0)::int,
            (count(c.at) FILTER (WHERE c.outcome NOT IN ('New', 'NothingNew', 'Unchanged')))::int
        FROM generate_series(date_trunc('minute', now()) - $1 * interval '1 minute', date_trunc('minute', now()) - interval '1 minute', interval '1 minute') AS m (at)
        LEFT JOIN feed_checks c ON c.at >= m.at AND c.at < m.at + interval '1 minute' AND c.at >= date_trunc('minute', now()) - $1 * interval '1 minute'
        GROUP BY m.at ORDER BY m.at
        """;

    private const string TablesSql = """
        SELECT c.relname, pg_total_relation_size(c.oid), greatest(c.reltuples, pg_stat_get_live_tuples(c.oid))::bigint
        FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
        ORDER BY 2 DESC LIMIT $1
        """;

    private const string ServerSql = """
        SELECT split_part(current_setting('server_version'), ' ', 1), current_database(), pg_database_size(current_database()),
            (SELECT last_archived_time FROM pg_stat_archiver), pg_postmaster_start_time(),
            (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database())
        """;

    public async Task<QueueState> QueueAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(QueueSql);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return new()
        {
            FeedsDue = rows.GetInt64(0), FeedsInHand = rows.GetInt64(1), FeedsLate = rows.GetInt64(2), LongestDue = rows.IsDBNull(3) ? null : rows.GetTimeSpan(3),
            PagesDue = rows.GetInt64(4), PagesInHand = rows.GetInt64(5), PagesPutOff = rows.GetInt64(6),
            ReadingsDue = rows.GetInt64(7), ReadingsInHand = rows.GetInt64(8), WatchChanges = rows.GetInt64(9),
        };
    }

    private const string OutboxSql = """
        SELECT c.channel, w.waiting, w.retrying, coalesce(e.failed, 0), coalesce(e.sent, 0), e.last,
            (SELECT d.detail FROM deliveries d WHERE d.channel = c.channel AND d.detail IS NOT NULL AND (d.state = 'Waiting' OR d.ended_at > now() - interval '7 days') ORDER BY d.id DESC LIMIT 1)
        FROM (VALUES ('Mail'), ('Hook')) AS c (channel)
        CROSS JOIN LATERAL (SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE attempts > 0))::int AS retrying FROM deliveries d WHERE d.channel = c.channel AND d.state = 'Waiting') AS w
        CROSS JOIN LATERAL (SELECT (count(*) FILTER (WHERE state = 'Failed'))::int AS failed, (count(*) FILTER (WHERE state = 'Sent' AND ended_at > now() - interval '24 hours'))::int AS sent,
            max(ended_at) FILTER (WHERE state = 'Sent') AS last FROM deliveries d WHERE d.channel = c.channel AND d.ended_at > now() - interval '7 days') AS e
        """;

    /// <summary>What of the watches' alerts waits to be sent, was sent, and could not be.</summary>
    public async Task<IReadOnlyList<OutboxState>> OutboxAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(OutboxSql);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var channels = new List<OutboxState>();
        while (await rows.ReadAsync(cancel))
        {
            channels.Add(new(
                Enum.Parse<Watches.DeliveryChannel>(rows.GetString(0)), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetInt32(4),
                rows.IsDBNull(5) ? null : rows.GetFieldValue<DateTimeOffset>(5), rows.IsDBNull(6) ? null : rows.GetString(6)));
        }
        return channels;
    }

    /// <summary>Those that run first, then those that have not signed for a while.</summary>
    public async Task<IReadOnlyList<NodeRow>> NodesAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(NodesSql);
        command.Parameters.Add(new() { Value = NodePresence.Lost });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var nodes = new List<NodeRow>();
        while (await rows.ReadAsync(cancel))
        {
            nodes.Add(new(
                rows.GetString(0), rows.GetString(1), rows.GetInt32(2), rows.GetString(3), rows.GetString(4), rows.GetBoolean(5), rows.GetBoolean(6),
                rows.GetFieldValue<DateTimeOffset>(7), rows.GetFieldValue<DateTimeOffset>(8), rows.GetInt64(9), rows.GetBoolean(10),
                rows.GetInt64(11), rows.GetInt64(12), rows.GetInt64(13), rows.GetFieldValue<string[]>(14)));
        }
        return nodes;
    }

    /// <summary>The last whole minutes, oldest first, those without a check too.</summary>
    public async Task<IReadOnlyList<MinuteRow>> RatesAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(RatesSql);
        command.Parameters.Add(new() { Value = Minutes });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var minutes = new List<MinuteRow>(Minutes);
        while (await rows.ReadAsync(cancel)) minutes.Add(new(rows.GetFieldValue<DateTimeOffset>(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3)));
        return minutes;
    }

    public async Task<DatabaseState> DatabaseAsync(CancellationToken cancel)
    {
        var tables = new List<TableSize>();
        await using (var command = archive.CreateCommand(TablesSql))
        {
            command.Parameters.Add(new() { Value = TablesShown });
            await using var sizes = await command.ExecuteReaderAsync(cancel);
            while (await sizes.ReadAsync(cancel)) tables.Add(new(sizes.GetString(0), sizes.GetInt64(1), sizes.GetInt64(2)));
        }
        await using var ask = archive.CreateCommand(ServerSql);
        await using var rows = await ask.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return new()
        {
            Version = rows.GetString(0), Name = rows.GetString(1), Bytes = rows.GetInt64(2), Tables = tables,
            ArchivedAt = rows.IsDBNull(3) ? null : rows.GetFieldValue<DateTimeOffset>(3),
            ServerStartedAt = rows.GetFieldValue<DateTimeOffset>(4), Connections = rows.GetInt32(5),
        };
    }
}
