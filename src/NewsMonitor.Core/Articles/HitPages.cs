using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// The ways to a page of hits. SQL by hand, because the search vector is not EF's and because the short way depends on how many hits there are:
/// PostgreSQL's own choice walks the date index for rare words and reads the whole archive.
/// </summary>
internal sealed class HitPages(NpgsqlDataSource archive, ArticleRows lines, SearchWays ways, ArticleQuery query, long userId)
{
    public const string ByDate = "a.published_at DESC, a.id DESC";
    private const string ByRank = "rank DESC, published_at DESC, id DESC";

    /// <summary>The newest hits; and where looking for them ended, where there may be more beyond though the page is not full.</summary>
    /// <remarks>
    /// First a glance at the newest articles: words that stand in every third fill a page there, before anything is counted. Rare words: all hits by
    /// their index, then the newest of them. Common ones, or none: along the date index until the page is full. Where the first stretch meets too
    /// little, what it met tells whether a longer one fills the page; where not (words of former years, words that are common and hardly ever meet
    /// the codes), the first way after all. Only a phrase whose words stand together in very many articles has no short way, for it is the vectors
    /// that know which word follows which: it is looked for a stretch at a time.
    /// </remarks>
    public async Task<(List<ArticleRow> Rows, ArticleKey? Looked)> NewestAsync(ArticleKey? after, int limit, CancellationToken cancel)
    {
        if (query.IsEverything) return (await WalkAsync(null, after, limit, limit, cancel), null);
        var stems = await SearchStems.OfAsync(query.Where, archive, cancel, query.Languages);
        var rows = await WalkAsync(stems, after, ways.Glance, limit, cancel);
        if (rows.Count == limit) return (rows, null);
        var estimate = new HitEstimate(archive, query, stems);
        var common = await estimate.WordsAsync(ways.Common, cancel) == ways.Common;
        if (common)
        {
            rows = await WalkAsync(stems, after, ways.Walk, limit, cancel);
            if (rows.Count < limit && rows.Count >= ways.Met && ways.Walk * 1.3 * limit / rows.Count is var far && far <= (estimate.AsksMoreThanWords ? ways.LongWalkByCodes : ways.LongWalk))
            {
                rows = await WalkAsync(stems, after, (int)far, limit, cancel);
            }
            if (rows.Count == limit) return (rows, null);
        }
        var order = await OrderAsync(estimate, common, cancel);
        if (await IsBoundedAsync(estimate, common, order, cancel))
        {
            rows = await WalkAsync(stems, after, ways.PhraseWalk, limit, cancel);
            return (rows, rows.Count == limit ? null : await EndOfWalkAsync(after, cancel));
        }
        var sql = new ConditionSql(userId, stems);
        var (loose, exact) = (new ArticleFilter(query with { Where = TextIs.Loosened(query.Where) }, sql, order: order), new ArticleFilter(query, sql, order: query.HasPhrase ? FilterOrder.ByRow : order));
        return (await lines.PageAsync(exact, userId, query.HasPhrase
            ? $"""
                SELECT c.id, 0::real AS rank FROM (SELECT id, published_at FROM {Hits(loose, after)} AS a ORDER BY {ByDate} OFFSET 0) AS c
                    CROSS JOIN LATERAL (SELECT FROM articles a WHERE a.id = c.id AND {exact.Base} OFFSET 0) AS held
                ORDER BY c.published_at DESC, c.id DESC LIMIT {exact.Add(limit)}
                """
            : $"SELECT a.id, 0::real AS rank FROM {Hits(exact, after)} AS a ORDER BY {ByDate} LIMIT {exact.Add(limit)}", ByDate, limit, cancel), null);
    }

