using System.Globalization;
using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>Counts what stands around the list of articles.</summary>
public sealed class ArticleSummaries(NpgsqlDataSource archive, NewsroomTime newsroom)
{
    private const int LongestFacet = 60;
    private const int SampleShare = 16;
    /// <summary>Actors and issues are counted among this many of the hits at most; beyond, the shares of the newest stand for all.</summary>
    private const int MostCoded = 20_000;

    internal SearchWays Ways { get; init; } = SearchWays.Usual;

    /// <summary>Total, facets and histogram of a query.</summary>
    /// <remarks>
    /// One pass: the candidates are materialised with a flag for each dimension, and every facet counts those rows that pass all the
    /// others' flags. Grouping sets count the plain facets together. Very many hits are estimated from a sixteenth of the archive: within
    /// 2 % of the total at 32,000 hits, better above; within a tenth where a frequent actor is asked for together with a common word. A rare
    /// phrase of very common words is told to within a few hundred only: to count it, the vectors of all that hold the words would have to be opened.
    /// </remarks>
    public async Task<ArticleSummary> SummarizeAsync(ArticleQuery query, long userId, CancellationToken cancel, string language = "en")
    {
        var stems = await SearchStems.OfAsync(query.Where, archive, cancel);
        var estimate = new HitEstimate(archive, query, stems);
        var common = await estimate.WordsAsync(Ways.LargestSample, cancel) == Ways.LargestSample;
        var few = common ? Ways.FewBesideCommon : Ways.FewBesideOthers;
        // Facets count what their own choice leaves out, so that is what must be few: words and codes alone.
        var codesFirst = estimate.AsksMoreThanWords && await estimate.CodesAsync(few, cancel) < few;
        var order = codesFirst ? FilterOrder.CodesFirst : estimate.AsksMoreThanWords ? FilterOrder.WordsFirst : FilterOrder.Any;
        if (common && !codesFirst)
        {
            var (sampled, hits) = await CountAsync(new ArticleFilter(query, userId, stems, sample: true, order: order), true, language, cancel);
            if (hits >= Ways.SmallestSample || await estimate.PhraseOpensAsync(Ways.ManyToCount, cancel)) return sampled;
        }
        return (await CountAsync(new ArticleFilter(query, userId, stems, order: order), false, language, cancel)).Summary;
    }

