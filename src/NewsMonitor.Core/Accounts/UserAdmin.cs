using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Accounts;

/// <summary>
/// Makes and changes accounts. Every deed asks the database whether the caller is an admin, and stands in one transaction with its
/// audit entry. A new security stamp ends the sessions of whoever was changed.
/// </summary>
public sealed class UserAdmin(
    IDbContextFactory<NewsDbContext> archive, IPasswordHasher<NewsUser> hasher, ILookupNormalizer names, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Every account, by name.</summary>
    public async Task<IReadOnlyList<UserRow>> ListAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var users = await db.Users.AsNoTracking().OrderBy(u => u.UserName)
            .Select(u => new
            {
                User = u,
                Roles = db.UserRoles.Where(held => held.UserId == u.Id).Select(held => (int)held.RoleId - 1).ToList(),
            })
            .ToListAsync(cancel);
        return
        [
            .. users.Select(u => new UserRow(
                u.User.Id, u.User.UserName!, u.User.DisplayName, [.. u.Roles.Order().Select(r => (Role)r)], u.User.CreatedAt,
                u.User.LastSignInAt, u.User.DisabledAt, u.User.LockoutEnd > clock.GetUtcNow() ? u.User.LockoutEnd : null)),
        ];
    }

    public async Task<UserChange> AddAsync(NewAccount account, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new UserChange.NotAllowed();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var change = await AddAsync(db, account, by.UserId, cancel);
        if (change is UserChange.Saved) await transaction.CommitAsync(cancel);
        return change;
    }

    public Task<UserChange> SetPasswordAsync(long userId, string password, Caller by, CancellationToken cancel) =>
        ChangeAsync(userId, by, (db, user) =>
        {
            if (PasswordRules.Check(password, user.UserName!) is { } fault) return Task.FromResult<UserChange?>(new UserChange.BadPassword(fault));
            user.PasswordHash = hasher.HashPassword(user, password);
            user.AccessFailedCount = 0;
            user.LockoutEnd = null;
            db.Note(clock.GetUtcNow(), by.UserId, "user.password-set", user.UserName!, user.Id);
            return Task.FromResult<UserChange?>(null);
        }, cancel);

    public Task<UserChange> GiveRoleAsync(long userId, Role role, Caller by, CancellationToken cancel) =>
        ChangeAsync(userId, by, async (db, user) =>
        {
            if (await db.UserRoles.AnyAsync(held => held.UserId == userId && held.RoleId == RoleId(role), cancel)) return null;
            db.UserRoles.Add(new() { UserId = userId, RoleId = RoleId(role) });
            db.Note(clock.GetUtcNow(), by.UserId, "user.role-given", user.UserName!, user.Id, new { role = role.ToString() });
            return null;
        }, cancel);

    public Task<UserChange> TakeRoleAsync(long userId, Role role, Caller by, CancellationToken cancel) =>
        ChangeAsync(userId, by, async (db, user) =>
        {
            var held = await db.UserRoles.SingleOrDefaultAsync(held => held.UserId == userId && held.RoleId == RoleId(role), cancel);
            if (held is null) return null;
            if (role == Role.Admin && await IsLastAdminAsync(db, userId, cancel)) return new UserChange.LastAdmin();
            db.UserRoles.Remove(held);
            db.Note(clock.GetUtcNow(), by.UserId, "user.role-taken", user.UserName!, user.Id, new { role = role.ToString() });
            return null;
        }, cancel);

    /// <summary>Ends an account's access; its codes keep their coder.</summary>
    public Task<UserChange> DisableAsync(long userId, Caller by, CancellationToken cancel) =>
        ChangeAsync(userId, by, async (db, user) =>
        {
            if (user.DisabledAt is not null) return null;
            if (await IsLastAdminAsync(db, userId, cancel)) return new UserChange.LastAdmin();
            user.DisabledAt = clock.GetUtcNow();
            db.Note(clock.GetUtcNow(), by.UserId, "user.disabled", user.UserName!, user.Id);
            return null;
        }, cancel);

    public Task<UserChange> EnableAsync(long userId, Caller by, CancellationToken cancel) =>
        ChangeAsync(userId, by, (db, user) =>
        {
            if (user.DisabledAt is null) return Task.FromResult<UserChange?>(null);
            user.DisabledAt = null;
            db.Note(clock.GetUtcNow(), by.UserId, "user.enabled", user.UserName!, user.Id);
            return Task.FromResult<UserChange?>(null);
        }, cancel);

    public Task<UserChange> RenameAsync(long userId, string displayName, Caller by, CancellationToken cancel) =>
        ChangeAsync(userId, by, (db, user) =>
        {
            if (displayName.Trim() is not { Length: > 0 and <= 120 } name) return Task.FromResult<UserChange?>(new UserChange.BadName(displayName));
            db.Note(clock.GetUtcNow(), by.UserId, "user.renamed", user.UserName!, user.Id, new { before = user.DisplayName, after = name });
            user.DisplayName = name;
            return Task.FromResult<UserChange?>(null);
        }, cancel);

    /// <summary>The id of an account by its name, whatever its case; null where there is none.</summary>
    public async Task<long?> FindAsync(string userName, CancellationToken cancel)
    {
        var normalized = names.NormalizeName(userName);
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await db.Users.Where(u => u.NormalizedUserName == normalized).Select(u => (long?)u.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Adds the account within the caller's transaction; who may is the caller's to have asked.</summary>
    internal async Task<UserChange> AddAsync(NewsDbContext db, NewAccount account, long? by, CancellationToken cancel)
    {
        var name = account.UserName.Trim();
        if (!IsName(name)) return new UserChange.BadName(name);
        if (PasswordRules.Check(account.Password, name) is { } fault) return new UserChange.BadPassword(fault);
        var normalized = names.NormalizeName(name);
        if (await db.Users.AnyAsync(u => u.NormalizedUserName == normalized, cancel)) return new UserChange.NameTaken(name);

        var display = account.DisplayName?.Trim() is { Length: > 0 and <= 120 } given ? given : name;
        var user = new NewsUser
        {
            UserName = name,
            NormalizedUserName = normalized,
            DisplayName = display,
            Language = account.Language,
            CreatedAt = clock.GetUtcNow(),
            LockoutEnabled = true,
            SecurityStamp = NewStamp(),
        };
        user.PasswordHash = hasher.HashPassword(user, account.Password);
        db.Users.Add(user);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return new UserChange.NameTaken(name); // two admins, one name, the same moment
        }
        var roles = account.Roles.Distinct().ToArray();
        db.UserRoles.AddRange(roles.Select(role => new IdentityUserRole<long> { UserId = user.Id, RoleId = RoleId(role) }));
        db.Note(clock.GetUtcNow(), by, "user.added", name, user.Id, new { roles = roles.Select(r => r.ToString()) });
        await db.SaveChangesAsync(cancel);
        return new UserChange.Saved(user.Id);
    }

    /// <summary>
    /// Makes every change to who is admin wait for the one before: of two admins who dismiss each other in the same second, one stays.
    /// </summary>
    internal static Task LockAdminsAsync(NewsDbContext db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT 1 FROM roles WHERE id = {RoleId(Role.Admin)} FOR UPDATE", cancel);

    private static long RoleId(Role role) => (long)role + 1;

    private static string NewStamp() => Guid.NewGuid().ToString("N").ToUpperInvariant();

    private static bool IsName(string name) =>
        name.Length is >= 2 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '@' or '+');

    private async Task<UserChange> ChangeAsync(
        long userId, Caller by, Func<NewsDbContext, NewsUser, Task<UserChange?>> change, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LockAdminsAsync(db, cancel);
        if (!await by.MayAsync(Role.Admin, db, cancel)) return new UserChange.NotAllowed();
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, cancel);
        if (user is null) return new UserChange.UnknownUser();
        if (await change(db, user) is { } refused) return refused;
        if (db.ChangeTracker.HasChanges())
        {
            user.SecurityStamp = NewStamp();
            user.ConcurrencyStamp = NewStamp();
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            board.Post(new(BulletinSubject.Users, userId));
        }
        return new UserChange.Saved(userId);
    }

    private static async Task<bool> IsLastAdminAsync(NewsDbContext db, long userId, CancellationToken cancel)
    {
        var admins = await db.UserRoles
            .Where(held => held.RoleId == RoleId(Role.Admin) && db.Users.Any(u => u.Id == held.UserId && u.DisabledAt == null))
            .Select(held => held.UserId).ToListAsync(cancel);
        return admins is [var only] && only == userId;
    }
}
