using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// Turns an <see cref="ArticleQuery"/> into conditions of SQL over <c>articles a</c>, one for each dimension, so that a facet can leave
/// out its own. Values travel as parameters only.
/// </summary>
internal sealed class ArticleFilter
{
    private const string Always = "TRUE";

    /// <summary>Dictionaries by language; what has none of its own is searched word for word.</summary>
    private static readonly (string Language, string Config)[] Dictionaries =
        [("de", "german"), ("en", "english"), ("fr", "french"), ("es", "spanish"), ("it", "italian"), ("ru", "russian")];

    public List<NpgsqlParameter> Parameters { get; } = [];
    /// <summary>Text, actors, own marks: what no facet counts without.</summary>
    public string Base { get; }
    public string Outlets { get; }
    public string Languages { get; }
    public string Coding { get; }
    public string Threats { get; }
    public string Time { get; }

    public bool HasText { get; }

    public ArticleFilter(ArticleQuery query, long userId)
    {
        HasText = !string.IsNullOrWhiteSpace(query.Text);
        Base = All(
            HasText ? TextMatches(query.Text!) : Always,
            query.Actors.Count > 0 ? All([.. query.Actors.Select(ActorIsCoded)]) : Always,
            query.StarredOnly ? $"EXISTS (SELECT FROM article_marks m WHERE m.article_id = a.id AND m.user_id = {Add(userId)} AND m.starred_at IS NOT NULL)" : Always,
            query.UnreadOnly ? $"NOT EXISTS (SELECT FROM article_marks m WHERE m.article_id = a.id AND m.user_id = {Add(userId)} AND m.read_at IS NOT NULL)" : Always);
        Outlets = query.Outlets.Count > 0 ? $"a.outlet_id = ANY ({Add(query.Outlets.ToArray())})" : Always;
        Languages = query.Languages.Count > 0 ? $"a.language = ANY ({Add(query.Languages.ToArray())})" : Always;
        Coding = query.Coding.Count > 0 ? $"a.coding_state = ANY ({Add(query.Coding.Select(c => c.ToString()).ToArray())})" : Always;
        Threats = query.Threats.Count > 0 ? $"{ThreatPresenceSql} = ANY ({Add(query.Threats.Select(t => t.ToString()).ToArray())})" : Always;
        Time = All(
            query.From is { } from ? $"a.published_at >= {Add(from.ToUniversalTime())}" : Always,
            query.Until is { } until ? $"a.published_at < {Add(until.ToUniversalTime())}" : Always);
    }

    public const string ThreatPresenceSql =
        "(CASE WHEN a.threats > 0 THEN 'Confirmed' WHEN a.suggested_threats > 0 THEN 'Suggested' ELSE 'None' END)";

    public string Everything => All(Base, Outlets, Languages, Coding, Threats, Time);

    public static string All(params string[] conditions)
    {
        var real = conditions.Where(c => c != Always).ToArray();
        return real.Length == 0 ? Always : string.Join(" AND ", real.Select(c => $"({c})"));
    }

    /// <summary>Names a value as the next parameter.</summary>
    public string Add(object value)
    {
        Parameters.Add(new NpgsqlParameter { Value = value });
        return $"${Parameters.Count}";
    }

    /// <summary>
    /// Each language is asked in its own dictionary. One query OR-ed over the dictionaries would let "-nicht" of one language pass
    /// through the other's.
    /// </summary>
    private string TextMatches(string text)
    {
        var words = Add(text);
        var own = Dictionaries.Select(d => $"(a.language = '{d.Language}' AND a.tsv @@ websearch_to_tsquery('{d.Config}', {words}))");
        var others = string.Join(", ", Dictionaries.Select(d => $"'{d.Language}'"));
        return string.Join(" OR ", own.Append($"(a.language NOT IN ({others}) AND a.tsv @@ websearch_to_tsquery('simple', {words}))"));
    }

    private string ActorIsCoded(long actorId)
    {
        var actor = Add(actorId);
        return $"""
            a.id IN (SELECT c.article_id FROM codes c WHERE c.actor_id = {actor} AND c.removed_at IS NULL AND c.state <> 'Rejected'
                UNION SELECT c.article_id FROM participants p JOIN codes c ON c.id = p.statement_id
                WHERE p.actor_id = {actor} AND c.removed_at IS NULL AND c.state <> 'Rejected')
            """;
    }
}
