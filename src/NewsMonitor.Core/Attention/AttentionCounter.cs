using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Attention;

/// <summary>
/// Keeps the counts of articles by day that the desk draws: a year of the most written of among a million articles is read in milliseconds,
/// and would take seconds to count. Triggers note the days that a change touches (see the migration); here each such day is counted anew from
/// the articles and their codes, so that whatever was changed, and by whatever program, the counts come right again.
/// </summary>
public sealed class AttentionCounter(NpgsqlDataSource archive, NewsroomTime newsroom)
{
    // One node counts at a time. Held before a day's notes are taken away: an older count cannot be written over a newer one.
    private const string LockSql = "SELECT pg_try_advisory_xact_lock(7204118011)";

    // Notes are kept by days of UTC, because triggers know no newsroom. Newest first: that is what is looked at.
    private const string TakeSql = """
        DELETE FROM attention_changes WHERE day = (SELECT max(day) FROM attention_changes) RETURNING day
        """;

    // What counts is what a search finds: a code of the layer that counts, neither removed nor rejected.
    private const string CountSql = """
        WITH hits AS MATERIALIZED (SELECT id, outlet_id FROM articles WHERE published_at >= $1 AND published_at < $2),
        coded AS MATERIALIZED (
            SELECT c.id, c.article_id, c.actor_id, c.issue_id FROM hits JOIN codes c ON c.article_id = hits.id
            WHERE c.removed_at IS NULL AND c.counts AND c.state <> 'Rejected'),
        counted AS MATERIALIZED (
            SELECT 'All' AS kind, 0::bigint AS subject_id, count(*)::int AS articles FROM hits HAVING count(*) > 0
            UNION ALL SELECT 'Outlet', outlet_id, count(*)::int FROM hits GROUP BY outlet_id
            UNION ALL SELECT 'Actor', actor_id, count(*)::int FROM (
                SELECT article_id, actor_id FROM coded WHERE actor_id IS NOT NULL
                UNION SELECT coded.article_id, p.actor_id FROM coded JOIN participants p ON p.statement_id = coded.id) AS seen GROUP BY actor_id
            UNION ALL SELECT 'Issue', issue_id, count(DISTINCT article_id)::int FROM coded WHERE issue_id IS NOT NULL GROUP BY issue_id),
        gone AS (
            DELETE FROM attention_days d WHERE d.day = $3
                AND NOT EXISTS (SELECT FROM counted c WHERE c.kind = d.kind AND c.subject_id = d.subject_id))
        INSERT INTO attention_days AS d (day, kind, subject_id, articles) SELECT $3, kind, subject_id, articles FROM counted
        ON CONFLICT (kind, subject_id, day) DO UPDATE SET articles = EXCLUDED.articles WHERE d.articles <> EXCLUDED.articles
        """;

    /// <summary>Counts the newest day that something has changed on.</summary>
    /// <returns>Whether there was one; false too where another node is counting.</returns>
    public async Task<bool> CountNextAsync(CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var take = new NpgsqlCommand(LockSql, connection, transaction))
        {
            if (!(bool)(await take.ExecuteScalarAsync(cancel))!) return false;
        }
        await using var note = new NpgsqlCommand(TakeSql, connection, transaction);
        if (await note.ExecuteScalarAsync(cancel) is not DateOnly day) return false;
        foreach (var own in DaysOf(day)) await CountAsync(own, connection, transaction, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Counts until nothing is left to count.</summary>
    public async Task CountAllAsync(CancellationToken cancel)
    {
        while (await CountNextAsync(cancel)) { }
    }

    /// <summary>Another calendar has other days: where the newsroom's zone is not the one counted in, everything is counted anew.</summary>
    public async Task<bool> FollowZoneAsync(CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_xact_lock(7204118011)", connection, transaction)) await take.ExecuteNonQueryAsync(cancel);
        await using var compare = new NpgsqlCommand("SELECT zone FROM attention_zone", connection, transaction);
        if (await compare.ExecuteScalarAsync(cancel) as string == newsroom.Zone.Id) return false;
        await using var forget = new NpgsqlCommand("""
            DELETE FROM attention_zone; INSERT INTO attention_zone (zone) VALUES (@zone);
            TRUNCATE attention_days;
            INSERT INTO attention_changes (day) SELECT DISTINCT (published_at AT TIME ZONE 'UTC')::date FROM articles;
            """, connection, transaction) { CommandTimeout = 300 };
        forget.Parameters.AddWithValue("zone", newsroom.Zone.Id);
        await forget.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>The newsroom's days that a day of UTC reaches into.</summary>
    private IEnumerable<DateOnly> DaysOf(DateOnly utc)
    {
        var start = new DateTimeOffset(utc.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var (first, last) = (newsroom.Local(start), newsroom.Local(start.AddDays(1).AddTicks(-1)));
        for (var day = DateOnly.FromDateTime(first.DateTime); day <= DateOnly.FromDateTime(last.DateTime); day = day.AddDays(1)) yield return day;
    }

    private async Task CountAsync(DateOnly day, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        var range = new DayRange(day, day);
        await using var count = new NpgsqlCommand(CountSql, connection, transaction) { CommandTimeout = 300 };
        count.Parameters.Add(new() { Value = range.From(newsroom).ToUniversalTime() });
        count.Parameters.Add(new() { Value = range.Until(newsroom).ToUniversalTime() });
        count.Parameters.Add(new() { Value = day, NpgsqlDbType = NpgsqlDbType.Date });
        await count.ExecuteNonQueryAsync(cancel);
    }
}
