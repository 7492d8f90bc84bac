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

    // Foreign ministries of two countries are called alike and are two; two ids of Wikidata are two things, however alike their names.
    private const string SoundSql = """
        one.merged_into_id IS NULL AND one.retired_at IS NULL AND other.merged_into_id IS NULL AND other.retired_at IS NULL
        AND NOT (reason = 2 AND one.country IS NOT NULL AND other.country IS NOT NULL AND one.country <> other.country)
        AND NOT (reason > 0 AND one.wikidata_id IS NOT NULL AND other.wikidata_id IS NOT NULL AND one.wikidata_id <> other.wikidata_id)
        AND NOT EXISTS (SELECT FROM actor_distinctions d WHERE d.first_id = one.id AND d.second_id = other.id)
        """;

    // Where two may be one for several reasons, the surest is told. A name that twenty bear says nothing. Of hundreds of thousands that are alike only as many are
    // looked at as are shown, the likest first: an index has them in that order (50,000 actors: 416 ms before, all of them being joined and sorted).
    private const string PairsSql = $"""
        WITH sure AS MATERIALIZED (
            SELECT DISTINCT ON (one.id, other.id) one.id AS first, other.id AS second, reason, 1::real AS likeness, p.first_name, p.second_name
            FROM (
                SELECT a.id AS first, b.id AS second, 0 AS reason, a.name AS first_name, b.name AS second_name
                FROM actors a JOIN actors b ON b.wikidata_id = a.wikidata_id AND b.id > a.id
                UNION ALL
                SELECT a.actor_id, b.actor_id, 1, a.written, b.written
                FROM (SELECT plain FROM spellings GROUP BY plain HAVING count(*) BETWEEN 2 AND 20) AS shared
                    JOIN spellings a ON a.plain = shared.plain JOIN spellings b ON b.plain = shared.plain AND b.actor_id > a.actor_id) AS p
            JOIN actors one ON one.id = p.first JOIN actors other ON other.id = p.second
            WHERE {SoundSql}
            ORDER BY one.id, other.id, reason),
        likely AS MATERIALIZED (
            SELECT one.id AS first, other.id AS second, reason, p.likeness, p.first_name, p.second_name
            FROM (SELECT 2 AS reason, alike_names.* FROM alike_names) AS p JOIN actors one ON one.id = p.first_id JOIN actors other ON other.id = p.second_id
            WHERE {SoundSql} AND NOT EXISTS (SELECT FROM sure WHERE sure.first = p.first_id AND sure.second = p.second_id)
            ORDER BY p.likeness DESC, p.first_id, p.second_id LIMIT $2),
        best AS (SELECT * FROM sure UNION ALL SELECT * FROM likely ORDER BY reason, likeness DESC, first, second LIMIT $2)
        SELECT first, second, reason, likeness, first_name, second_name, one.kind, one.country, one.wikidata_id, other.kind, other.country, other.wikidata_id,
            coalesce((SELECT min(text) FROM actor_names WHERE actor_id = first AND preferred AND language = $1), one.name),
            coalesce((SELECT min(text) FROM actor_names WHERE actor_id = second AND preferred AND language = $1), other.name),
            (SELECT count(*)::int FROM participants WHERE actor_id = first), (SELECT count(*)::int FROM participants WHERE actor_id = second)
        FROM best JOIN actors one ON one.id = first JOIN actors other ON other.id = second ORDER BY reason, likeness DESC, one.name, first, second
        """;

    /// <summary>Pairs that an editor has told apart are left out. Changes of a moment ago are compared first.</summary>
    public async Task<DuplicateList> FindAsync(string language, int limit, CancellationToken cancel)
    {
        await comparison.CompareAsync(AtOnce, cancel);
        var waiting = await comparison.WaitingAsync(cancel);
        await using var find = archive.CreateCommand(PairsSql);
        find.Parameters.Add(new() { Value = language });
        find.Parameters.Add(new() { Value = limit });
        find.CommandTimeout = 60;
        await using var rows = await find.ExecuteReaderAsync(cancel);
        List<DuplicatePair> pairs = [];
        while (await rows.ReadAsync(cancel))
        {
            pairs.Add(new(
                new(rows.GetInt64(0), rows.GetString(12), Enum.Parse<ActorKind>(rows.GetString(6)), Text(rows, 7), Text(rows, 8), rows.GetString(4), rows.GetInt32(14)),
                new(rows.GetInt64(1), rows.GetString(13), Enum.Parse<ActorKind>(rows.GetString(9)), Text(rows, 10), Text(rows, 11), rows.GetString(5), rows.GetInt32(15)),
                (DuplicateReason)rows.GetInt32(2), rows.GetFloat(3)));
        }
        return new(pairs, waiting);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
