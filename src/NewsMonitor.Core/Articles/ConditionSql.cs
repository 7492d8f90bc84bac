using NewsMonitor.Core.Coding;
using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// Writes an <see cref="ArticleCondition"/> as SQL over <c>articles a</c>. Values travel as parameters only. All words of a level become one
/// tsquery, so that the index answers it whole: each dictionary asks for its own stems and for the mark of its language, which
/// <c>article_vector</c> puts into the vector. Asking the column instead would make PostgreSQL open the vector of every hit (25 µs each).
/// </summary>
internal sealed class ConditionSql(long userId, SearchStems? stems = null)
{
    public const string Always = "TRUE";
    private const string SampleMark = "'''=sample'''::tsquery";

    /// <summary>Dictionaries with the mark of their language; what has none of its own is searched word for word.</summary>
    internal static readonly (string Config, string Mark)[] Dictionaries =
    [
        ("german", "=de"), ("english", "=en"), ("french", "=fr"), ("spanish", "=es"), ("italian", "=it"), ("russian", "=ru"), ("simple", "=other"),
    ];

    public List<NpgsqlParameter> Parameters { get; } = [];

    /// <summary>Names a value as the next parameter.</summary>
    public string Add(object value)
    {
        Parameters.Add(new NpgsqlParameter { Value = value });
        return $"${Parameters.Count}";
    }

    /// <param name="condition">Null for none.</param>
    public string Write(ArticleCondition? condition)
    {
        var (text, others) = Divided(condition);
        return All([text.Length > 0 ? $"a.tsv @@ ({TextQuery(new AllOf(text))})" : Always, .. others.Select(One)]);
    }

    /// <summary>What the index of words answers whole, as what to select from and what must hold there; and the rest.</summary>
    /// <param name="condition">Null for none.</param>
    /// <param name="sample">Only the sixteenth of the articles that carries the sample's mark.</param>
    /// <remarks>
    /// Where the dictionaries disagree about a word, each group of languages that agree asks for its own stems. Which language an article has,
    /// its mark in the index tells; where the words are rare its row, which is read anyway: the list of all German articles is as long as the archive.
    /// </remarks>
    public (string From, string Words, string Others) ByIndex(ArticleCondition? condition, bool sample)
    {
        var (text, rest) = Divided(condition);
        var others = All(rest.Select(One));
        string Holds(string? words) => (words, sample) switch
        {
            (null, false) => Always,
            (null, true) => $"a.tsv @@ {SampleMark}",
            (_, false) => $"a.tsv @@ ({words})",
            _ => $"a.tsv @@ (({words}) && {SampleMark})",
        };
        if (text.Length == 0) return ("articles a", Holds(null), others);
        var groups = Groups(new AllOf(text));
        return groups is [{ Languages: Always }] ? ("articles a", Holds(groups[0].Words), others)
            : stems is { AreRare: true } ? ($"({string.Join(" UNION ALL ", groups.Select(g => $"SELECT * FROM articles a WHERE {All(Holds(g.Words), g.Languages)}"))}) AS a", Always, others)
            : ("articles a", Holds(string.Join(" || ", groups.Select(g => g.Words is null ? $"({g.Marks})" : $"({g.Words} && ({g.Marks}))"))), others);
    }

    /// <summary>The stems of all languages in articles of any: never fewer hits than there are. Null where that is no other question, or some language asks for nothing.</summary>
    public string? InAnyLanguage(ArticleCondition text) =>
        Groups(text) is [{ Languages: not Always }, ..] groups && groups.All(g => g.Words is not null) ? $"a.tsv @@ (({string.Join(" || ", groups.Select(g => g.Words))}) && {SampleMark})" : null;

    /// <summary>
    /// The same for an article at a time: its codes first, by the article, then its words, whose vector must be opened. PostgreSQL, asked
    /// openly, would open all vectors first and gather every article of an actor beforehand.
    /// </summary>
    public string ByRow(ArticleCondition? condition)
    {
        var (text, rest) = Divided(condition);
        var groups = text.Length == 0 ? [] : Groups(new AllOf(text));
        string Holds(string? query) => query is null ? Always : $"a.tsv @@ ({query})";
        var words = groups.Count switch
        {
            0 => Always,
            1 when groups[0].Languages == Always => Holds(groups[0].Words),
            _ => $"CASE {string.Join(' ', groups.Select(g => $"WHEN {g.Languages} THEN {Holds(g.Words)}"))} END",
        };
        var others = All(rest.Select(part => part is CodeIs code ? ArticleHolds(code) : One(part)));
        return others == Always ? words : words == Always ? others : $"CASE WHEN {others} THEN {words} ELSE FALSE END";
    }

    private static (ArticleCondition[] Text, ArticleCondition[] Others) Divided(ArticleCondition? condition)
    {
        var parts = condition switch { null => [], AllOf all => all.Parts, var one => [one] };
        return ([.. parts.Where(IsText)], [.. parts.Where(p => !IsText(p))]);
    }

