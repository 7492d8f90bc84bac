using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>How a feed's address was come by; earlier ones are surer.</summary>
public enum FeedCandidateOrigin
{
    /// <summary>The page names it as its feed in a link element.</summary>
    LinkElement,
    /// <summary>The page links to it, and the address looks like a feed's.</summary>
    Anchor,
    /// <summary>The site's robots.txt names it as a sitemap.</summary>
    Robots,
    /// <summary>A path where many sites have one. It has to be tried.</summary>
    WellKnownPath,
}

/// <summary>An address that may be a feed.</summary>
/// <param name="Address">Absolute where the page's address was known.</param>
/// <param name="Title">What the page calls it, or null.</param>
/// <param name="Type">The media type the page gives, or null.</param>
/// <param name="Origin">How it was come by.</param>
public sealed record FeedCandidate(string Address, string? Title, string? Type, FeedCandidateOrigin Origin);

/// <summary>Finds the feeds of a site from one of its pages: what the page declares, then what it links to; and as a last resort, paths to try.</summary>
public static class FeedDiscovery
{
    private const int MostCharacters = 4 << 20, MostCandidates = 100;

    private static readonly string[] Types = ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/x-rss+xml", "text/rss+xml"];

    /// <summary>Paths where content management systems put feeds, most frequent first; news sitemaps at the end.</summary>
    private static readonly string[] Paths =
    [
        "/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed/", "/feeds", "/rss/index.xml", "/index.rss", "/feed/rss", "/feed/atom",
        "/rss/feed.xml", "/rss/news", "/rss/all.xml", "/alles.rss", "/aktuell.rss", "/schlagzeilen/rss", "/news/rss", "/news.rss", "/news/feed",
        "/index~rss2.xml", "/index~atom.xml", "/?feed=rss2", "/feed.json", "/blog/feed", "/blog/rss.xml", "/feeds/posts/default",
        "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemaps/news.xml", "/googlenews.xml", "/sitemap.xml", "/sitemap_index.xml",
    ];

    /// <summary>The feeds that a page declares or links to, surest first, each address once. Linear in the page, whatever stands in it.</summary>
    public static IReadOnlyList<FeedCandidate> Find(ReadOnlySpan<char> html, Uri? page)
    {
        html = html[..Math.Min(html.Length, MostCharacters)];
        var found = new List<FeedCandidate>();
        var baseAddress = page?.OriginalString;
        var tokens = new HtmlTokens(html);
        while (tokens.Next() is var token and not HtmlToken.End && found.Count < MostCandidates)
        {
            if (token != HtmlToken.Start)
                continue;
            var name = tokens.Value;
            if (name.Equals("base", StringComparison.OrdinalIgnoreCase))
                baseAddress = HtmlAttributes.Find(tokens.Attributes, "href") is { Length: > 0 } stated ? Address.Resolve(page?.OriginalString, stated) : baseAddress;
            else if (name.Equals("link", StringComparison.OrdinalIgnoreCase))
                Add(found, OfLink(tokens.Attributes, baseAddress));
            else if (name.Equals("a", StringComparison.OrdinalIgnoreCase))
                Add(found, OfAnchor(ref tokens, baseAddress));
            else if (HtmlRules.OfTag(name) is { Treatment: HtmlTreatment.DropContent })
                tokens.SkipRaw(name);
        }
        // A comment feed is never what somebody wants who adds a news site; a declared one beats a link.
        return [.. found.OrderBy(c => c.Origin).ThenBy(IsAside)];
    }

    /// <summary>Addresses worth trying on the site of a page that names no feed, most frequent first.</summary>
    public static IReadOnlyList<FeedCandidate> WellKnown(Uri page)
    {
        if (page.Scheme is not ("http" or "https"))
            return [];
        var site = page.GetLeftPart(UriPartial.Authority);
        return [.. Paths.Select(path => new FeedCandidate(site + path, null, null, FeedCandidateOrigin.WellKnownPath))];
    }

