using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// What the list of articles asks. SQL by hand, because the search vector is not EF's and because the way to the newest hits depends on how
/// many there are: PostgreSQL's own choice walks the date index for rare words and reads the whole archive.
/// </summary>
public sealed class ArticleQueries(NpgsqlDataSource archive)
{
    /// <summary>Seconds after which the archive has not answered.</summary>
    public const int Patience = 5;
    /// <summary>How many of the newest hits are ranked: all 650,000 would take 6 s.</summary>
    public const int Ranked = 2000;
    internal SearchWays Ways { get; init; } = SearchWays.Usual;

    private const string Columns = """
        a.id, o.name, a.published_at, a.kicker, a.title, a.language, a.text_state, a.coding_state, a.statements, a.open_suggestions,
        a.threats, a.suggested_threats, mine.read_at IS NOT NULL, mine.starred_at IS NOT NULL,
        (SELECT p.story_id FROM story_articles p WHERE p.article_id = a.id),
        coalesce((SELECT s.articles FROM story_articles p JOIN stories s ON s.id = p.story_id WHERE p.article_id = a.id), 1)
        """;

    private const string ByDate = "a.published_at DESC, a.id DESC";

    /// <summary>A page of the list, after <paramref name="after"/>.</summary>
    public async Task<Page<ArticleRow, ArticleKey>> PageAsync(
        ArticleQuery query, long userId, ArticleKey? after, int size, CancellationToken cancel)
    {
        var rows = query is { Order: ArticleOrder.Relevance, HasWords: true }
            ? await RankedAsync(query, userId, after, size + 1, cancel)
            : await NewestAsync(query, userId, after, size + 1, cancel);
        var more = rows.Count > size; // one row beyond the page says whether there is another
        if (more) rows.RemoveAt(size);
        return new(rows, more ? rows[^1].Key : null);
    }

