using System.Text;
using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Pages;

/// <summary>Decodes a page's bytes: byte order mark, then HTTP, then the page's own statement; valid UTF-8 beats a statement of anything else (HTML 13.2.3, with that exception).</summary>
internal static partial class PageCharset
{
    private const int PrescanBytes = 4_096;

    static PageCharset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="bytes">The page.</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    /// <param name="mostBytes">Bytes beyond are not decoded.</param>
    /// <param name="cut">True where there were more.</param>
    internal static string Decode(ReadOnlySpan<byte> bytes, string? contentType, int mostBytes, out bool cut)
    {
        cut = bytes.Length > mostBytes;
        bytes = cut ? bytes[..mostBytes] : bytes;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return Encoding.UTF32.GetString(bytes[4..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        if (Wide(bytes) is { } wide)
        {
            return wide.GetString(bytes);
        }

        if (IsUtf8(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        return (Named(contentType) ?? Named(Encoding.Latin1.GetString(bytes[..Math.Min(PrescanBytes, bytes.Length)])) ?? Guess(bytes)).GetString(bytes);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        // A cut at the bound may split the last character.
        var end = bytes.Length;
        for (var i = 0; i < 3 && end > 0 && (bytes[end - 1] & 0x80) != 0; i++)
        {
            end--;
        }

        return System.Text.Unicode.Utf8.IsValid(bytes[..end]);
    }

    /// <summary>UTF-16 and UTF-32 without a mark show by the zeros around the first "&lt;".</summary>
    private static Encoding? Wide(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
        {
            return null;
        }

        return (bytes[0], bytes[1], bytes[2], bytes[3]) switch
        {
            ( > 0, 0, 0, 0) => Encoding.UTF32,
            (0, 0, 0, > 0) => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
            ( > 0, 0, > 0, 0) => Encoding.Unicode,
            (0, > 0, 0, > 0) => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    /// <summary>Mostly wrong UTF-8 is an older one-byte code; a little wrong is UTF-8 with a slip.</summary>
    private static Encoding Guess(ReadOnlySpan<byte> bytes)
    {
        var (wrong, high) = (0, 0);
        var rest = bytes[..Math.Min(bytes.Length, 200_000)];
        while (!rest.IsEmpty)
        {
            if (rest[0] < 0x80)
            {
                rest = rest[1..];
                continue;
            }

            high++;
            if (Rune.DecodeFromUtf8(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                wrong++;
            }

            rest = rest[used..];
        }

        return wrong * 4 > high ? Encoding.GetEncoding(1252) : Encoding.UTF8;
    }

    private static Encoding? Named(string? text)
    {
        if (text is null || CharsetName().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var name = match.Groups[1].Value.ToLowerInvariant();
        if (name is "iso-8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii")
        {
            name = "windows-1252";
        }

        // UTF-7 hides markup in plain letters (and .NET refuses it); a page that states it is read as UTF-8.
        try
        {
            return name is "utf-7" or "utf7" ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"charset\s*=\s*[""']?\s*([A-Za-z0-9_.:-]{2,40})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex CharsetName();
}
