using System.Collections.Frozen;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Parts of a page that hold no article text: never (scripts, hidden), or most likely not (navigation, boxes).</summary>
internal static class Unread
{
    private static readonly FrozenSet<string> Never = FrozenSet.Create(
        "script", "style", "noscript", "iframe", "svg", "canvas", "object", "embed", "video", "audio", "picture", "button", "select", "input", "textarea", "option",
        "datalist", "map", "math", "head", "title", "meter", "progress", "noembed", "noframes", "dialog", "rp", "rt", "amp-ad", "amp-embed", "amp-sidebar", "figcaption", "legend", "nav");

    private static readonly FrozenSet<string> Seldom = FrozenSet.Create("aside", "footer", "form", "menu", "figure", "label", "fieldset", "details", "caption");

    internal static bool IsUnread(HtmlNode element)
    {
        if (element.Name == "template")
        {
            return !element.HasAttribute("shadowrootmode");
        }

        return (Never.Contains(element.Name) && !(element.Name == "head" && element.Descendants().Take(2_000).Any(d => d.Name == "p"))) || IsHidden(element);
    }

    internal static bool IsForeign(HtmlNode element, Hint hint)
    {
        if ((hint & Hint.Drop) != 0 && (hint & Hint.Body) == 0 && element.Name is not ("body" or "html" or "main"))
        {
            return true;
        }

        // A figure may hold a quotation as well as a picture.
        return (Seldom.Contains(element.Name) && !(element.Name == "figure" && element.Descendants().Take(60).Any(d => d.Name == "blockquote")))
            || element.Attribute("role") is "navigation" or "complementary" or "contentinfo" or "dialog" or "alertdialog" or "banner" or "search" or "menu" or "menubar" or "tooltip";
    }

    private static bool IsHidden(HtmlNode element)
    {
        if (element.Attribute("style") is { Length: > 0 } style && style.Length < 2_000)
        {
            var compact = style.Replace(" ", "", StringComparison.Ordinal);
            if (compact.Contains("display:none", StringComparison.OrdinalIgnoreCase) || compact.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        // React streams its pages into hidden elements "S:1", "S:2", and moves them into place by script.
        return element.HasAttribute("hidden") && element.Attribute("hidden") is not "until-found" and not "false" && !element.Id.StartsWith("S:", StringComparison.Ordinal);
    }
}
