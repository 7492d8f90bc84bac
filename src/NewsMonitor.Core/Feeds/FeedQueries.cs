using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Feeds;

/// <summary>Answers questions about feeds.</summary>
public sealed class FeedQueries(IDbContextFactory<NewsDbContext> archive, NpgsqlDataSource source, TimeProvider clock)
{
    private const int Days = 14;

    /// <summary>What needs a look, for one feed f with its volume v: the list, its filter, its order and the tally go by this alone. One failure is a hiccup; three are something to look at.</summary>
    private const string AttentionSql = """
        (f.state = 'Gone' OR (f.state = 'Active' AND (f.failures >= 3 OR (f.failures > 0 AND f.last_outcome = 'BrokeWorkers') OR (f.failures = 0 AND v.alarm IN ('Silent', 'Thin'))
            OR (f.moved_to IS NOT NULL AND EXISTS (SELECT 1 FROM feeds other WHERE other.address = f.moved_to AND other.id <> f.id)))))
        """;

    private const string FromSql = "FROM feeds f JOIN outlets o ON o.id = f.outlet_id LEFT JOIN feed_volumes v ON v.feed_id = f.id";

    public async Task<Page<FeedRow, FeedKey>> PageAsync(FeedQuery query, CancellationToken cancel)
    {
        var limit = Math.Clamp(query.Limit, 1, 500);
        var ids = await IdsAsync(query, "f.title, f.id", query.After, limit + 1, cancel);
        var rows = await RowsAsync(ids.Count > limit ? [.. ids.Take(limit)] : ids, cancel);
        return new(rows, ids.Count > limit ? new FeedKey(rows[^1].Title, rows[^1].Id) : null);
    }

    /// <summary>All feeds of a query in its order, by id: a list of thousands knows where each stands and loads only what is seen.</summary>
    public Task<IReadOnlyList<long>> OrderAsync(FeedQuery query, CancellationToken cancel) => IdsAsync(query, query.Order switch
    {
        FeedOrder.Name => "lower(o.name), lower(f.title), f.id",
        FeedOrder.LastArticle => "f.last_article_at DESC NULLS LAST, f.id",
        FeedOrder.Week => "(SELECT coalesce(sum(k.new_articles), 0) FROM feed_checks k WHERE k.feed_id = f.id AND k.at > now() - interval '7 days') DESC, f.id",
        FeedOrder.Next => "CASE WHEN f.state = 'Active' THEN f.next_check_at END NULLS LAST, f.id",
        _ => $"""
            CASE WHEN f.state = 'Paused' THEN 3 WHEN {AttentionSql} THEN 0 WHEN f.failures > 0 THEN 1 ELSE 2 END,
            CASE WHEN f.failures > 0 THEN f.failing_since ELSE v.alarm_since END NULLS LAST, lower(o.name), lower(f.title), f.id
            """,
    }, null, int.MaxValue, cancel);

