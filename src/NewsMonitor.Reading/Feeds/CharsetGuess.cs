using System.Text;

namespace NewsMonitor.Reading.Feeds;

/// <summary>
/// A guess for bytes that are no UTF-8 and name no encoding that fits: each candidate reads a sample, and the reading that looks most like text of
/// one script wins. Western European is the answer when in doubt: it is what German and English outlets' old systems send.
/// </summary>
internal static class CharsetGuess
{
    private static readonly string[] Candidates = ["windows-1252", "windows-1251", "koi8-r", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr", "windows-1250"];

    public static (Encoding Encoding, string Name) Of(ReadOnlySpan<byte> bytes)
    {
        var start = Math.Max(0, bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) - 200);
        var sample = bytes.Slice(start, Math.Min(bytes.Length - start, 20_000));
        var best = (Encoding: Charset.Find(Candidates[0])!, Name: Candidates[0], Score: double.MinValue);
        foreach (var name in Candidates)
        {
            if (Charset.Find(name) is not { } encoding)
                continue;
            var score = Score(encoding.GetString(sample), name);
            if (score > best.Score + 0.05)
                best = (encoding, name, score);
        }
        return (best.Encoding, best.Name);
    }

    /// <summary>Between -5 and 1: the share of the non-ASCII characters that are plausible beside their neighbours.</summary>
    private static double Score(string text, string name)
    {
        double points = 0;
        int foreign = 0, hiragana = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
                continue;
            foreign++;
            hiragana += c is >= '\u3041' and <= '\u3096' ? 1 : 0;
            var before = i > 0 ? text[i - 1] : ' ';
            points += c switch
            {
                '\uFFFD' => -5,
                < '\u00A0' => -3,
                'Ä' or 'Ö' or 'Ü' or 'ä' or 'ö' or 'ü' or 'ß' or 'é' or 'è' or 'à' or 'ç' or 'ñ' or 'í' or 'á' or 'ó' => char.IsAsciiLetter(before) || before is ' ' or '>' or '"' ? 1 : -0.5,
                '–' or '—' or '„' or '“' or '”' or '’' or '‘' or '…' or '€' or '\u00A0' or '»' or '«' or '°' or '§' => 0.8,
                >= '\u00C0' and <= '\u024F' => char.IsLetter(c) && (char.IsLower(c) == char.IsLower(before) || before == ' ') && before < 0x80 ? 0.5 : -0.5,
                // Cyrillic words are lower case after the first letter; the wrong one of the two code pages turns that upside down.
                >= '\u0410' and <= '\u044F' => char.IsLower(c) || !char.IsLetter(before) ? 0.9 : before is >= '\u0430' and <= '\u044F' ? -1 : 0,
                (>= '\u3040' and <= '\u30FF') or (>= '\u4E00' and <= '\u9FA5') or (>= '\uAC00' and <= '\uD7A3') => 0.7,
                '、' or '。' or '，' or '「' or '」' => 0.9,
                _ => -0.5,
            };
        }
        if (foreign == 0)
            return 0;
        var score = points / foreign;
        // No Japanese sentence does without hiragana; Chinese bytes read as Japanese give characters, but hardly any of those.
        if (name is "shift_jis" or "euc-jp" && hiragana * 20 < foreign)
            score -= 0.5;
        return name is "big5" or "euc-kr" or "gb18030" or "windows-1250" or "koi8-r" ? score - 0.1 : score;
    }
}
