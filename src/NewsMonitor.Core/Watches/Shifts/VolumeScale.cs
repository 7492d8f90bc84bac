using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Watches.Shifts;

/// <summary>
/// Holds the number of articles a day that a watch finds against its usual band, an hour after it was last held so. Days are the newsroom's, and
/// end with the archive's newest article: where nothing comes in because our own feeds stand still, no watch has fallen silent.
/// </summary>
internal sealed class VolumeScale(NpgsqlDataSource archive, WatchBook book, AlertWriter alerts, NewsroomTime newsroom, BulletinBoard board)
{
    public const int EveryMinutes = 60;
    /// <summary>Finished days that are looked at again: articles come in late.</summary>
    private const int Finished = 2;

    private const string NextSql = """
        SELECT id, weighed_at IS NULL FROM watches WHERE volume AND (weighed_at IS NULL OR weighed_at < now() - $1 * interval '1 minute')
        ORDER BY weighed_at NULLS FIRST LIMIT 1 FOR UPDATE SKIP LOCKED
        """;

    /// <summary>Weighs the watch that has waited longest.</summary>
    /// <returns>False where none is due.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await NextAsync(connection, cancel) is not var (id, isNew)) return false;
        var watch = (await book.AllAsync(cancel)).FirstOrDefault(w => w.Id == id);
        // The days before it was made are no news to a new watch.
        var changes = watch is { IsEverything: false } ? await WeighAsync(connection, watch, isNew ? 0 : Finished, cancel) : 0;
        await using (var done = new NpgsqlCommand("UPDATE watches SET weighed_at = now() WHERE id = $1", connection) { Parameters = { new() { Value = id } } })
            await done.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        if (changes > 0) board.Post(new(BulletinSubject.Watches));
        return true;
    }

    private static async Task<(long Id, bool IsNew)?> NextAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var next = new NpgsqlCommand(NextSql, connection) { Parameters = { new() { Value = EveryMinutes } } };
        await using var row = await next.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetInt64(0), row.GetBoolean(1)) : null;
    }

    private async Task<int> WeighAsync(NpgsqlConnection connection, CompiledWatch watch, int finished, CancellationToken cancel)
    {
        if (await new ShiftStatements(connection).FrontierAsync(cancel) is not { } frontier) return 0;
        var today = DateOnly.FromDateTime(newsroom.Local(frontier).DateTime);
        var days = await CountAsync(connection, watch, today, cancel);
        var changes = 0;
        for (var back = 0; back <= finished; back++)
        {
            var day = today.AddDays(-back);
            var weeks = Enumerable.Range(1, UsualBand.Weeks8).Select(w => day.AddDays(-7 * w)).Where(days.ContainsKey).Select(d => days[d]).ToArray();
            if (UsualBand.Of(weeks) is not { } band) continue;
            var number = days.GetValueOrDefault(day);
            var place = band.Place(number, isOver: back > 0);
            changes += await WithdrawAsync(connection, watch.Id, day, place, cancel);
            if (place == BandPlace.Within) continue;
            var details = new AlertDetails { Volume = new(day, number, band.Median, band.Low, band.High, band.Weeks) };
            var key = FormattableString.Invariant($"Volume:{day:yyyy-MM-dd}:{place}");
            if (await alerts.TellShiftAsync(connection, watch.Id, AlertKind.Volume, key, FormattableString.Invariant($"{day:yyyy-MM-dd}"), details, cancel)) changes++;
        }
        return changes;
    }

    /// <summary>Articles by day, zero where there were others but none of the watch's; days of which the archive knows nothing are left out.</summary>
    private async Task<IReadOnlyDictionary<DateOnly, int>> CountAsync(NpgsqlConnection connection, CompiledWatch watch, DateOnly today, CancellationToken cancel)
    {
        var sql = new ConditionSql(0);
        var from = sql.Add(newsroom.At(today.AddDays(-7 * UsualBand.Weeks8 - Finished).ToDateTime(TimeOnly.MinValue)).ToUniversalTime());
        var until = sql.Add(newsroom.At(today.AddDays(1).ToDateTime(TimeOnly.MinValue)).ToUniversalTime());
        var zone = sql.Add(newsroom.Zone.Id);
        await using var command = new NpgsqlCommand($"""
            WITH found AS (
                SELECT (a.published_at AT TIME ZONE {zone})::date AS day, count(*)::int AS n FROM articles a
                WHERE a.published_at >= {from} AND a.published_at < {until} AND ({new ArticleFilter(watch.Query, sql).Everything}) GROUP BY 1)
            SELECT d.day::date, coalesce(found.n, 0) FROM generate_series(({from} AT TIME ZONE {zone})::date, ({until} AT TIME ZONE {zone})::date - 1, interval '1 day') AS d (day)
            LEFT JOIN found ON found.day = d.day::date
            WHERE EXISTS (SELECT FROM articles a WHERE a.published_at >= d.day::timestamp AT TIME ZONE {zone} AND a.published_at < (d.day::timestamp + interval '1 day') AT TIME ZONE {zone})
            """, connection) { CommandTimeout = 30 };
        command.Parameters.AddRange(sql.Parameters.ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var days = new Dictionary<DateOnly, int>();
        while (await rows.ReadAsync(cancel)) days[rows.GetFieldValue<DateOnly>(0)] = rows.GetInt32(1);
        return days;
    }

    private static async Task<int> WithdrawAsync(NpgsqlConnection connection, long watchId, DateOnly day, BandPlace place, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE alerts SET withdrawn_at = CASE WHEN key = $3 THEN NULL ELSE now() END, withdrawal = CASE WHEN key = $3 THEN NULL ELSE 'Usual' END
            WHERE watch_id = $1 AND kind = 'Volume' AND subject = $2 AND (key = $3) = (withdrawn_at IS NOT NULL)
            """, connection);
        command.Parameters.Add(new() { Value = watchId });
        command.Parameters.Add(new() { Value = FormattableString.Invariant($"{day:yyyy-MM-dd}") });
        command.Parameters.Add(new() { Value = FormattableString.Invariant($"Volume:{day:yyyy-MM-dd}:{place}") });
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
