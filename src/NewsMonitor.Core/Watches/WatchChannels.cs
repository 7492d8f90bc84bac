using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Watches;

/// <summary>What leads out of the house: hooks and secret feeds. Both are noted in the audit, for they carry the desk's findings to others.</summary>
public sealed class WatchChannels(IDbContextFactory<NewsDbContext> contexts, BulletinBoard board, TimeProvider clock)
{
    public const int MostHooks = 5;

    /// <returns>Made, with the secret: it is not shown again.</returns>
    public async Task<WatchResult> AddHookAsync(long watchId, string address, long userId, CancellationToken cancel)
    {
        if (address.Trim() is not { Length: > 0 and <= Limits.Address } given || !Uri.TryCreate(given, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            return new WatchResult.Invalid(WatchFault.NoAddress);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await WatchEditor.OwnAsync(db, watchId, userId, cancel) is { } refused) return refused;
        if (await db.WatchHooks.CountAsync(h => h.WatchId == watchId, cancel) >= MostHooks) return new WatchResult.Invalid(WatchFault.TooMany);
        var hook = new WatchHook { WatchId = watchId, Address = uri.AbsoluteUri, Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), CreatedAt = clock.GetUtcNow() };
        db.WatchHooks.Add(hook);
        db.Note(clock.GetUtcNow(), userId, "watch.hook-added", uri.Host, watchId);
        await db.SaveChangesAsync(cancel);
        board.Post(new(BulletinSubject.Watches, watchId));
        return new WatchResult.Made(hook.Id, HookCaller.SecretPrefix + hook.Secret);
    }

    public Task<WatchResult> RemoveHookAsync(long hookId, long userId, CancellationToken cancel) => OnHookAsync(hookId, userId, (db, hook) =>
    {
        db.WatchHooks.Remove(hook);
        db.Note(clock.GetUtcNow(), userId, "watch.hook-removed", new Uri(hook.Address).Host, hook.WatchId);
    }, cancel);

    /// <summary>Calls it again after it was disabled.</summary>
    public Task<WatchResult> EnableHookAsync(long hookId, long userId, CancellationToken cancel) =>
        OnHookAsync(hookId, userId, (_, hook) => (hook.DisabledAt, hook.Trouble, hook.FailingSince) = (null, null, null), cancel);

    /// <summary>Makes the watch's secret address for the person, or a new one in place of the old.</summary>
    /// <returns>Made, with the token of the address: it is not shown again.</returns>
    public async Task<WatchResult> MakeFeedAsync(long watchId, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await WatchEditor.IsActiveAsync(db, userId, cancel)) return new WatchResult.NotAllowed();
        var watch = await db.Watches.AsNoTracking().SingleOrDefaultAsync(w => w.Id == watchId && (w.Shared || w.OwnerId == userId), cancel);
        if (watch is null) return new WatchResult.Gone();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var feed = await db.WatchFeeds.SingleOrDefaultAsync(f => f.WatchId == watchId && f.UserId == userId, cancel);
        if (feed is null) db.WatchFeeds.Add(feed = new() { WatchId = watchId, UserId = userId, TokenHash = [] });
        (feed.TokenHash, feed.CreatedAt, feed.LastReadAt) = (WatchFeeds.Hash(token), clock.GetUtcNow(), null);
        db.Note(clock.GetUtcNow(), userId, "watch.feed-made", watch.Name, watchId);
        await db.SaveChangesAsync(cancel);
        board.Post(new(BulletinSubject.Watches, watchId));
        return new WatchResult.Made(feed.Id, token);
    }

    public async Task<WatchResult> EndFeedAsync(long watchId, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.WatchFeeds.Where(f => f.WatchId == watchId && f.UserId == userId).ExecuteDeleteAsync(cancel);
        board.Post(new(BulletinSubject.Watches, watchId));
        return new WatchResult.Saved(watchId);
    }

    private async Task<WatchResult> OnHookAsync(long hookId, long userId, Action<NewsDbContext, WatchHook> change, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.WatchHooks.SingleOrDefaultAsync(h => h.Id == hookId, cancel) is not { } hook) return new WatchResult.Gone();
        if (await WatchEditor.OwnAsync(db, hook.WatchId, userId, cancel) is { } refused) return refused;
        change(db, hook);
        await db.SaveChangesAsync(cancel);
        board.Post(new(BulletinSubject.Watches, hook.WatchId));
        return new WatchResult.Saved(hook.WatchId);
    }
}
