using Npgsql;

namespace NewsMonitor.Core.Actors;

/// <summary>Why two actors may be one.</summary>
public enum DuplicateReason { SameWikidata, SameName, LikeName }

/// <summary>One of two that may be the same.</summary>
public sealed record DuplicateSide(long Id, string Name, ActorKind Kind, string? Country, string? WikidataId, string MatchedName);

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

    // Where two may be one for several reasons, the surest is told. Foreign ministries of two countries are called alike and are two; two ids of
    // Wikidata are two things, however alike their names. A name that twenty bear says nothing.
    private const string PairsSql = """
        WITH living AS (SELECT id, name, kind, country, wikidata_id FROM actors WHERE merged_into_id IS NULL AND retired_at IS NULL),
        shared AS (SELECT plain FROM spellings JOIN living ON id = actor_id GROUP BY plain HAVING count(*) BETWEEN 2 AND 20),
        pairs AS (
            SELECT one.id AS first, other.id AS second, 0 AS reason, 1::real AS likeness, one.name AS first_name, other.name AS second_name
            FROM living one JOIN living other ON other.wikidata_id = one.wikidata_id AND other.id > one.id
            UNION ALL
            SELECT one.actor_id, other.actor_id, 1, 1, one.written, other.written
            FROM shared JOIN spellings one ON one.plain = shared.plain JOIN spellings other ON other.plain = shared.plain AND other.actor_id > one.actor_id
            UNION ALL
            SELECT first_id, second_id, 2, likeness, first_name, second_name FROM alike_names),
        sound AS (
            SELECT DISTINCT ON (first, second) pairs.*, one.name AS one_name, one.kind AS one_kind, one.country AS one_country, one.wikidata_id AS one_wikidata,
                other.name AS other_name, other.kind AS other_kind, other.country AS other_country, other.wikidata_id AS other_wikidata
            FROM pairs JOIN living one ON one.id = first JOIN living other ON other.id = second
            WHERE NOT (reason = 2 AND one.country IS NOT NULL AND other.country IS NOT NULL AND one.country <> other.country)
              AND NOT (reason > 0 AND one.wikidata_id IS NOT NULL AND other.wikidata_id IS NOT NULL AND one.wikidata_id <> other.wikidata_id)
              AND NOT EXISTS (SELECT FROM actor_distinctions d WHERE d.first_id = first AND d.second_id = second)
            ORDER BY first, second, reason, likeness DESC),
        best AS (SELECT * FROM sound ORDER BY reason, likeness DESC, one_name, first, second LIMIT $2)
        SELECT first, second, reason, likeness, first_name, second_name, one_kind, one_country, one_wikidata, other_kind, other_country, other_wikidata,
            coalesce((SELECT min(text) FROM actor_names WHERE actor_id = first AND preferred AND language = $1), one_name),
            coalesce((SELECT min(text) FROM actor_names WHERE actor_id = second AND preferred AND language = $1), other_name)
        FROM best ORDER BY reason, likeness DESC, one_name, first, second
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
                new(rows.GetInt64(0), rows.GetString(12), Enum.Parse<ActorKind>(rows.GetString(6)), Text(rows, 7), Text(rows, 8), rows.GetString(4)),
                new(rows.GetInt64(1), rows.GetString(13), Enum.Parse<ActorKind>(rows.GetString(9)), Text(rows, 10), Text(rows, 11), rows.GetString(5)),
                (DuplicateReason)rows.GetInt32(2), rows.GetFloat(3)));
        }
        return new(pairs, waiting);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
