using NewsMonitor.Reading.Pages;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Feeds;

/// <summary>A rule for a page's links that would find articles.</summary>
/// <param name="Selector">A CSS selector, as <see cref="PageLinks.Read"/> takes it.</param>
/// <param name="Links">How many links it finds.</param>
/// <param name="Example">The words of the first.</param>
public sealed record LinkRuleGuess(string Selector, int Links, string Example);

/// <summary>
/// Reads a page without a feed as if it had one: the links that a CSS selector names are the entries. The selector names the links themselves
/// (<c>h3 a</c>) or what surrounds each (<c>article.teaser</c>), of which the first link with words counts.
/// </summary>
public static class PageLinks
{
    public const int MostLinks = 300;
    private const int MostCharacters = 4_000_000;
    private const int LongestTitle = 400;

    /// <summary>What is wrong with a selector, in plain English with its place; null where nothing is.</summary>
    public static string? FaultOf(string selector)
    {
        try
        {
            Selector.Parse(selector);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>The page as a feed, newest as the page has it; without entries where the selector finds nothing. Linear in the page.</summary>
    /// <exception cref="FormatException">The selector is not understood.</exception>
    public static ReadFeed Read(ReadOnlySpan<byte> html, string? contentType, Uri page, string selector)
    {
        var rule = Selector.Parse(selector);
        var (document, address) = Build(html, contentType, page);
        var entries = new List<ReadEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        HtmlNode? within = null;
        foreach (var node in document.Descendants())
        {
            if (entries.Count >= MostLinks) break;
            // What lies in an element that was read already belongs to it.
            if ((within is not null && within.Holds(node)) || !rule.Matches(node)) continue;
            within = node;
            var entry = node.Name == "a" ? Entry(node, node, address) : Inner(node, address);
            if (entry is not null && seen.Add(entry.Link!)) entries.Add(entry);
        }
        return new()
        {
            Format = FeedFormat.Page,
            Encoding = "utf-8",
            Title = document.Descendants().FirstOrDefault(n => n.Name == "title") is { } title ? Words(title) : null,
            Link = page.AbsoluteUri,
            Language = document.Descendants().FirstOrDefault(n => n.Name == "html")?.Attribute("lang"),
            Entries = entries,
        };
    }

    /// <summary>Selectors that find what looks like headlines, best first: where a person begins who has none yet.</summary>
    public static IReadOnlyList<LinkRuleGuess> Guess(ReadOnlySpan<byte> html, string? contentType, Uri page)
    {
        var (document, address) = Build(html, contentType, page);
        var links = document.Descendants().Where(n => n.Name == "a").Take(3_000)
            .Select(a => (Node: a, Entry: Entry(a, a, address))).Where(l => l.Entry is not null)
            .Select(l => (l.Node, Entry: l.Entry!, IsHeadline: IsHeadline(l.Entry!, page))).ToList();
        var candidates = links.Where(l => l.IsHeadline).SelectMany(l => Ways(l.Node)).GroupBy(w => w, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).Take(40).Select(g => g.Key);
        var guesses = new List<(LinkRuleGuess Guess, double Worth, HashSet<string> Found)>();
        foreach (var candidate in candidates)
        {
            var rule = Selector.Parse(candidate);
            var found = links.Where(l => rule.Matches(l.Node)).DistinctBy(l => l.Entry.Link).ToList();
            var headlines = found.Count(l => l.IsHeadline);
            if (headlines < 2) continue;
            // Few menu links among them count for more than many headlines.
            var purity = (double)headlines / found.Count;
            guesses.Add((new(candidate, found.Count, found.First(l => l.IsHeadline).Entry.Title!), Math.Min(headlines, 60) * purity * purity * purity, [.. found.Select(l => l.Entry.Link!)]));
        }
        var best = new List<(LinkRuleGuess Guess, double Worth, HashSet<string> Found)>();
        foreach (var guess in guesses.OrderByDescending(g => g.Worth).ThenBy(g => g.Guess.Selector.Length))
        {
            if (!best.Exists(b => b.Found.SetEquals(guess.Found))) best.Add(guess);
        }
        return [.. best.Take(6).Select(b => b.Guess)];
    }

    private static (HtmlNode Document, Uri Address) Build(ReadOnlySpan<byte> html, string? contentType, Uri page)
    {
        var document = HtmlTreeBuilder.Build(PageCharset.Decode(html, contentType, MostCharacters, out _), out _);
        var stated = document.Descendants().FirstOrDefault(n => n.Name == "base")?.Attribute("href");
        return (document, stated is not null && Uri.TryCreate(page, stated, out var address) ? address : page);
    }

    private static ReadEntry? Inner(HtmlNode container, Uri page)
    {
        foreach (var link in container.Descendants().Where(n => n.Name == "a"))
        {
            if (Entry(link, container, page) is { } entry) return entry;
        }
        return null;
    }

    private static ReadEntry? Entry(HtmlNode link, HtmlNode container, Uri page)
    {
        if (link.Attribute("href")?.Trim() is not { Length: > 0 } href || href.StartsWith('#') || !Uri.TryCreate(page, href, out var target)) return null;
        if (target.Scheme is not ("http" or "https")) return null;
        var address = target.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        if (address == page.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)) return null;
        // A teaser's link holds its headline, its kicker and its text: the headline is the title.
        var heading = link.Descendants().Concat(container.Descendants()).FirstOrDefault(n => HtmlTags.Heading.Contains(n.Name));
        var title = heading is null ? Words(link) : Words(heading);
        if (title.Length == 0) title = link.Attribute("title") ?? link.Attribute("aria-label") ?? "";
        return title.Length == 0 ? null : new() { Link = address, Title = title, Published = Date(container) };
    }

    /// <summary>The moment that the teaser states, in a time element.</summary>
    private static FeedDate? Date(HtmlNode container) =>
        container.Descendants().FirstOrDefault(n => n.Name == "time" && n.HasAttribute("datetime"))?.Attribute("datetime") is { Length: < 100 } raw ? FeedDateParser.Parse(raw, "time") : null;

    private static string Words(HtmlNode node) => PlainText.Of(node) is { Length: > LongestTitle } text ? text[..LongestTitle] : PlainText.Of(node);

    /// <summary>Four words or more, on the same site: menus and buttons say less.</summary>
    private static bool IsHeadline(ReadEntry entry, Uri page) =>
        entry.Title!.Count(c => c == ' ') >= 3 && Uri.TryCreate(entry.Link, UriKind.Absolute, out var target) && Site(target) == Site(page) && target.AbsolutePath.Length > 5;

    private static string Site(Uri address) => address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..].ToLowerInvariant() : address.Host.ToLowerInvariant();

    /// <summary>How a link can be named: by its class, by the heading around it, by the classes of what surrounds it.</summary>
    private static IEnumerable<string> Ways(HtmlNode link)
    {
        foreach (var name in ClassNames(link)) yield return $"a.{name}";
        if (link.Descendants().FirstOrDefault(n => HtmlTags.Heading.Contains(n.Name)) is not null && link.Parent is { IsText: false, Depth: > 0 } parent && !ClassNames(parent).Any())
            yield return $"{parent.Name} > a";
        var steps = 0;
        foreach (var around in link.Ancestors().TakeWhile(n => n.Depth > 0))
        {
            if (HtmlTags.Heading.Contains(around.Name)) yield return $"{around.Name} a";
            if (around.Name is "article" or "main") yield return $"{around.Name} a";
            foreach (var name in ClassNames(around)) yield return $"{around.Name}.{name} a";
            if (++steps == 5) break;
        }
    }

    private static IEnumerable<string> ClassNames(HtmlNode node) => node.Class.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Where(name => name.Length is > 1 and < 60 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')).Take(3);
}
