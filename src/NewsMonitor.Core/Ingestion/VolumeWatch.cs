using System.Data;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Measures how much each feed brings and how well its pages are read, and raises an alarm where a feed has fallen silent or its texts have
/// become half as long: things that no error tells. A thousand feeds at a time, each some times a day, by one node.
/// </summary>
public sealed class VolumeWatch(NpgsqlDataSource archive, BulletinBoard board)
{
    /// <summary>Feeds measured in one statement: some seconds' work.</summary>
    private const int Batch = 1000;

    // Feeds of one outlet together: their articles are looked through once.
    private const string DueSql = """
        SELECT f.id FROM feeds f LEFT JOIN feed_volumes v ON v.feed_id = f.id
        WHERE v.feed_id IS NULL OR v.measured_at < now() - interval '4 hours' ORDER BY f.outlet_id, f.id
        """;

    // Silent: nothing for three days and for five times the usual pause. What was usual stays as it was while a feed is silent, or the
    // alarm would end by itself. The first hour of a feed brings what it had: that is no week's work. Thin: half the median, of enough texts.
    // The ids come as an array and every part is materialized: measured afresh for each feed, as a planner did that took the feeds for one,
    // 5,000 feeds took seven minutes.
    private const string MeasureSql = """
        WITH chosen AS MATERIALIZED (
            SELECT f.id, f.outlet_id, f.state, f.failures, f.added_at, f.last_article_at, v.usual_a_week AS usual_before, v.alarm AS alarm_before, v.alarm_since
            FROM feeds f LEFT JOIN feed_volumes v ON v.feed_id = f.id
            WHERE f.id = ANY ($1)),
        brought AS MATERIALIZED (
            SELECT c.id, sum(k.new_articles) AS articles
            FROM feed_checks k JOIN chosen c ON c.id = k.feed_id
            WHERE k.feed_id = ANY ($1) AND k.at > now() - interval '60 days' AND k.at <= now() - interval '7 days' AND k.at > c.added_at + interval '1 hour' AND k.new_articles > 0
            GROUP BY c.id),
        recent AS MATERIALIZED (
            SELECT id, outlet_id, words, text_state, published_at > now() - interval '7 days' AS recent FROM articles
            WHERE outlet_id = ANY (ARRAY(SELECT DISTINCT outlet_id FROM chosen)) AND published_at > now() - interval '35 days' AND text_state <> 'Pending'),
        texts AS MATERIALIZED (
            SELECT DISTINCT c.id, a.id AS article, a.words, a.text_state, a.recent
            FROM recent a JOIN feed_entries e ON e.article_id = a.id JOIN chosen c ON c.id = e.feed_id AND c.outlet_id = a.outlet_id),
        lengths AS MATERIALIZED (
            SELECT id,
                CASE WHEN count(*) FILTER (WHERE recent) >= 5 THEN (percentile_cont(0.5) WITHIN GROUP (ORDER BY words) FILTER (WHERE recent))::int END AS words,
                CASE WHEN count(*) FILTER (WHERE NOT recent) >= 10 THEN (percentile_cont(0.5) WITHIN GROUP (ORDER BY words) FILTER (WHERE NOT recent))::int END AS usual_words,
                count(*) FILTER (WHERE text_state <> 'FeedTextOnly')::int AS tried, count(*) FILTER (WHERE text_state = 'Complete')::int AS read
            FROM texts GROUP BY id),
        measured AS (
            SELECT c.*, l.words, l.usual_words, coalesce(l.tried, 0) AS tried, coalesce(l.read, 0) AS read,
                CASE WHEN c.alarm_before = 'Silent' AND c.last_article_at < c.alarm_since THEN c.usual_before
                     WHEN c.added_at < now() - interval '14 days'
                     THEN coalesce(b.articles, 0) / (extract(epoch FROM least(interval '53 days', now() - c.added_at - interval '7 days')) / 604800) END AS usual
            FROM chosen c LEFT JOIN brought b ON b.id = c.id LEFT JOIN lengths l ON l.id = c.id),
        judged AS (
            SELECT *, CASE
                WHEN state = 'Active' AND failures = 0 AND usual >= 0.5 AND last_article_at < now() - greatest(interval '3 days', interval '35 days' / usual) THEN 'Silent'
                WHEN usual_words >= 40 AND words * 2 < usual_words THEN 'Thin'
                ELSE 'None' END AS alarm
            FROM measured),
        written AS (
            INSERT INTO feed_volumes (feed_id, measured_at, usual_a_week, words, usual_words, pages_tried, pages_read, alarm, alarm_since)
            SELECT id, now(), usual, words, usual_words, tried, read, alarm,
                CASE WHEN alarm = 'None' THEN NULL WHEN alarm = alarm_before THEN alarm_since WHEN alarm = 'Silent' THEN last_article_at + interval '1 second' ELSE now() END
            FROM judged
            ON CONFLICT (feed_id) DO UPDATE SET measured_at = excluded.measured_at, usual_a_week = excluded.usual_a_week, words = excluded.words,
                usual_words = excluded.usual_words, pages_tried = excluded.pages_tried, pages_read = excluded.pages_read, alarm = excluded.alarm,
                alarm_since = excluded.alarm_since)
        SELECT count(*) FILTER (WHERE alarm <> coalesce(alarm_before, 'None'))::int FROM judged
        """;

    /// <summary>Measures what has not been measured for some hours; nothing where another node is at it.</summary>
    /// <returns>How many alarms were raised or lifted.</returns>
    public async Task<int> MeasureAsync(CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        // A lock of the session: with the process that holds it goes the lock, too.
        if (await ScalarAsync(connection, "SELECT pg_try_advisory_lock(7204118061)", cancel) is not true) return 0;
        var changes = 0;
        try
        {
            foreach (var feeds in (await DueAsync(connection, cancel)).Chunk(Batch)) changes += (int)(await ScalarAsync(connection, MeasureSql, cancel, feeds))!;
        }
        finally
        {
            if (connection.State == ConnectionState.Open) await ScalarAsync(connection, "SELECT pg_advisory_unlock(7204118061)", CancellationToken.None);
        }
        if (changes > 0) board.Post(new(BulletinSubject.Feeds));
        return changes;
    }

    private static async Task<List<long>> DueAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var due = new List<long>();
        await using var command = new NpgsqlCommand(DueSql, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) due.Add(rows.GetInt64(0));
        return due;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params long[][] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel);
    }
}
