using System.Text.Json;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Watches.Mail;
using Npgsql;

namespace NewsMonitor.Core.Watches;

/// <summary>
/// Writes alerts, and what of them is to be sent to whom, into the caller's transaction: there is no alert without its deliveries, and no
/// delivery without its alert.
/// </summary>
internal sealed class AlertWriter(IOptions<MailOptions> mail, TimeProvider clock)
{
    /// <summary>How long an alert of articles gathers more of them.</summary>
    internal static readonly TimeSpan Gathers = TimeSpan.FromMinutes(10);
    /// <summary>A mail "at once" waits so long for what comes right after; a call less.</summary>
    internal static readonly TimeSpan MailGathers = TimeSpan.FromMinutes(1), HookGathers = TimeSpan.FromSeconds(10);

    private const string SealSql = "UPDATE alerts SET sealed_at = now() WHERE kind = 'Articles' AND sealed_at IS NULL AND watch_id = ANY ($1) AND at < now() - $2";

    private const string ArticlesSql = """
        INSERT INTO alerts (uid, watch_id, kind, key, rests, at, last_at, articles, details)
        SELECT gen_random_uuid(), w, 'Articles', 'articles:' || gen_random_uuid(), '{}', clock_timestamp(), clock_timestamp(), n, '{}'::jsonb
        FROM unnest($1::bigint[], $2::int[]) AS f (w, n) ORDER BY w
        ON CONFLICT (watch_id) WHERE kind = 'Articles' AND sealed_at IS NULL
            DO UPDATE SET articles = alerts.articles + excluded.articles, last_at = excluded.last_at
        RETURNING id, watch_id
        """;

    private const string ShiftSql = """
        INSERT INTO alerts (uid, watch_id, kind, key, subject, rests, at, last_at, articles, sealed_at, details)
        VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp(), 0, now(), $6::jsonb)
        ON CONFLICT (watch_id, key) DO NOTHING RETURNING id
        """;

    private const string HooksSql = """
        WITH wanted AS MATERIALIZED (
            SELECT gen_random_uuid() AS uid, h.id AS hook_id, t.alert_id FROM unnest($1::bigint[], $2::bigint[]) AS t (alert_id, watch_id)
            JOIN watch_hooks h ON h.watch_id = t.watch_id AND h.disabled_at IS NULL
            WHERE NOT EXISTS (SELECT FROM delivery_alerts c JOIN deliveries d ON d.id = c.delivery_id WHERE c.alert_id = t.alert_id AND d.hook_id = h.id)),
        made AS (
            INSERT INTO deliveries (uid, channel, hook_id, state, open, created_at, due_at, attempts, lease_token)
            SELECT uid, 'Hook', hook_id, 'Waiting', false, now(), now() + $3, 0, 0 FROM wanted RETURNING id, uid)
        INSERT INTO delivery_alerts (delivery_id, alert_id) SELECT made.id, wanted.alert_id FROM made JOIN wanted ON wanted.uid = made.uid
        """;

    private const string ReadersSql = """
        SELECT m.watch_id, m.user_id, m.mail, s.hour, s.weekday, s.zone
        FROM watch_members m JOIN alert_settings s ON s.user_id = m.user_id AND s.confirmed_at IS NOT NULL
            JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
        WHERE m.watch_id = ANY ($1) AND m.mail <> 'None'
        """;

    // A letter that still gathers takes the alert in; one that a worker has taken is closed, and the alert begins the next. Whoever has an
    // alert in a letter gets it in no other.
    private const string LettersSql = """
        WITH told AS MATERIALIZED (
            SELECT t.user_id, t.rhythm, t.alert_id, t.due FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::timestamptz[]) AS t (user_id, rhythm, alert_id, due)
            WHERE NOT EXISTS (SELECT FROM delivery_alerts c JOIN deliveries d ON d.id = c.delivery_id WHERE c.alert_id = t.alert_id AND d.user_id = t.user_id)),
        made AS (
            INSERT INTO deliveries (uid, channel, user_id, rhythm, state, open, created_at, due_at, attempts, lease_token)
            SELECT gen_random_uuid(), 'Mail', user_id, rhythm, 'Waiting', true, now(), min(due), 0, 0 FROM told GROUP BY user_id, rhythm ORDER BY user_id, rhythm
            ON CONFLICT (user_id, rhythm) WHERE open AND user_id IS NOT NULL DO UPDATE SET due_at = deliveries.due_at
            RETURNING id, user_id, rhythm)
        INSERT INTO delivery_alerts (delivery_id, alert_id)
        SELECT made.id, told.alert_id FROM told JOIN made ON made.user_id = told.user_id AND made.rhythm = told.rhythm
        """;