    /// <summary>These feeds, in this order; those that are gone meanwhile are left out.</summary>
    public async Task<IReadOnlyList<FeedRow>> RowsAsync(IReadOnlyList<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        await using var db = await archive.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var rows = await (
            from f in db.Feeds.AsNoTracking()
            where ids.Contains(f.Id)
            join v in db.FeedVolumes on f.Id equals v.FeedId into volumes
            from v in volumes.DefaultIfEmpty()
            join h in db.HubSubscriptions on f.Id equals h.FeedId into hubs
            from h in hubs.DefaultIfEmpty()
            select new FeedRow
            {
                Id = f.Id, Title = f.Title, Address = f.Address, SiteAddress = f.SiteAddress, OutletId = f.OutletId, OutletName = f.Outlet!.Name,
                Folder = f.Folder, State = f.State, FetchPages = f.FetchPages, Interval = f.Interval, Format = f.Format,
                LastOutcome = f.LastOutcome, LastStatus = f.LastStatus, LastDetail = f.LastDetail, LastCheckAt = f.LastCheckAt,
                LastGoodAt = f.LastGoodAt, LastArticleAt = f.LastArticleAt, NextCheckAt = f.State == FeedState.Active ? f.NextCheckAt : null,
                Failures = f.Failures, FailingSince = f.FailingSince, IsBeingChecked = f.LeaseUntil > now, EntriesAWeek = f.EntriesAWeek, MovedTo = f.MovedTo,
                MovedIsTaken = f.MovedTo != null && db.Feeds.Any(other => other.Address == f.MovedTo && other.Id != f.Id),
                LinkSelector = f.LinkSelector, Include = f.Include, Exclude = f.Exclude, Volume = v,
                Hub = h == null ? null : h.State, LastPushAt = h == null ? null : h.LastPushAt,
                StateChangedAt = f.StateChangedAt, StateChangedBy = db.Users.Where(u => u.Id == f.StateChangedBy).Select(u => u.DisplayName).FirstOrDefault(),
            }).ToDictionaryAsync(row => row.Id, cancel);
        var attention = await AttentionAsync(ids, cancel);
        var history = await HistoryAsync(ids, now, cancel);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id] with { NeedsAttention = attention.Contains(id), Daily = history[id].New, FailedDays = history[id].Failed })];
    }

    /// <summary>One feed; null where there is none.</summary>
    public async Task<FeedRow?> FindAsync(long feedId, CancellationToken cancel) => (await RowsAsync([feedId], cancel)).SingleOrDefault();

    public async Task<FeedTally> TallyAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            SELECT count(*)::int, count(*) FILTER (WHERE f.state = 'Active')::int, count(*) FILTER (WHERE f.state = 'Active' AND f.failures > 0)::int,
                count(*) FILTER (WHERE f.state = 'Paused')::int, count(*) FILTER (WHERE f.state = 'Gone')::int, count(*) FILTER (WHERE {AttentionSql})::int
            {FromSql}
            """);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5));
    }

    public async Task<FeedDay> DayAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT coalesce(sum(new_articles), 0)::int, coalesce(max(duration_ms), 0) FROM feed_checks WHERE at > now() - interval '24 hours'");
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt32(0), row.GetInt32(1));
    }

    /// <summary>The newest lines of a feed's log, newest first.</summary>
    public async Task<IReadOnlyList<FeedLogRow>> LogAsync(long feedId, int limit, CancellationToken cancel, bool failuresOnly = false)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var checks = db.FeedChecks.Where(c => c.FeedId == feedId);
        if (failuresOnly) checks = checks.Where(c => c.Outcome != CheckOutcome.New && c.Outcome != CheckOutcome.NothingNew && c.Outcome != CheckOutcome.Unchanged);
        return await checks.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Math.Clamp(limit, 1, 1000))
            .Select(c => new FeedLogRow(c.Id, c.At, c.Outcome, c.Status, c.DurationMs, c.Bytes, c.Entries, c.NewArticles, c.Detail))
            .ToListAsync(cancel);
    }

    /// <summary>The folders in use, by name.</summary>
    public async Task<IReadOnlyList<FeedFolder>> FoldersAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Feeds.Where(f => f.Folder != null).GroupBy(f => f.Folder!).Select(f => new { f.Key, Feeds = f.Count() }).OrderBy(f => f.Key)
            .Select(f => new FeedFolder(f.Key, f.Feeds)).ToListAsync(cancel);
    }

    /// <summary>Every feed, to be written as OPML. A page that is read by its links is no feed for others.</summary>
    public async Task<IReadOnlyList<OpmlOutline>> OutlinesAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Feeds.Where(f => f.LinkSelector == null).OrderBy(f => f.Title).Select(f => new OpmlOutline(f.Address, f.Title, f.SiteAddress, f.Folder)).ToListAsync(cancel);
    }

    private async Task<IReadOnlyList<long>> IdsAsync(FeedQuery query, string order, FeedKey? after, int limit, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var where = new List<string> { "TRUE" };
        if (FilterSql(query.Filter) is { } filter) where.Add(filter);
        if (query.Folder is "") where.Add("f.folder IS NULL");
        else if (query.Folder is { } folder) where.Add($"(f.folder = {Add(folder)} OR f.folder LIKE {Add(LikePattern.Escape(folder) + "/%")})");
        if (query.OutletId is { } outlet) where.Add($"f.outlet_id = {Add(outlet)}");
        if (query.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = Add($"%{LikePattern.Escape(text)}%");
            where.Add($"(f.title ILIKE {pattern} OR f.address ILIKE {pattern} OR o.name ILIKE {pattern})");
        }
        if (after is { } key) where.Add($"(f.title, f.id) > ({Add(key.Title)}, {Add(key.Id)})");
        command.CommandText = $"SELECT f.id {FromSql} WHERE {string.Join(" AND ", where)} ORDER BY {order} LIMIT {Add((long)limit)}";
        var ids = new List<long>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetInt64(0));
        return ids;

        string Add(object value)
        {
            command.Parameters.Add(new() { Value = value });
            return $"${command.Parameters.Count}";
        }
    }

    private static string? FilterSql(FeedFilter filter) => filter switch
    {
        FeedFilter.Attention => AttentionSql,
        FeedFilter.Failing => "f.state = 'Active' AND f.failures > 0",
        FeedFilter.Paused => "f.state = 'Paused'",
        FeedFilter.Gone => "f.state = 'Gone'",
        _ => null,
    };

    private async Task<HashSet<long>> AttentionAsync(IReadOnlyList<long> ids, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"SELECT f.id {FromSql} WHERE f.id = ANY($1) AND {AttentionSql}");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        var found = new HashSet<long>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) found.Add(rows.GetInt64(0));
        return found;
    }

    /// <summary>New articles and failures by day (UTC), oldest first, today last.</summary>
    private async Task<Dictionary<long, (int[] New, bool[] Failed)>> HistoryAsync(IReadOnlyList<long> ids, DateTimeOffset now, CancellationToken cancel)
    {
        var history = ids.Distinct().ToDictionary(id => id, _ => (New: new int[Days], Failed: new bool[Days]));
        await using var command = source.CreateCommand("""
            SELECT feed_id, floor(extract(epoch FROM at - $2) / 86400)::int AS day, sum(new_articles)::int, bool_or(outcome NOT IN ('New', 'NothingNew', 'Unchanged'))
            FROM feed_checks WHERE feed_id = ANY($1) AND at >= $2 AND (new_articles > 0 OR outcome NOT IN ('New', 'NothingNew', 'Unchanged'))
            GROUP BY 1, 2
            """);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(new() { Value = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - Days) });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (of, day) = (history[rows.GetInt64(0)], Math.Clamp(rows.GetInt32(1), 0, Days - 1));
            of.New[day] += rows.GetInt32(2);
            of.Failed[day] = rows.GetBoolean(3) && of.New[day] == 0;
        }
        return history;
    }
}
