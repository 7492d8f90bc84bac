using System.Text.RegularExpressions;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Pages;

/// <summary>When a page says it was published and changed, and where it says so.</summary>
internal readonly partial record struct PageTime(DateTimeOffset? Published, string? PublishedFrom, DateTimeOffset? Modified, string? ModifiedFrom)
{
    private static readonly string[] PublishedNames =
    [
        "article:published_time", "og:article:published_time", "og:published_time", "datePublished", "date_published", "article.published", "parsely-pub-date", "cXenseParse:publishtime", "cXenseParse:recs:publishtime",
        "sailthru.date", "vr:published_time", "published_at", "publish-date", "publish_date", "publishdate", "publication_date", "publicationDate", "pubdate", "pub_date", "article_date_original", "article:published",
        "DC.date.issued", "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date.created", "dc.date", "dcterms.available", "iso-8601-publish-date", "ptime", "displaydate", "release_date", "rnews:datePublished", "originalpublicationdate",
        "mediator_published_time", "article:post_date", "last-published", "datum", "date", "created", "bt:pubDate", "citation_publication_date", "citation_date", "gerwin:date", "dateCreated",
    ];

    private static readonly string[] ModifiedNames =
        ["article:modified_time", "og:updated_time", "article:updated_time", "dateModified", "last-modified", "dcterms.modified", "DC.date.modified", "lastmod", "article_date_updated", "vr:modified_time", "updated_at", "mediator_updated_time"];

    internal static PageTime Find(PageParts parts, LinkedArticle? linked, IReadOnlyList<RawBlock> blocks, HtmlNode? headline, Uri? address, string? ruled, bool berlin)
    {
        var published = FromLinked(linked?.Published, berlin) ?? FromRule(ruled, berlin) ?? FromMeta(parts, PublishedNames, berlin) ?? FromProperty(parts, "datePublished", berlin)
            ?? FromTimes(parts, headline, berlin) ?? FromWords(blocks, headline, berlin) ?? FromAddress(address);
        var modified = FromLinked(linked?.Modified, berlin) ?? FromMeta(parts, ModifiedNames, berlin) ?? FromProperty(parts, "dateModified", berlin);
        return new PageTime(published?.At, published?.From, modified?.At, modified?.From);
    }

    private readonly record struct Found(DateTimeOffset At, string From);

    private static Found? FromRule(string? words, bool berlin) =>
        words is null ? null : PageDate.Parse(Short(words), berlin) is { } at ? new Found(at, "site-rule") : null;

    private static Found? FromLinked(string? value, bool berlin) => PageDate.Parse(value, berlin) is { } at ? new Found(at, "json-ld") : null;

    private static Found? FromMeta(PageParts parts, string[] names, bool berlin)
    {
        foreach (var name in names)
        {
            foreach (var value in parts.Metas(name))
            {
                if (PageDate.Parse(value, berlin) is { } at)
                {
                    return new Found(at, "meta:" + name);
                }
            }
        }

        return null;
    }

    private static Found? FromProperty(PageParts parts, string name, bool berlin)
    {
        foreach (var node in parts.Properties)
        {
            if (node.Attribute("itemprop")!.Split(' ').Contains(name, StringComparer.OrdinalIgnoreCase)
                && PageDate.Parse(node.Attribute("datetime") ?? node.Attribute("content") ?? Short(PlainText.Of(node)), berlin) is { } at)
            {
                return new Found(at, "microdata");
            }
        }

        return null;
    }

    /// <summary>A <c>time</c> element marked as publication; else the first one that stands near the headline.</summary>
    private static Found? FromTimes(PageParts parts, HtmlNode? headline, bool berlin)
    {
        Found? near = null;
        foreach (var time in parts.Times)
        {
            if (PageDate.Parse(time.Attribute("datetime") ?? Short(PlainText.Of(time)), berlin) is not { } at)
            {
                continue;
            }

            if (time.HasAttribute("pubdate") || time.Class.Contains("publish", StringComparison.OrdinalIgnoreCase) || time.Class.Contains("entry-date", StringComparison.Ordinal))
            {
                return new Found(at, "time");
            }

            near ??= headline is null || IsNear(time, headline) ? new Found(at, "time") : null;
        }

        return near;
    }

    private static bool IsNear(HtmlNode node, HtmlNode headline) =>
        Math.Abs(node.Order - headline.Order) < 400 && headline.Ancestors().Take(5).Any(a => a.Name is not ("body" or "html") && a.Holds(node));

    /// <summary>"Stand: 28.04.2023 14:02 Uhr", "Veröffentlicht am 28. April 2023", "Published 28 April 2023".</summary>
    private static Found? FromWords(IReadOnlyList<RawBlock> blocks, HtmlNode? headline, bool berlin)
    {
        foreach (var block in blocks)
        {
            if (block.Text.Length <= 300 && DateWord().Match(block.Text) is { Success: true } word && PageDate.Words(block.Text[word.Index..], berlin) is { } at && IsPlausible(at))
            {
                return new Found(at, "text");
            }
        }

        if (headline is null)
        {
            return null;
        }

        foreach (var block in blocks)
        {
            if (block.Text.Length <= 120 && block.Owner.Order > headline.Order - 60 && block.Owner.Order < headline.Order + 150 && PageDate.Words(block.Text, berlin) is { } at && IsPlausible(at))
            {
                return new Found(at, "text");
            }
        }

        return null;
    }

    private static bool IsPlausible(DateTimeOffset at) => at.Year >= 1990 && at.Year < 2100;

    private static Found? FromAddress(Uri? address)
    {
        if (address is null)
        {
            return null;
        }

        var match = AddressDate().Match(address.AbsolutePath.Length > 500 ? address.AbsolutePath[..500] : address.AbsolutePath);
        return match.Success && PageDate.Parse($"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{match.Groups["d"].Value}", false) is { } at ? new Found(at, "url") : null;
    }

    private static string Short(string text) => text.Length > 100 ? text[..100] : text;

    [GeneratedRegex(@"\b(stand|veröffentlicht|veröffentlichung|erschienen|erstellt|publiziert|datum|vom|aktualisiert|published|posted|first published|updated|publié|publicado|pubblicato|gepubliceerd|publicerad|publisert)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex DateWord();

    [GeneratedRegex(@"/(?<y>(?:19|20)\d{2})[/-]?(?<m>0[1-9]|1[0-2])[/-]?(?<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)", RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex AddressDate();
}
