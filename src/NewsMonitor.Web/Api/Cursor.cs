using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NewsMonitor.Web.Api;

/// <summary>
/// Where the next page of a list begins: the key of its last line, sealed to the list and its criteria, so that it cannot be carried to another
/// one. It holds nothing secret and gives no right; the seal is against mistakes.
/// </summary>
internal static class Cursor
{
    private const int SealLength = 6;
    private const int Longest = 1000;

    /// <param name="list">What the list is and is asked: <c>articles NATO</c>.</param>
    /// <param name="key">The last line's key.</param>
    public static string Write<TKey>(string list, TKey key) where TKey : struct
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(key);
        return Base64Url.EncodeToString([.. Seal(list, json), .. json]);
    }

    /// <summary>The key; null where there is no cursor.</summary>
    /// <exception cref="RefusedException">It is none of ours, or one of another list.</exception>
    public static TKey? Read<TKey>(string list, string? cursor) where TKey : struct
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        try
        {
            if (cursor.Length <= Longest && Base64Url.DecodeFromChars(cursor) is { Length: > SealLength } bytes
                && Seal(list, bytes.AsSpan(SealLength)).AsSpan().SequenceEqual(bytes.AsSpan(0, SealLength)))
            {
                return JsonSerializer.Deserialize<TKey>(bytes.AsSpan(SealLength));
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // None of ours: said below.
        }
        throw new RefusedException(Problems.Of("bad-cursor", "The cursor was cut, or belongs to another list or other criteria. Take it from 'next' of the page before, and change nothing else; or begin without one."));
    }

    private static byte[] Seal(string list, ReadOnlySpan<byte> key) => SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. key])[..SealLength];
}
