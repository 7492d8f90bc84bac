using System.Globalization;
using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>What names of one kind mean: the numbers, or none and what may have been meant.</summary>
internal sealed record NameFound(IReadOnlyList<long> Ids, IReadOnlyList<string> Near);

/// <summary>
/// Finds what a name in a query means. The whole name counts first, in any case and by any alias; else every name that holds it as a whole
/// word ("Putin" for "Wladimir Putin"); else nothing, with the likest names (pg_trgm) as an offer. <c>#12</c> is a number.
/// </summary>
internal sealed class SearchNames(NpgsqlDataSource archive)
{
    private const string Outlets = "SELECT id, name FROM outlets";
    private const string Coders = "SELECT id, display_name AS name FROM users UNION SELECT id, user_name FROM users";
    private const string Issues = "SELECT id, name FROM issues WHERE merged_into_id IS NULL AND retired_at IS NULL AND proposed_at IS NULL";
    private const string Instruments = "SELECT id, name FROM instruments WHERE merged_into_id IS NULL AND retired_at IS NULL";
    private const string NamedStories = "SELECT id, name FROM stories WHERE name IS NOT NULL AND merged_into_id IS NULL";
    private const string Actors = """
        SELECT a.id, n.name FROM (SELECT id AS actor_id, name FROM actors UNION SELECT actor_id, text FROM actor_names) AS n
        JOIN actors a ON a.id = n.actor_id WHERE a.merged_into_id IS NULL
        """;

    /// <summary>The classes of the CAMEO event codebook by the words people use for them, so that <c>threat:sanctions</c> finds a codebook in German.</summary>
    private static readonly Dictionary<string, string> CameoWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sanctions"] = "1312", ["sanktionen"] = "1312", ["blockade"] = "1381", ["occupation"] = "1382", ["besetzung"] = "1382", ["attack"] = "1384", ["angriff"] = "1384",
        ["force"] = "138", ["gewalt"] = "138",
    };

    public Task<NameFound> OutletsAsync(string name, CancellationToken cancel) => FindAsync(Outlets, name, cancel);

    public Task<NameFound> ActorsAsync(string name, CancellationToken cancel) => FindAsync(Actors, name, cancel);

    public Task<NameFound> IssuesAsync(string name, CancellationToken cancel) => FindAsync(Issues, name, cancel);

    public Task<NameFound> CodersAsync(string name, CancellationToken cancel) => FindAsync(Coders, name, cancel);

    /// <summary>By number, with or without <c>#</c>, or by the name that an editor gave it.</summary>
    public async Task<NameFound> StoriesAsync(string name, CancellationToken cancel)
    {
        if (!long.TryParse(name.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return await FindAsync(NamedStories, name, cancel);
        await using var command = archive.CreateCommand("SELECT coalesce(merged_into_id, id) FROM stories WHERE id = $1");
        command.Parameters.Add(new() { Value = number });
        return await command.ExecuteScalarAsync(cancel) is long id ? new([id], []) : new([], []);
    }

    /// <summary>By name, or by CAMEO class: its number or the word for it.</summary>
    public async Task<NameFound> InstrumentsAsync(string name, CancellationToken cancel)
    {
        var found = await FindAsync(Instruments, name, cancel);
        if (found.Ids.Count > 0) return found;
        await using var command = archive.CreateCommand("SELECT id FROM instruments WHERE merged_into_id IS NULL AND retired_at IS NULL AND cameo = $1");
        command.Parameters.Add(new() { Value = CameoWords.GetValueOrDefault(name, name) });
        List<long> ids = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) ids.Add(reader.GetInt64(0));
        return found with { Ids = ids };
    }

    /// <summary>Names for what has been typed of one: those that begin so, those with a word that begins so, those that are like it.</summary>
    public async Task<IReadOnlyList<string>> BeginningAsync(SearchKey key, string typed, int limit, CancellationToken cancel)
    {
        var names = key switch { SearchKey.Outlet => Outlets, SearchKey.Coder => Coders, SearchKey.Issue or SearchKey.Position => Issues, SearchKey.Threat => Instruments, _ => Actors };
        await using var command = archive.CreateCommand($"""
            SELECT name FROM (
                SELECT name, min(CASE WHEN name ILIKE $1 || '%' THEN 0 WHEN ' ' || name ILIKE '% ' || $1 || '%' THEN 1 ELSE 3 - word_similarity($2, name) END) AS rank
                FROM ({names}) AS named GROUP BY name) AS ranked
            WHERE rank < 2.5 ORDER BY rank, length(name), name LIMIT $3
            """);
        command.Parameters.Add(new() { Value = Data.LikePattern.Escape(typed) });
        command.Parameters.Add(new() { Value = typed });
        command.Parameters.Add(new() { Value = limit });
        List<string> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found.Add(reader.GetString(0));
        return found;
    }

    /// <summary>Stories for what has been typed of a number, a name or a headline: the ones that grew last, of those without a name the most recent few hundred.</summary>
    public async Task<IReadOnlyList<(long Id, string? Name, string? Headline)>> StoriesBeginningAsync(string typed, int limit, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand("""
            SELECT s.id, s.name, a.title FROM (
                (SELECT id, name, central_article_id, last_at FROM stories WHERE articles > 1 AND merged_into_id IS NULL ORDER BY last_at DESC, id DESC LIMIT 500)
                UNION SELECT id, name, central_article_id, last_at FROM stories WHERE name IS NOT NULL AND merged_into_id IS NULL) AS s
            LEFT JOIN articles a ON a.id = s.central_article_id
            WHERE concat(' ', s.name, ' ', a.title) ILIKE $1 OR s.id::text LIKE $2 ORDER BY s.last_at DESC NULLS LAST, s.id DESC LIMIT $3
            """);
        var plain = Data.LikePattern.Escape(typed.TrimStart('#'));
        command.Parameters.Add(new() { Value = $"% {plain}%" });
        command.Parameters.Add(new() { Value = $"{plain}%" });
        command.Parameters.Add(new() { Value = limit });
        List<(long, string?, string?)> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found.Add((reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return found;
    }

    private async Task<NameFound> FindAsync(string names, string name, CancellationToken cancel)
    {
        if (name is ['#', .. var digits] && long.TryParse(digits, out var number)) return new([number], []);
        // Quotation marks cannot be written in a query, so they do not count in a name.
        await using var command = archive.CreateCommand($"""
            SELECT id, name, rank FROM (
                SELECT id, name, CASE WHEN lower(plain) = lower($1) THEN 0 WHEN ' ' || plain || ' ' ILIKE $2 THEN 1 ELSE 3 - word_similarity($1, plain) END AS rank
                FROM (SELECT id, name, translate(name, '"„“”«»', '') AS plain FROM ({names}) AS named) AS all_names) AS ranked
            WHERE rank < 2.65 ORDER BY rank, length(name), name LIMIT 40
            """);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = $"% {Data.LikePattern.Escape(name)} %" });
        List<(long Id, string Name, double Rank)> hits = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) hits.Add((reader.GetInt64(0), reader.GetString(1), reader.GetDouble(2)));
        if (hits.Count == 0) return new([], []);
        var best = hits[0].Rank;
        return best <= 1
            ? new([.. hits.Where(h => h.Rank == best).Select(h => h.Id).Distinct()], [])
            : new([], [.. hits.DistinctBy(h => h.Id).Take(3).Select(h => h.Name)]);
    }
}
