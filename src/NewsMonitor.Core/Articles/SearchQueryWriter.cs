namespace NewsMonitor.Core.Articles;

/// <summary>Writes queries: a tree in its plainest spelling, and the changes that facets, chips and brushes make to a line.</summary>
public static class SearchQueryWriter
{
    private const string Quotes = "\"„“”«»";

    public static string Write(SearchNode? node) => node switch
    {
        null => "",
        WordNode word => word.Begins ? word.Word + "*" : word.Word,
        PhraseNode phrase => $"\"{phrase.Words}\"",
        KeyNode key => $"{key.Written}:{string.Join(',', key.Values.Select(v => Value(v.Text)))}",
        NotNode not => "-" + Inside(not.Inner, not.Inner is AllNode or AnyNode or NotNode),
        AllNode all => string.Join(' ', all.Parts.Select(p => Inside(p, p is AnyNode or AllNode))),
        AnyNode any => string.Join(" OR ", any.Parts.Select(p => Inside(p, p is AllNode or AnyNode))),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static string Inside(SearchNode node, bool parentheses) => parentheses ? $"({Write(node)})" : Write(node);

    /// <summary>A value as it is typed: in quotes where it holds what would end it. A quotation mark cannot be written and is left out.</summary>
    public static string Value(string text)
    {
        var plain = string.Concat(text.Where(c => !Quotes.Contains(c, StringComparison.Ordinal)));
        return plain.Length == 0 || plain.Any(c => char.IsWhiteSpace(c) || c is ',' or '(' or ')') ? $"\"{plain}\"" : plain;
    }

    /// <summary>The values that the line's top level asks of a key, negated ones left out.</summary>
    public static IEnumerable<(KeyNode Node, SearchValue Value)> ValuesOf(this SearchQuery query, SearchKey key) =>
        query.Parts.OfType<KeyNode>().Where(n => n.Key == key).SelectMany(n => n.Values.Select(v => (n, v)));

    /// <summary>Adds a value; with <paramref name="alternative"/> to the values of the key's first place, else as a condition of its own.</summary>
    public static string With(this SearchQuery query, SearchKey key, string value, string language, bool alternative = true)
    {
        var line = Whole(query);
        var place = alternative ? SearchQuery.Parse(line).Parts.OfType<KeyNode>().FirstOrDefault(n => n.Key == key) : null;
        return place is null
            ? $"{line} {SearchKeys.NameOf(key, language)}:{Value(value)}".Trim()
            : line.Insert(place.Values[^1].Span.End, "," + Value(value));
    }

    /// <summary>Takes a value of the top level out of the line, and the key with its last one.</summary>
    public static string Without(this SearchQuery query, KeyNode node, SearchValue value)
    {
        var left = node.Values.Where(v => v != value).ToArray();
        return left.Length == 0 ? Cut(query.Text, node.Span, "") : Cut(query.Text, node.Span, Write(node with { Values = left }));
    }

    /// <summary>Takes a part out of the line.</summary>
    public static string Without(this SearchQuery query, SearchNode part) => Cut(query.Text, part.Span, "");

    /// <summary>Makes a key of the top level hold this one value, or none.</summary>
    public static string Set(this SearchQuery query, SearchKey key, string? value, string language)
    {
        var line = Whole(query);
        foreach (var node in SearchQuery.Parse(line).Parts.OfType<KeyNode>().Where(n => n.Key == key).OrderByDescending(n => n.Span.Start))
        {
            line = Cut(line, node.Span, "");
        }
        return value is null ? line : $"{line} {SearchKeys.NameOf(key, language)}:{Value(value)}".Trim();
    }

    /// <summary>Makes the line ask for a span of time, or for all times. Days are written as days, <c>until</c> names the last of them.</summary>
    public static string SetSpan(this SearchQuery query, DateTimeOffset? from, DateTimeOffset? until, NewsroomTime newsroom, string language)
    {
        var line = query.Set(SearchKey.On, null, language);
        line = SearchQuery.Parse(line).Set(SearchKey.Before, null, language);
        line = SearchQuery.Parse(line).Set(SearchKey.Until, null, language);
        line = SearchQuery.Parse(line).Set(SearchKey.After, from is { } first ? SearchDates.Write(first, newsroom) : null, language);
        if (until is not { } end) return line;
        var wholeDays = newsroom.Local(end).TimeOfDay == TimeSpan.Zero;
        return SearchQuery.Parse(line).Set(wholeDays ? SearchKey.Until : SearchKey.Before, SearchDates.Write(wholeDays ? end.AddDays(-1) : end, newsroom), language);
    }

    private static string Cut(string line, QuerySpan span, string instead)
    {
        var (before, after) = (line[..span.Start].TrimEnd(), line[span.End..].TrimStart());
        return string.Join(' ', new[] { before, instead, after }.Where(p => p.Length > 0));
    }

    /// <summary>A line that something can be put behind: an open quotation or parenthesis would swallow it.</summary>
    private static string Whole(SearchQuery query) =>
        query.Faults.Any(f => f.Kind is SearchFaultKind.UnclosedQuote or SearchFaultKind.UnclosedParenthesis or SearchFaultKind.LooseOr or SearchFaultKind.TooLong)
            ? query.ToString() : query.Text.Trim();
}