    /// <summary>Tells of articles that newly match: how many, by watch. Adds to the watch's alert that still gathers, or makes one.</summary>
    /// <returns>The alert by watch.</returns>
    public async Task<IReadOnlyDictionary<long, long>> TellArticlesAsync(NpgsqlConnection connection, IReadOnlyDictionary<long, int> news, CancellationToken cancel)
    {
        var alerts = new Dictionary<long, long>();
        if (news.Count == 0) return alerts;
        var watches = news.Keys.Order().ToArray();
        await using (var seal = Command(connection, SealSql, watches, Gathers)) await seal.ExecuteNonQueryAsync(cancel);
        await using (var tell = Command(connection, ArticlesSql, watches, watches.Select(w => news[w]).ToArray()))
        {
            await using var rows = await tell.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) alerts[rows.GetInt64(1)] = rows.GetInt64(0);
        }
        // Of those that were there already too: somebody may have asked for mail since.
        await SendAsync(connection, [.. alerts.Select(a => (a.Value, a.Key))], cancel);
        return alerts;
    }

    /// <summary>Tells of a shift, unless the watch has told of it before.</summary>
    public async Task<bool> TellShiftAsync(
        NpgsqlConnection connection, long watchId, AlertKind kind, string key, string subject, AlertDetails details, CancellationToken cancel)
    {
        var rests = details.Quotes.Select(q => q.ArticleId).Distinct().ToArray();
        await using var tell = Command(connection, ShiftSql, watchId, kind.ToString(), key, subject, rests, JsonSerializer.Serialize(details, AlertConfiguration.Json));
        if (await tell.ExecuteScalarAsync(cancel) is not long id) return false;
        await SendAsync(connection, [(id, watchId)], cancel);
        return true;
    }

    /// <summary>Puts alerts into the outbox, for every hook and every reader of their watches.</summary>
    private async Task SendAsync(NpgsqlConnection connection, List<(long Alert, long Watch)> alerts, CancellationToken cancel)
    {
        if (alerts.Count == 0) return;
        await using (var hooks = Command(connection, HooksSql, alerts.Select(a => a.Alert).ToArray(), alerts.Select(a => a.Watch).ToArray(), HookGathers))
            await hooks.ExecuteNonQueryAsync(cancel);
        if (!mail.Value.IsOn) return;
        var now = clock.GetUtcNow();
        var letters = new List<(long User, string Rhythm, long Alert, DateTimeOffset Due)>();
        var ofWatch = alerts.ToLookup(a => a.Watch, a => a.Alert);
        await using (var read = Command(connection, ReadersSql, alerts.Select(a => a.Watch).Distinct().ToArray()))
        {
            await using var rows = await read.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                var due = MailCalendar.Next(Enum.Parse<MailRhythm>(rows.GetString(2)), now, rows.GetInt32(3), Enum.Parse<DayOfWeek>(rows.GetString(4)), rows.GetString(5));
                foreach (var alert in ofWatch[rows.GetInt64(0)]) letters.Add((rows.GetInt64(1), rows.GetString(2), alert, due.ToUniversalTime()));
            }
        }
        if (letters.Count == 0) return;
        await using var write = Command(
            connection, LettersSql, letters.Select(l => l.User).ToArray(), letters.Select(l => l.Rhythm).ToArray(), letters.Select(l => l.Alert).ToArray(),
            letters.Select(l => l.Due).ToArray());
        await write.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
