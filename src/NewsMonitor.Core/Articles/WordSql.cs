namespace NewsMonitor.Core.Articles;

/// <summary>
/// Writes words as queries of the index. Each dictionary asks for its own stems and for the mark of its language, which <c>article_vector</c> puts
/// into the vector. Asking the column instead would make PostgreSQL open the vector of every hit (25 µs each).
/// </summary>
internal sealed class WordSql(SqlValues values, SearchStems? stems)
{
    /// <summary>Dictionaries with the mark of their language; what has none of its own is searched word for word.</summary>
    internal static readonly (string Config, string Mark)[] Dictionaries =
    [
        ("german", "=de"), ("english", "=en"), ("french", "=fr"), ("spanish", "=es"), ("italian", "=it"), ("russian", "=ru"), ("simple", "=other"),
    ];

    /// <summary>The stems of all languages in articles of any: never fewer hits than there are. Null where that is no other question, or some language asks for nothing.</summary>
    public string? InAnyLanguage(ArticleCondition text) =>
        Groups(text) is [{ Languages: not ConditionSql.Always }, ..] groups && groups.All(g => g.Words is not null) ? $"a.tsv @@ (({string.Join(" || ", groups.Select(g => g.Words))}) && {ConditionSql.SampleMark})" : null;

    /// <summary>The words to rank by and to mark, in the article's own language: what is left out or no word does not count.</summary>
    public string? Shown(ArticleCondition? condition) => Wanted(condition) is { } words
        ? $"CASE a.language {string.Join(' ', Dictionaries[..^1].Select(d => $"WHEN '{d.Mark[1..]}' THEN {Stems(words, d.Config)}"))} ELSE {Stems(words, "simple")} END"
        : null;

    public static string Config(string language) => Dictionaries[..^1].FirstOrDefault(d => d.Mark[1..] == language).Config ?? "simple";

    /// <summary>Whether a condition asks of words and of nothing else.</summary>
    public static bool IsText(ArticleCondition condition) => condition switch
    {
        TextIs => true,
        Not not => IsText(not.Inner),
        AllOf all => all.Parts.All(IsText),
        AnyOf any => any.Parts.All(IsText),
        _ => false,
    };

