using System.Buffers;
using System.Text;

namespace NewsMonitor.Reading.Markup;

/// <summary>Takes out of a decoded text what no text may hold, so that neither parser, database nor browser stumbles over it.</summary>
internal static class CharacterRepair
{
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Where(c => c is not (9 or 10 or 13)).Concat(Enumerable.Range(0x7F, 0x21)).Append(0xFFFE).Append(0xFFFF).Select(c => (char)c)));

    /// <summary>
    /// Without control characters and with the C1 range read as Windows-1252, which is what its writers meant (HTML does the same).
    /// The text itself when it is clean, which one vectorised search tells.
    /// </summary>
    public static string Controls(string text, out bool repaired)
    {
        var first = text.AsSpan().IndexOfAny(Suspicious);
        repaired = first >= 0;
        if (!repaired)
            return text;
        return string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = from[i] switch
                {
                    >= '\u0080' and <= '\u009F' and var c => CharacterReferences.C1[c - 0x80] is var mapped && mapped is >= '\u0080' and <= '\u009F' ? ' ' : mapped,
                    '\t' or '\n' or '\r' => from[i],
                    < ' ' or '\u007F' or '\uFFFE' or '\uFFFF' => ' ',
                    var c => c,
                };
        });
    }

    /// <summary>Half surrogate pairs become U+FFFD: they cannot be written as UTF-8.</summary>
    public static string LoneSurrogates(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return text;
        StringBuilder? fixedText = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                (fixedText ??= new StringBuilder(text))[i] = '\uFFFD';
        }
        return fixedText?.ToString() ?? text;
    }

    /// <summary>The same for JSON, where the halves may stand as escapes (<c>\uD800</c>), which the parser refuses to read.</summary>
    public static string LoneSurrogateEscapes(string json)
    {
        StringBuilder? fixedText = null;
        for (var i = json.IndexOf("\\u", StringComparison.Ordinal); i >= 0 && i + 6 <= json.Length; i = json.IndexOf("\\u", i, StringComparison.Ordinal))
        {
            var backslashes = 1;
            while (i - backslashes >= 0 && json[i - backslashes] == '\\')
                backslashes++;
            var kind = backslashes % 2 == 1 ? Surrogate(json, i) : '\0';
            if (kind == 'H' && Surrogate(json, i + 6) == 'L')
                i += 12;
            else
            {
                if (kind != '\0')
                    (fixedText ??= new StringBuilder(json)).Remove(i + 2, 4).Insert(i + 2, "FFFD");
                i += kind != '\0' ? 6 : 2;
            }
            if (i >= json.Length)
                break;
        }
        return fixedText?.ToString() ?? json;
    }

    /// <summary>H or L for the escape of a high or low surrogate, else NUL.</summary>
    private static char Surrogate(string json, int at)
    {
        if (at + 6 > json.Length || json[at] != '\\' || json[at + 1] != 'u' || (json[at + 2] | 0x20) != 'd' || !char.IsAsciiHexDigit(json[at + 4]) || !char.IsAsciiHexDigit(json[at + 5]))
            return '\0';
        return (json[at + 3] | 0x20) switch { '8' or '9' or 'a' or 'b' => 'H', >= 'c' and <= 'f' => 'L', _ => '\0' };
    }
}
