using NewsMonitor.Core.Articles;
using Npgsql;

namespace NewsMonitor.Core.Watches;

/// <summary>An article that changed.</summary>
/// <param name="Id">The article.</param>
/// <param name="Text">Its text is new; else only its codes or its story.</param>
/// <param name="ArrivedAt">When it came in.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="OutletId">Whose it is.</param>
/// <param name="Language">ISO 639-1 code.</param>
internal sealed record ChangedArticle(long Id, bool Text, DateTimeOffset ArrivedAt, DateTimeOffset PublishedAt, long OutletId, string Language);

/// <summary>
/// A batch of changed articles, and which watches they match. A search asks one question of a million articles; here a thousand questions are
/// asked of a few hundred, so the index is turned round: the articles' words go into a small index of their own, and all watches ask it in one
/// statement. Outlet, language and time are looked at here; what else they ask is then checked for those few articles that are left, by the same SQL
/// that the search uses.
/// </summary>
internal sealed class ArticleBatch(NpgsqlConnection connection, IReadOnlyList<ChangedArticle> articles)
{
    /// <summary>Checks that share a statement: planning grows with their number.</summary>
    private const int Together = 40;
    /// <summary>From so many articles on sorting their words into the index pays.</summary>
    private const int Sorted = 64;

    // Made once a connection and emptied at each commit: a table made anew each second would fill PostgreSQL's own catalogue.
    private const string StageSql = """
        CREATE TEMP TABLE IF NOT EXISTS watch_batch (id bigint NOT NULL, tsv tsvector) ON COMMIT DELETE ROWS;
        CREATE INDEX IF NOT EXISTS watch_batch_tsv ON pg_temp.watch_batch USING gin (tsv);
        TRUNCATE pg_temp.watch_batch;
        """;

    private const string FillSql = "INSERT INTO pg_temp.watch_batch (id, tsv) SELECT id, tsv FROM articles WHERE id = ANY ($1)";

    private const string WordsSql = """
        SELECT q.n::int, b.id FROM unnest($1::text[]) WITH ORDINALITY AS q (words, n) JOIN pg_temp.watch_batch b ON b.tsv @@ q.words::tsquery
        """;

    // The names stand for the tables: what a check asks of codes it asks of those of the batch, not of the archive.
    private const string ShadowSql = """
        WITH codes AS MATERIALIZED (SELECT * FROM codes WHERE article_id = ANY ($1)),
        participants AS MATERIALIZED (SELECT p.* FROM participants p WHERE p.statement_id IN (SELECT id FROM codes))

        """;

    private readonly long[] _ids = [.. articles.Select(a => a.Id)];

    public IReadOnlyList<ChangedArticle> Articles => articles;

    /// <summary>Reads the articles of a set of changes; those that are gone meanwhile are left out.</summary>
    public static async Task<ArticleBatch> OfAsync(NpgsqlConnection connection, IReadOnlyDictionary<long, bool> changes, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT id, arrived_at, published_at, outlet_id, language FROM articles WHERE id = ANY ($1) ORDER BY id", connection);
        command.Parameters.Add(new() { Value = changes.Keys.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var articles = new List<ChangedArticle>(changes.Count);
        while (await rows.ReadAsync(cancel))
            articles.Add(new(rows.GetInt64(0), changes[rows.GetInt64(0)], rows.GetFieldValue<DateTimeOffset>(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetInt64(3), rows.GetString(4)));
        return new(connection, articles);
    }

    /// <summary>Which articles each watch matches. A change of codes alone is asked of those watches only that ask for codes.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<long>>> MatchAsync(IReadOnlyList<CompiledWatch> watches, CancellationToken cancel)
    {
        var byId = articles.ToDictionary(a => a.Id);
        var candidates = await ByWordsAsync([.. watches.Where(w => w.Words is not null)], cancel);
        var found = new Dictionary<long, IReadOnlyList<long>>();
        var toCheck = new List<(CompiledWatch Watch, long[] Articles)>();
        foreach (var watch in watches)
        {
            var ids = watch.Words is null ? _ids : candidates.GetValueOrDefault(watch.Id) ?? [];
            ids = [.. ids.Where(id => (watch.AsksCodes || byId[id].Text) && watch.Fits(byId[id]))];
            if (ids.Length == 0) continue;
            if (watch.AsksFactsOnly) found[watch.Id] = ids;
            else toCheck.Add((watch, ids));
        }
        foreach (var group in toCheck.Chunk(Together)) await CheckAsync(group, found, cancel);
        return found;
    }

    private async Task<Dictionary<long, long[]>> ByWordsAsync(IReadOnlyList<CompiledWatch> watches, CancellationToken cancel)
    {
        if (watches.Count == 0 || articles.Count == 0) return [];
        await using (var stage = new NpgsqlCommand(StageSql, connection)) await stage.ExecuteNonQueryAsync(cancel);
        await using (var fill = new NpgsqlCommand(FillSql, connection) { Parameters = { new() { Value = _ids } } }) await fill.ExecuteNonQueryAsync(cancel);
        if (articles.Count >= Sorted)
        {
            await using var sort = new NpgsqlCommand("SELECT gin_clean_pending_list('pg_temp.watch_batch_tsv')", connection);
            await sort.ExecuteNonQueryAsync(cancel);
        }
        await using var command = new NpgsqlCommand(WordsSql, connection) { Parameters = { new() { Value = watches.Select(w => w.Words!).ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var hits = new Dictionary<long, List<long>>();
        while (await rows.ReadAsync(cancel))
        {
            var watch = watches[rows.GetInt32(0) - 1].Id;
            (hits.TryGetValue(watch, out var list) ? list : hits[watch] = []).Add(rows.GetInt64(1));
        }
        return hits.ToDictionary(h => h.Key, h => h.Value.ToArray());
    }

    private async Task CheckAsync((CompiledWatch Watch, long[] Articles)[] group, Dictionary<long, IReadOnlyList<long>> found, CancellationToken cancel)
    {
        var sql = new ConditionSql(0);
        var all = sql.Add(_ids); // $1, as the shadows name it
        var arms = group.Select(check =>
        {
            var ids = check.Articles.Length == _ids.Length ? all : sql.Add(check.Articles);
            return $"SELECT {check.Watch.Id}::bigint, a.id FROM articles a WHERE a.id = ANY ({ids}) AND ({new ArticleFilter(check.Watch.Query, sql).Everything})";
        }).ToArray();
        await using var command = new NpgsqlCommand(ShadowSql + string.Join("\nUNION ALL ", arms), connection);
        command.Parameters.AddRange(sql.Parameters.ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var hits = new Dictionary<long, List<long>>();
        while (await rows.ReadAsync(cancel)) (hits.TryGetValue(rows.GetInt64(0), out var list) ? list : hits[rows.GetInt64(0)] = []).Add(rows.GetInt64(1));
        foreach (var (watch, ids) in hits) found[watch] = ids;
    }
}
