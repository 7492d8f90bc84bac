using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Tokens;

/// <summary>Makes, lists and revokes personal tokens, and says who holds one. All of it is asked of the database each time: what was taken away is gone at once.</summary>
public sealed class PersonalTokens(IDbContextFactory<NewsDbContext> archive, TimeProvider clock)
{
    /// <summary>Living ones of one person.</summary>
    public const int Most = 50;
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(3660);
    /// <summary>A call within so long of the last writes nothing.</summary>
    private static readonly TimeSpan Touch = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token for the person themselves.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="name">What they call it.</param>
    /// <param name="scopes">What it may do; none beyond the person's roles.</param>
    /// <param name="life">How long it holds; null for one without an end.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<TokenChange> MakeAsync(long userId, string name, IReadOnlyCollection<TokenScope> scopes, TimeSpan? life, CancellationToken cancel)
    {
        if (name.Trim() is not { Length: > 0 and <= PersonalToken.NameLength } called || called.Any(char.IsControl)) return new TokenChange.BadName();
        if (scopes.Count == 0) return new TokenChange.NoScope();
        if (life <= TimeSpan.Zero || life > LongestLife) return new TokenChange.BadLife();
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await RolesAsync(db, userId, cancel) is not { } roles) return new TokenChange.NotAllowed();
        foreach (var scope in scopes)
            if (scope.Needs() is { } role && !roles.Contains(role)) return new TokenChange.BeyondRole(scope, role);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two requests at once count each other: the person's row is the gate.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM users WHERE id = {userId} FOR UPDATE", cancel);
        if (await db.PersonalTokens.CountAsync(t => t.UserId == userId && t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > now), cancel) >= Most) return new TokenChange.TooMany();

        var text = TokenText.New();
        var token = new PersonalToken
        {
            UserId = userId, Name = called, Hash = TokenText.Hash(text), Ending = text[^4..], Scopes = [.. scopes.Distinct().Order().Select(s => s.Word())],
            CreatedAt = now, ExpiresAt = now + life,
        };
        db.PersonalTokens.Add(token);
        await db.SaveChangesAsync(cancel);
        db.Note(now, userId, "token.made", called, token.Id, new { scopes = token.Scopes, expires = token.ExpiresAt, ending = token.Ending });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new TokenChange.Made(token.Id, text);
    }

    /// <summary>Ends a token: one's own, or for an admin anybody's.</summary>
    public async Task<TokenChange> RevokeAsync(long tokenId, Caller by, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var token = await db.PersonalTokens.SingleOrDefaultAsync(t => t.Id == tokenId, cancel);
        if (token is null || (token.UserId != by.UserId && !await by.MayAsync(Role.Admin, db, cancel))) return new TokenChange.Unknown();
        if (token.RevokedAt is not null) return new TokenChange.Revoked(tokenId);
        (token.RevokedAt, token.RevokedBy) = (clock.GetUtcNow(), by.UserId);
        db.Note(clock.GetUtcNow(), by.UserId, "token.revoked", token.Name, tokenId, new { ending = token.Ending, holder = token.UserId });
        await db.SaveChangesAsync(cancel);
        return new TokenChange.Revoked(tokenId);
    }

    /// <summary>The person's tokens, newest first; those that ended stay in sight for a while.</summary>
    public async Task<IReadOnlyList<TokenRow>> OfAsync(long userId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var old = now.AddDays(-90);
        await using var db = await archive.CreateDbContextAsync(cancel);
        var tokens = await db.PersonalTokens.AsNoTracking()
            .Where(t => t.UserId == userId && (t.RevokedAt == null || t.RevokedAt > old) && (t.ExpiresAt == null || t.ExpiresAt > old))
            .OrderByDescending(t => t.Id).Take(200).ToListAsync(cancel);
        return [.. tokens.Select(t => new TokenRow(
            t.Id, t.Name, t.Ending, TokenScopes.Read(t.Scopes), t.CreatedAt, t.ExpiresAt, t.LastUsedAt,
            t.RevokedAt is not null ? TokenState.Revoked : t.ExpiresAt <= now ? TokenState.Expired : TokenState.Living))];
    }

    /// <summary>Who calls with this token; null for none of ours, an ended one, and one of a disabled account.</summary>
    public async Task<TokenHolder?> HolderAsync(string text, CancellationToken cancel)
    {
        if (!TokenText.IsSound(text)) return null;
        var hash = TokenText.Hash(text);
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await HolderAsync(db, db.PersonalTokens.Where(t => t.Hash == hash), cancel);
    }

    /// <summary>The same for a call that goes on: whether the token still holds, and what it may do now.</summary>
    public async Task<TokenHolder?> HolderAsync(long tokenId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return await HolderAsync(db, db.PersonalTokens.Where(t => t.Id == tokenId), cancel);
    }

    private async Task<TokenHolder?> HolderAsync(NewsDbContext db, IQueryable<PersonalToken> which, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = await which.AsNoTracking().Where(t => t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > now))
            .Join(db.Users.Where(u => u.DisabledAt == null), t => t.UserId, u => u.Id, (token, user) => new
            {
                token.Id, token.UserId, token.Name, token.Scopes, token.ExpiresAt, token.LastUsedAt, user.DisplayName, user.Language,
                Roles = db.UserRoles.Where(held => held.UserId == user.Id).Select(held => (int)held.RoleId - 1).ToList(),
            }).SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        if (found.LastUsedAt is null || found.LastUsedAt < now - Touch)
            await db.PersonalTokens.Where(t => t.Id == found.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), cancel);
        var roles = found.Roles.Order().Select(r => (Role)r).ToArray();
        return new(found.Id, found.Name, found.UserId, found.DisplayName, found.Language, roles, [.. TokenScopes.Read(found.Scopes).Where(s => s.IsWithin(roles))],
            [.. TokenScopes.Read(found.Scopes).Where(s => !s.IsWithin(roles))], found.ExpiresAt);
    }

    private static async Task<Role[]?> RolesAsync(NewsDbContext db, long userId, CancellationToken cancel) =>
        await db.Users.AnyAsync(u => u.Id == userId && u.DisabledAt == null, cancel)
            ? [.. (await db.UserRoles.Where(held => held.UserId == userId).Select(held => (int)held.RoleId - 1).ToListAsync(cancel)).Select(r => (Role)r)]
            : null;
}
