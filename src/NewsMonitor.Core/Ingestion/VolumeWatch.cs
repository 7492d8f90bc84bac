using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Measures how much each feed brings and how well its pages are read, and raises an alarm where a feed has fallen silent or its texts have
/// become half as long: things that no error tells. A few hundred feeds at a time, each some times a day.
/// </summary>
public sealed class VolumeWatch(NpgsqlDataSource archive, BulletinBoard board)
{
    /// <summary>Feeds measured in one statement: a second's work.</summary>
    private const int Batch = 250;
    private const int MostBatches = 40;

    // Silent: nothing for three days and for five times the usual pause. What was usual stays as it was while a feed is silent, or the
    // alarm would end by itself. The first hour of a feed brings what it had: that is no week's work. Thin: half the median, of enough texts.
    private const string Sql = """
        WITH chosen AS (
            SELECT f.id, f.outlet_id, f.state, f.failures, f.added_at, f.last_article_at, v.usual_a_week AS usual_before, v.alarm AS alarm_before, v.alarm_since
            FROM feeds f LEFT JOIN feed_volumes v ON v.feed_id = f.id
            WHERE v.feed_id IS NULL OR v.measured_at < now() - interval '4 hours'
            ORDER BY v.measured_at NULLS FIRST LIMIT $1),
        brought AS (
            SELECT c.id, sum(k.new_articles) AS articles
            FROM chosen c JOIN feed_checks k ON k.feed_id = c.id AND k.at > now() - interval '60 days' AND k.at <= now() - interval '7 days'
                AND k.at > c.added_at + interval '1 hour' AND k.new_articles > 0
            GROUP BY c.id),
        texts AS (
            SELECT c.id, a.words, a.text_state, a.published_at > now() - interval '7 days' AS recent
            FROM chosen c JOIN articles a ON a.outlet_id = c.outlet_id AND a.published_at > now() - interval '35 days' AND a.text_state <> 'Pending'
            WHERE EXISTS (SELECT 1 FROM feed_entries e WHERE e.article_id = a.id AND e.feed_id = c.id)),
        lengths AS (
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
        SELECT count(*)::int, count(*) FILTER (WHERE alarm <> coalesce(alarm_before, 'None'))::int FROM judged
        """;

    /// <returns>How many alarms were raised or lifted.</returns>
    public async Task<int> MeasureAsync(CancellationToken cancel)
    {
        var changes = 0;
        for (var batch = 0; batch < MostBatches; batch++)
        {
            await using var command = archive.CreateCommand(Sql);
            command.CommandTimeout = 120;
            command.Parameters.Add(new() { Value = Batch });
            await using var row = await command.ExecuteReaderAsync(cancel);
            await row.ReadAsync(cancel);
            changes += row.GetInt32(1);
            if (row.GetInt32(0) < Batch) break;
        }
        if (changes > 0) board.Post(new(BulletinSubject.Feeds));
        return changes;
    }
}
