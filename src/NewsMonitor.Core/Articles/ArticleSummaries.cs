using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>Counts what stands around the list of articles.</summary>
public sealed class ArticleSummaries(NpgsqlDataSource archive, NewsroomTime newsroom)
{
    private const int LongestFacet = 60;

    /// <summary>Total, facets and histogram of a query.</summary>
    /// <remarks>
    /// One pass: the candidates are materialised with a flag for each dimension, and every facet counts those rows that pass all the
    /// others' flags. The actor facet alone joins the codes.
    /// </remarks>
    public async Task<ArticleSummary> SummarizeAsync(ArticleQuery query, long userId, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, userId);
        await using var command = archive.CreateCommand($"""
            WITH hits AS MATERIALIZED (
                SELECT a.id, a.outlet_id, a.language, a.coding_state, {ArticleFilter.ThreatPresenceSql} AS threat, a.published_at,
                    ({filter.Outlets}) AS o, ({filter.Languages}) AS l, ({filter.Coding}) AS c, ({filter.Threats}) AS t, ({filter.Time}) AS w
                FROM articles a WHERE {filter.Base}),
            span AS (
                SELECT CASE WHEN max(published_at) - min(published_at) <= interval '3 days' THEN 'hour'
                    WHEN max(published_at) - min(published_at) <= interval '150 days' THEN 'day'
                    WHEN max(published_at) - min(published_at) <= interval '3 years' THEN 'week' ELSE 'month' END AS unit
                FROM hits WHERE o AND l AND c AND t),
            bars AS (
                SELECT date_trunc(span.unit, published_at, {filter.Add(newsroom.Zone.Id)}) AS start, span.unit, count(*) AS n,
                    count(*) FILTER (WHERE threat <> 'None') AS threats
                FROM hits, span WHERE o AND l AND c AND t GROUP BY 1, 2)
            SELECT 'total' AS kind, '' AS value, '' AS label, count(*)::int AS n, 0 AS m, now() AS at FROM hits WHERE o AND l AND c AND t AND w
            UNION ALL (SELECT 'outlet', outlet_id::text, outlets.name, count(*)::int, 0, NULL FROM hits JOIN outlets ON outlets.id = outlet_id
                WHERE l AND c AND t AND w GROUP BY outlet_id, outlets.name ORDER BY count(*) DESC, outlets.name LIMIT {LongestFacet})
            UNION ALL (SELECT 'language', language, language, count(*)::int, 0, NULL FROM hits WHERE o AND c AND t AND w
                GROUP BY language ORDER BY count(*) DESC LIMIT {LongestFacet})
            UNION ALL SELECT 'coding', coding_state, coding_state, count(*)::int, 0, NULL FROM hits WHERE o AND l AND t AND w GROUP BY coding_state
            UNION ALL SELECT 'threat', threat, threat, count(*)::int, 0, NULL FROM hits WHERE o AND l AND c AND w GROUP BY threat
            UNION ALL (SELECT 'actor', actors.id::text, actors.name, count(*)::int, 0, NULL
                FROM (SELECT c.article_id, c.actor_id FROM codes c WHERE c.actor_id IS NOT NULL AND c.removed_at IS NULL AND c.state <> 'Rejected'
                    UNION SELECT c.article_id, p.actor_id FROM participants p JOIN codes c ON c.id = p.statement_id
                    WHERE c.removed_at IS NULL AND c.state <> 'Rejected') AS seen
                JOIN hits ON hits.id = seen.article_id JOIN actors ON actors.id = seen.actor_id
                WHERE o AND l AND hits.c AND t AND w GROUP BY actors.id, actors.name ORDER BY count(*) DESC, actors.name LIMIT {LongestFacet})
            UNION ALL (SELECT 'bar', unit, '', n::int, threats::int, start FROM bars ORDER BY start)
            """);
        command.Parameters.AddRange(filter.Parameters.ToArray());

        var (total, asOf) = (0, default(DateTimeOffset));
        var facets = new Dictionary<string, List<FacetValue>>();
        var bars = new List<HistogramBar>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var (kind, value, count) = (reader.GetString(0), reader.GetString(1), reader.GetInt32(3));
            if (kind == "total") (total, asOf) = (count, reader.GetFieldValue<DateTimeOffset>(5));
            else if (kind == "bar") bars.Add(Bar(value, reader.GetFieldValue<DateTimeOffset>(5), count, reader.GetInt32(4)));
            else (facets.TryGetValue(kind, out var list) ? list : facets[kind] = []).Add(new(value, reader.GetString(2), count));
        }
        IReadOnlyList<FacetValue> Facet(string kind) => facets.GetValueOrDefault(kind) ?? [];
        return new()
        {
            Total = total,
            AsOf = asOf,
            Outlets = Facet("outlet"),
            Languages = Facet("language"),
            Coding = Facet("coding"),
            Threats = Facet("threat"),
            Actors = Facet("actor"),
            Histogram = bars,
        };
    }

    /// <summary>A bar ends where the next would begin in the newsroom's calendar, across changes of the clock.</summary>
    private HistogramBar Bar(string unit, DateTimeOffset start, int articles, int withThreat)
    {
        var local = newsroom.Local(start).DateTime;
        var end = unit switch
        {
            "hour" => start.AddHours(1),
            "day" => newsroom.At(local.AddDays(1)),
            "week" => newsroom.At(local.AddDays(7)),
            _ => newsroom.At(local.AddMonths(1)),
        };
        return new(start, end, articles, withThreat);
    }
}
