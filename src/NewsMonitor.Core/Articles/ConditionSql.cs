using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// Writes an <see cref="ArticleCondition"/> as SQL over <c>articles a</c>. Values travel as parameters only. All words of a level become one
/// tsquery, so that the index answers it whole; see <see cref="WordSql"/>, and <see cref="CodeSql"/> for what is asked of codes.
/// </summary>
internal sealed class ConditionSql
{
    public const string Always = "TRUE";
    internal const string SampleMark = "'''=sample'''::tsquery";

    private readonly SqlValues _values;
    private readonly WordSql _words;
    private readonly CodeSql _codes;
    private readonly long _userId;
    private readonly SearchStems? _stems;

    /// <param name="userId">Whose marks count.</param>
    /// <param name="stems">What the dictionaries make of the words, where that is known.</param>
    public ConditionSql(long userId, SearchStems? stems = null)
    {
        (_values, _userId, _stems) = (new(), userId, stems);
        (_words, _codes) = (new(_values, stems), new(_values));
    }

    public List<NpgsqlParameter> Parameters => _values.Parameters;

    /// <summary>Names a value as the next parameter.</summary>
    public string Add(object value) => _values.Add(value);

    /// <param name="condition">Null for none.</param>
    public string Write(ArticleCondition? condition)
    {
        var (text, others) = Divided(condition);
        return All([text.Length > 0 ? $"a.tsv @@ ({_words.Query(new AllOf(text))})" : Always, .. others.Select(One)]);
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
        var groups = _words.Groups(new AllOf(text));
        return groups is [{ Languages: Always }] ? ("articles a", Holds(groups[0].Words), others)
            : _stems is { AreRare: true } ? ($"({string.Join(" UNION ALL ", groups.Select(g => $"SELECT * FROM articles a WHERE {All(Holds(g.Words), g.Languages)}"))}) AS a", Always, others)
            : ("articles a", Holds(string.Join(" || ", groups.Select(g => g.Words is null ? $"({g.Marks})" : $"({g.Words} && ({g.Marks}))"))), others);
    }

    /// <summary>
    /// The same for an article at a time: its codes first, by the article, then its words, whose vector must be opened. PostgreSQL, asked
    /// openly, would open all vectors first and gather every article of an actor beforehand.
    /// </summary>
    public string ByRow(ArticleCondition? condition)
    {
        var (text, rest) = Divided(condition);
        var groups = text.Length == 0 ? [] : _words.Groups(new AllOf(text));
        string Holds(string? query) => query is null ? Always : $"a.tsv @@ ({query})";
        var words = groups.Count switch
        {
            0 => Always,
            1 when groups[0].Languages == Always => Holds(groups[0].Words),
            _ => $"CASE {string.Join(' ', groups.Select(g => $"WHEN {g.Languages} THEN {Holds(g.Words)}"))} END",
        };
        var others = All(rest.Select(part => part is CodeIs code ? _codes.OfArticle(code) : One(part)));
        return others == Always ? words : words == Always ? others : $"CASE WHEN {others} THEN {words} ELSE FALSE END";
    }

    private static (ArticleCondition[] Text, ArticleCondition[] Others) Divided(ArticleCondition? condition)
    {
        var parts = ArticleCondition.PartsOf(condition);
        return ([.. parts.Where(WordSql.IsText)], [.. parts.Where(p => !WordSql.IsText(p))]);
    }

    /// <summary>What must hold of the words alone, as one tsquery; null where a condition asks nothing of them at its top level.</summary>
    public string? TextOf(ArticleCondition? condition)
    {
        var text = ArticleCondition.PartsOf(condition).Where(WordSql.IsText).ToArray();
        return text.Length > 0 ? _words.Query(new AllOf(text)) : null;
    }

    /// <summary>Whether it asks of words and of nothing else.</summary>
    public static bool AsksWordsOnly(ArticleCondition? condition) => condition is null || WordSql.IsText(condition);

    /// <inheritdoc cref="WordSql.InAnyLanguage"/>
    public string? InAnyLanguage(ArticleCondition text) => _words.InAnyLanguage(text);

    /// <inheritdoc cref="WordSql.Shown"/>
    public string? WordsQuery(ArticleCondition? condition) => _words.Shown(condition);

    /// <inheritdoc cref="CodeSql.Codes"/>
    public string CodesOf(CodeIs code, int most) => _codes.Codes(code, most);

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
        CodeIs code => _codes.Articles(code),
        Not not => $"NOT ({Write(not.Inner)})",
        AllOf all => Write(all),
        AnyOf any => string.Join(" OR ", Alternatives(any).Select(p => $"({p})")),
        var text => $"a.tsv @@ ({_words.Query(text)})",
    };

    public const string ThreatPresenceSql =
        "(CASE WHEN a.threats > 0 THEN 'Confirmed' WHEN a.suggested_threats > 0 THEN 'Suggested' ELSE 'None' END)";

    private IEnumerable<string> Alternatives(AnyOf any)
    {
        var text = any.Parts.Where(WordSql.IsText).ToArray();
        if (text.Length > 0) yield return $"a.tsv @@ ({_words.Query(new AnyOf(text))})";
        foreach (var part in any.Parts.Where(p => !WordSql.IsText(p))) yield return Write(part);
    }

    private string Marked(string column) =>
        $"EXISTS (SELECT FROM article_marks m WHERE m.article_id = a.id AND m.user_id = {Add(_userId)} AND m.{column} IS NOT NULL)";
}
