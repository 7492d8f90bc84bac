using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace NewsMonitor.Reading.Pages.Html;

/// <summary>Decodes character references (HTML 13.2.5.72 to 13.2.5.80); the names are AngleSharp's table.</summary>
internal static class HtmlEntities
{
    private const int LongestName = 32;
    private const char Replacement = '\uFFFD';

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    internal static string Decode(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('&');
        if (at < 0)
        {
            return text.ToString();
        }

        var decoded = new StringBuilder(text.Length);
        while (at >= 0)
        {
            decoded.Append(text[..at]);
            text = text[at..];
            var used = Reference(text, decoded);
            if (used == 0)
            {
                decoded.Append('&');
                used = 1;
            }

            text = text[used..];
            at = text.IndexOf('&');
        }

        return decoded.Append(text).ToString();
    }

    /// <returns>The number of characters the reference takes, or 0 where the ampersand stands for itself.</returns>
    private static int Reference(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        if (text.Length > 2 && text[1] == '#')
        {
            return Numeric(text, decoded);
        }

        var name = text.Slice(1, Math.Min(LongestName, text.Length - 1));
        var length = name.IndexOfAnyExcept(NameCharacters);
        name = length < 0 ? name : name[..length];
        if (name.IsEmpty)
        {
            return 0;
        }

        if (name.Length + 1 < text.Length && text[name.Length + 1] == ';' && HtmlEntityProvider.Resolver.GetSymbol(name.ToString() + ";") is { } symbol)
        {
            decoded.Append(symbol);
            return name.Length + 2;
        }

        // Old names (&nbsp &auml &copy) may lack the semicolon, also in the middle of a word; 6 is the longest of them.
        for (var shorter = Math.Min(name.Length, 6); shorter >= 2; shorter--)
        {
            if (HtmlEntityProvider.Resolver.GetSymbol(name[..shorter].ToString()) is { } old)
            {
                // "&copy=1" in an address is a parameter, not a sign.
                if (shorter + 1 < text.Length && (text[shorter + 1] == '=' || shorter < name.Length))
                {
                    return 0;
                }

                decoded.Append(old);
                return shorter + 1;
            }
        }

        return 0;
    }

    private static int Numeric(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        var hexadecimal = text[2] is 'x' or 'X';
        var from = hexadecimal ? 3 : 2;
        var at = from;
        while (at < text.Length && at < from + 8 && (hexadecimal ? char.IsAsciiHexDigit(text[at]) : char.IsAsciiDigit(text[at])))
        {
            at++;
        }

        if (at == from)
        {
            return 0;
        }

        _ = int.TryParse(text[from..at], hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code);
        if (code is >= 0x80 and <= 0x9F)
        {
            decoded.Append(HtmlEntityProvider.GetSymbolFromTable(code));
        }
        else if (code == 0 || !Rune.IsValid(code))
        {
            decoded.Append(Replacement);
        }
        else
        {
            decoded.Append(new Rune(code).ToString());
        }

        return at < text.Length && text[at] == ';' ? at + 1 : at;
    }
}
