using System.Security.Cryptography;
using System.Text;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// What hubs say to us: that a subscription stands (W3C WebSub, section 5.3) and that there is something new (section 7). A push is a call to
/// look, signed with our secret; what it carries is not taken for the feed, which is fetched from its publisher at once.
/// </summary>
public sealed class HubCalls(NpgsqlDataSource archive, BulletinBoard board)
{
    public const int MostBytes = 2_000_000;

    private const string ConfirmSql = """
        UPDATE hub_subscriptions SET state = 'Active', last_detail = NULL, lease_until = now() + $3 * interval '1 second',
            ask_at = now() + $3 * interval '0.8 second'
        WHERE token = $1 AND topic = $2
        """;

    private const string DeniedSql = """
        UPDATE hub_subscriptions SET state = 'Refused', lease_until = NULL, ask_at = now() + interval '1 day', last_detail = $2 WHERE token = $1
        """;

    // A hub that pushes without end does not make us ask without end.
    private const string PushedSql = """
        WITH pushed AS (UPDATE hub_subscriptions SET last_push_at = now() WHERE token = $1 RETURNING feed_id)
        UPDATE feeds f SET next_check_at = greatest(now(), f.last_check_at + interval '20 seconds')
        FROM pushed WHERE f.id = pushed.feed_id AND f.state = 'Active' AND f.next_check_at > greatest(now(), f.last_check_at + interval '20 seconds')
        """;

    /// <summary>Whether we asked for what the hub wants confirmed. The lease is held to between ten minutes and thirty days.</summary>
    public async Task<bool> ConfirmAsync(string token, string? mode, string? topic, int? leaseSeconds, CancellationToken cancel)
    {
        if (mode != "subscribe" || topic is null) return false;
        await using var command = archive.CreateCommand(ConfirmSql);
        command.Parameters.Add(new() { Value = token });
        command.Parameters.Add(new() { Value = topic });
        command.Parameters.Add(new() { Value = Math.Clamp(leaseSeconds ?? 86_400, 600, 30 * 86_400) });
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>The hub will not push (any more).</summary>
    public async Task DenyAsync(string token, string? reason, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(DeniedSql);
        command.Parameters.Add(new() { Value = token });
        command.Parameters.Add(new() { Value = ArticleText.Line("The hub refused. " + reason, 1000) });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Makes the feed due, if the push is signed with our secret.</summary>
    /// <returns>False where there is no such subscription. A wrong signature is no error to the hub (section 7.1): it learns nothing, and nothing happens.</returns>
    public async Task<bool> PushAsync(string token, string? signature, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        await using var find = archive.CreateCommand("SELECT secret FROM hub_subscriptions WHERE token = $1");
        find.Parameters.Add(new() { Value = token });
        if (await find.ExecuteScalarAsync(cancel) is not string secret) return false;
        if (!IsSigned(signature, Encoding.UTF8.GetBytes(secret), body.Span)) return true;
        await using var push = archive.CreateCommand(PushedSql);
        push.Parameters.Add(new() { Value = token });
        if (await push.ExecuteNonQueryAsync(cancel) > 0) board.Post(new(BulletinSubject.Feeds));
        return true;
    }

    /// <summary>X-Hub-Signature: method, equals sign, HMAC in hexadecimal.</summary>
    internal static bool IsSigned(string? signature, byte[] secret, ReadOnlySpan<byte> body)
    {
        var parts = signature?.Split('=', 2) ?? [];
        if (parts.Length != 2 || parts[1].Length is 0 or > 128 || parts[1].Length % 2 != 0 || !parts[1].All(char.IsAsciiHexDigit)) return false;
        byte[]? right = parts[0].ToLowerInvariant() switch
        {
#pragma warning disable CA5350 // The protocol's own first method; as a MAC it still holds, and hubs in use know no other.
            "sha1" => HMACSHA1.HashData(secret, body),
#pragma warning restore CA5350
            "sha256" => HMACSHA256.HashData(secret, body),
            "sha384" => HMACSHA384.HashData(secret, body),
            "sha512" => HMACSHA512.HashData(secret, body),
            _ => null,
        };
        return right is not null && CryptographicOperations.FixedTimeEquals(right, Convert.FromHexString(parts[1]));
    }
}
