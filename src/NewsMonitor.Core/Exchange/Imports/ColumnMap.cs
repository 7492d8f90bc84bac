using NewsMonitor.Core.Actors;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>A thing that a table's column may hold.</summary>
/// <param name="Name">Ours, as exports head it.</param>
/// <param name="AlsoCalled">What other programs and people head it with.</param>
public sealed record ColumnMeaning(string Name, params IReadOnlyList<string> AlsoCalled);

/// <summary>Which column of a table holds what.</summary>
public sealed class ColumnMap
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private ColumnMap(IReadOnlyList<string> headings) => Headings = headings;

    public IReadOnlyList<string> Headings { get; }

    /// <summary>The file's heading by meaning, for a page to show and change.</summary>
    public IReadOnlyDictionary<string, string> Chosen => _places.ToDictionary(p => p.Key, p => Headings[p.Value]);

    /// <param name="headings">The table's.</param>
    /// <param name="meanings">What may be meant.</param>
    /// <param name="chosen">A person's choice: heading by meaning; "" says that none holds it.</param>
    public static ColumnMap Of(IReadOnlyList<string> headings, IReadOnlyList<ColumnMeaning> meanings, IReadOnlyDictionary<string, string> chosen)
    {
        var map = new ColumnMap(headings);
        foreach (var meaning in meanings)
        {
            var wanted = chosen.TryGetValue(meaning.Name, out var heading) ? (string[])[heading] : [meaning.Name, .. meaning.AlsoCalled];
            foreach (var name in wanted.Where(n => n.Length > 0))
            {
                if (headings.Index().FirstOrDefault(h => Same(h.Item, name), (Index: -1, Item: "")) is not { Index: >= 0 and var place }) continue;
                map._places[meaning.Name] = place;
                break;
            }
        }
        return map;
    }

    public bool Has(string meaning) => _places.ContainsKey(meaning);

    public string? HeadingOf(string meaning) => _places.TryGetValue(meaning, out var place) ? Headings[place] : null;

    /// <summary>What a line says; null where it says nothing.</summary>
    internal string? Of(CsvLine line, string meaning) =>
        _places.TryGetValue(meaning, out var place) && place < line.Cells.Length && line.Cells[place].Trim() is { Length: > 0 } cell ? CsvTable.Plain(cell) : null;

    /// <summary>Several in a cell, as exports part them.</summary>
    internal IReadOnlyList<string> ListOf(CsvLine line, string meaning) =>
        Of(line, meaning)?.Split(" | ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>"Published at" is <c>published_at</c>.</summary>
    private static bool Same(string heading, string name) =>
        NameLikeness.Normalise(heading.Replace('_', ' ')) == NameLikeness.Normalise(name.Replace('_', ' '));
}