    /// <summary>The sitemaps that a robots.txt names (sitemaps.org, "Sitemap:"); those for news first.</summary>
    public static IReadOnlyList<FeedCandidate> OfRobots(string robots, Uri site)
    {
        var found = new List<FeedCandidate>();
        foreach (var line in robots.AsSpan(0, Math.Min(robots.Length, 500_000)).EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.StartsWith("sitemap:", StringComparison.OrdinalIgnoreCase) && found.Count < MostCandidates)
                Add(found, new FeedCandidate(Address.Resolve(site.OriginalString, trimmed[8..].Trim().ToString().Split(' ', 2)[0]), null, null, FeedCandidateOrigin.Robots));
        }
        return [.. found.OrderBy(c => !c.Address.Contains("news", StringComparison.OrdinalIgnoreCase))];
    }

    private static FeedCandidate? OfLink(ReadOnlySpan<char> attributes, string? baseAddress)
    {
        var rel = HtmlAttributes.Find(attributes, "rel");
        var type = HtmlAttributes.Find(attributes, "type")?.Trim().ToLowerInvariant();
        var href = HtmlAttributes.Find(attributes, "href");
        if (string.IsNullOrWhiteSpace(href) || rel == null)
            return null;
        var rels = rel.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var alternate = rels.Contains("alternate", StringComparer.OrdinalIgnoreCase);
        var isFeed = rels.Contains("feed", StringComparer.OrdinalIgnoreCase) || (alternate && type != null && Array.Exists(Types, t => type.StartsWith(t, StringComparison.Ordinal)))
            || (alternate && type is "application/json" or "application/xml" or "text/xml" && LooksLikeFeed(href));
        return isFeed ? new FeedCandidate(Address.Resolve(baseAddress, href), Title(HtmlAttributes.Find(attributes, "title")), type, FeedCandidateOrigin.LinkElement) : null;
    }

    private static FeedCandidate? OfAnchor(ref HtmlTokens tokens, string? baseAddress)
    {
        var attributes = tokens.Attributes;
        var href = HtmlAttributes.Find(attributes, "href");
        if (string.IsNullOrWhiteSpace(href) || !LooksLikeFeed(href))
            return null;
        var address = Address.Resolve(baseAddress, href);
        if (!Address.IsWeb(address))
            return null;
        var title = Title(HtmlAttributes.Find(attributes, "title"));
        // The link's words come next; no further than its end.
        for (var i = 0; title == null && i < 8 && tokens.Next() is var next and not HtmlToken.End; i++)
        {
            if (next == HtmlToken.Text)
                title = Title(HtmlText.Of(tokens.Value));
            else if (next == HtmlToken.Close && tokens.Value.Equals("a", StringComparison.OrdinalIgnoreCase))
                break;
        }
        return new FeedCandidate(address, title, null, FeedCandidateOrigin.Anchor);
    }

    /// <summary>Whether an address has the look of a feed's: its last segment, or a query, says so.</summary>
    private static bool LooksLikeFeed(string href)
    {
        var path = href.AsSpan().Trim();
        if (path.Contains("oembed", StringComparison.OrdinalIgnoreCase) || path.Contains("wp-json", StringComparison.OrdinalIgnoreCase))
            return false;
        var query = path.IndexOf('?');
        if (query >= 0 && (path[query..].Contains("feed=", StringComparison.OrdinalIgnoreCase) || path[query..].Contains("format=rss", StringComparison.OrdinalIgnoreCase)))
            return true;
        var end = path.IndexOfAny('?', '#');
        if (end >= 0)
            path = path[..end];
        path = path.TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        if (last.EndsWith(".rss", StringComparison.OrdinalIgnoreCase) || last.EndsWith(".atom", StringComparison.OrdinalIgnoreCase) || last.EndsWith(".rdf", StringComparison.OrdinalIgnoreCase))
            return true;
        if (last.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || last.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return path.Contains("rss", StringComparison.OrdinalIgnoreCase) || path.Contains("feed", StringComparison.OrdinalIgnoreCase)
                || path.Contains("atom", StringComparison.OrdinalIgnoreCase);
        return last.Equals("rss", StringComparison.OrdinalIgnoreCase) || last.Equals("feed", StringComparison.OrdinalIgnoreCase)
            || last.Equals("atom", StringComparison.OrdinalIgnoreCase) || last.Equals("rss2", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAside(FeedCandidate candidate) => candidate.Address.Contains("comment", StringComparison.OrdinalIgnoreCase)
        || candidate.Address.Contains("kommentar", StringComparison.OrdinalIgnoreCase)
        || (candidate.Title?.Contains("comment", StringComparison.OrdinalIgnoreCase) ?? false) || (candidate.Title?.Contains("Kommentar", StringComparison.OrdinalIgnoreCase) ?? false);

    private static string? Title(string? title) => title == null ? null : HtmlText.Fold(title) is { Length: > 0 } folded ? folded[..Math.Min(folded.Length, 200)] : null;

    private static void Add(List<FeedCandidate> found, FeedCandidate? candidate)
    {
        if (candidate != null && Address.SchemeLength(candidate.Address) > 0 ? Address.IsWeb(candidate.Address) : candidate != null)
            if (!found.Exists(c => c.Address == candidate!.Address))
                found.Add(candidate!);
    }
}