    /// <returns>With the number of rows that the facets were counted from.</returns>
    private async Task<(ArticleSummary Summary, int Hits)> CountAsync(ArticleFilter filter, bool sample, string language, CancellationToken cancel)
    {
        var (zone, spoken) = (filter.Add(newsroom.Zone.Id), filter.Add(language));
        await using var command = archive.CreateCommand($"""
            WITH hits AS MATERIALIZED (
                SELECT a.id, a.outlet_id, a.language, a.coding_state, {ConditionSql.ThreatPresenceSql} AS threat, a.published_at,
                    ({filter.Outlets}) AS o, ({filter.Languages}) AS l, ({filter.Coding}) AS c, ({filter.Threats}) AS t, ({filter.Time}) AS w
                FROM {filter.From} WHERE {filter.Base}),
            span AS (
                SELECT CASE WHEN max(published_at) - min(published_at) <= interval '3 days' THEN 'hour'
                    WHEN max(published_at) - min(published_at) <= interval '150 days' THEN 'day'
                    WHEN max(published_at) - min(published_at) <= interval '3 years' THEN 'week' ELSE 'month' END AS unit
                FROM hits WHERE o AND l AND c AND t),
            quarters AS (
                SELECT date_bin('15 minutes', published_at, 'epoch') AS quarter, count(*) AS n, count(*) FILTER (WHERE threat <> 'None') AS threats
                FROM hits WHERE o AND l AND c AND t GROUP BY 1),
            bars AS (
                SELECT date_trunc(span.unit, quarter, {zone}) AS start, span.unit, sum(n) AS n, sum(threats) AS threats FROM quarters, span GROUP BY 1, 2),
            chosen AS MATERIALIZED (SELECT id FROM hits WHERE o AND l AND c AND t AND w LIMIT {MostCoded}),
            share AS (SELECT (SELECT count(*) FROM hits WHERE o AND l AND c AND t AND w)::float8 / greatest(1, (SELECT count(*) FROM chosen)) AS factor),
            coded AS MATERIALIZED (
                SELECT c.id, c.article_id, c.actor_id, c.issue_id FROM chosen JOIN codes c ON c.article_id = chosen.id
                WHERE c.removed_at IS NULL AND c.counts AND c.state <> 'Rejected')
            SELECT 'total' AS kind, '' AS value, (SELECT count(*) FROM hits)::text AS label, count(*)::int AS n, (SELECT count(*) FROM chosen)::int AS m, now() AS at FROM hits WHERE o AND l AND c AND t AND w
            UNION ALL (SELECT 'outlet', outlet_id::text, outlets.name, n::int, 0, NULL
                FROM (SELECT outlet_id, count(*) AS n FROM hits WHERE l AND c AND t AND w GROUP BY outlet_id ORDER BY n DESC LIMIT {LongestFacet}) AS most
                JOIN outlets ON outlets.id = outlet_id ORDER BY n DESC, outlets.name)
            UNION ALL (SELECT 'language', language, language, count(*)::int, 0, NULL FROM hits WHERE o AND c AND t AND w
                GROUP BY language ORDER BY count(*) DESC LIMIT {LongestFacet})
            UNION ALL SELECT 'coding', coding_state, coding_state, count(*)::int, 0, NULL FROM hits WHERE o AND l AND t AND w GROUP BY coding_state
            UNION ALL SELECT 'threat', threat, threat, count(*)::int, 0, NULL FROM hits WHERE o AND l AND c AND w GROUP BY threat
            UNION ALL (SELECT 'actor', actors.id::text, coalesce((SELECT named.text FROM actor_names named WHERE named.actor_id = actors.id AND named.preferred AND named.language = {spoken} LIMIT 1), actors.name), (n * factor)::int, 0, NULL
                FROM (SELECT actor_id, count(*) AS n
                    FROM (SELECT article_id, actor_id FROM coded WHERE actor_id IS NOT NULL
                        UNION SELECT coded.article_id, p.actor_id FROM coded JOIN participants p ON p.statement_id = coded.id) AS seen
                    GROUP BY actor_id ORDER BY n DESC LIMIT {LongestFacet}) AS most
                JOIN actors ON actors.id = actor_id CROSS JOIN share ORDER BY n DESC, 3)
            UNION ALL (SELECT 'issue', issues.id::text, issues.name, (n * factor)::int, 0, NULL
                FROM (SELECT issue_id, count(DISTINCT article_id) AS n FROM coded WHERE issue_id IS NOT NULL GROUP BY issue_id) AS counted
                JOIN issues ON issues.id = issue_id AND issues.proposed_at IS NULL CROSS JOIN share ORDER BY n DESC, issues.name LIMIT {LongestFacet})
            UNION ALL (SELECT 'bar', unit, '', n::int, threats::int, start FROM bars ORDER BY start)
            """);
        command.CommandTimeout = ArticleQueries.Patience;
        command.Parameters.AddRange(filter.Parameters.ToArray());

        var times = sample ? SampleShare : 1;
        var (total, looked, hits, asOf) = (0, 0, 0, default(DateTimeOffset));
        var facets = new Dictionary<string, List<FacetValue>>();
        var bars = new List<HistogramBar>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var (kind, value, count) = (reader.GetString(0), reader.GetString(1), reader.GetInt32(3) * times);
            if (kind == "total") (total, looked, hits, asOf) = (count, reader.GetInt32(4) * times, int.Parse(reader.GetString(2), CultureInfo.InvariantCulture), reader.GetFieldValue<DateTimeOffset>(5));
            else if (kind == "bar") bars.Add(Bar(value, reader.GetFieldValue<DateTimeOffset>(5), count, reader.GetInt32(4) * times));
            else (facets.TryGetValue(kind, out var list) ? list : facets[kind] = []).Add(new(value, reader.GetString(2), count));
        }
        IReadOnlyList<FacetValue> Facet(string kind) => facets.GetValueOrDefault(kind) ?? [];
        return (new()
        {
            Total = total,
            IsEstimate = sample,
            CodesAreEstimate = sample || looked < total,
            AsOf = asOf,
            Outlets = Facet("outlet"),
            Languages = Facet("language"),
            Coding = Facet("coding"),
            Threats = Facet("threat"),
            Actors = Facet("actor"),
            Issues = Facet("issue"),
            Histogram = bars,
        }, hits);
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
