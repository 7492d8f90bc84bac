using Npgsql;

namespace NewsMonitor.Core.Actors;

/// <summary>
/// Keeps which actors' names are alike, so that the list of duplicates is read and not made. Triggers note whose names have changed (see the
/// migration); only those are compared, each with all others: a few by the index of trigrams, some milliseconds a name among 150,000; many at once
/// in memory (<see cref="NameLikeness"/>), where the index would be asked as often.
/// </summary>
public sealed class NameComparison(NpgsqlDataSource archive)
{
    /// <summary>Beyond so many actors reading all names into memory is quicker than asking the index for each.</summary>
    public int Few { get; init; } = 300;

    // One node compares at a time. Held before the notes are taken away: an older comparison cannot be written over a newer one.
    private const string LockSql = "SELECT pg_try_advisory_xact_lock(7204118017)";

    private const string NamesSql = """
        SELECT id, kind, name, TRUE FROM actors WHERE merged_into_id IS NULL AND id = ANY ($1)
        UNION ALL
        SELECT n.actor_id, a.kind, n.text, n.preferred FROM actor_names n JOIN actors a ON a.id = n.actor_id WHERE a.merged_into_id IS NULL AND a.id = ANY ($1)
        """;

    // The likest names of two actors of one kind.
    private const string CompareSql = """
        INSERT INTO alike_names (first_id, second_id, likeness, first_name, second_name)
        SELECT DISTINCT ON (1, 2) least(s.actor_id, o.actor_id), greatest(s.actor_id, o.actor_id), similarity(s.plain, o.plain),
            CASE WHEN s.actor_id < o.actor_id THEN s.written ELSE o.written END, CASE WHEN s.actor_id < o.actor_id THEN o.written ELSE s.written END
        FROM spellings s JOIN actors sa ON sa.id = s.actor_id JOIN spellings o ON o.plain % s.plain AND o.compared AND o.actor_id <> s.actor_id JOIN actors oa ON oa.id = o.actor_id AND oa.kind = sa.kind
        WHERE s.actor_id = ANY ($1) AND s.compared
        ORDER BY 1, 2, 3 DESC
        """;

    /// <summary>How many actors' names wait to be compared.</summary>
    public async Task<int> WaitingAsync(CancellationToken cancel)
    {
        await using var count = archive.CreateCommand("SELECT count(DISTINCT actor_id)::int FROM uncompared_actors");
        return (int)(await count.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Compares what waits.</summary>
    /// <param name="most">Where more wait, nothing is done: it would take longer than the caller has.</param>
    /// <param name="cancel">Stops it; what waited waits on.</param>
    /// <returns>How many actors were compared; none too where another node is comparing.</returns>
    public async Task<int> CompareAsync(int most, CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var take = new NpgsqlCommand(LockSql, connection, transaction))
        {
            if (!(bool)(await take.ExecuteScalarAsync(cancel))!) return 0;
        }
        var ids = await TakeAsync(connection, cancel);
        if (ids.Length == 0 || ids.Length > most) return 0; // with the transaction the notes are there again
        await WriteAnewAsync(connection, ids, cancel);
        if (ids.Length <= Few) await CompareByIndexAsync(connection, ids, cancel);
        else await CompareInMemoryAsync(connection, ids.ToHashSet(), cancel);
        await transaction.CommitAsync(cancel);
        return ids.Length;
    }

    private static async Task<long[]> TakeAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var take = new NpgsqlCommand("WITH taken AS (DELETE FROM uncompared_actors RETURNING actor_id) SELECT array_agg(DISTINCT actor_id) FROM taken", connection) { CommandTimeout = 120 };
        return await take.ExecuteScalarAsync(cancel) as long[] ?? [];
    }

