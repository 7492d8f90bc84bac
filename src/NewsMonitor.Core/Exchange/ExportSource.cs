using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Networks;
using Npgsql;

namespace NewsMonitor.Core.Exchange;

/// <summary>What an export has to write: the statements, articles and stances of a query, batch by batch.</summary>
public sealed class ExportSource(
    IDbContextFactory<NewsDbContext> contexts, NpgsqlDataSource archive, ExportRequest request, ArticleQuery query, int codebookVersion, DateTimeOffset at,
    Func<long, Task>? progress)
{
    private const int Batch = 500;

    public ExportRequest Request => request;
    public int CodebookVersion => codebookVersion;
    public DateTimeOffset At => at;
    /// <summary>The newsroom's calendar.</summary>
    public TimeZoneInfo Zone => request.Network.TimeZone;
    /// <summary>At most so many statements or articles: for a look at how the file begins.</summary>
    public int Most { get; init; } = int.MaxValue;

    private string[] States => request.WithSuggestions ? [nameof(CodeState.Confirmed), nameof(CodeState.Suggested)] : [nameof(CodeState.Confirmed)];

    /// <summary>Threats and positions in the order of their ids.</summary>
    public async IAsyncEnumerable<StatementRecord> StatementsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var (after, count) = (0L, 0L);
        while (count < Most && await StatementIdsAsync(after, (int)Math.Min(Batch, Most - count), cancel) is { Length: > 0 } ids)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            foreach (var record in await StatementReader.ReadAsync(db, ids, request.Language, cancel)) yield return record;
            (after, count) = (ids[^1], count + ids.Length);
            if (progress is not null) await progress(count);
        }
    }

    private async Task<long[]> StatementIdsAsync(long after, int most, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, request.UserId);
        // By key, so that the millionth batch costs what the first does.
        await using var command = archive.CreateCommand($"""
            SELECT c.id FROM codes c JOIN articles a ON a.id = c.article_id
            WHERE c.kind IN ('threat', 'position') AND c.removed_at IS NULL AND c.counts AND c.state = ANY ({filter.Add(States)}) AND c.id > {filter.Add(after)} AND ({filter.Everything})
            ORDER BY c.id LIMIT {filter.Add(most)}
            """);
        command.Parameters.AddRange(filter.Parameters.ToArray());
        command.CommandTimeout = 300;
        return await IdsAsync(command, cancel);
    }

    /// <summary>Articles with their current text, in the order of their ids.</summary>
    public async IAsyncEnumerable<(Article Article, ArticleVersion Version)> ArticlesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var (after, count) = (0L, 0L);
        while (count < Most)
        {
            var filter = new ArticleFilter(query, request.UserId);
            await using var command = archive.CreateCommand($"SELECT a.id FROM articles a WHERE a.id > {filter.Add(after)} AND ({filter.Everything}) ORDER BY a.id LIMIT {filter.Add((int)Math.Min(Batch, Most - count))}");
            command.Parameters.AddRange(filter.Parameters.ToArray());
            command.CommandTimeout = 300;
            var ids = await IdsAsync(command, cancel);
            if (ids.Length == 0) yield break;
            foreach (var one in await LoadAsync(ids, cancel)) yield return one;
            (after, count) = (ids[^1], count + ids.Length);
            if (progress is not null) await progress(count);
        }
    }

    /// <summary>The newest articles with their current text, the newest first; for files that hold only so many.</summary>
    public async Task<IReadOnlyList<(Article Article, ArticleVersion Version)>> NewestAsync(int most, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, request.UserId);
        await using var command = archive.CreateCommand($"SELECT a.id FROM articles a WHERE {filter.Everything} ORDER BY a.published_at DESC, a.id DESC LIMIT {filter.Add(Math.Min(most, Most))}");
        command.Parameters.AddRange(filter.Parameters.ToArray());
        command.CommandTimeout = 300;
        var articles = await LoadAsync(await IdsAsync(command, cancel), cancel);
        if (progress is not null) await progress(articles.Count);
        return [.. articles.OrderByDescending(a => a.Article.PublishedAt).ThenByDescending(a => a.Article.Id)];
    }

    private async Task<IReadOnlyList<(Article Article, ArticleVersion Version)>> LoadAsync(long[] ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var articles = await db.Articles.AsNoTracking().Include(a => a.Outlet).Where(a => ids.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(cancel);
        var versions = await (from v in db.ArticleVersions.AsNoTracking()
                              join a in db.Articles on v.ArticleId equals a.Id
                              where ids.Contains(a.Id) && v.Number == a.CurrentVersion
                              select v).ToDictionaryAsync(v => v.ArticleId, cancel);
        return [.. articles.Select(a => (a, versions[a.Id]))];
    }

    /// <summary>What the query finds, by what a file can hold of it.</summary>
    public async Task<ExportCounts> CountAsync(CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, request.UserId);
        await using var command = archive.CreateCommand($"""
            WITH found AS MATERIALIZED (SELECT a.id FROM articles a WHERE {filter.Everything}),
            coded AS (SELECT c.kind, c.stance, c.state = ANY ({filter.Add(States)}) AS counts FROM codes c JOIN found ON found.id = c.article_id
                WHERE c.kind IN ('threat', 'position') AND c.removed_at IS NULL AND c.counts AND c.state IN ('Confirmed', 'Suggested'))
            SELECT (SELECT count(*) FROM found), count(*) FILTER (WHERE counts AND kind = 'position'), count(*) FILTER (WHERE counts AND kind = 'position' AND stance = 'Undecided'),
                count(*) FILTER (WHERE counts AND kind = 'threat'), count(*) FILTER (WHERE NOT counts) FROM coded
            """);
        command.Parameters.AddRange(filter.Parameters.ToArray());
        command.CommandTimeout = 300;
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
    }

    /// <summary>The stances of the query's positions, a row for each speaker.</summary>
    public async Task<IReadOnlyList<NetworkEvent>> EventsAsync(CancellationToken cancel)
    {
        var events = await new NetworkSource(archive).EventsAsync(new() { Articles = query, UserId = request.UserId, Suggestions = request.WithSuggestions }, cancel);
        if (progress is not null) await progress(events.Count);
        return events;
    }

    /// <summary>Versions of articles' texts, by article and number.</summary>
    public async Task<IReadOnlyDictionary<(long Article, int Number), ArticleVersion>> VersionsAsync(IReadOnlyCollection<(long Article, int Number)> wanted, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (articles, numbers) = (wanted.Select(w => w.Article).Distinct().ToArray(), wanted.Select(w => w.Number).Distinct().ToArray());
        var versions = await db.ArticleVersions.AsNoTracking().Where(v => articles.Contains(v.ArticleId) && numbers.Contains(v.Number)).ToListAsync(cancel);
        return versions.ToDictionary(v => (v.ArticleId, v.Number));
    }

    /// <summary>A context of its own, for what only one format asks.</summary>
    internal Task<NewsDbContext> OpenAsync(CancellationToken cancel) => contexts.CreateDbContextAsync(cancel);

    /// <summary>Actors by id, with the names of the export's language.</summary>
    public async Task<IReadOnlyDictionary<long, Actor>> ActorsAsync(IEnumerable<long> ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var wanted = ids.Distinct().ToArray();
        return await db.Actors.AsNoTracking().Include(a => a.Names.Where(n => n.Preferred)).Where(a => wanted.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
    }

    public async Task<IReadOnlyDictionary<long, string>> IssueNamesAsync(IEnumerable<long> ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var wanted = ids.Distinct().ToArray();
        return await db.Issues.AsNoTracking().Where(i => wanted.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancel);
    }

    private static async Task<long[]> IdsAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var ids = new List<long>(Batch);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetInt64(0));
        return [.. ids];
    }
}
