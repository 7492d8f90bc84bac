using System.Buffers;

namespace NewsMonitor.Reading.Pages.Html;

/// <summary>Where tags, comments and raw text end, each found in one look along the page.</summary>
internal static class HtmlEnds
{
    private static readonly SearchValues<char> TagEnds = SearchValues.Create(">\"'");

    /// <summary>Where the tag's <c>&gt;</c> stands, past quoted attribute values; -1 where it never comes.</summary>
    internal static int OfTag(string html, int at)
    {
        while (at < html.Length)
        {
            var found = html.AsSpan(at).IndexOfAny(TagEnds);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (html[at] == '>')
            {
                return at;
            }

            // A quote opens a value only behind "="; elsewhere it is a slip.
            var before = at - 1;
            while (before > 0 && char.IsWhiteSpace(html[before]))
            {
                before--;
            }

            if (html[before] == '=')
            {
                var close = html.IndexOf(html[at], at + 1);
                if (close < 0)
                {
                    return -1;
                }

                at = close;
            }

            at++;
        }

        return -1;
    }

    /// <summary>Behind a comment whose text begins there; the page's end where it is never closed.</summary>
    internal static int OfComment(string html, int from)
    {
        if (string.CompareOrdinal(html, from, ">", 0, 1) == 0)
        {
            return from + 1;
        }

        var end = html.IndexOf("-->", from, StringComparison.Ordinal);
        return end < 0 ? html.Length : end + 3;
    }

    /// <summary>The end of a raw element's text, and behind its end tag.</summary>
    internal static (int End, int After) OfRawText(string html, string name, int from)
    {
        var at = from;
        while (true)
        {
            var end = html.IndexOf("</", at, StringComparison.Ordinal);
            if (end < 0)
            {
                return (html.Length, html.Length);
            }

            if (string.Compare(html, end + 2, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                var close = html.IndexOf('>', end);
                return (end, close < 0 ? html.Length : close + 1);
            }

            at = end + 2;
        }
    }
}
