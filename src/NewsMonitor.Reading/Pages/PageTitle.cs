using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Headline and kicker, weighed among what a page states (JSON-LD, OpenGraph, title element) and what it shows (h1).</summary>
internal static class PageTitle
{
    internal static string? Choose(PageParts parts, LinkedArticle? linked, HtmlNode? headline)
    {
        var shown = headline is null ? null : PlainText.OrNull(PlainText.Of(headline));
        var graph = WithoutSite(PlainText.OfHtml(parts.Meta("og:title")), parts);
        var stated = PlainText.OfHtml(linked?.Headline);
        return stated ?? graph ?? shown ?? WithoutSite(PlainText.OfHtml(parts.Title), parts);
    }

    /// <summary>The heading that shows the article's title: the first h1 that says what the page states, else the first h1.</summary>
    internal static HtmlNode? Headline(PageParts parts, LinkedArticle? linked)
    {
        var stated = new[] { linked?.Headline, parts.Meta("og:title"), parts.Meta("twitter:title"), parts.Title }.Select(PlainText.Key).Where(k => k.Length > 0).ToList();
        HtmlNode? first = null;
        foreach (var heading in parts.Headings)
        {
            var key = PlainText.Key(PlainText.Of(heading));
            if (key.Length >= 8 && stated.Any(s => s.Contains(key, StringComparison.Ordinal) || key.Contains(s, StringComparison.Ordinal)))
            {
                return heading;
            }

            first ??= heading.Name == "h1" && key.Length > 0 ? heading : null;
        }

        return first;
    }

    /// <summary>"Headline | Site", "Headline - Site", "Site: Headline" without the site.</summary>
    internal static string? WithoutSite(string? title, PageParts parts)
    {
        if (title is null)
        {
            return null;
        }

        var site = PlainText.Key(parts.Meta("og:site_name"));
        foreach (var separator in (ReadOnlySpan<string>)[" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • "])
        {
            var at = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0)
            {
                var tail = PlainText.Key(title[(at + separator.Length)..]);
                if (tail.Length > 0 && site.Length > 0 && (site.Contains(tail, StringComparison.Ordinal) || tail.Contains(site, StringComparison.Ordinal)))
                {
                    return title[..at].TrimEnd();
                }
            }
        }

        return title;
    }
}