    /// <summary>What must hold of the words alone, as one tsquery; null where a condition asks nothing of them at its top level.</summary>
    public string? TextOf(ArticleCondition? condition)
    {
        var text = (condition switch { null => [], AllOf all => all.Parts, var one => [one] }).Where(IsText).ToArray();
        return text.Length > 0 ? TextQuery(new AllOf(text)) : null;
    }

    /// <summary>Whether it asks of words and of nothing else.</summary>
    public static bool AsksWordsOnly(ArticleCondition? condition) => condition is null || IsText(condition);

    /// <summary>The words to rank by and to mark in a text of one language: what is left out or no word does not count.</summary>
    public string? WordsQuery(ArticleCondition? condition, string language) =>
        Wanted(condition) is { } words ? Stems(words, Config(language)) : null;

    /// <summary>The same by the article's own language.</summary>
    public string? WordsQuery(ArticleCondition? condition) => Wanted(condition) is { } words
        ? $"CASE a.language {string.Join(' ', Dictionaries[..^1].Select(d => $"WHEN '{d.Mark[1..]}' THEN {Stems(words, d.Config)}"))} ELSE {Stems(words, "simple")} END"
        : null;

    public static string Config(string language) => Dictionaries[..^1].FirstOrDefault(d => d.Mark[1..] == language).Config ?? "simple";

    public static string All(params IEnumerable<string> conditions)
    {
        var real = conditions.Where(c => c != Always).ToArray();
        return real.Length == 0 ? Always : string.Join(" AND ", real.Select(c => $"({c})"));
    }

    private string One(ArticleCondition condition) => condition switch
    {
        OutletIs outlets => $"a.outlet_id = ANY ({Add(outlets.Outlets.ToArray())})",
        StoryIs stories => $"""
            a.id IN (SELECT p.article_id FROM story_articles p
                WHERE p.story_id IN (SELECT coalesce(s.merged_into_id, s.id) FROM stories s WHERE s.id = ANY ({Add(stories.Stories.ToArray())})))
            """,
        LanguageIs languages => $"a.language = ANY ({Add(languages.Languages.ToArray())})",
        PublishedIn span => All(
            span.From is { } from ? $"a.published_at >= {Add(from.ToUniversalTime())}" : Always,
            span.Until is { } until ? $"a.published_at < {Add(until.ToUniversalTime())}" : Always),
        CodingIs coding => $"a.coding_state = ANY ({Add(coding.States.Select(s => s.ToString()).ToArray())})",
        ThreatsAre threats => $"{ThreatPresenceSql} = ANY ({Add(threats.Presence.Select(t => t.ToString()).ToArray())})",
        MarkedAs { Kind: ArticleMarkKind.Starred } => Marked("starred_at"),
        MarkedAs { Kind: ArticleMarkKind.Read } => Marked("read_at"),
        MarkedAs => "NOT " + Marked("read_at"),
        CodeIs code => HoldsCode(code),
        Not not => $"NOT ({Write(not.Inner)})",
        AllOf all => Write(all),
        AnyOf any => string.Join(" OR ", Alternatives(any).Select(p => $"({p})")),
        var text => $"a.tsv @@ ({TextQuery(text)})",
    };

    public const string ThreatPresenceSql =
        "(CASE WHEN a.threats > 0 THEN 'Confirmed' WHEN a.suggested_threats > 0 THEN 'Suggested' ELSE 'None' END)";

    private IEnumerable<string> Alternatives(AnyOf any)
    {
        var text = any.Parts.Where(IsText).ToArray();
        if (text.Length > 0) yield return $"a.tsv @@ ({TextQuery(new AnyOf(text))})";
        foreach (var part in any.Parts.Where(p => !IsText(p))) yield return Write(part);
    }

    private string Marked(string column) =>
        $"EXISTS (SELECT FROM article_marks m WHERE m.article_id = a.id AND m.user_id = {Add(userId)} AND m.{column} IS NOT NULL)";

    private const string Live = "c.removed_at IS NULL AND c.counts AND c.state <> 'Rejected'";

    private string HoldsCode(CodeIs code)
    {
        if (code is not { Kind: null, Actors: [var ids] }) return $"a.id IN (SELECT c.article_id FROM codes c WHERE {OfCode(code)})";
        var (actor, by) = (Add(ids.ToArray()), MadeBy(code));
        return $"""
            a.id IN (SELECT c.article_id FROM codes c WHERE {All(Live, $"c.actor_id = ANY ({actor})", by)}
                UNION SELECT c.article_id FROM participants p JOIN codes c ON c.id = p.statement_id WHERE {All(Live, $"p.actor_id = ANY ({actor})", by)})
            """;
    }