    /// <summary>
    /// The newest hits by how well they match: of a common word those among the newest articles, else the newest few thousand. Of a phrase that has no
    /// short way those of one stretch; behind them the list goes on newest first.
    /// </summary>
    public async Task<(List<ArticleRow> Rows, ArticleKey? Looked)> RankedAsync(ArticleKey? after, int limit, CancellationToken cancel)
    {
        var stems = await SearchStems.OfAsync(query.Where, archive, cancel, query.Languages);
        var estimate = new HitEstimate(archive, query, stems);
        var common = await estimate.WordsAsync(ways.Common, cancel) == ways.Common;
        var order = common && !estimate.AsksMoreThanWords ? FilterOrder.ByRow : await OrderAsync(estimate, common, cancel);
        var bounded = await IsBoundedAsync(estimate, common, order, cancel);
        var filter = new ArticleFilter(query, userId, stems, order: bounded ? FilterOrder.ByRow : order);
        var candidates = bounded ? $"SELECT * FROM {Newest(filter, ways.PhraseWalk, null)} AS a WHERE {filter.Everything}"
            : common && !estimate.AsksMoreThanWords && !query.HasPhrase ? $"SELECT * FROM {Newest(filter, ways.Walk, null)} AS a WHERE {filter.Everything}"
            : $"SELECT a.id FROM {Hits(filter, null)} AS a ORDER BY {ByDate} LIMIT {ArticleQueries.Ranked}";
        var key = after is { } last ? $"(rank, published_at, id) < ({filter.Add(last.Rank)}, {filter.Add(last.PublishedAt.ToUniversalTime())}, {filter.Add(last.Id)})" : ConditionSql.Always;
        var rows = await lines.PageAsync(filter, userId, $"""
            SELECT id, rank FROM (
                SELECT a.id, a.published_at, ts_rank(a.tsv, {filter.WordsQuery(query)}) AS rank FROM ({candidates}) AS c JOIN articles a ON a.id = c.id) AS ranked
            WHERE {key} ORDER BY {ByRank} LIMIT {filter.Add(limit)}
            """, "page.rank DESC, " + ByDate, limit, cancel);
        return (rows, bounded && rows.Count < limit ? (await EndOfWalkAsync(null, cancel))?.BeyondRanked() : null);
    }

    /// <summary>The hits among the newest articles of the outlets and times asked for, of which <paramref name="most"/> are looked at.</summary>
    private async Task<List<ArticleRow>> WalkAsync(SearchStems? stems, ArticleKey? after, int most, int limit, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, userId, stems, order: FilterOrder.ByRow);
        return await lines.PageAsync(filter, userId, $"SELECT a.id, 0::real AS rank FROM {Newest(filter, most, after)} AS a WHERE {filter.Everything} ORDER BY {ByDate} LIMIT {filter.Add(limit)}", ByDate, limit, cancel);
    }

    /// <summary>The last article that a walk for a phrase has looked at; null where it came to the end of the archive.</summary>
    private async Task<ArticleKey?> EndOfWalkAsync(ArticleKey? after, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query with { Where = null }, userId);
        await using var command = lines.Command($"""
            SELECT a.published_at, a.id FROM articles a WHERE {ConditionSql.All(filter.Outlets, filter.Time, After(filter, after))}
            ORDER BY {ByDate} OFFSET {ways.PhraseWalk - 1} LIMIT 1
            """, filter);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new(reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt64(1)) : null;
    }

    /// <summary>A phrase, and more articles hold its words than can be opened while a reader waits.</summary>
    private async Task<bool> IsBoundedAsync(HitEstimate estimate, bool common, FilterOrder order, CancellationToken cancel) =>
        common && order != FilterOrder.CodesFirst && await estimate.PhraseOpensAsync(ways.ManyToOpen, cancel);

    /// <summary>Whether the codes or the words of a query are asked first.</summary>
    private async Task<FilterOrder> OrderAsync(HitEstimate estimate, bool common, CancellationToken cancel) =>
        !estimate.AsksMoreThanWords ? FilterOrder.Any
        : (common ? ways.FewBesideCommon : ways.FewBesideOthers) is var few && await estimate.CodesAsync(few, cancel) < few ? FilterOrder.CodesFirst : FilterOrder.WordsFirst;

    /// <summary>The newest articles, whatever they hold. The inner limit keeps the walk short and on an index by date, the archive's or the outlet's.</summary>
    private static string Newest(ArticleFilter filter, int most, ArticleKey? after) =>
        $"(SELECT * FROM articles a WHERE {ConditionSql.All(filter.Outlets, filter.Time, After(filter, after))} ORDER BY {ByDate} LIMIT {filter.Add(most)})";

    /// <summary>All hits. OFFSET 0 keeps the order by date out, so that the planner cannot think of walking.</summary>
    private static string Hits(ArticleFilter filter, ArticleKey? after) =>
        $"(SELECT a.id, a.published_at FROM {filter.From} WHERE {ConditionSql.All(filter.Everything, After(filter, after))} OFFSET 0)";

    private static string After(ArticleFilter filter, ArticleKey? after) => after is { } last
        ? $"(a.published_at, a.id) < ({filter.Add(last.PublishedAt.ToUniversalTime())}, {filter.Add(last.Id)})" : ConditionSql.Always;
}
