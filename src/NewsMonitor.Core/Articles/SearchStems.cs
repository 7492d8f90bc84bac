using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// What the dictionaries make of words: <c>Sanktionen</c> is <c>'sanktion'</c> in German and <c>'sanktionen'</c> in Italian. Knowing it before the
/// query is written spares the index the marks of languages where all dictionaries agree, and with them the reading of a list as long as the
/// archive for a word that stands in three articles: 10 ms of 12.
/// </summary>
internal sealed class SearchStems
{
    private const int MostKept = 20_000;
    /// <summary>By archive: what a dictionary says never changes.</summary>
    private static readonly ConditionalWeakTable<NpgsqlDataSource, ConcurrentDictionary<(string, bool), string[]>> Kept = [];

    private readonly Dictionary<(string, bool), string[]> _stems = [];

    /// <summary>Only articles of these languages are asked for; empty for all.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Whether articles are asked for that the dictionary of a language reads; <c>other</c> reads those that have none.</summary>
    public bool Concern(string language) =>
        Within.Count == 0 || (language == "other" ? Within.Any(l => WordSql.Config(l) == "simple") : Within.Contains(language));

    /// <summary>So few articles hold the words that their rows tell the language sooner than the index.</summary>
    public bool AreRare { get; set; }

    /// <summary>The stems of a form in the order of <see cref="WordSql.Dictionaries"/>, each a tsquery as text, empty for a stop word.</summary>
    public string[] this[string form, bool begins] => _stems[(form, begins)];

    public static async Task<SearchStems> OfAsync(ArticleCondition? condition, NpgsqlDataSource archive, CancellationToken cancel, IReadOnlyList<string>? within = null)
    {
        var kept = Kept.GetOrCreateValue(archive);
        if (kept.Count > MostKept) kept.Clear();
        var stems = new SearchStems { Within = within ?? [] };
        // The words of phrases too: a phrase is looked for where they are.
        var wanted = TextIs.In(condition).Concat(TextIs.In(TextIs.Loosened(condition))).SelectMany(text => WordSql.Forms(text).Select(form => (form, text.Begins))).Distinct().ToArray();
        foreach (var form in wanted)
        {
            if (kept.TryGetValue(form, out var known)) stems._stems[form] = known;
        }
        var unknown = wanted.Where(form => !stems._stems.ContainsKey(form)).ToArray();
        if (unknown.Length == 0) return stems;

        string Each(string function) => $"ARRAY[{string.Join(", ", WordSql.Dictionaries.Select(d => $"{function}('{d.Config}', form)::text"))}]";
        await using var command = archive.CreateCommand($"""
            SELECT form, begins, CASE WHEN begins THEN {Each("to_tsquery")} ELSE {Each("phraseto_tsquery")} END FROM unnest($1::text[], $2::bool[]) AS asked (form, begins)
            """);
        command.Parameters.Add(new() { Value = unknown.Select(u => u.form).ToArray() });
        command.Parameters.Add(new() { Value = unknown.Select(u => u.Begins).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            kept[(reader.GetString(0), reader.GetBoolean(1))] = stems._stems[(reader.GetString(0), reader.GetBoolean(1))] = reader.GetFieldValue<string[]>(2);
        }
        return stems;
    }
}
