using System.Text;
using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Feeds;

/// <summary>What the bytes hold: it decides where they may name their encoding, and what holds when they do not.</summary>
public enum TextKind { Xml, Html, Json }

/// <summary>A decoded text. <see cref="Encoding"/> is the IANA name of the encoding it was read in, <see cref="Warning"/> what was wrong with the label.</summary>
public sealed record DecodedText(string Text, string Encoding, string? Warning);

/// <summary>
/// Bytes to text: byte order mark, then the HTTP header, then the document's own declaration – each believed only if the bytes bear it out, and
/// none of them where the bytes are valid UTF-8, for text in another encoding is that by chance only when it is very short. Then a guess.
/// </summary>
public static partial class Charset
{
    private static readonly UTF8Encoding Utf8 = new(false, false);

    /// <summary>Decodes, never throws. Bytes that mean nothing in the encoding become U+FFFD.</summary>
    /// <param name="bytes">The bytes, with or without a byte order mark.</param>
    /// <param name="contentType">The Content-Type header as sent, or null.</param>
    /// <param name="kind">What the bytes are expected to hold.</param>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? contentType, TextKind kind)
    {
        if (Mark(bytes) is var (marked, name, length) && marked != null)
            return new DecodedText(marked.GetString(bytes[length..]), name, null);
        if (WithoutMark(bytes) is var (wide, wideName) && wide != null)
            return new DecodedText(wide.GetString(bytes), wideName, null);

        var header = contentType == null ? null : HeaderCharset(contentType);
        var declared = kind == TextKind.Json ? null : Declared(bytes, kind);
        var ascii = Ascii.IsValid(bytes);
        if (ascii && (IsEscaped(header) || IsEscaped(declared)) && bytes.Contains((byte)0x1B))
            return Legacy(bytes, header, declared);
        if (ascii)
            return new DecodedText(Encoding.Latin1.GetString(bytes), header is { } h && Find(h) != null ? h : AsciiName(contentType, declared, kind), null);
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            var stated = header ?? declared;
            var wrong = stated != null && Find(stated)?.CodePage != 65001;
            return new DecodedText(Encoding.UTF8.GetString(bytes), "utf-8", wrong ? $"The text is UTF-8, though it is labelled {stated}." : null);
        }
        return Legacy(bytes, header, declared);
    }

    /// <summary>The charset parameter of a Content-Type header, or null.</summary>
    public static string? HeaderCharset(string contentType)
    {
        var match = CharsetParameter().Match(contentType);
        return match.Success ? match.Groups[1].Value.Trim().ToLowerInvariant() : null;
    }

    /// <summary>ISO-2022 writes everything in seven bits, so that "it is all ASCII" says nothing. UTF-7 does too, and is never decoded: browsers gave it up for security.</summary>
    private static bool IsEscaped(string? name) => name != null && name.StartsWith("iso-2022-", StringComparison.Ordinal);

    private static string AsciiName(string? contentType, string? declared, TextKind kind)
    {
        // RFC 3023, 8.5: XML sent as text/* without a charset is us-ascii. Only bytes that are ASCII are ever called so here.
        if (kind == TextKind.Xml && contentType != null && contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && contentType.Contains("xml", StringComparison.OrdinalIgnoreCase))
            return "us-ascii";
        return declared != null && Find(declared) != null ? declared : "utf-8";
    }

    private static DecodedText Legacy(ReadOnlySpan<byte> bytes, string? header, string? declared)
    {
        foreach (var stated in new[] { header, declared })
            if (stated != null && Find(stated) is { } encoding && encoding.CodePage is not (65001 or 20127 or 65000) && !IsWide(encoding) && BornOut(encoding, bytes))
                return new DecodedText(encoding.GetString(bytes), stated, null);
        var label = header ?? declared;
        var blame = label == null ? null : $"The text is not the {label} it is labelled as.";
        if (MostlyUtf8(bytes))
            return new DecodedText(MixedUtf8(bytes), "utf-8", "The text is UTF-8 with stray bytes, which were read as Windows-1252.");
        var (guess, guessed) = CharsetGuess.Of(bytes);
        return new DecodedText(guess.GetString(bytes), guessed, blame ?? $"The text names no encoding; it was read as {guessed}.");
    }

    private static bool IsWide(Encoding encoding) => encoding.CodePage is 1200 or 1201 or 12000 or 12001;

    /// <summary>Single-byte encodings accept anything; of the others no more than one character in a hundred may be unreadable.</summary>
    private static bool BornOut(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (encoding.IsSingleByte)
            return true;
        var sample = bytes[..Math.Min(bytes.Length, 200_000)];
        var text = encoding.GetString(sample);
        var bad = text.AsSpan().Count('\uFFFD');
        return bad * 100 <= text.Length;
    }

    private static (Encoding? Encoding, string Name, int Length) Mark(ReadOnlySpan<byte> b) => b switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, "utf-8", 3),
        [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(false, true), "utf-32le", 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(true, true), "utf-32be", 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, "utf-16le", 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, "utf-16be", 2),
        _ => (null, "", 0),
    };

    /// <summary>UTF-16 and UTF-32 without a mark, and EBCDIC, by the first characters (XML, appendix F): a markup or brace character beside zeros.</summary>
    private static (Encoding? Encoding, string Name) WithoutMark(ReadOnlySpan<byte> b)
    {
        while (b.Length >= 8 && b[0] is 0x20 or 0x0A or 0x0D or 0x09 && b[1] != 0 && b[1] < 0x80 && b[1] != (byte)'<')
            b = b[1..];
        return b switch
        {
            [0, 0, 0, (byte)'<' or (byte)'{' or (byte)' ' or 10, ..] => (new UTF32Encoding(true, false), "utf-32be"),
            [(byte)'<' or (byte)'{' or (byte)' ' or 10, 0, 0, 0, ..] => (new UTF32Encoding(false, false), "utf-32le"),
            [0, (byte)'<' or (byte)'{' or (byte)' ' or 10, 0, not 0, ..] => (Encoding.BigEndianUnicode, "utf-16be"),
            [(byte)'<' or (byte)'{' or (byte)' ' or 10, 0, not 0, 0, ..] => (Encoding.Unicode, "utf-16le"),
            [0x4C, 0x6F, 0xA7, 0x94, ..] => (Find("ibm037"), "ibm037"),
            _ => (null, ""),
        };
    }

    private static string? Declared(ReadOnlySpan<byte> bytes, TextKind kind)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, kind == TextKind.Xml ? 1024 : 4096)]);
        var match = kind == TextKind.Xml ? XmlDeclaration().Match(head) : MetaCharset().Match(head);
        if (!match.Success && kind == TextKind.Html)
            match = XmlDeclaration().Match(head);
        return match.Success ? match.Groups[1].Value.Trim().ToLowerInvariant() : null;
    }

    /// <summary>The encoding browsers mean by a name; null for names nobody knows.</summary>
    internal static Encoding? Find(string name)
    {
        var known = name switch
        {
            // The Encoding Standard reads Latin-1 and its kin as the Windows superset: the bytes 80 to 9F are typographic quotes in practice.
            "iso-8859-1" or "iso8859-1" or "latin1" or "latin-1" or "l1" or "us-ascii" or "ascii" or "iso_8859-1" or "cp1252" or "ansi" => "windows-1252",
            "iso-8859-9" or "latin5" => "windows-1254",
            "iso-8859-11" or "tis-620" => "windows-874",
            "gb2312" or "gbk" or "gb_2312-80" or "x-gbk" => "gb18030",
            "x-sjis" or "sjis" or "ms_kanji" or "windows-31j" => "shift_jis",
            "ks_c_5601-1987" or "ksc5601" => "euc-kr",
            "unicode" or "utf16" => "utf-16",
            "utf8" or "unicode-1-1-utf-8" => "utf-8",
            "cp1250" or "cp1251" or "cp1253" or "cp1254" or "cp1255" or "cp1256" or "cp1257" => "windows-" + name[2..],
            _ => name,
        };
        if (known is "utf-8")
            return Utf8;
        if (known is "utf-7" or "unicode-1-1-utf-7" or "csutf7")
            return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Two in three runs of high bytes are UTF-8: such a text is UTF-8 with bytes pasted in from elsewhere. In other encodings a UTF-8 sequence comes
    /// about by chance only, in one run of ten at most (GB18030).
    /// </summary>
    private static bool MostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        int good = 0, bad = 0;
        while (!bytes.IsEmpty)
        {
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
                break;
            bytes = bytes[ascii..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var used) == System.Buffers.OperationStatus.Done)
                good++;
            else
                bad++;
            bytes = bytes[used..];
        }
        return good >= bad * 2;
    }

    private static string MixedUtf8(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var valid = ValidLength(bytes);
            text.Append(Encoding.UTF8.GetString(bytes[..valid]));
            bytes = bytes[valid..];
            if (bytes.IsEmpty)
                break;
            var one = bytes[0];
            text.Append(one is >= 0x80 and <= 0x9F ? Markup.CharacterReferences.C1[one - 0x80] : (char)one);
            bytes = bytes[1..];
        }
        return text.ToString();
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (next < 0)
                return bytes.Length;
            at += next;
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var used) != System.Buffers.OperationStatus.Done)
                return at;
            at += used;
        }
        return at;
    }

    [GeneratedRegex("""charset\s*=\s*["']?\s*([^\s"';,]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CharsetParameter();

    [GeneratedRegex("""^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([A-Za-z0-9_:.\-]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex XmlDeclaration();

    [GeneratedRegex("""<meta[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MetaCharset();
}
