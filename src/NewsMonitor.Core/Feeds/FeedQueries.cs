using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Feeds;

/// <summary>Answers questions about feeds.</summary>
public sealed class FeedQueries(IDbContextFactory<NewsDbContext> archive, TimeProvider clock)
{
    private const int Days = 14;
    /// <summary>One failure is a hiccup; this many are something to look at.</summary>
    private const int Worrying = 3;

    public async Task<Page<FeedRow, FeedKey>> PageAsync(FeedQuery query, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var limit = Math.Clamp(query.Limit, 1, 500);
        var feeds = Chosen(db, query);
        if (query.After is { Title: var title, Id: var id })
            feeds = feeds.Where(f => EF.Functions.GreaterThan(ValueTuple.Create(f.Title, f.Id), ValueTuple.Create(title, id)));
        var rows = await RowsAsync(db, feeds.OrderBy(f => f.Title).ThenBy(f => f.Id).Take(limit + 1), cancel);
        if (rows.Count <= limit) return new(rows, null);
        rows.RemoveAt(limit);
        return new(rows, new FeedKey(rows[^1].Title, rows[^1].Id));
    }

    /// <summary>One feed; null where there is none.</summary>
    public async Task<FeedRow?> FindAsync(long feedId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return (await RowsAsync(db, db.Feeds.Where(f => f.Id == feedId), cancel)).SingleOrDefault();
    }

    public async Task<FeedTally> TallyAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Feeds.GroupBy(_ => 1).Select(all => new FeedTally(
            all.Count(),
            all.Count(f => f.State == FeedState.Active),
            all.Count(f => f.State == FeedState.Active && f.Failures > 0),
            all.Count(f => f.State == FeedState.Paused),
            all.Count(f => f.State == FeedState.Gone))).SingleOrDefaultAsync(cancel) ?? new(0, 0, 0, 0, 0);
    }

    /// <summary>The newest lines of a feed's log, newest first.</summary>
    public async Task<IReadOnlyList<FeedLogRow>> LogAsync(long feedId, int limit, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.FeedChecks.Where(c => c.FeedId == feedId).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Math.Clamp(limit, 1, 1000))
            .Select(c => new FeedLogRow(c.Id, c.At, c.Outcome, c.Status, c.DurationMs, c.Bytes, c.Entries, c.NewArticles, c.Detail))
            .ToListAsync(cancel);
    }

    /// <summary>The folders in use, by name.</summary>
    public async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Feeds.Where(f => f.Folder != null).Select(f => f.Folder!).Distinct().OrderBy(f => f).ToListAsync(cancel);
    }

    /// <summary>Every feed, to be written as OPML.</summary>
    public async Task<IReadOnlyList<OpmlOutline>> OutlinesAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Feeds.OrderBy(f => f.Title).Select(f => new OpmlOutline(f.Address, f.Title, f.SiteAddress, f.Folder)).ToListAsync(cancel);
    }

    private static IQueryable<Feed> Chosen(NewsDbContext db, FeedQuery query)
    {
        var feeds = db.Feeds.AsNoTracking();
        feeds = query.Filter switch
        {
            FeedFilter.Attention => feeds.Where(f => f.State == FeedState.Gone || (f.State == FeedState.Active
                && (f.Failures >= Worrying || (f.MovedTo != null && db.Feeds.Any(other => other.Address == f.MovedTo))))),
            FeedFilter.Failing => feeds.Where(f => f.State == FeedState.Active && f.Failures > 0),
            FeedFilter.Paused => feeds.Where(f => f.State == FeedState.Paused),
            FeedFilter.Gone => feeds.Where(f => f.State == FeedState.Gone),
            _ => feeds,
        };
        if (query.Folder is { } folder) feeds = feeds.Where(f => f.Folder == folder);
        if (query.OutletId is { } outlet) feeds = feeds.Where(f => f.OutletId == outlet);
        if (query.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = $"%{LikePattern.Escape(text)}%";
            feeds = feeds.Where(f => EF.Functions.ILike(f.Title, pattern, "\\") || EF.Functions.ILike(f.Address, pattern, "\\") || EF.Functions.ILike(f.Outlet!.Name, pattern, "\\"));
        }
        return feeds;
    }

    private async Task<List<FeedRow>> RowsAsync(NewsDbContext db, IQueryable<Feed> feeds, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var rows = await feeds.Select(f => new FeedRow
        {
            Id = f.Id, Title = f.Title, Address = f.Address, SiteAddress = f.SiteAddress, OutletId = f.OutletId, OutletName = f.Outlet!.Name,
            Folder = f.Folder, State = f.State, FetchPages = f.FetchPages, Interval = f.Interval, Format = f.Format,
            LastOutcome = f.LastOutcome, LastStatus = f.LastStatus, LastDetail = f.LastDetail, LastCheckAt = f.LastCheckAt,
            LastGoodAt = f.LastGoodAt, LastArticleAt = f.LastArticleAt, NextCheckAt = f.State == FeedState.Active ? f.NextCheckAt : null,
            Failures = f.Failures, FailingSince = f.FailingSince, IsBeingChecked = f.LeaseUntil > now, EntriesAWeek = f.EntriesAWeek, MovedTo = f.MovedTo,
        }).ToListAsync(cancel);

        var ids = rows.Select(r => r.Id).ToList();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var from = today.AddDays(1 - Days);
        var counts = await db.FeedChecks.Where(c => ids.Contains(c.FeedId) && c.At >= from && c.NewArticles > 0)
            .Select(c => new { c.FeedId, c.At, c.NewArticles }).ToListAsync(cancel);
        var byFeed = counts.ToLookup(c => c.FeedId);
        return rows.ConvertAll(row =>
        {
            var daily = new int[Days];
            foreach (var count in byFeed[row.Id]) daily[Math.Clamp((int)(count.At - from).TotalDays, 0, Days - 1)] += count.NewArticles;
            return row with { Daily = daily };
        });
    }
}
