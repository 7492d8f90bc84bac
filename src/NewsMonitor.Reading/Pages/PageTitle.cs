using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>Headline and kicker, weighed among what a page states (JSON-LD, OpenGraph, title element) and what it shows (h1).</summary>
internal static class PageTitle
{
    /// <summary>
    /// What two of the three witnesses (h1, og:title, JSON-LD) agree on; og:title where the others say the same with a kicker before it; else
    /// JSON-LD, og:title, h1, title element, in this order.
    /// </summary>
    internal static string? Choose(PageParts parts, LinkedArticle? linked, HtmlNode? headline, Uri? address)
    {
        var shown = headline is null ? null : PlainText.OrNull(PlainText.Of(headline));
        var graph = WithoutSite(PlainText.OfHtml(parts.Meta("og:title")), parts, address);
        var stated = WithoutSite(PlainText.OfHtml(linked?.Headline), parts, address);
        var (shownKey, graphKey, statedKey) = (PlainText.Key(shown), PlainText.Key(graph), PlainText.Key(stated));
        if (graphKey.Length > 0 && graphKey == shownKey)
        {
            return graphKey == statedKey ? stated : graph;
        }

        if (graphKey.Length > 12 && IsKicked(stated ?? shown, graph!))
        {
            return graph;
        }

        return stated ?? graph ?? shown ?? WithoutSite(PlainText.OfHtml(parts.Title), parts, address);
    }

    /// <summary>"Kicker: Title" for "Title".</summary>
    private static bool IsKicked(string? whole, string title) =>
        whole is not null && whole.Length > title.Length + 2 && whole.EndsWith(title, StringComparison.Ordinal) && whole[..^title.Length].TrimEnd() is [.., ':' or '|' or '-' or '–' or '+' or '/'];

    /// <summary>The heading that shows the article's title: the one that says what JSON-LD states, else one that says what the page states elsewhere, else the first h1.</summary>
    internal static HtmlNode? Headline(PageParts parts, LinkedArticle? linked)
    {
        var stated = new[] { linked?.Headline, parts.Meta("og:title"), parts.Meta("twitter:title"), parts.Title }.Select(PlainText.Key).Where(k => k.Length > 0).ToList();
        var statedHeadline = PlainText.Key(PlainText.OfHtml(linked?.Headline));
        HtmlNode? first = null;
        HtmlNode? match = null;
        foreach (var heading in parts.Headings)
        {
            var key = PlainText.Key(PlainText.Of(heading));
            if (key.Length < 8 || InNavigation(heading))
            {
                continue;
            }

            // Some show a search engine's title as h1 in a bar, and the headline as h2.
            if (key == statedHeadline)
            {
                return heading;
            }

            match ??= stated.Exists(s => s.Contains(key, StringComparison.Ordinal) || key.Contains(s, StringComparison.Ordinal)) ? heading : null;
            first ??= heading.Name == "h1" ? heading : null;
        }

        return match ?? first;
    }

    private static bool InNavigation(HtmlNode heading) =>
        heading.Ancestors().Take(6).Any(a => a.Name is "nav" or "li" or "aside" or "footer");

    /// <summary>"Headline | Site", "Headline - Site" without the site, known by its og:site_name or its host.</summary>
    internal static string? WithoutSite(string? title, PageParts parts, Uri? address)
    {
        if (title is null)
        {
            return null;
        }

        var names = new[] { PlainText.Key(parts.Meta("og:site_name")), PlainText.Key(address?.Host.Replace("www.", "", StringComparison.Ordinal)), PlainText.Key(Domain(address)) }
            .Where(n => n.Length > 1).ToList();
        for (var round = 0; round < 2; round++)
        {
            var (at, length) = LastSeparator(title);
            var tail = at > 0 ? PlainText.Key(title[(at + length)..]) : "";
            if (tail.Length == 0 || !names.Exists(n => n == tail || (tail.Length > 3 && n.Length > 3 && (n.Contains(tail, StringComparison.Ordinal) || tail.Contains(n, StringComparison.Ordinal)))))
            {
                break;
            }

            title = title[..at].TrimEnd();
        }

        return title;
    }

    private static (int At, int Length) LastSeparator(string title)
    {
        var (last, length) = (-1, 0);
        foreach (var separator in (ReadOnlySpan<string>)[" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", " / "])
        {
            var at = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > last)
            {
                (last, length) = (at, separator.Length);
            }
        }

        return (last, length);
    }

    private static string? Domain(Uri? address)
    {
        var labels = address?.Host.Split('.');
        return labels is { Length: > 1 } ? labels[^2].Length > 3 || labels.Length < 3 ? labels[^2] : labels[^3] : null;
    }
}
