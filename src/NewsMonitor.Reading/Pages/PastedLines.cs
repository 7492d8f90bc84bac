using System.Text;

namespace NewsMonitor.Reading.Pages;

/// <summary>One line of pasted text: <paramref name="Number"/> from 1 as pasted, text folded and never empty, and whether a blank line stood before it.</summary>
internal sealed record PastedLine(int Number, string Text, bool AfterBlank)
{
    /// <summary>The line ends as a sentence does, closing quotes and brackets aside.</summary>
    public bool EndsSentence
    {
        get
        {
            var end = Text.AsSpan().TrimEnd("\"'”“’‘»«)]");
            return end.Length > 0 && end[^1] is '.' or '!' or '?' or '…';
        }
    }

    /// <summary>Words, as a person counts them: runs between spaces.</summary>
    public int Words => Text.AsSpan().Count(' ') + 1;
}

/// <summary>From raw characters to clean lines: every kind of line end and of space, invisible characters, wrapped paragraphs.</summary>
internal static class PastedLines
{
    /// <summary>Splits and folds; <paramref name="dropped"/> receives what lies beyond the bounds. Linear in the length.</summary>
    public static List<PastedLine> Split(string text, PastedTextOptions options, List<PastedDroppedLine> dropped)
    {
        var lines = new List<PastedLine>();
        var line = new StringBuilder();
        var (number, blank, length) = (1, true, Math.Min(text.Length, options.MaxLength));
        for (var i = 0; i <= length; i++)
        {
            var c = i < length ? text[i] : '\n';
            if (c == '\r' && i + 1 < length && text[i + 1] == '\n')
                continue;
            if (c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029')
            {
                Take();
                if (lines.Count == options.MaxLines && i < length)
                {
                    dropped.Add(Rest(number, text, i));
                    return lines;
                }
                number++;
            }
            else if (char.IsWhiteSpace(c))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (!IsInvisible(c))
                line.Append(c);
        }
        if (text.Length > length)
            dropped.Add(Rest(number - 1, text, length));
        return lines;

        void Take()
        {
            if (line.Length > 0 && line[^1] == ' ')
                line.Length--;
            if (line.Length > 0)
                lines.Add(new PastedLine(number, line.ToString(), blank));
            blank = line.Length == 0;
            line.Clear();
        }
    }

    /// <summary>
    /// Joins the lines of each paragraph where the text was wrapped at a fixed width (mail, PDF, terminal): no line passes 100 characters,
    /// blank lines divide the paragraphs, and most lines inside a paragraph are nearly as long as the longest line and end in mid-sentence.
    /// </summary>
    public static List<PastedLine> Unwrap(List<PastedLine> lines)
    {
        var width = lines.Count == 0 ? 0 : lines.Max(l => l.Text.Length);
        if (width is < 40 or > 100)
            return lines;
        var (inner, full) = (0, 0);
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].AfterBlank)
                continue;
            inner++;
            if (!lines[i - 1].EndsSentence && lines[i - 1].Text.Length + FirstWord(lines[i].Text) >= width - 8)
                full++;
        }
        if (inner < 3 || full * 3 < inner * 2)
            return lines;
        var joined = new List<PastedLine>();
        foreach (var line in lines)
        {
            if (line.AfterBlank || joined.Count == 0)
                joined.Add(line);
            else
                joined[^1] = joined[^1] with { Text = Join(joined[^1].Text, line.Text) };
        }
        return joined;

        static int FirstWord(string text) => text.IndexOf(' ') is var space and > 0 ? space : text.Length;

        // A hyphen at the line's end before a small letter is a break inside a word ("Außen-" + "minister"), but not in "Ost- und Westeuropa".
        static string Join(string before, string after) =>
            before.Length > 1 && before[^1] == '-' && char.IsLetter(before[^2]) && char.IsLower(after[0])
            && !after.StartsWith("und ", StringComparison.Ordinal) && !after.StartsWith("oder ", StringComparison.Ordinal)
                ? before[..^1] + after
                : before + " " + after;
    }

    /// <summary>Soft hyphen, zero-width characters, direction marks, byte-order mark, controls: nothing a reader would see.</summary>
    private static bool IsInvisible(char c) =>
        c is '\u00AD' or '\uFEFF' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') || char.IsControl(c);

    private static PastedDroppedLine Rest(int number, string text, int from) =>
        new(number, text.Substring(from, Math.Min(500, text.Length - from)).ReplaceLineEndings(" ").Trim(), PastedDrop.TooLong);
}