    /// <summary>One article's line, read afresh.</summary>
    public async Task<ArticleRow?> RowAsync(long articleId, long userId, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand($"""
            SELECT {Columns}, 0::real
            FROM articles a JOIN outlets o ON o.id = a.outlet_id
                LEFT JOIN article_marks mine ON mine.article_id = a.id AND mine.user_id = $2
            WHERE a.id = $1
            """);
        command.Parameters.Add(new() { Value = articleId });
        command.Parameters.Add(new() { Value = userId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Row(reader) : null;
    }

    /// <summary>Those of some articles that fulfil the query, by id.</summary>
    public async Task<IReadOnlyDictionary<long, ArticleRow>> AmongAsync(ArticleQuery query, IReadOnlyCollection<long> articles, long userId, CancellationToken cancel)
    {
        if (articles.Count == 0) return new Dictionary<long, ArticleRow>();
        var filter = new ArticleFilter(query, userId);
        var rows = await ReadAsync(filter, userId, $"SELECT a.id, 0::real AS rank FROM articles a WHERE a.id = ANY ({filter.Add(articles.ToArray())}) AND ({filter.Everything})", ByDate, articles.Count, cancel);
        return rows.ToDictionary(r => r.Id);
    }

    /// <summary>How many articles of the query came in after a moment: "4 new, show".</summary>
    public async Task<int> CountArrivedSinceAsync(ArticleQuery query, long userId, DateTimeOffset since, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, userId);
        // The arrivals first: few, and by an index of their own.
        await using var command = Command($"""
            WITH a AS MATERIALIZED (SELECT * FROM articles WHERE arrived_at > {filter.Add(since.ToUniversalTime())} ORDER BY arrived_at DESC LIMIT 1000)
            SELECT count(*)::int FROM a WHERE {filter.Everything}
            """, filter);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <remarks>
    /// Rare words: all hits by their index, then the newest of them. Common ones, or none: along the date index until the page is full. Where the
    /// first stretch meets too little, what it met tells whether a longer one fills the page; where not (words of former years, words that are common
    /// and hardly ever meet the codes), the first way after all.
    /// </remarks>
    private async Task<List<ArticleRow>> NewestAsync(ArticleQuery query, long userId, ArticleKey? after, int limit, CancellationToken cancel)
    {
        if (query.IsEverything) return await WalkAsync(query, userId, null, after, limit, limit, cancel);
        var stems = await SearchStems.OfAsync(query.Where, archive, cancel, query.Languages);
        var estimate = new HitEstimate(archive, query, stems);
        var common = await estimate.WordsAsync(Ways.Common, cancel) == Ways.Common;
        if (common)
        {
            var rows = await WalkAsync(query, userId, stems, after, Ways.Walk, limit, cancel);
            if (rows.Count < limit && rows.Count >= Ways.Met && Ways.Walk * 1.3 * limit / rows.Count is var far && far <= (estimate.AsksMoreThanWords ? Ways.LongWalkByCodes : Ways.LongWalk))
            {
                rows = await WalkAsync(query, userId, stems, after, (int)far, limit, cancel);
            }
            if (rows.Count == limit) return rows;
        }
        var sql = new ConditionSql(userId, stems);
        var order = await OrderAsync(estimate, common, cancel);
        var (loose, exact) = (new ArticleFilter(query with { Where = TextIs.Loosened(query.Where) }, sql, order: order), new ArticleFilter(query, sql, order: query.HasPhrase ? FilterOrder.ByRow : order));
        return await ReadAsync(exact, userId, query.HasPhrase
            ? $"""
                SELECT c.id, 0::real AS rank FROM (SELECT id, published_at FROM {Hits(loose, after)} AS a ORDER BY {ByDate} OFFSET 0) AS c
                    CROSS JOIN LATERAL (SELECT FROM articles a WHERE a.id = c.id AND {exact.Base} OFFSET 0) AS held
                ORDER BY c.published_at DESC, c.id DESC LIMIT {exact.Add(limit)}
                """
            : $"SELECT a.id, 0::real AS rank FROM {Hits(exact, after)} AS a ORDER BY {ByDate} LIMIT {exact.Add(limit)}", ByDate, limit, cancel);
    }

    /// <summary>The hits among the newest articles of the outlets and times asked for, of which <paramref name="most"/> are looked at.</summary>
    private async Task<List<ArticleRow>> WalkAsync(ArticleQuery query, long userId, SearchStems? stems, ArticleKey? after, int most, int limit, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, userId, stems, order: FilterOrder.ByRow);
        return await ReadAsync(filter, userId, $"SELECT a.id, 0::real AS rank FROM {Newest(filter, most, after)} AS a WHERE {filter.Everything} ORDER BY {ByDate} LIMIT {filter.Add(limit)}", ByDate, limit, cancel);
    }

    /// <summary>Whether the codes or the words of a query are asked first.</summary>
    private async Task<FilterOrder> OrderAsync(HitEstimate estimate, bool common, CancellationToken cancel) =>
        !estimate.AsksMoreThanWords ? FilterOrder.Any
        : (common ? Ways.FewBesideCommon : Ways.FewBesideOthers) is var few && await estimate.CodesAsync(few, cancel) < few ? FilterOrder.CodesFirst : FilterOrder.WordsFirst;

    /// <summary>The newest hits by how well they match: of a common word those among the newest articles, else the newest few thousand.</summary>
    private async Task<List<ArticleRow>> RankedAsync(ArticleQuery query, long userId, ArticleKey? after, int limit, CancellationToken cancel)
    {
        const string byRank = "rank DESC, published_at DESC, id DESC";
        var stems = await SearchStems.OfAsync(query.Where, archive, cancel, query.Languages);
        var estimate = new HitEstimate(archive, query, stems);
        var common = await estimate.WordsAsync(Ways.Common, cancel) == Ways.Common;
        var filter = new ArticleFilter(query, userId, stems, order: common && !estimate.AsksMoreThanWords ? FilterOrder.ByRow : await OrderAsync(estimate, common, cancel));
        var candidates = common && !estimate.AsksMoreThanWords && !query.HasPhrase
            ? $"SELECT * FROM {Newest(filter, Ways.Walk, null)} AS a WHERE {filter.Everything}"
            : $"SELECT a.id FROM {Hits(filter, null)} AS a ORDER BY {ByDate} LIMIT {Ranked}";
        var key = after is { } last ? $"(rank, published_at, id) < ({filter.Add(last.Rank)}, {filter.Add(last.PublishedAt.ToUniversalTime())}, {filter.Add(last.Id)})" : ConditionSql.Always;
        return await ReadAsync(filter, userId, $"""
            SELECT id, rank FROM (
                SELECT a.id, a.published_at, ts_rank(a.tsv, {filter.WordsQuery(query)}) AS rank FROM ({candidates}) AS c JOIN articles a ON a.id = c.id) AS ranked
            WHERE {key} ORDER BY {byRank} LIMIT {filter.Add(limit)}
            """, "page.rank DESC, " + ByDate, limit, cancel);
    }

    /// <summary>The newest articles, whatever they hold. The inner limit keeps the walk short and on an index by date, the archive's or the outlet's.</summary>
    private static string Newest(ArticleFilter filter, int most, ArticleKey? after) =>
        $"(SELECT * FROM articles a WHERE {ConditionSql.All(filter.Outlets, filter.Time, After(filter, after))} ORDER BY {ByDate} LIMIT {filter.Add(most)})";

    /// <summary>All hits. OFFSET 0 keeps the order by date out, so that the planner cannot think of walking.</summary>
    private static string Hits(ArticleFilter filter, ArticleKey? after) =>
        $"(SELECT a.id, a.published_at FROM {filter.From} WHERE {ConditionSql.All(filter.Everything, After(filter, after))} OFFSET 0)";

    private static string After(ArticleFilter filter, ArticleKey? after) => after is { } last
        ? $"(a.published_at, a.id) < ({filter.Add(last.PublishedAt.ToUniversalTime())}, {filter.Add(last.Id)})" : ConditionSql.Always;

    /// <summary>The lines of a page, whose articles <paramref name="page"/> has found.</summary>
    private async Task<List<ArticleRow>> ReadAsync(ArticleFilter filter, long userId, string page, string order, int limit, CancellationToken cancel)
    {
        await using var command = Command($"""
            WITH page AS MATERIALIZED ({page})
            SELECT {Columns}, page.rank
            FROM page JOIN articles a ON a.id = page.id JOIN outlets o ON o.id = a.outlet_id
                LEFT JOIN article_marks mine ON mine.article_id = a.id AND mine.user_id = {filter.Add(userId)}
            ORDER BY {order}
            """, filter);
        var rows = new List<ArticleRow>(limit);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) rows.Add(Row(reader));
        return rows;
    }

    private NpgsqlCommand Command(string sql, ArticleFilter filter)
    {
        var command = archive.CreateCommand(sql);
        command.CommandTimeout = Patience;
        command.Parameters.AddRange(filter.Parameters.ToArray());
        return command;
    }

    private static ArticleRow Row(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Outlet = reader.GetString(1),
        PublishedAt = reader.GetFieldValue<DateTimeOffset>(2),
        Kicker = reader.IsDBNull(3) ? null : reader.GetString(3),
        Title = reader.GetString(4),
        Language = reader.GetString(5),
        TextState = Enum.Parse<TextState>(reader.GetString(6)),
        CodingState = Enum.Parse<CodingState>(reader.GetString(7)),
        Statements = reader.GetInt32(8),
        OpenSuggestions = reader.GetInt32(9),
        Threats = reader.GetInt32(10),
        SuggestedThreats = reader.GetInt32(11),
        Read = reader.GetBoolean(12),
        Starred = reader.GetBoolean(13),
        StoryId = reader.IsDBNull(14) ? null : reader.GetInt64(14),
        StorySize = reader.GetInt32(15),
        Rank = reader.GetFloat(16),
    };
}