    /// <summary>The words as one query of the index for each group of languages whose dictionaries agree; null asks for nothing: stop words.</summary>
    public List<(string Languages, string Marks, string? Words)> Groups(ArticleCondition text)
    {
        if (stems is null) return [(ConditionSql.Always, "", Query(text))];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. Dictionaries.Select((d, i) => (Language: d.Mark[1..], At: i)).Where(d => stems.Concern(d.Language)).Select(d => (d.Language, Words: Known(text, d.At, names))).GroupBy(d => d.Words, d => d.Language)
            .Select(group => (Among([.. group]), string.Join(" || ", group.Select(l => $"'''={l}'''::tsquery")), group.Key))];
    }

    /// <summary>Articles of some languages; <c>other</c> is all that have no dictionary.</summary>
    private static string Among(string[] languages)
    {
        string List(IEnumerable<string> of) => string.Join(", ", of.Select(l => $"'{l}'"));
        return languages.Length == Dictionaries.Length ? ConditionSql.Always
            : languages.Contains("other") ? $"a.language NOT IN ({List(Dictionaries.Select(d => d.Mark[1..]).Except(languages))})"
            : $"a.language IN ({List(languages)})";
    }

    /// <summary>The words by their known stems. Stop words ask for nothing, as in PostgreSQL's own operators.</summary>
    private string? Known(ArticleCondition text, int dictionary, Dictionary<string, string> names)
    {
        string? Stem(string stem) => stem.Length == 0 ? null : names.TryGetValue(stem, out var name) ? name : names[stem] = values.Add(stem) + "::tsquery";
        string? Joined(string by, IEnumerable<string?> parts) => parts.OfType<string>().Distinct().ToArray() switch { [] => null, [var one] => one, var all => $"({string.Join(by, all)})" };
        return text switch
        {
            TextIs one => Joined(" || ", (dictionary == 0 ? Forms(one) : Forms(one).Take(1)).Select(form => Stem(stems![form, one.Begins][dictionary]))),
            Not not => Known(not.Inner, dictionary, names) is { } inner ? $"!!({inner})" : null,
            AllOf all => Joined(" && ", all.Parts.Select(p => Known(p, dictionary, names))),
            AnyOf any => Joined(" || ", any.Parts.Select(p => Known(p, dictionary, names))),
            _ => throw new ArgumentOutOfRangeException(nameof(text)),
        };
    }

    /// <summary>The words as one tsquery for whichever language an article has.</summary>
    public string Query(ArticleCondition text)
    {
        var names = Names(text);
        return string.Join(" || ", Dictionaries.Select(d => $"(({Stems(text, d.Config, names)}) && '''{d.Mark}'''::tsquery)"));
    }

    /// <summary>Each word is one parameter, whatever the number of dictionaries that read it.</summary>
    private Dictionary<string, string> Names(ArticleCondition text)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        void Visit(ArticleCondition condition)
        {
            switch (condition)
            {
                case TextIs one: foreach (var form in Forms(one)) if (!names.ContainsKey(form)) names[form] = values.Add(form); break;
                case Not not: Visit(not.Inner); break;
                case AllOf all: foreach (var part in all.Parts) Visit(part); break;
                case AnyOf any: foreach (var part in any.Parts) Visit(part); break;
            }
        }
        Visit(text);
        return names;
    }

    private string Stems(ArticleCondition text, string config) => Stems(text, config, Names(text));

    private static string Stems(ArticleCondition text, string config, Dictionary<string, string> names) => text switch
    {
        TextIs one => string.Join(" || ", (config == "german" ? Forms(one) : Forms(one).Take(1))
            .Select(form => $"{(one.Begins ? "to_tsquery" : "phraseto_tsquery")}('{config}', {names[form]})")) is var stems && stems.Contains(" || ", StringComparison.Ordinal) ? $"({stems})" : stems,
        Not not => $"!!({Stems(not.Inner, config, names)})",
        AllOf all => string.Join(" && ", all.Parts.Select(p => $"({Stems(p, config, names)})")),
        AnyOf any => string.Join(" || ", any.Parts.Select(p => $"({Stems(p, config, names)})")),
        _ => throw new ArgumentOutOfRangeException(nameof(text)),
    };

    /// <summary>
    /// The words as typed and, for German, with umlauts where they were typed without and the other way round: Mueller finds Müller. PostgreSQL 18
    /// does that itself, 15 to 17 do not. What is no word stays unfound and costs nothing.
    /// </summary>
    internal static IEnumerable<string> Forms(TextIs text)
    {
        string Form(string words) => text.Begins ? $"'{words.Replace("'", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)}':*" : words;
        var lower = text.Words.ToLowerInvariant();
        var with = lower.Replace("ae", "ä", StringComparison.Ordinal).Replace("oe", "ö", StringComparison.Ordinal).Replace("ue", "ü", StringComparison.Ordinal);
        var without = lower.Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal);
        yield return Form(text.Words);
        if (with != lower) yield return Form(with);
        if (without != lower) yield return Form(without);
    }

    /// <summary>The words that a hit shows: no negated ones, nothing but words, everything as alternatives.</summary>
    private static ArticleCondition? Wanted(ArticleCondition? condition)
    {
        List<ArticleCondition> words = [];
        void Visit(ArticleCondition? part)
        {
            switch (part)
            {
                case TextIs text: words.Add(text); break;
                case AllOf all: foreach (var inner in all.Parts) Visit(inner); break;
                case AnyOf any: foreach (var inner in any.Parts) Visit(inner); break;
            }
        }
        Visit(condition);
        return words.Count == 0 ? null : words.Count == 1 ? words[0] : new AnyOf(words);
    }
}
