using System.Globalization;
using System.Text;
using System.Xml;

namespace NewsMonitor.Web.Demo;

/// <summary>Writes an outlet's feed, as RSS 2.0 or Atom (RFC 4287), UTF-8.</summary>
public static class DemoFeeds
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    public static string ContentType(DemoOutlet outlet) => outlet.FeedFormat == DemoFeedFormat.Rss ? "application/rss+xml; charset=utf-8" : "application/atom+xml; charset=utf-8";

    public static byte[] Write(DemoOutlet outlet, IReadOnlyList<DemoListing> listings, Uri root)
    {
        var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            if (outlet.FeedFormat == DemoFeedFormat.Rss)
                WriteRss(xml, outlet, listings, root);
            else
                WriteAtom(xml, outlet, listings, root);
        }
        return bytes.ToArray();
    }

    private static void WriteRss(XmlWriter xml, DemoOutlet outlet, IReadOnlyList<DemoListing> listings, Uri root)
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, Atom);
        xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
        xml.WriteStartElement("channel");
        xml.WriteElementString("title", outlet.Name);
        xml.WriteElementString("link", outlet.Home(root).AbsoluteUri);
        xml.WriteElementString("description", outlet.Motto);
        xml.WriteElementString("language", outlet.IsGerman ? "de-DE" : "en-US");
        xml.WriteElementString("ttl", "1");
        xml.WriteStartElement("atom", "link", Atom);
        xml.WriteAttributeString("href", outlet.Feed(root).AbsoluteUri);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", "application/rss+xml");
        xml.WriteEndElement();
        foreach (var article in listings.Select(l => l.Article))
        {
            xml.WriteStartElement("item");
            xml.WriteElementString("title", article.Title);
            xml.WriteElementString("link", outlet.Page(root, article.Slug).AbsoluteUri);
            xml.WriteElementString("description", article.Lead);
            xml.WriteElementString("pubDate", article.Published.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + article.Published.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal));
            xml.WriteElementString("creator", DublinCore, article.Byline);
            xml.WriteElementString("category", article.Kicker);
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "false");
            xml.WriteString($"{outlet.Key}-{article.Slug}");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteAtom(XmlWriter xml, DemoOutlet outlet, IReadOnlyList<DemoListing> listings, Uri root)
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, outlet.Language);
        xml.WriteElementString("title", outlet.Name);
        xml.WriteElementString("subtitle", outlet.Motto);
        xml.WriteElementString("id", $"urn:demo:{outlet.Key}");
        Link(xml, outlet.Feed(root), "self");
        Link(xml, outlet.Home(root), "alternate");
        var updated = listings.Count == 0 ? DateTimeOffset.UnixEpoch : listings.Max(l => l.Article.Updated ?? l.Article.Published);
        xml.WriteElementString("updated", XmlConvert.ToString(updated));
        foreach (var article in listings.Select(l => l.Article))
        {
            xml.WriteStartElement("entry");
            xml.WriteElementString("title", article.Title);
            Link(xml, outlet.Page(root, article.Slug), "alternate");
            xml.WriteElementString("id", $"urn:demo:{outlet.Key}:{article.Slug}");
            xml.WriteElementString("published", XmlConvert.ToString(article.Published));
            xml.WriteElementString("updated", XmlConvert.ToString(article.Updated ?? article.Published));
            xml.WriteStartElement("author");
            xml.WriteElementString("name", article.Byline);
            xml.WriteEndElement();
            xml.WriteStartElement("category");
            xml.WriteAttributeString("term", article.Kicker);
            xml.WriteEndElement();
            xml.WriteElementString("summary", article.Lead);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, Uri address, string rel)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", address.AbsoluteUri);
        xml.WriteEndElement();
    }
}
