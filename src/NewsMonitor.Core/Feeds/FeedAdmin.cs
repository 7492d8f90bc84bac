using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Feeds;

/// <summary>
/// Adds and keeps feeds. Every deed asks the database whether the caller is an admin, and stands in one transaction with its audit entry.
/// </summary>
public sealed partial class FeedAdmin(IDbContextFactory<NewsDbContext> archive, FeedScout scout, BulletinBoard board, TimeProvider clock)
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    /// <summary>Says what stands at an address, for a person who is about to add it. Changes nothing.</summary>
    public async Task<FeedLook> LookAsync(string address, Caller by, CancellationToken cancel)
    {
        await using (var db = await archive.CreateDbContextAsync(cancel))
        {
            if (!await by.MayAsync(Role.Admin, db, cancel)) return new FeedLook.NotAllowed();
            if (FeedAddress.Parse(address) is { } uri && await FindAsync(db, uri.AbsoluteUri, cancel) is { } there)
                return new FeedLook.AlreadyThere(there.Id, there.Title);
        }
        var look = await scout.LookAsync(address, cancel);
        if (look is not FeedLook.Readable { Preview: var preview }) return look;
        await using var again = await archive.CreateDbContextAsync(cancel);
        return await FindAsync(again, preview.Address, cancel) is { } same ? new FeedLook.AlreadyThere(same.Id, same.Title) : look;
    }

    /// <summary>Checks the address and adds the feed; it is fetched within seconds.</summary>
    public async Task<FeedAddition> AddAsync(NewFeed feed, Caller by, CancellationToken cancel)
    {
        if (feed.LinkSelector is { } selector) return await AddPageAsync(feed, selector.Trim(), by, cancel);
        switch (await LookAsync(feed.Address, by, cancel))
        {
            case FeedLook.NotAllowed: return new FeedAddition.NotAllowed();
            case FeedLook.AlreadyThere there: return new FeedAddition.AlreadyThere(there.FeedId, there.Title);
            case FeedLook.Choice choice: return new FeedAddition.Choice(choice.Feeds);
            case FeedLook.Unreadable no: return new FeedAddition.Unreadable(no.Outcome, no.Status, no.Detail);
            case FeedLook.Readable { Preview: var preview }: return await AddAsync(feed, preview, by, cancel);
            default: throw new InvalidOperationException("A look came out in a way that adding does not know.");
        }
    }

    /// <summary>Adds a page without a feed, by a rule for its links that finds some.</summary>
    private async Task<FeedAddition> AddPageAsync(NewFeed feed, string selector, Caller by, CancellationToken cancel)
    {
        var (page, fault) = await PageAsync(feed.Address, by, cancel);
        switch (fault)
        {
            case FeedLook.NotAllowed: return new FeedAddition.NotAllowed();
            case FeedLook.Unreadable no: return new FeedAddition.Unreadable(no.Outcome, no.Status, no.Detail);
        }
        var found = page!.Try(selector);
        if (found.Entries.Count == 0) return new FeedAddition.Unreadable(CheckOutcome.NoLinks, null, found.Fault ?? "");
        await using (var db = await archive.CreateDbContextAsync(cancel))
        {
            if (await FindAsync(db, page.Address.AbsoluteUri, cancel) is { } there) return new FeedAddition.AlreadyThere(there.Id, there.Title);
        }
        var preview = new FeedPreview(page.Address.AbsoluteUri, found.Title ?? page.Address.Host, page.Address.AbsoluteUri, "page", null, null, found.Entries);
        return await AddAsync(feed, preview, by, cancel);
    }

    public Task<FeedChange> PauseAsync(long feedId, Caller by, CancellationToken cancel) => ChangeAsync(feedId, by, "feed.paused", feed =>
    {
        if (feed.State == FeedState.Paused) return false;
        SetState(feed, FeedState.Paused, by);
        return true;
    }, cancel);

    /// <summary>Polls a paused or gone feed again, from now on.</summary>
    public Task<FeedChange> ResumeAsync(long feedId, Caller by, CancellationToken cancel) => ChangeAsync(feedId, by, "feed.resumed", feed =>
    {
        if (feed.State == FeedState.Active) return false;
        SetState(feed, FeedState.Active, by);
        feed.NextCheckAt = clock.GetUtcNow();
        return true;
    }, cancel);

    /// <summary>Makes the feed due now. A paused one is checked this once when it is resumed.</summary>
    public Task<FeedChange> FetchNowAsync(long feedId, Caller by, CancellationToken cancel) => ChangeAsync(feedId, by, "feed.fetched-now", feed =>
    {
        feed.NextCheckAt = clock.GetUtcNow();
        return true;
    }, cancel);

    /// <param name="feedId">Which.</param>
    /// <param name="interval">From a minute to a day; null lets the feed's own rhythm decide.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<FeedChange> SetIntervalAsync(long feedId, TimeSpan? interval, Caller by, CancellationToken cancel) =>
        interval is { } asked && !IsInterval(asked)
            ? Task.FromResult<FeedChange>(new FeedChange.BadInterval())
            : ChangeAsync(feedId, by, "feed.interval-set", feed =>
            {
                if (feed.Interval == interval) return false;
                feed.Interval = interval;
                if (interval is { } wait && feed.NextCheckAt > clock.GetUtcNow() + wait) feed.NextCheckAt = clock.GetUtcNow() + wait;
                return true;
            }, cancel);

    public Task<FeedChange> SetPagesAsync(long feedId, PageFetching pages, Caller by, CancellationToken cancel) => ChangeAsync(feedId, by, "feed.pages-set", feed =>
    {
        var before = feed.FetchPages;
        feed.FetchPages = pages;
        return before != pages;
    }, cancel);

    public Task<FeedChange> RenameAsync(long feedId, string title, Caller by, CancellationToken cancel) =>
        title.Trim() is not { Length: > 0 and <= 500 } name
            ? Task.FromResult<FeedChange>(new FeedChange.BadTitle())
            : ChangeAsync(feedId, by, "feed.renamed", feed =>
            {
                if (feed.Title == name) return false;
                feed.Title = name;
                return true;
            }, cancel);

    public Task<FeedChange> MoveAsync(long feedId, string? folder, Caller by, CancellationToken cancel) => ChangeAsync(feedId, by, "feed.moved-to-folder", feed =>
    {
        var name = Folder(folder);
        if (feed.Folder == name) return false;
        feed.Folder = name;
        return true;
    }, cancel);

    /// <summary>Removes a feed and its log. The articles that it brought stay.</summary>
    public async Task<FeedChange> RemoveAsync(long feedId, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new FeedChange.NotAllowed();
        var feed = await db.Feeds.SingleOrDefaultAsync(f => f.Id == feedId, cancel);
        if (feed is null) return new FeedChange.UnknownFeed();
        db.Feeds.Remove(feed);
        db.Note(clock.GetUtcNow(), by.UserId, "feed.removed", feed.Title, feedId, new { address = feed.Address });
        await db.SaveChangesAsync(cancel);
        board.Post(new(BulletinSubject.Feeds));
        return new FeedChange.Saved(feedId);
    }

    private async Task<FeedAddition> AddAsync(NewFeed wanted, FeedPreview preview, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new FeedAddition.NotAllowed();
        var title = Cut(string.IsNullOrWhiteSpace(wanted.Title) ? preview.Title : wanted.Title.Trim(), 500);
        var name = OutletName(wanted.Outlet, preview.SiteAddress ?? preview.Address, preview.Title);
        var feed = new Feed
        {
            Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == name, cancel)
                ?? new Outlet { Name = name, HomeAddress = preview.SiteAddress, Language = preview.Language },
            Address = preview.Address,
            Title = title,
            SiteAddress = preview.SiteAddress,
            Folder = Folder(wanted.Folder),
            Interval = wanted.Interval is { } asked && IsInterval(asked) ? asked : null,
            FetchPages = wanted.FetchPages,
            LinkSelector = wanted.LinkSelector?.Trim(),
            AddedAt = clock.GetUtcNow(),
            AddedBy = by.UserId,
            NextCheckAt = clock.GetUtcNow(),
        };
        db.Feeds.Add(feed);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.SaveChangesAsync(cancel);
            db.Note(clock.GetUtcNow(), by.UserId, "feed.added", title, feed.Id, new { address = feed.Address });
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            await using var other = await archive.CreateDbContextAsync(cancel);
            return await FindAsync(other, preview.Address, cancel) is { } there
                ? new FeedAddition.AlreadyThere(there.Id, there.Title)
                : await AddAsync(wanted, preview, by, cancel); // it was the outlet that somebody else made in this moment
        }
        board.Post(new(BulletinSubject.Feeds));
        return new FeedAddition.Added(feed.Id, title);
    }

    private async Task<FeedChange> ChangeAsync(long feedId, Caller by, string action, Func<Feed, bool> change, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new FeedChange.NotAllowed();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Locked, so that no claim comes between what is read here and what is written.
        var feed = await db.Feeds.FromSql($"SELECT * FROM feeds WHERE id = {feedId} FOR UPDATE").SingleOrDefaultAsync(cancel);
        if (feed is null) return new FeedChange.UnknownFeed();
        if (change(feed))
        {
            var changes = db.Entry(feed).Properties.Where(p => p.IsModified && p.Metadata.Name is not nameof(Feed.NextCheckAt) and not nameof(Feed.StateChangedAt) and not nameof(Feed.StateChangedBy)
                    and not nameof(Feed.LeaseToken) and not nameof(Feed.LeaseOwner) and not nameof(Feed.LeaseUntil) and not nameof(Feed.LostClaims))
                .ToDictionary(p => p.Metadata.Name, p => new { before = p.OriginalValue?.ToString(), after = p.CurrentValue?.ToString() });
            db.Note(clock.GetUtcNow(), by.UserId, action, feed.Title, feedId, changes.Count > 0 ? changes : null);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            board.Post(new(BulletinSubject.Feeds));
        }
        return new FeedChange.Saved(feedId);
    }

    private void SetState(Feed feed, FeedState state, Caller by)
    {
        feed.State = state;
        feed.StateChangedAt = clock.GetUtcNow();
        feed.StateChangedBy = by.UserId;
    }

    private static async Task<(long Id, string Title)?> FindAsync(NewsDbContext db, string address, CancellationToken cancel)
    {
        var found = await db.Feeds.Where(f => f.Address == address).Select(f => new { f.Id, f.Title }).SingleOrDefaultAsync(cancel);
        return found is null ? null : (found.Id, found.Title);
    }

    private static string OutletName(string? given, string address, string title)
    {
        if (given?.Trim() is { Length: > 0 } name) return Cut(name, 200);
        var host = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : "";
        return Cut(host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host.Length > 0 ? host : title, 200);
    }

    internal static bool IsInterval(TimeSpan interval) => interval >= ShortestInterval && interval <= LongestInterval;

    internal static string? Folder(string? folder) => folder?.Trim() is { Length: > 0 } name ? Cut(name, 200) : null;

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
