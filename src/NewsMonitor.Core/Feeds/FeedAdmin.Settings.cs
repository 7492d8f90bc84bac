using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Core.Feeds;

/// <summary>What a feed's own settings say: which entries come in, which links of a page count, whose feed it is.</summary>
public sealed partial class FeedAdmin
{
    /// <summary>Sets which entries come in, from the next check on. Rules that are not understood are refused, with the first of them.</summary>
    public Task<FeedChange> SetRulesAsync(long feedId, string? include, string? exclude, Caller by, CancellationToken cancel)
    {
        var (keep, drop) = (Text(include), Text(exclude));
        EntryRules.Parse(keep, drop, out var faults);
        if (faults.Count > 0 || keep?.Length > Limits.Note || drop?.Length > Limits.Note)
            return Task.FromResult<FeedChange>(new FeedChange.BadRule(faults.Count > 0 ? faults[0] : new(0, "", $"The rules have at most {Limits.Note} characters.")));
        return ChangeAsync(feedId, by, "feed.rules-set", feed =>
        {
            if (feed.Include == keep && feed.Exclude == drop) return false;
            (feed.Include, feed.Exclude) = (keep, drop);
            ReadAnew(feed);
            return true;
        }, cancel);
    }

    /// <summary>Sets which links of a page are articles.</summary>
    public Task<FeedChange> SetLinksAsync(long feedId, string selector, Caller by, CancellationToken cancel) =>
        selector.Trim() is not { Length: > 0 and <= Limits.Selector } rule || PageLinks.FaultOf(rule) is not null
            ? Task.FromResult<FeedChange>(new FeedChange.BadRule(new(0, selector, PageLinks.FaultOf(selector) ?? "")))
            : ChangeAsync(feedId, by, "feed.links-set", feed =>
            {
                if (feed.LinkSelector == rule || feed.LinkSelector is null) return false;
                feed.LinkSelector = rule;
                ReadAnew(feed);
                return true;
            }, cancel);

    /// <summary>Gives the feed to an outlet, which is made where there is none of that name. Articles that are here stay with theirs.</summary>
    public async Task<FeedChange> SetOutletAsync(long feedId, string name, Caller by, CancellationToken cancel)
    {
        if (name.Trim() is not { Length: > 0 and <= 200 } outlet) return new FeedChange.BadTitle();
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new FeedChange.NotAllowed();
        var feed = await db.Feeds.Include(f => f.Outlet).SingleOrDefaultAsync(f => f.Id == feedId, cancel);
        if (feed is null) return new FeedChange.UnknownFeed();
        if (feed.Outlet!.Name == outlet) return new FeedChange.Saved(feedId);
        db.Note(clock.GetUtcNow(), by.UserId, "feed.outlet-set", feed.Title, feedId, new { before = feed.Outlet.Name, after = outlet });
        feed.Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == outlet, cancel) ?? new Outlet { Name = outlet, Language = feed.Outlet.Language, Country = feed.Outlet.Country };
        await db.SaveChangesAsync(cancel);
        board.Post(new(BulletinSubject.Feeds));
        return new FeedChange.Saved(feedId);
    }

    /// <summary>What stands in the feed now, and which of it these rules would keep out. Changes nothing.</summary>
    public async Task<FeedLook> TryRulesAsync(long feedId, string? include, string? exclude, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new FeedLook.NotAllowed();
        var feed = await db.Feeds.AsNoTracking().SingleOrDefaultAsync(f => f.Id == feedId, cancel);
        return feed is null ? new FeedLook.Unreadable(CheckOutcome.BadAddress, null, "") : await scout.TryRulesAsync(feed.Address, feed.LinkSelector, include, exclude, cancel);
    }

    /// <summary>The page of a feed that has none, to adjust its rule on.</summary>
    public async Task<(LinkPage? Page, FeedLook? Fault)> PageAsync(string address, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await by.MayAsync(Role.Admin, db, cancel) ? await scout.PageAsync(address, cancel) : (null, new FeedLook.NotAllowed());
    }

    /// <summary>
    /// An unchanged answer holds something else under other rules: it is read at the next check, which is now. One that is in hand under the
    /// old rules writes nothing any more.
    /// </summary>
    private void ReadAnew(Feed feed)
    {
        (feed.LeaseToken, feed.LeaseOwner, feed.LeaseUntil) = (feed.LeaseToken + 1, null, null);
        feed.LostClaims = 0;
        (feed.BodyHash, feed.ETag, feed.LastModified) = (null, null, null);
        feed.NextCheckAt = clock.GetUtcNow();
    }

    private static string? Text(string? rules) => rules?.Replace("\r", "", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text : null;
}
