using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Articles;

/// <summary>What the list of articles asks.</summary>
public sealed class ArticleQueries(NpgsqlDataSource archive)
{
    /// <summary>Seconds after which the archive has not answered.</summary>
    public const int Patience = 5;
    /// <summary>How many of the newest hits are ranked: all 650,000 would take 6 s.</summary>
    public const int Ranked = 2000;

    private readonly ArticleRows _rows = new(archive);

    internal SearchWays Ways { get; init; } = SearchWays.Usual;

    /// <summary>
    /// A page of the list, after <paramref name="after"/>. It may hold fewer lines than asked for and still name where the next begins: a phrase of very
    /// common words is looked for in a part of the archive at a time.
    /// </summary>
    public async Task<Page<ArticleRow, ArticleKey>> PageAsync(
        ArticleQuery query, long userId, ArticleKey? after, int size, CancellationToken cancel)
    {
        var pages = new HitPages(archive, _rows, Ways, query, userId);
        // One row beyond the page says whether there is another.
        var beyond = after is { IsBeyondRanked: true };
        var (rows, next) = query is { Order: ArticleOrder.Relevance, HasWords: true } && !beyond ? await pages.RankedAsync(after, size + 1, cancel) : await pages.NewestAsync(after, size + 1, cancel);
        if (rows.Count > size)
        {
            rows.RemoveAt(size);
            next = rows[^1].Key;
        }
        return new(rows, beyond ? next?.BeyondRanked() : next);
    }

    /// <summary>One article's line, read afresh.</summary>
    public Task<ArticleRow?> RowAsync(long articleId, long userId, CancellationToken cancel) => _rows.OneAsync(articleId, userId, cancel);

    /// <summary>Those of some articles that fulfil the query, by id.</summary>
    public async Task<IReadOnlyDictionary<long, ArticleRow>> AmongAsync(ArticleQuery query, IReadOnlyCollection<long> articles, long userId, CancellationToken cancel)
    {
        if (articles.Count == 0) return new Dictionary<long, ArticleRow>();
        var filter = new ArticleFilter(query, userId);
        var rows = await _rows.PageAsync(filter, userId, $"SELECT a.id, 0::real AS rank FROM articles a WHERE a.id = ANY ({filter.Add(articles.ToArray())}) AND ({filter.Everything})", HitPages.ByDate, articles.Count, cancel);
        return rows.ToDictionary(r => r.Id);
    }

    /// <summary>How many articles of the query came in after a moment: "4 new, show".</summary>
    public async Task<int> CountArrivedSinceAsync(ArticleQuery query, long userId, DateTimeOffset since, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, userId);
        // The arrivals first: few, and by an index of their own.
        await using var command = _rows.Command($"""
            WITH a AS MATERIALIZED (SELECT * FROM articles WHERE arrived_at > {filter.Add(since.ToUniversalTime())} ORDER BY arrived_at DESC LIMIT 1000)
            SELECT count(*)::int FROM a WHERE {filter.Everything}
            """, filter);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }
}