    /// <summary>What was known of these actors goes, and their names are written down as they are now.</summary>
    private static async Task WriteAnewAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancel)
    {
        await ExecuteAsync(connection, "DELETE FROM spellings WHERE actor_id = ANY ($1)", cancel, ids);
        await ExecuteAsync(connection, "DELETE FROM alike_names WHERE first_id = ANY ($1)", cancel, ids);
        await ExecuteAsync(connection, "DELETE FROM alike_names WHERE second_id = ANY ($1)", cancel, ids);
        var spellings = await SpellingsAsync(connection, ids, cancel);
        await using var copy = await connection.BeginBinaryImportAsync("COPY spellings (actor_id, plain, written, compared) FROM STDIN (FORMAT binary)", cancel);
        foreach (var spelling in spellings) await copy.WriteRowAsync(cancel, spelling.ActorId, spelling.Plain, spelling.Written, spelling.IsCompared);
        await copy.CompleteAsync(cancel);
    }

    private static async Task CompareByIndexAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancel)
    {
        await ExecuteAsync(connection, $"SELECT set_config('pg_trgm.similarity_threshold', '{NameLikeness.Least.ToString(System.Globalization.CultureInfo.InvariantCulture)}', TRUE)", cancel);
        await ExecuteAsync(connection, CompareSql, cancel, ids);
    }

    private static async Task CompareInMemoryAsync(NpgsqlConnection connection, HashSet<long> ids, CancellationToken cancel)
    {
        var best = new Dictionary<(long, long), (float Likeness, string First, string Second)>();
        // Only actors of one kind can be one: a kind at a time there is less than half to compare.
        foreach (var compared in (await ComparedAsync(connection, cancel)).GroupBy(s => s.Kind).Select(kind => kind.ToArray()))
        {
            foreach (var (one, other, likeness) in NameLikeness.Pairs(
                [.. compared.Select(s => s.Plain)], (one, other) => compared[one].ActorId == compared[other].ActorId, name => ids.Contains(compared[name].ActorId), cancel))
            {
                var (first, second) = compared[one].ActorId < compared[other].ActorId ? (compared[one], compared[other]) : (compared[other], compared[one]);
                if (best.TryGetValue((first.ActorId, second.ActorId), out var known) && known.Likeness >= likeness) continue;
                best[(first.ActorId, second.ActorId)] = (likeness, first.Written, second.Written);
            }
        }
        await using (var copy = await connection.BeginBinaryImportAsync("COPY alike_names (first_id, second_id, likeness, first_name, second_name) FROM STDIN (FORMAT binary)", cancel))
        {
            foreach (var ((first, second), (likeness, firstName, secondName)) in best) await copy.WriteRowAsync(cancel, first, second, likeness, firstName, secondName);
            await copy.CompleteAsync(cancel);
        }
        await ExecuteAsync(connection, "ANALYZE spellings", cancel);
        await ExecuteAsync(connection, "ANALYZE alike_names", cancel);
    }

    /// <summary>All names that are compared, of all actors.</summary>
    private static async Task<IReadOnlyList<Spelling>> ComparedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var names = new NpgsqlCommand("SELECT s.actor_id, a.kind, s.plain, s.written FROM spellings s JOIN actors a ON a.id = s.actor_id WHERE s.compared", connection) { CommandTimeout = 120 };
        await using var rows = await names.ExecuteReaderAsync(cancel);
        List<Spelling> found = [];
        while (await rows.ReadAsync(cancel)) found.Add(new(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetString(3)));
        return found;
    }

    /// <summary>These actors' names as they are compared.</summary>
    private static async Task<IReadOnlyList<Spelling>> SpellingsAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancel)
    {
        await using var names = new NpgsqlCommand(NamesSql, connection) { Parameters = { new() { Value = ids } }, CommandTimeout = 120 };
        await using var rows = await names.ExecuteReaderAsync(cancel);
        List<(Spelling Spelling, bool Main)> found = [];
        while (await rows.ReadAsync(cancel)) found.Add((new(rows.GetInt64(0), rows.GetString(1), NameLikeness.Normalise(rows.GetString(2)), rows.GetString(2)), rows.GetBoolean(3)));
        // The main names count whole; an alias of one word ("Müller") is shared by too many persons to say anything.
        return [.. found.Where(n => n.Spelling.Plain.Length >= 3 && (n.Main || n.Spelling.Plain.Contains(' '))).Select(n => n.Spelling).DistinctBy(s => (s.ActorId, s.Plain))];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, long[]? ids = null)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        if (ids is not null) command.Parameters.Add(new() { Value = ids });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed record Spelling(long ActorId, string Kind, string Plain, string Written)
    {
        /// <summary>Short names, and persons' of one word, are alike by chance.</summary>
        public bool IsCompared => Plain.Length >= 6 && (Plain.Contains(' ') || Kind != nameof(ActorKind.Person));
    }
}
