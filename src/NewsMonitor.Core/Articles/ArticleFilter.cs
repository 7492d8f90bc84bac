using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>What is asked first of an article.</summary>
internal enum FilterOrder
{
    /// <summary>As PostgreSQL likes, which takes opening a vector for nothing.</summary>
    Any,
    /// <summary>The articles that hold the codes, then their vectors: where those are few.</summary>
    CodesFirst,
    /// <summary>The index of words, then the codes of what it finds: where the codes stand in many thousands of articles.</summary>
    WordsFirst,
    /// <summary>One article after the other, as a walk comes along: its codes, then its words.</summary>
    ByRow,
}

/// <summary>
/// Turns an <see cref="ArticleQuery"/> into conditions of SQL over <c>articles a</c>, one for each dimension, so that a facet can leave
/// out its own.
/// </summary>
internal sealed class ArticleFilter
{
    private readonly ConditionSql _sql;

    public List<NpgsqlParameter> Parameters => _sql.Parameters;
    /// <summary>What to select from: <c>articles a</c>, or those of them that hold the words.</summary>
    public string From { get; }
    /// <summary>Words, codes, own marks: what no facet counts without; where <see cref="From"/> has seen to the words, the others.</summary>
    public string Base { get; }
    public string Outlets { get; }
    public string Languages { get; }
    public string Coding { get; }
    public string Threats { get; }
    public string Time { get; }

    /// <param name="query">What is asked.</param>
    /// <param name="userId">Whose marks count.</param>
    /// <param name="stems">What the dictionaries make of the words; the index answers sooner where they are known.</param>
    /// <param name="sample">Only a sixteenth of the archive, drawn by chance.</param>
    /// <param name="order">Which is asked first, words or codes.</param>
    public ArticleFilter(ArticleQuery query, long userId, SearchStems? stems = null, bool sample = false, FilterOrder order = FilterOrder.Any)
        : this(query, new ConditionSql(userId, stems), sample, order)
    {
    }

    /// <summary>One of several filters of the same statement, which share its parameters.</summary>
    internal ArticleFilter(ArticleQuery query, ConditionSql sql, bool sample = false, FilterOrder order = FilterOrder.Any)
    {
        _sql = sql;
        if (order == FilterOrder.ByRow) (From, Base) = ("articles a", _sql.ByRow(query.Where));
        else
        {
            var (from, words, others) = _sql.ByIndex(query.Where, sample);
            var mixed = others != ConditionSql.Always && (words != ConditionSql.Always || from != "articles a");
            (From, Base) = (mixed, order) switch
            {
                (true, FilterOrder.WordsFirst) => ($"(SELECT * FROM {from} WHERE {words} OFFSET 0) AS a", others),
                (true, FilterOrder.CodesFirst) when from == "articles a" => ($"(SELECT * FROM articles a WHERE {others} OFFSET 0) AS a", words),
                _ => (from, ConditionSql.All(words, others)),
            };
        }
        Outlets = Given(query.Outlets.Count, () => new OutletIs(query.Outlets));
        Languages = Given(query.Languages.Count, () => new LanguageIs(query.Languages));
        Coding = Given(query.Coding.Count, () => new CodingIs(query.Coding));
        Threats = Given(query.Threats.Count, () => new ThreatsAre(query.Threats));
        Time = _sql.Write(new PublishedIn(query.From, query.Until));
    }

    public string Everything => ConditionSql.All(Base, Outlets, Languages, Coding, Threats, Time);

    public string Add(object value) => _sql.Add(value);

    public string? WordsQuery(ArticleQuery query) => _sql.WordsQuery(query.Where);

    private string Given(int count, Func<ArticleCondition> condition) => count > 0 ? _sql.Write(condition()) : ConditionSql.Always;
}
