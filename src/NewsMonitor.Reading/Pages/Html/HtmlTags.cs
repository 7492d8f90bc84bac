using System.Collections.Frozen;

namespace NewsMonitor.Reading.Pages.Html;

/// <summary>What the HTML standard says of element names, as far as building a readable tree needs it.</summary>
internal static class HtmlTags
{
    internal static readonly FrozenSet<string> Void =
        FrozenSet.Create("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr");

    /// <summary>Elements whose content is text up to their end tag.</summary>
    internal static readonly FrozenSet<string> RawText =
        FrozenSet.Create("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext");

    /// <summary>Elements that end an open paragraph (HTML 13.2.6.4.7) and that make their own block of text.</summary>
    internal static readonly FrozenSet<string> Block = FrozenSet.Create(
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "noscript", "template", "caption", "head");

    /// <summary>Elements behind which an end tag does not look for its start (HTML 13.2.4.2, "in scope").</summary>
    internal static readonly FrozenSet<string> Barrier =
        FrozenSet.Create("table", "td", "th", "caption", "html", "body", "object", "marquee", "template", "button", "svg");

    internal static readonly FrozenSet<string> Heading = FrozenSet.Create("h1", "h2", "h3", "h4", "h5", "h6");

    /// <summary>Names known beforehand, so that a tag seldom makes a string.</summary>
    internal static readonly FrozenSet<string> Known = FrozenSet.Create([
        .. Void, .. RawText, .. Block, .. Barrier, "a", "abbr", "b", "bdi", "bdo", "big", "button", "canvas", "cite", "code", "data", "del", "dfn", "em", "font", "g", "i", "ins",
        "kbd", "label", "legend", "mark", "meter", "optgroup", "option", "path", "picture", "progress", "q", "rect", "rp", "rt", "ruby", "s", "samp", "select", "slot", "small",
        "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "use", "var", "video", "audio", "circle", "nobr", "amp-img", "polygon", "defs", "symbol"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownLookup = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    internal static string Intern(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[64];
        name = name.Length > lower.Length ? name[..lower.Length] : name;
        var length = name.ToLowerInvariant(lower);
        return KnownLookup.TryGetValue(lower[..length], out var known) ? known : lower[..length].ToString();
    }
}
