using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Feeds;

/// <summary>What is done to many feeds at once.</summary>
public abstract record FeedDeed
{
    private FeedDeed() { }

    public sealed record Pause : FeedDeed;
    public sealed record Resume : FeedDeed;
    public sealed record CheckNow : FeedDeed;
    /// <summary>Null takes them out of their folders.</summary>
    public sealed record Move(string? Folder) : FeedDeed;
    /// <summary>From a minute to a day; null lets each feed's own rhythm decide.</summary>
    public sealed record SetInterval(TimeSpan? Interval) : FeedDeed;
    public sealed record SetPages(PageFetching Pages) : FeedDeed;
}

/// <summary>What came of a deed on many feeds: how many it changed; null where the caller may not, or the interval is none.</summary>
public sealed record FeedBulkResult(int Changed, int Unchanged);

/// <summary>Does one thing to many feeds, in one transaction, with an audit entry for each that it changed.</summary>
public sealed class FeedBulk(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public const int Most = 20_000;

    public async Task<FeedBulkResult?> DoAsync(IReadOnlyCollection<long> feedIds, FeedDeed deed, Caller by, CancellationToken cancel)
    {
        if (feedIds.Count > Most || deed is FeedDeed.SetInterval { Interval: { } interval } && !FeedAdmin.IsInterval(interval)) return null;
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var ids = feedIds.Distinct().ToArray();
        // In the order of the key, so that two bulk changes wait for each other and never in a circle.
        var changed = await Wanting(db.Feeds.Where(f => ids.Contains(f.Id)), deed).OrderBy(f => f.Id).Select(f => new { f.Id, f.Title }).ToListAsync(cancel);
        var chosen = changed.ConvertAll(f => f.Id);
        await SetAsync(db.Feeds.Where(f => chosen.Contains(f.Id)), deed, by, cancel);
        var now = clock.GetUtcNow();
        foreach (var feed in changed) db.Note(now, by.UserId, Action(deed), feed.Title, feed.Id, new { together = changed.Count, to = After(deed) });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        if (changed.Count > 0) board.Post(new(BulletinSubject.Feeds));
        return new(changed.Count, ids.Length - changed.Count);
    }

    /// <summary>Those of them that are not as the deed would make them.</summary>
    private static IQueryable<Feed> Wanting(IQueryable<Feed> feeds, FeedDeed deed) => deed switch
    {
        FeedDeed.Pause => feeds.Where(f => f.State == FeedState.Active),
        FeedDeed.Resume => feeds.Where(f => f.State != FeedState.Active),
        FeedDeed.CheckNow => feeds.Where(f => f.State == FeedState.Active),
        FeedDeed.Move move => FeedAdmin.Folder(move.Folder) is { } folder ? feeds.Where(f => f.Folder != folder || f.Folder == null) : feeds.Where(f => f.Folder != null),
        FeedDeed.SetInterval set => set.Interval is { } interval ? feeds.Where(f => f.Interval != interval || f.Interval == null) : feeds.Where(f => f.Interval != null),
        FeedDeed.SetPages set => feeds.Where(f => f.FetchPages != set.Pages),
        _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "A deed that feeds do not know."),
    };

    private Task<int> SetAsync(IQueryable<Feed> feeds, FeedDeed deed, Caller by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var who = by.UserId;
        switch (deed)
        {
            case FeedDeed.Pause:
                return feeds.ExecuteUpdateAsync(f => f.SetProperty(x => x.State, FeedState.Paused).SetProperty(x => x.StateChangedAt, now).SetProperty(x => x.StateChangedBy, who), cancel);
            case FeedDeed.Resume:
                return feeds.ExecuteUpdateAsync(f => f.SetProperty(x => x.State, FeedState.Active).SetProperty(x => x.StateChangedAt, now).SetProperty(x => x.StateChangedBy, who).SetProperty(x => x.NextCheckAt, now), cancel);
            case FeedDeed.CheckNow:
                return feeds.ExecuteUpdateAsync(f => f.SetProperty(x => x.NextCheckAt, now), cancel);
            case FeedDeed.Move move:
                var folder = FeedAdmin.Folder(move.Folder);
                return feeds.ExecuteUpdateAsync(f => f.SetProperty(x => x.Folder, folder), cancel);
            case FeedDeed.SetInterval { Interval: { } interval }:
                var latest = now + interval;
                return feeds.ExecuteUpdateAsync(f => f.SetProperty(x => x.Interval, interval).SetProperty(x => x.NextCheckAt, x => x.NextCheckAt > latest ? latest : x.NextCheckAt), cancel);
            case FeedDeed.SetInterval:
                return feeds.ExecuteUpdateAsync(f => f.SetProperty(x => x.Interval, (TimeSpan?)null), cancel);
            case FeedDeed.SetPages set:
                return feeds.ExecuteUpdateAsync(f => f.SetProperty(x => x.FetchPages, set.Pages), cancel);
            default:
                throw new ArgumentOutOfRangeException(nameof(deed), deed, "A deed that feeds do not know.");
        }
    }

    private static string Action(FeedDeed deed) => deed switch
    {
        FeedDeed.Pause => "feed.paused",
        FeedDeed.Resume => "feed.resumed",
        FeedDeed.CheckNow => "feed.fetched-now",
        FeedDeed.Move => "feed.moved-to-folder",
        FeedDeed.SetInterval => "feed.interval-set",
        _ => "feed.pages-set",
    };

    private static string? After(FeedDeed deed) => deed switch
    {
        FeedDeed.Move move => move.Folder,
        FeedDeed.SetInterval set => set.Interval?.ToString(),
        FeedDeed.SetPages set => set.Pages.ToString(),
        _ => null,
    };
}
