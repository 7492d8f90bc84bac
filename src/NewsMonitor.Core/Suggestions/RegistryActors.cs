using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Actors;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Brings actors of the program's registry into the archive when a text first names them.</summary>
public sealed class RegistryActors(NpgsqlDataSource archive, BulletinBoard board)
{
    // In the order of the keys: two workers that bring the same actors wait for each other, never in a circle. A transaction of its own,
    // so that a worker does not keep the others waiting while it writes an article's codes.
    private const string InsertSql = """
        WITH fresh AS (
            INSERT INTO actors (key, name, kind, country, created_at)
            SELECT key, name, kind, country, now() FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS i (key, name, kind, country)
            ORDER BY key ON CONFLICT (key) DO NOTHING
            RETURNING id, key)
        INSERT INTO actor_names (actor_id, language, text, preferred)
        SELECT f.id, n.language, n.text, n.preferred
        FROM unnest($5::text[], $6::text[], $7::text[], $8::boolean[]) AS n (key, language, text, preferred) JOIN fresh f ON f.key = n.key
        ON CONFLICT DO NOTHING
        """;

    private const string FindSql = """
        WITH RECURSIVE chain AS (
            SELECT key, id, merged_into_id, 0 AS steps FROM actors WHERE key = ANY ($1)
            UNION ALL
            SELECT c.key, a.id, a.merged_into_id, c.steps + 1 FROM chain c JOIN actors a ON a.id = c.merged_into_id WHERE c.steps < 20)
        SELECT DISTINCT ON (key) key, id FROM chain ORDER BY key, steps DESC
        """;

    /// <summary>The archive's actors by key, those of the registry that it lacks brought in first.</summary>
    internal async Task<IReadOnlyDictionary<string, long>> IdsAsync(KnownLists known, IEnumerable<string> keys, CancellationToken cancel)
    {
        var missing = keys.Distinct().Where(key => !known.Ids.ContainsKey(key)).ToArray();
        if (missing.Length > 0)
        {
            foreach (var (key, id) in await BringAsync(missing, cancel)) known.Ids[key] = id;
        }
        return known.Ids;
    }

    /// <summary>The archive's actors for these keys of the registry, made where they are missing.</summary>
    public async Task<IReadOnlyDictionary<string, long>> BringAsync(IEnumerable<string> keys, CancellationToken cancel)
    {
        var actors = keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(KnownActors.Entry).OfType<RegistryActor>().ToArray();
        var names = actors.SelectMany(Names).ToArray();
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        if (actors.Length == 0) return found;
        await using var connection = await archive.OpenConnectionAsync(cancel);
        await using (var insert = new NpgsqlCommand(InsertSql, connection))
        {
            Add(insert, actors.Select(a => a.Key).ToArray());
            Add(insert, actors.Select(a => a.Name).ToArray());
            Add(insert, actors.Select(a => a.Kind.ToString()).ToArray());
            Add(insert, actors.Select(CountryOf).ToArray());
            Add(insert, names.Select(n => n.Key).ToArray());
            Add(insert, names.Select(n => n.Language).ToArray());
            Add(insert, names.Select(n => n.Text).ToArray());
            insert.Parameters.Add(new() { Value = names.Select(n => n.Preferred).ToArray() });
            if (await insert.ExecuteNonQueryAsync(cancel) > 0) board.Post(new(BulletinSubject.Lists));
        }
        await using var find = new NpgsqlCommand(FindSql, connection);
        Add(find, actors.Select(a => a.Key).ToArray());
        await using var rows = await find.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) found[rows.GetString(0)] = rows.GetInt64(1);
        return found;
    }

    private static IEnumerable<(string Key, string? Language, string Text, bool Preferred)> Names(RegistryActor actor)
    {
        var german = actor.Names?.GetValueOrDefault("de") ?? actor.Name;
        var english = actor.Names?.GetValueOrDefault("en") ?? actor.Name;
        yield return (actor.Key, "de", german, true);
        yield return (actor.Key, "en", english, true);
        foreach (var alias in actor.Aliases.Distinct().Where(a => a != german && a != english && a.Length <= Limits.Name))
            yield return (actor.Key, actor.Language, alias, false);
    }

    private static string? CountryOf(RegistryActor actor) =>
        (actor.Kind == ActorKind.State ? actor.Key : actor.Country) is { Length: 2 } code ? code.ToUpperInvariant() : null;

    private static void Add(NpgsqlCommand command, string?[] values) =>
        command.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
}
