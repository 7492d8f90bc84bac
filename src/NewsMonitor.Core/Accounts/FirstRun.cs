using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Accounts;

/// <summary>What came of making the first admin.</summary>
public abstract record FirstAdmin
{
    private FirstAdmin() { }

    public sealed record Made(long UserId) : FirstAdmin;
    public sealed record WrongCode : FirstAdmin;
    /// <summary>Too many wrong codes in the last minute.</summary>
    public sealed record TooManyTries(TimeSpan Wait) : FirstAdmin;
    /// <summary>Somebody was first: sign in instead.</summary>
    public sealed record ThereIsOne : FirstAdmin;
    public sealed record Refused(UserChange Why) : FirstAdmin;
}

/// <summary>The first admin of an empty installation, made by whoever can read what the program printed at its start.</summary>
public sealed class FirstRun(IDbContextFactory<NewsDbContext> archive, UserAdmin users, BulletinBoard board, TimeProvider clock)
{
    public const int TriesAMinute = 10;
    private const int CodesKept = 16;
    /// <summary>Crockford's alphabet: no I, L, O, U to misread.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Whether nobody can manage this installation yet.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return !await AnyAdminAsync(db, cancel);
    }

    /// <summary>A new code to print (<c>XXXX-XXXX-XXXX-XXXX</c>), or null where there is an admin already. To be called once a start.</summary>
    public async Task<string?> PrepareAsync(CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (await AnyAdminAsync(db, cancel)) return null;
        var letters = RandomNumberGenerator.GetString(Alphabet, 16);
        db.Set<FirstRunCode>().Add(new() { Hash = Hash(letters), CreatedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(cancel);
        // Nodes start together and each prints its own: the newest few all hold.
        var kept = await db.Set<FirstRunCode>().OrderByDescending(c => c.Id).Select(c => c.Id).Take(CodesKept).ToListAsync(cancel);
        await db.Set<FirstRunCode>().Where(c => !kept.Contains(c.Id)).ExecuteDeleteAsync(cancel);
        return string.Join('-', letters.Chunk(4).Select(group => new string(group)));
    }

    /// <summary>Makes the first admin, who is editor and analyst as well: on the first day there is nobody else.</summary>
    public async Task<FirstAdmin> CreateAsync(
        string code, string userName, string password, string? displayName, string? language, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await UserAdmin.LockAdminsAsync(db, cancel);
        if (await AnyAdminAsync(db, cancel)) return new FirstAdmin.ThereIsOne();

        var now = clock.GetUtcNow();
        var minuteAgo = now.AddMinutes(-1);
        var misses = await db.Set<FirstRunMiss>().Where(m => m.At > minuteAgo).OrderBy(m => m.At).Select(m => m.At).ToListAsync(cancel);
        if (misses.Count >= TriesAMinute) return new FirstAdmin.TooManyTries(misses[0].AddMinutes(1) - now);
        if (!await HoldsAsync(db, code, cancel))
        {
            await db.Set<FirstRunMiss>().Where(m => m.At <= minuteAgo).ExecuteDeleteAsync(cancel);
            db.Set<FirstRunMiss>().Add(new() { At = now });
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return new FirstAdmin.WrongCode();
        }

        var account = new NewAccount(userName, password, Enum.GetValues<Role>(), displayName, language);
        var change = await users.AddAsync(db, account, null, cancel);
        if (change is not UserChange.Saved { UserId: var userId }) return new FirstAdmin.Refused(change);
        await db.Set<FirstRunCode>().ExecuteDeleteAsync(cancel);
        await db.Set<FirstRunMiss>().ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Users, userId));
        return new FirstAdmin.Made(userId);
    }

    private static Task<bool> AnyAdminAsync(NewsDbContext db, CancellationToken cancel) =>
        db.UserRoles.AnyAsync(
            held => held.RoleId == (long)Role.Admin + 1 && db.Users.Any(u => u.Id == held.UserId && u.DisabledAt == null), cancel);

    private static async Task<bool> HoldsAsync(NewsDbContext db, string code, CancellationToken cancel)
    {
        // A person types lower case, spaces, or no dashes; all of that is the same code.
        var entered = Hash(string.Concat(code.Where(char.IsAsciiLetterOrDigit).Take(64)).ToUpperInvariant());
        var holds = false;
        foreach (var hash in await db.Set<FirstRunCode>().Select(c => c.Hash).ToListAsync(cancel))
            holds |= CryptographicOperations.FixedTimeEquals(hash, entered);
        return holds;
    }

    private static byte[] Hash(string letters) => SHA256.HashData(Encoding.ASCII.GetBytes(letters));
}
