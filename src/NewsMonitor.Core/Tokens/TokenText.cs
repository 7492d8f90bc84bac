using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace NewsMonitor.Core.Tokens;

/// <summary>
/// A token as people copy it: a prefix that secret scanners know it by, 256 random bits, and a check of both. The check tells a mistyped
/// or invented token without asking the archive, and spares scanners false alarms.
/// </summary>
public static class TokenText
{
    /// <summary>A scanner's rule: <c>newsmonitor_pat_[0-9A-Za-z]{49}</c>.</summary>
    public const string Prefix = "newsmonitor_pat_";
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /// <summary>62 to the 43rd is just above 2 to the 256th.</summary>
    private const int RandomLength = 43;
    private const int CheckLength = 6;
    private static readonly SearchValues<char> Known = SearchValues.Create(Digits);
    public const int Length = 16 + RandomLength + CheckLength;

    public static string New()
    {
        var random = Write(new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true), RandomLength);
        return Prefix + random + Check(random);
    }

    /// <summary>Whether it can be a token of ours at all.</summary>
    public static bool IsSound(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length, RandomLength).IndexOfAnyExcept(Known) < 0
        && Check(text.Substring(Prefix.Length, RandomLength)) == text[^CheckLength..];

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));

    private static string Check(string random) => Write(new BigInteger(Hash(random).AsSpan(0, 4), isUnsigned: true), CheckLength);

    private static string Write(BigInteger number, int length) => string.Create(length, number, static (digits, left) =>
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            left = BigInteger.DivRem(left, Digits.Length, out var digit);
            digits[i] = Digits[(int)digit];
        }
    });
}
