using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Watches.Mail;

/// <summary>What a link in a letter lets its reader do without signing in.</summary>
public enum LinkPurpose
{
    /// <summary>Stop all mail.</summary>
    Stop,
    /// <summary>Say that the address is theirs.</summary>
    Confirm,
}

/// <summary>
/// Signs the links in letters: purpose, person, and for what, with a key that the archive keeps. Nobody can make one for somebody else, and
/// one for confirming holds for one address only. They do not run out: whoever opens an old letter wants no more of them all the same.
/// </summary>
public sealed class SignedLinks(IDbContextFactory<NewsDbContext> contexts)
{
    private const string Name = "links";
    private byte[]? _key;

    public async Task<string> MakeAsync(LinkPurpose purpose, long userId, string matter, CancellationToken cancel) =>
        $"{userId.ToString(CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(Sign(await KeyAsync(cancel), purpose, userId, matter))}";

    /// <summary>Whose link it is; null where we have not signed it.</summary>
    /// <param name="purpose">What it is opened for.</param>
    /// <param name="token">As it came.</param>
    /// <param name="matterOf">What it must be signed for, by person: the address in force.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<long?> ReadAsync(LinkPurpose purpose, string? token, Func<long, Task<string?>> matterOf, CancellationToken cancel)
    {
        var parts = token?.Split('-') ?? [];
        if (parts is not [var id, { Length: 64 } signature] || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var userId)
            || !signature.All(char.IsAsciiHexDigitLower) || await matterOf(userId) is not { } matter) return null;
        return CryptographicOperations.FixedTimeEquals(Sign(await KeyAsync(cancel), purpose, userId, matter), Convert.FromHexString(signature)) ? userId : null;
    }

    private static byte[] Sign(byte[] key, LinkPurpose purpose, long userId, string matter) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{purpose}\n{userId}\n{matter}")));

    private async Task<byte[]> KeyAsync(CancellationToken cancel)
    {
        if (_key is not null) return _key;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // Nodes that start together make one each; the first stays.
        await db.Database.ExecuteSqlAsync($"INSERT INTO signing_keys (name, key) VALUES ({Name}, {RandomNumberGenerator.GetBytes(32)}) ON CONFLICT DO NOTHING", cancel);
        return _key = await db.SigningKeys.Where(k => k.Name == Name).Select(k => k.Key).SingleAsync(cancel);
    }
}
