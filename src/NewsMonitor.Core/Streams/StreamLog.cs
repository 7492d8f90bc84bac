using Npgsql;

namespace NewsMonitor.Core.Streams;

/// <summary>Something that came into the archive: a text of an article, or a person's change of a code.</summary>
/// <param name="Place">Its place in the order of the stream; later ones are larger.</param>
/// <param name="At">When its transaction began.</param>
/// <param name="ArticleId">Which article.</param>
/// <param name="Version">The number of the new text; null for a code.</param>
/// <param name="CodeId">Which code; null for a text.</param>
/// <param name="IsStatement">The code is a threat or a position.</param>
/// <param name="Stands">The code counts, is confirmed and not removed.</param>
/// <param name="Stood">It has been so at some time: who follows the stream may know it. A code of a round has not, before the round is settled.</param>
public sealed record StreamEntry(long Place, DateTimeOffset At, long ArticleId, int? Version, long? CodeId, bool IsStatement, bool Stands, bool Stood);

/// <summary>
/// What came in, in an order that is never amended. Ids and times will not do for that: a transaction that began early may commit late, and
/// whoever has read on past it would never see it. So triggers note what is written (see the migration), without a place; and places are
/// given afterwards, to what is committed, by one node at a time. Nothing is placed before anything that somebody may have read.
/// </summary>
public sealed class StreamLog(NpgsqlDataSource archive)
{
    /// <summary>How far back the stream goes. What is older has to be read from the lists.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private const int Batch = 5000;

    // The lock is held until the commit, and the second statement looks after it has been had: whoever comes next sees these places.
    private const string PlaceSql = """
        WITH fresh AS MATERIALIZED (SELECT id FROM stream_entries WHERE place IS NULL ORDER BY id LIMIT $1),
        placed AS MATERIALIZED (SELECT id, nextval('stream_places') AS place FROM fresh)
        UPDATE stream_entries e SET place = placed.place FROM placed WHERE e.id = placed.id AND e.place IS NULL
        """;

    private const string AfterSql = """
        SELECT e.place, e.at, e.article_id, e.version, e.code_id, coalesce(c.kind IN ('threat', 'position'), FALSE), coalesce(c.counts AND c.state = 'Confirmed' AND c.removed_at IS NULL, FALSE),
            coalesce(CASE WHEN c.counts THEN EXISTS (SELECT FROM revisions r WHERE r.code_id = c.id AND r.after ->> 'state' = 'Confirmed') ELSE e.counting END, FALSE)
        FROM stream_entries e LEFT JOIN codes c ON c.id = e.code_id
        WHERE e.place > $1 ORDER BY e.place LIMIT $2
        """;

    /// <summary>Gives places to what has come in.</summary>
    /// <returns>The last place given.</returns>
    public async Task<long> PlaceAsync(CancellationToken cancel)
    {
        while (true)
        {
            await using var connection = await archive.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using (var gate = new NpgsqlCommand("SELECT pg_advisory_xact_lock(7308608371240)", connection)) await gate.ExecuteNonQueryAsync(cancel);
            await using var place = new NpgsqlCommand(PlaceSql, connection) { Parameters = { new() { Value = Batch } } };
            var placed = await place.ExecuteNonQueryAsync(cancel);
            await using var ask = new NpgsqlCommand("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM stream_places", connection);
            var last = (long)(await ask.ExecuteScalarAsync(cancel))!;
            await transaction.CommitAsync(cancel);
            if (placed < Batch) return last;
        }
    }

    /// <summary>What stands after a place, at most so many.</summary>
    public async Task<IReadOnlyList<StreamEntry>> AfterAsync(long place, int most, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(AfterSql);
        command.Parameters.Add(new() { Value = place });
        command.Parameters.Add(new() { Value = most });
        var entries = new List<StreamEntry>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            entries.Add(new(
                rows.GetInt64(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetInt64(2), rows.IsDBNull(3) ? null : rows.GetInt32(3),
                rows.IsDBNull(4) ? null : rows.GetInt64(4), rows.GetBoolean(5), rows.GetBoolean(6), rows.GetBoolean(7)));
        }
        return entries;
    }

    /// <summary>Whether all that followed a place is still kept. One of another archive, or of a later state of this one, has nothing to follow it.</summary>
    /// <param name="place">Where somebody stopped reading.</param>
    /// <param name="last">The last place given.</param>
    /// <param name="cancel">Stops the query.</param>
    public async Task<bool> ReachesBackToAsync(long place, long last, CancellationToken cancel)
    {
        if (place == last) return true;
        if (place > last) return false;
        await using var command = archive.CreateCommand("SELECT min(place) FROM stream_entries");
        return await command.ExecuteScalarAsync(cancel) is long first && first <= place + 1;
    }

    /// <summary>Forgets what is older than the stream goes back.</summary>
    public async Task PruneAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("DELETE FROM stream_entries WHERE at < now() - $1");
        command.CommandTimeout = 300;
        command.Parameters.Add(new() { Value = Kept });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
