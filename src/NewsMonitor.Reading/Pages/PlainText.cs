using System.Buffers;
using System.Text;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Text as it is read: one line, white space folded, nothing invisible.</summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Invisible = SearchValues.Create("\u00AD\u200B\u200C\u200D\u2060\uFEFF\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFFFE\uFFFF");

    internal static string? OrNull(string? text) => text is null ? null : Fold(text) is { Length: > 0 } folded ? folded : null;

    /// <summary>Folds every run of white space (no-break spaces too) and control characters to one space; drops soft hyphens and direction marks.</summary>
    internal static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        AppendFolded(folded, text);
        while (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        return folded.ToString();
    }

    /// <summary>Appends text so that the whole stays folded, also where two runs meet.</summary>
    internal static void AppendFolded(StringBuilder folded, ReadOnlySpan<char> text)
    {
        foreach (var sign in text)
        {
            if (char.IsWhiteSpace(sign) || char.IsControl(sign))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }
            }
            else if (sign < '\u00AD' || !Invisible.Contains(sign) || IsJoiner(sign, folded))
            {
                folded.Append(sign);
            }
        }
    }

    // Joiners carry meaning in Persian, in Indic scripts and in emoji.
    private static bool IsJoiner(char sign, StringBuilder folded) =>
        sign is '\u200C' or '\u200D' && folded.Length > 0 && (folded[^1] >= '\u0600');

    /// <summary>The text of a value that may hold HTML, as strings in JSON-LD do.</summary>
    internal static string? OfHtml(string? value)
    {
        if (value is null)
        {
            return null;
        }

        if (!value.Contains('<', StringComparison.Ordinal))
        {
            return OrNull(HtmlEntities.Decode(value));
        }

        return OrNull(Of(HtmlTreeBuilder.Build(value, out _), int.MaxValue));
    }

    /// <summary>
    /// The text below a node, with a space where a block or line ends, up to a bound: titles, names and dates are short, and elements nested in
    /// their like would otherwise be read once for each level.
    /// </summary>
    internal static string Of(HtmlNode node, int most = 20_000)
    {
        var text = new StringBuilder();
        foreach (var below in node.Descendants())
        {
            if (text.Length >= most)
            {
                break;
            }

            if (below.IsText)
            {
                if (below.Parent!.Name is not ("script" or "style" or "noscript" or "template"))
                {
                    var run = below.Text.AsSpan();
                    AppendFolded(text, run[..Math.Min(run.Length, most - text.Length)]);
                }
            }
            else if (below.Name == "br" || HtmlTags.Block.Contains(below.Name))
            {
                AppendFolded(text, " ");
            }
        }

        return Fold(text.ToString());
    }

    /// <summary>Letters and digits alone, lower case: for comparing what two places of a page say.</summary>
    internal static string Key(string? text)
    {
        var key = new StringBuilder(text?.Length ?? 0);
        foreach (var sign in text ?? "")
        {
            if (char.IsLetterOrDigit(sign))
            {
                key.Append(char.ToLowerInvariant(sign));
            }
        }

        return key.ToString();
    }
}
