using Npgsql;

namespace NewsMonitor.Core.Articles;

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
    /// <param name="sample">Only a sixteenth of the archive, drawn by chance.</param>
    /// <param name="wordsFirst">
    /// Has the index of words asked first, where codes are asked for too. PostgreSQL likes to go the other way, and opens the vector of every
    /// article that holds the code, 25 µs each, which it takes for nothing: two seconds for an actor who stands in 50,000 articles.
    /// </param>
    public ArticleFilter(ArticleQuery query, long userId, bool sample = false, bool wordsFirst = false) : this(query, new ConditionSql(userId), sample, wordsFirst)
    {
    }

    /// <summary>One of several filters of the same statement, which share its parameters.</summary>
    internal ArticleFilter(ArticleQuery query, ConditionSql sql, bool sample = false, bool wordsFirst = false)
    {
        _sql = sql;
        var (words, rest) = _sql.Parts(query.Where, sample);
        (From, Base) = wordsFirst && words != ConditionSql.Always && rest != ConditionSql.Always
            ? ($"(SELECT * FROM articles a WHERE {words} OFFSET 0) AS a", rest) : ("articles a", ConditionSql.All(words, rest));
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
