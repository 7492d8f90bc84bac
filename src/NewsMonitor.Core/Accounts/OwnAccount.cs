using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Accounts;

/// <summary>What a person may change about themselves without being an admin.</summary>
public sealed class OwnAccount(IDbContextFactory<NewsDbContext> archive, IPasswordHasher<NewsUser> hasher, BulletinBoard board, TimeProvider clock)
{
    private const int LongestName = 120;

    public Task<OwnChange> RenameAsync(long userId, string displayName, CancellationToken cancel) => ChangeAsync(userId, (db, user) =>
    {
        if (displayName.Trim() is not { Length: > 0 and <= LongestName } name) return new OwnChange.BadName();
        if (name == user.DisplayName) return null;
        db.Note(clock.GetUtcNow(), user.Id, "user.renamed", user.UserName!, user.Id, new { before = user.DisplayName, after = name });
        user.DisplayName = name;
        return null;
    }, cancel);

    /// <summary>Ends all other sessions of the person: the security stamp is new.</summary>
    public Task<OwnChange> ChangePasswordAsync(long userId, string old, string password, CancellationToken cancel) => ChangeAsync(userId, (db, user) =>
    {
        if (user.PasswordHash is null || old.Length > PasswordRules.Longest
            || hasher.VerifyHashedPassword(user, user.PasswordHash, old) == PasswordVerificationResult.Failed) return new OwnChange.WrongPassword();
        if (PasswordRules.Check(password, user.UserName!) is { } fault) return new OwnChange.BadPassword(fault);
        user.PasswordHash = hasher.HashPassword(user, password);
        user.SecurityStamp = Guid.NewGuid().ToString("N").ToUpperInvariant();
        db.Note(clock.GetUtcNow(), user.Id, "user.password-changed", user.UserName!, user.Id);
        return null;
    }, cancel);

    private async Task<OwnChange> ChangeAsync(long userId, Func<NewsDbContext, NewsUser, OwnChange?> change, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId && u.DisabledAt == null, cancel);
        if (user is null) return new OwnChange.NotAllowed();
        if (change(db, user) is { } refused) return refused;
        if (!db.ChangeTracker.HasChanges()) return new OwnChange.Saved();
        user.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await db.SaveChangesAsync(cancel);
        board.Post(new(BulletinSubject.Users, userId));
        return new OwnChange.Saved();
    }
}

/// <summary>What came of a change to one's own account.</summary>
public abstract record OwnChange
{
    private OwnChange() { }

    public sealed record Saved : OwnChange;
    /// <summary>The account was disabled meanwhile.</summary>
    public sealed record NotAllowed : OwnChange;
    /// <summary>Empty, or over 120 characters.</summary>
    public sealed record BadName : OwnChange;
    public sealed record WrongPassword : OwnChange;
    public sealed record BadPassword(PasswordFault Fault) : OwnChange;
}
