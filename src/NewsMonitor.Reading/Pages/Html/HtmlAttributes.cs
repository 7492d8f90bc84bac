namespace NewsMonitor.Reading.Pages.Html;

/// <summary>Reads the attributes of one start tag (HTML 13.2.5.32 to 13.2.5.40), leniently and up to a count.</summary>
internal static class HtmlAttributes
{
    private const int LongestValue = 65_536;

    internal static (string Name, string Value)[] Read(ReadOnlySpan<char> tag, int most)
    {
        if (tag.IsWhiteSpace())
        {
            return [];
        }

        var found = new List<(string, string)>();
        var at = 0;
        while (found.Count < most)
        {
            while (at < tag.Length && (char.IsWhiteSpace(tag[at]) || tag[at] is '/' or '"' or '\''))
            {
                at++;
            }

            if (at >= tag.Length)
            {
                break;
            }

            var from = at++;
            while (at < tag.Length && !char.IsWhiteSpace(tag[at]) && tag[at] is not '=' and not '/' and not '>')
            {
                at++;
            }

            var name = Name(tag[from..at]);
            while (at < tag.Length && char.IsWhiteSpace(tag[at]))
            {
                at++;
            }

            var value = "";
            if (at < tag.Length && tag[at] == '=')
            {
                value = Value(tag, ref at);
            }

            found.Add((name, value));
        }

        return [.. found];
    }

    private static string Value(ReadOnlySpan<char> tag, ref int at)
    {
        at++;
        while (at < tag.Length && char.IsWhiteSpace(tag[at]))
        {
            at++;
        }

        if (at >= tag.Length)
        {
            return "";
        }

        ReadOnlySpan<char> raw;
        if (tag[at] is '"' or '\'')
        {
            var quote = tag[at++];
            var length = tag[at..].IndexOf(quote);
            raw = length < 0 ? tag[at..] : tag.Slice(at, length);
            at += raw.Length + 1;
        }
        else
        {
            var from = at;
            while (at < tag.Length && !char.IsWhiteSpace(tag[at]))
            {
                at++;
            }

            raw = tag[from..at];
        }

        return HtmlEntities.Decode(raw.Length > LongestValue ? raw[..LongestValue] : raw);
    }

    // The names that are asked for again and again are not made anew for each tag.
    private static string Name(ReadOnlySpan<char> raw)
    {
        foreach (var known in Known)
        {
            if (raw.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return (raw.Length > 256 ? raw[..256] : raw).ToString().ToLowerInvariant();
    }

    private static readonly string[] Known =
        ["class", "id", "href", "src", "style", "content", "name", "property", "itemprop", "type", "rel", "alt", "title", "datetime", "role", "hidden", "aria-hidden", "aria-label", "target"];
}
