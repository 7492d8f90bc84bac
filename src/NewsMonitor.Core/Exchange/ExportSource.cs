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
    IProgress<long>? progress)
{
    private const int Batch = 500;

    public ExportRequest Request => request;
    public int CodebookVersion => codebookVersion;
    public DateTimeOffset At => at;

    private string[] States => request.WithSuggestions ? [nameof(CodeState.Confirmed), nameof(CodeState.Suggested)] : [nameof(CodeState.Confirmed)];

    /// <summary>Threats and positions in the order of their ids.</summary>
    public async IAsyncEnumerable<StatementRecord> StatementsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var (after, count) = (0L, 0L);
        while (await StatementIdsAsync(after, cancel) is { Length: > 0 } ids)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            foreach (var record in await StatementReader.ReadAsync(db, ids, request.Language, cancel)) yield return record;
            (after, count) = (ids[^1], count + ids.Length);
            progress?.Report(count);
        }
    }

    private async Task<long[]> StatementIdsAsync(long after, CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, request.UserId);
        // By key, so that the millionth batch costs what the first does.
        await using var command = archive.CreateCommand($"""
            SELECT c.id FROM codes c JOIN articles a ON a.id = c.article_id
            WHERE c.kind IN ('threat', 'position') AND c.removed_at IS NULL AND c.counts AND c.state = ANY ({filter.Add(States)}) AND c.id > {filter.Add(after)} AND ({filter.Everything})
            ORDER BY c.id LIMIT {filter.Add(Batch)}
            """);
        command.Parameters.AddRange(filter.Parameters.ToArray());
        command.CommandTimeout = 300;
        return await IdsAsync(command, cancel);
    }

    /// <summary>Articles with their current text, in the order of their ids.</summary>
    public async IAsyncEnumerable<(Article Article, ArticleVersion Version)> ArticlesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var (after, count) = (0L, 0L);
        while (true)
        {
            var filter = new ArticleFilter(query, request.UserId);
            await using var command = archive.CreateCommand($"SELECT a.id FROM articles a WHERE a.id > {filter.Add(after)} AND ({filter.Everything}) ORDER BY a.id LIMIT {filter.Add(Batch)}");
            command.Parameters.AddRange(filter.Parameters.ToArray());
            command.CommandTimeout = 300;
            var ids = await IdsAsync(command, cancel);
            if (ids.Length == 0) yield break;
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var articles = await db.Articles.AsNoTracking().Include(a => a.Outlet).Where(a => ids.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(cancel);
            var versions = await (from v in db.ArticleVersions.AsNoTracking()
                                  join a in db.Articles on v.ArticleId equals a.Id
                                  where ids.Contains(a.Id) && v.Number == a.CurrentVersion
                                  select v).ToDictionaryAsync(v => v.ArticleId, cancel);
            foreach (var article in articles) yield return (article, versions[article.Id]);
            (after, count) = (ids[^1], count + ids.Length);
            progress?.Report(count);
        }
    }

    /// <summary>The stances of the query's positions, a row for each speaker.</summary>
    public async Task<IReadOnlyList<NetworkEvent>> EventsAsync(CancellationToken cancel)
    {
        var filter = new ArticleFilter(query, request.UserId);
        await using var command = archive.CreateCommand($"""
            SELECT c.id, p.actor_id, c.issue_id, CASE c.stance WHEN 'Supports' THEN 1 WHEN 'Opposes' THEN -1 ELSE 0 END, a.id, a.published_at
            FROM codes c JOIN articles a ON a.id = c.article_id JOIN participants p ON p.statement_id = c.id AND p.role = 'Speaker'
            WHERE c.kind = 'position' AND c.removed_at IS NULL AND c.counts AND c.state = ANY ({filter.Add(States)}) AND ({filter.Everything})
            ORDER BY a.published_at, c.id
            """);
        command.Parameters.AddRange(filter.Parameters.ToArray());
        command.CommandTimeout = 300;
        var events = new List<NetworkEvent>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            events.Add(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt32(3), rows.GetInt64(4), rows.GetFieldValue<DateTimeOffset>(5)));
        }
        progress?.Report(events.Count);
        return events;
    }

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
