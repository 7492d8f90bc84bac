namespace NewsMonitor.Reading.Markup;

/// <summary>
/// The entities that a document declares for itself, if they are harmless: plain short text without references or markup. Everything else in a
/// DTD (nested, parameter and external entities) is passed over, so there is nothing to expand and nothing to fetch.
/// </summary>
internal sealed class EntityTable
{
    private const int MostEntities = 256, LongestValue = 200, MostExpanded = 1 << 20;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private int _expanded;

    /// <summary>Reads the harmless declarations of a DOCTYPE's internal subset; null when there are none.</summary>
    public static EntityTable? Read(ReadOnlySpan<char> subset)
    {
        EntityTable? table = null;
        int at;
        while ((at = subset.IndexOf("<!ENTITY", StringComparison.Ordinal)) >= 0)
        {
            subset = subset[(at + 8)..].TrimStart();
            var nameEnd = subset.IndexOfAny(" \t\r\n>");
            if (nameEnd <= 0)
                continue;
            var name = subset[..nameEnd];
            var rest = subset[nameEnd..].TrimStart();
            if (name[0] == '%' || rest.IsEmpty || rest[0] is not ('"' or '\''))
                continue;
            var end = rest[1..Math.Min(rest.Length, LongestValue + 2)].IndexOf(rest[0]);
            if (end < 0)
                continue;
            var value = rest.Slice(1, end);
            if (value.Contains('<') || value.Contains('%') || (value.Contains('&') && !value.StartsWith("&#")))
                continue;
            table ??= new EntityTable();
            if (table._values.Count < MostEntities)
                table._values.TryAdd(name.ToString(), CharacterReferences.Decode(value));
        }
        return table;
    }

    /// <summary>The text of an entity, or null; the sum of what one document may expand is bounded.</summary>
    public string? Find(ReadOnlySpan<char> name)
    {
        if (!_values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var value) || _expanded > MostExpanded)
            return null;
        _expanded += value.Length;
        return value;
    }
}
