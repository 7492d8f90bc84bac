using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Hosting;

/// <summary>
/// The demo's passwords are known to everybody. So the demo does not open a real newsroom's archive, and a real start closes what a
/// demo has left open.
/// </summary>
internal static class DemoAccess
{
    public static async Task SetAsync(IDbContextFactory<NewsDbContext> archive, UserAdmin users, bool demo, CancellationToken cancel)
    {
        if (demo) await OpenAsync(archive, users, cancel);
        else await CloseAsync(archive, cancel);
    }

    private static async Task OpenAsync(IDbContextFactory<NewsDbContext> archive, UserAdmin users, CancellationToken cancel)
    {
        var names = Names();
        await using (var db = await archive.CreateDbContextAsync(cancel))
        {
            if (await db.Users.AnyAsync(user => user.DisabledAt == null && !names.Contains(user.UserName!), cancel))
            {
                throw new CannotStartException(
                    "This archive belongs to a real newsroom: the demo would add accounts whose passwords everybody knows. " +
                    "Set NEWSMONITOR_DATA to another folder for the demo, or start without --demo.");
            }
        }
        foreach (var account in DemoAccounts.All)
        {
            if (await users.FindAsync(account.UserName, cancel) is { } id) await users.EnableAsync(id, Caller.Operator, cancel);
            else await users.AddAsync(new(account.UserName, account.Password, [.. account.Roles], account.DisplayName), Caller.Operator, cancel);
        }
    }

    private static async Task CloseAsync(IDbContextFactory<NewsDbContext> archive, CancellationToken cancel)
    {
        var names = Names();
        await using var db = await archive.CreateDbContextAsync(cancel);
        var left = await db.Users.Where(user => user.DisabledAt == null && names.Contains(user.UserName!)).ToListAsync(cancel);
        var hasher = new Microsoft.AspNetCore.Identity.PasswordHasher<NewsUser>();
        foreach (var user in left)
        {
            // An account of that name with a password of its own is somebody's.
            var known = DemoAccounts.All.Single(account => account.UserName == user.UserName).Password;
            if (user.PasswordHash is null || hasher.VerifyHashedPassword(user, user.PasswordHash, known) == 0) continue;
            user.DisabledAt = DateTimeOffset.UtcNow;
            user.SecurityStamp = Guid.NewGuid().ToString("N");
            db.Note(DateTimeOffset.UtcNow, null, "user.disabled", user.UserName!, user.Id);
        }
        await db.SaveChangesAsync(cancel);
    }

    private static List<string> Names() => [.. DemoAccounts.All.Select(account => account.UserName)];
}
