using Npgsql;

namespace NewsMonitor.Core.Actors;

/// <summary>Why two actors may be one.</summary>
public enum DuplicateReason { SameWikidata, SameName, LikeName }

/// <summary>One of two that may be the same; <paramref name="Statements"/> they take part in, suggestions among them: of two that are called alike it says which one is in use.</summary>
public sealed record DuplicateSide(long Id, string Name, ActorKind Kind, string? Country, string? WikidataId, string MatchedName, int Statements);

/// <summary>Two actors that may be one; <paramref name="Likeness"/> is 1 where id or name is the same.</summary>
public sealed record DuplicatePair(DuplicateSide First, DuplicateSide Second, DuplicateReason Reason, float Likeness);

/// <summary>Actors that are in the list twice.</summary>
/// <param name="Pairs">The surest first.</param>
/// <param name="Waiting">So many actors' names are still to be compared: there may be more.</param>
public sealed record DuplicateList(IReadOnlyList<DuplicatePair> Pairs, int Waiting);

/// <summary>
/// Finds actors that are in the list twice: by the same Wikidata id, the same name without accents, or names alike. What is alike is kept by
/// <see cref="NameComparison"/>; what somebody has decided since, and what was merged or retired, is asked anew.
/// </summary>
public sealed class ActorDuplicates(NpgsqlDataSource archive, NameComparison comparison)
{
    /// <summary>Changed actors at most that a reader waits for: a second's work.</summary>
    public const int AtOnce = 50;

    /// <summary>So many of the likest are looked at in one go, before it is known which of them are still offered.</summary>
    public int AtATime { get; init; } = 1_000;

    // Foreign ministries of two countries are called alike and are two; two ids of Wikidata are two things, however alike their names.
    private const string RowSql = """
        SELECT one.id, other.id, reason, p.likeness, p.first_name, p.second_name, one.kind, one.country, one.wikidata_id, other.kind, other.country, other.wikidata_id,
            coalesce((SELECT min(text) FROM actor_names WHERE actor_id = one.id AND preferred AND language = $1), one.name),
            coalesce((SELECT min(text) FROM actor_names WHERE actor_id = other.id AND preferred AND language = $1), other.name),
            (SELECT count(*)::int FROM participants WHERE actor_id = one.id), (SELECT count(*)::int FROM participants WHERE actor_id = other.id)
        FROM p JOIN actors one ON one.id = p.first_id JOIN actors other ON other.id = p.second_id
        WHERE one.merged_into_id IS NULL AND one.retired_at IS NULL AND other.merged_into_id IS NULL AND other.retired_at IS NULL
          AND NOT (reason = 2 AND one.country IS NOT NULL AND other.country IS NOT NULL AND one.country <> other.country)
          AND NOT (reason > 0 AND one.wikidata_id IS NOT NULL AND other.wikidata_id IS NOT NULL AND one.wikidata_id <> other.wikidata_id)
          AND NOT EXISTS (SELECT FROM actor_distinctions d WHERE d.first_id = one.id AND d.second_id = other.id)
        """;

    // A name that more than twenty bear says nothing.
    private const string SureSql = $"""
        WITH p AS (
            SELECT a.id AS first_id, b.id AS second_id, 0 AS reason, 1::real AS likeness, a.name AS first_name, b.name AS second_name
            FROM actors a JOIN actors b ON b.wikidata_id = a.wikidata_id AND b.id > a.id
            UNION ALL
            SELECT a.actor_id, b.actor_id, 1, 1, a.written, b.written
            FROM (SELECT plain FROM spellings GROUP BY plain HAVING count(*) BETWEEN 2 AND 20) AS shared
                JOIN spellings a ON a.plain = shared.plain JOIN spellings b ON b.plain = shared.plain AND b.actor_id > a.actor_id)
        {RowSql}
        ORDER BY reason, one.name, one.id, other.id
        """;

    // The likest first, as an index has them: of hundreds of thousands of pairs no more are joined than are shown (416 ms among 50,000 actors when all were).
    private const string LikeSql = $"""
        WITH p AS MATERIALIZED (SELECT 2 AS reason, n.* FROM alike_names n ORDER BY likeness DESC, first_id, second_id LIMIT $2 OFFSET $3)
        {RowSql}
        ORDER BY p.likeness DESC, one.name, one.id, other.id
        """;

    /// <summary>
    /// The surest first. Pairs that an editor has told apart are left out; where two may be one for several reasons, the surest is told. Changes of a moment ago are
    /// compared first.
    /// </summary>
    public async Task<DuplicateList> FindAsync(string language, int limit, CancellationToken cancel)
    {
        await comparison.CompareAsync(AtOnce, cancel);
        var waiting = await comparison.WaitingAsync(cancel);
        await using var connection = await archive.OpenConnectionAsync(cancel);
        var found = (await AskAsync(connection, SureSql, language, null, cancel)).DistinctBy(Ids).ToList();
        var known = found.Select(Ids).ToHashSet();
        for (var looked = 0; found.Count < limit; looked += AtATime)
        {
            found.AddRange((await AskAsync(connection, LikeSql, language, looked, cancel)).Where(pair => !known.Contains(Ids(pair))));
            if (looked + AtATime >= await AlikeAsync(connection, looked + AtATime + 1, cancel)) break;
        }
        return new([.. found.Take(limit)], waiting);
    }

    private static (long, long) Ids(DuplicatePair pair) => (pair.First.Id, pair.Second.Id);

    /// <summary>How many pairs are alike, counted no further than asked.</summary>
    private static async Task<long> AlikeAsync(NpgsqlConnection connection, int most, CancellationToken cancel)
    {
        await using var count = new NpgsqlCommand("SELECT count(*) FROM (SELECT FROM alike_names LIMIT $1) AS pairs", connection) { Parameters = { new() { Value = most } } };
        return (long)(await count.ExecuteScalarAsync(cancel))!;
    }

    private async Task<IReadOnlyList<DuplicatePair>> AskAsync(NpgsqlConnection connection, string sql, string language, int? skipped, CancellationToken cancel)
    {
        await using var find = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        find.Parameters.Add(new() { Value = language });
        if (skipped is { } looked)
        {
            find.Parameters.Add(new() { Value = AtATime });
            find.Parameters.Add(new() { Value = looked });
        }
        await using var rows = await find.ExecuteReaderAsync(cancel);
        List<DuplicatePair> pairs = [];
        while (await rows.ReadAsync(cancel))
        {
            pairs.Add(new(
                new(rows.GetInt64(0), rows.GetString(12), Enum.Parse<ActorKind>(rows.GetString(6)), Text(rows, 7), Text(rows, 8), rows.GetString(4), rows.GetInt32(14)),
                new(rows.GetInt64(1), rows.GetString(13), Enum.Parse<ActorKind>(rows.GetString(9)), Text(rows, 10), Text(rows, 11), rows.GetString(5), rows.GetInt32(15)),
                (DuplicateReason)rows.GetInt32(2), rows.GetFloat(3)));
        }
        return pairs;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
