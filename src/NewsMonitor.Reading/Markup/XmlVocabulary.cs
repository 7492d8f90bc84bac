using System.Collections.Frozen;

namespace NewsMonitor.Reading.Markup;

/// <summary>The vocabulary a namespace stands for. Feeds spell namespaces in many ways; what counts is what they mean.</summary>
internal enum XmlVocabulary
{
    Unknown,
    /// <summary>RSS in any version, Atom, CDF, and elements without a namespace.</summary>
    Core,
    DublinCore,
    DublinTerms,
    Content,
    Media,
    ITunes,
    Xhtml,
    Rdf,
    Syndication,
    FeedBurner,
    Sitemap,
    SitemapNews,
    SitemapImage,
}

internal static class XmlVocabularies
{
    private static readonly FrozenDictionary<string, XmlVocabulary> Namespaces = new Dictionary<string, XmlVocabulary>
    {
        ["http://www.w3.org/2005/atom"] = XmlVocabulary.Core,
        ["http://purl.org/atom/ns#"] = XmlVocabulary.Core,
        ["http://purl.org/net/rss1.1#"] = XmlVocabulary.Core,
        ["http://purl.org/echo/"] = XmlVocabulary.Core,
        ["http://purl.org/pie/"] = XmlVocabulary.Core,
        ["http://purl.org/rss/1.0/"] = XmlVocabulary.Core,
        ["http://my.netscape.com/rdf/simple/0.9/"] = XmlVocabulary.Core,
        ["http://channel.netscape.com/rdf/simple/0.9/"] = XmlVocabulary.Core,
        ["http://my.netscape.com/publish/formats/rss-0.91.dtd"] = XmlVocabulary.Core,
        ["http://blogs.law.harvard.edu/tech/rss"] = XmlVocabulary.Core,
        ["http://cyber.law.harvard.edu/rss/rss.html"] = XmlVocabulary.Core,
        [""] = XmlVocabulary.Core,
        ["http://purl.org/dc/terms/"] = XmlVocabulary.DublinTerms,
        ["http://purl.org/rss/1.0/modules/content/"] = XmlVocabulary.Content,
        ["http://search.yahoo.com/mrss"] = XmlVocabulary.Media,
        ["http://www.w3.org/1999/xhtml"] = XmlVocabulary.Xhtml,
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = XmlVocabulary.Rdf,
        ["http://purl.org/rss/1.0/modules/syndication/"] = XmlVocabulary.Syndication,
        ["http://rssnamespace.org/feedburner/ext/1.0"] = XmlVocabulary.FeedBurner,
        ["http://www.sitemaps.org/schemas/sitemap/0.9"] = XmlVocabulary.Sitemap,
        ["http://www.google.com/schemas/sitemap/0.84"] = XmlVocabulary.Sitemap,
        ["http://www.google.com/schemas/sitemap-news/0.9"] = XmlVocabulary.SitemapNews,
        ["http://www.google.com/schemas/sitemap-image/1.1"] = XmlVocabulary.SitemapImage,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Families whose addresses come with many endings.</summary>
    private static readonly (string Start, XmlVocabulary Vocabulary)[] Families =
    [
        ("http://backend.userland.com/", XmlVocabulary.Core),
        ("http://purl.org/dc/elements/", XmlVocabulary.DublinCore),
        ("http://search.yahoo.com/mrss", XmlVocabulary.Media),
        ("http://www.itunes.com/dtds/", XmlVocabulary.ITunes),
        ("http://www.google.com/schemas/sitemap-news/", XmlVocabulary.SitemapNews),
        ("http://www.google.com/schemas/sitemap-image/", XmlVocabulary.SitemapImage),
    ];

    public static XmlVocabulary OfNamespace(string address)
    {
        var plain = address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? "http:" + address[6..] : address;
        if (Namespaces.TryGetValue(plain, out var vocabulary))
            return vocabulary;
        foreach (var (start, family) in Families)
            if (plain.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return family;
        return XmlVocabulary.Unknown;
    }

    /// <summary>What a prefix means where nobody declared it.</summary>
    public static XmlVocabulary OfPrefix(ReadOnlySpan<char> prefix) => prefix switch
    {
        "atom" or "rss" or "a10" => XmlVocabulary.Core,
        "dc" => XmlVocabulary.DublinCore,
        "dcterms" or "dcq" => XmlVocabulary.DublinTerms,
        "content" => XmlVocabulary.Content,
        "media" => XmlVocabulary.Media,
        "itunes" => XmlVocabulary.ITunes,
        "xhtml" or "xhv" => XmlVocabulary.Xhtml,
        "rdf" => XmlVocabulary.Rdf,
        "sy" => XmlVocabulary.Syndication,
        "feedburner" => XmlVocabulary.FeedBurner,
        "news" => XmlVocabulary.SitemapNews,
        "image" => XmlVocabulary.SitemapImage,
        _ => XmlVocabulary.Unknown,
    };
}
