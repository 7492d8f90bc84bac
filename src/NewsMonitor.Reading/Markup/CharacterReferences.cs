using System.Text;
using AngleSharp.Html;

namespace NewsMonitor.Reading.Markup;

/// <summary>
/// Decodes character references (<c>&amp;amp;</c>, <c>&amp;#8217;</c>, <c>&amp;#x2019;</c>) as the HTML standard's table has them, in XML too:
/// feeds use <c>&amp;auml;</c> without declaring it. What is no reference stays as it was written, so <c>?a=1&amp;b=2</c> survives.
/// </summary>
internal static class CharacterReferences
{
    private const int LongestName = 32;

    /// <summary>Windows-1252's meaning of the code points 0x80 to 0x9F, which HTML 13.2.5.80 prescribes for numeric references.</summary>
    public const string C1 = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Two names that the XHTML 1.0 DTD, which XML means, and the HTML standard give different characters.</summary>
    private static string? OfXhtml(ReadOnlySpan<char> name) => name switch { "lang" => "\u2329", "rang" => "\u232A", _ => null };

    /// <summary>Decodes a text; without an ampersand in it this is one search and one copy.</summary>
    public static string Decode(ReadOnlySpan<char> text, EntityTable? declared = null, bool inAttribute = false, bool xml = false)
    {
        var amp = text.IndexOf('&');
        if (amp < 0)
            return text.ToString();
        var decoded = new StringBuilder(text.Length);
        Append(decoded, text, declared, inAttribute, xml);
        return decoded.ToString();
    }

    public static void Append(StringBuilder to, ReadOnlySpan<char> text, EntityTable? declared = null, bool inAttribute = false, bool xml = false)
    {
        while (true)
        {
            var amp = text.IndexOf('&');
            if (amp < 0)
            {
                to.Append(text);
                return;
            }
            to.Append(text[..amp]);
            text = text[amp..];
            var used = One(to, text, declared, inAttribute, xml);
            if (used == 0)
            {
                to.Append('&');
                used = 1;
            }
            text = text[used..];
        }
    }

    /// <summary>Reads one reference at the start of a text; returns how many characters it took, or 0 when there is none.</summary>
    private static int One(StringBuilder to, ReadOnlySpan<char> text, EntityTable? declared, bool inAttribute, bool xml)
    {
        if (text.Length < 3)
            return 0;
        if (text[1] == '#')
            return Numeric(to, text);
        var end = 1;
        var limit = Math.Min(text.Length, LongestName + 2);
        while (end < limit && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.'))
            end++;
        if (end == 1)
            return 0;
        var closed = end < text.Length && text[end] == ';';
        var name = text[1..end];
        if (closed)
        {
            var quick = name switch { "amp" => '&', "lt" => '<', "gt" => '>', "quot" => '"', "apos" => '\'', "nbsp" => '\u00A0', _ => '\0' };
            if (quick != '\0')
            {
                to.Append(quick);
                return end + 1;
            }
            var symbol = declared?.Find(name) ?? (xml ? OfXhtml(name) : null) ?? HtmlEntityProvider.Resolver.GetSymbol(string.Concat(name, ";"));
            if (symbol != null)
            {
                to.Append(symbol);
                return end + 1;
            }
        }
        return Legacy(to, name, closed, end < text.Length ? text[end] : '\0', inAttribute);
    }

    /// <summary>
    /// The hundred names that HTML takes without a semicolon (<c>&amp;nbsp</c>, <c>&amp;copy</c>). Only where the name ends at a word's end: in
    /// addresses <c>&amp;copy=1</c> is a parameter (HTML 13.2.5.73), and feeds put bare addresses into texts too.
    /// </summary>
    private static int Legacy(StringBuilder to, ReadOnlySpan<char> name, bool closed, char next, bool inAttribute)
    {
        if (closed || inAttribute || next == '=' || name.Length is < 2 or > 6)
            return 0;
        if (HtmlEntityProvider.Resolver.GetSymbol(name.ToString()) is not { } symbol)
            return 0;
        to.Append(symbol);
        return name.Length + 1;
    }

    private static int Numeric(StringBuilder to, ReadOnlySpan<char> text)
    {
        var hex = text[2] is 'x' or 'X';
        var at = hex ? 3 : 2;
        var start = at;
        long value = 0;
        for (; at < text.Length; at++)
        {
            var digit = hex ? HexDigit(text[at]) : char.IsAsciiDigit(text[at]) ? text[at] - '0' : -1;
            if (digit < 0)
                break;
            if (value <= 0x10FFFF)
                value = value * (hex ? 16 : 10) + digit;
        }
        if (at == start)
            return 0;
        if (at < text.Length && text[at] == ';')
            at++;
        if (value is >= 0x80 and <= 0x9F)
            to.Append(C1[(int)value - 0x80]);
        else if (Rune.IsValid((int)Math.Min(value, int.MaxValue)) && (value is 9 or 10 or 13 or >= 32 and not 0x7F and not 0xFFFE and not 0xFFFF))
            to.Append(new Rune((int)value).ToString());
        else
            to.Append('\uFFFD');
        return at;
    }

    private static int HexDigit(char c) => char.IsAsciiHexDigit(c) ? (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) : -1;
}