    /// <summary>Asked of one article. A subquery with a limit is never turned into a join.</summary>
    private string ArticleHolds(CodeIs code)
    {
        if (code is not { Kind: null, Actors: [var ids] }) return $"(SELECT true FROM codes c WHERE c.article_id = a.id AND {OfCode(code)} LIMIT 1)";
        var actor = Add(ids.ToArray());
        return $"""
            (SELECT true FROM codes c WHERE c.article_id = a.id AND {All(Live, MadeBy(code), $"c.actor_id = ANY ({actor}) OR (SELECT true FROM participants p WHERE p.statement_id = c.id AND p.actor_id = ANY ({actor}) LIMIT 1)")} LIMIT 1)
            """;
    }

    /// <summary>The codes of a condition, no more of them than <paramref name="most"/>: how many articles it can be true of.</summary>
    public string CodesOf(CodeIs code, int most)
    {
        var limit = Add(most);
        if (code is not { Kind: null, Actors: [var ids] }) return $"SELECT FROM codes c WHERE {OfCode(code)} LIMIT {limit}";
        var actor = Add(ids.ToArray());
        return $"(SELECT FROM codes c WHERE c.actor_id = ANY ({actor}) LIMIT {limit}) UNION ALL (SELECT FROM participants p WHERE p.actor_id = ANY ({actor}) LIMIT {limit})";
    }

    private string MadeBy(CodeIs code) => code.Coders.Count > 0 && Add(code.Coders.ToArray()) is var by ? $"(c.created_by = ANY ({by}) OR c.changed_by = ANY ({by}))" : Always;

    private string OfCode(CodeIs code)
    {
        string Takes(IReadOnlyList<long> actors, string? role = null) =>
            $"EXISTS (SELECT FROM participants p WHERE p.statement_id = c.id AND p.actor_id = ANY ({Add(actors.ToArray())}){(role is null ? "" : $" AND p.role = '{role}'")})";
        return All(
        [
            Live,
            MadeBy(code),
            code.Kind switch { StatementKind.Threat => "c.kind = 'threat'", StatementKind.Position => "c.kind = 'position'", _ => Always },
            code.Instruments.Count > 0 ? $"c.instrument_id = ANY ({Add(code.Instruments.ToArray())})" : Always,
            code.Issues.Count > 0 ? $"c.issue_id = ANY ({Add(code.Issues.ToArray())})" : Always,
            code.Stances.Count > 0 ? $"c.stance = ANY ({Add(code.Stances.Select(s => s.ToString()).ToArray())})" : Always,
            .. code.Actors.Select(a => Takes(a)),
            .. code.Threateners.Select(a => Takes(a, nameof(ParticipantRole.Threatener))),
            .. code.Targets.Select(a => Takes(a, nameof(ParticipantRole.Target))),
        ]);
    }

    // ---- words ---------------------------------------------------------------------------------------------------------------------

    private static bool IsText(ArticleCondition condition) => condition switch
    {
        TextIs => true,
        Not not => IsText(not.Inner),
        AllOf all => all.Parts.All(IsText),
        AnyOf any => any.Parts.All(IsText),
        _ => false,
    };

    /// <summary>The words as one query of the index for each group of languages whose dictionaries agree; null asks for nothing: stop words.</summary>
    private List<(string Languages, string Marks, string? Words)> Groups(ArticleCondition text)
    {
        if (stems is null) return [(Always, "", TextQuery(text))];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. Dictionaries.Select((d, i) => (Language: d.Mark[1..], At: i)).Where(d => stems.Concern(d.Language)).Select(d => (d.Language, Words: Known(text, d.At, names))).GroupBy(d => d.Words, d => d.Language)
            .Select(group => (Among([.. group]), string.Join(" || ", group.Select(l => $"'''={l}'''::tsquery")), group.Key))];
    }

    /// <summary>Articles of some languages; <c>other</c> is all that have no dictionary.</summary>
    private static string Among(string[] languages)
    {
        string List(IEnumerable<string> of) => string.Join(", ", of.Select(l => $"'{l}'"));
        return languages.Length == Dictionaries.Length ? Always
            : languages.Contains("other") ? $"a.language NOT IN ({List(Dictionaries.Select(d => d.Mark[1..]).Except(languages))})"
            : $"a.language IN ({List(languages)})";
    }

    /// <summary>The words by their known stems. Stop words ask for nothing, as in PostgreSQL's own operators.</summary>
    private string? Known(ArticleCondition text, int dictionary, Dictionary<string, string> names)
    {
        string? Stem(string stem) => stem.Length == 0 ? null : names.TryGetValue(stem, out var name) ? name : names[stem] = Add(stem) + "::tsquery";
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

    private string TextQuery(ArticleCondition text)
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
                case TextIs one: foreach (var form in Forms(one)) if (!names.ContainsKey(form)) names[form] = Add(form); break;
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
