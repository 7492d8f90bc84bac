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
    /// <summary>Words, codes, own marks: what no facet counts without.</summary>
    public string Base { get; }
    public string Outlets { get; }
    public string Languages { get; }
    public string Coding { get; }
    public string Threats { get; }
    public string Time { get; }

    /// <param name="query">What is asked.</param>
    /// <param name="userId">Whose marks count.</param>
    /// <param name="sample">Only a sixteenth of the archive, drawn by chance.</param>
    public ArticleFilter(ArticleQuery query, long userId, bool sample = false) : this(query, new ConditionSql(userId), sample)
    {
    }

    /// <summary>One of several filters of the same statement, which share its parameters.</summary>
    internal ArticleFilter(ArticleQuery query, ConditionSql sql, bool sample = false)
    {
        _sql = sql;
        Base = _sql.Write(query.Where, sample);
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
