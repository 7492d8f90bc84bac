using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>Reads sitemaps with their news and image extensions, and sitemap indexes, whose entries are the sitemaps to read next.</summary>
internal sealed class SitemapReader(XmlScanner xml, FeedValues values, FeedDraft feed)
{
    private readonly CommonElements _common = new(xml, values);

    public void Read()
    {
        var depth = xml.Depth;
        while (xml.NextChild(depth))
        {
            if (!xml.LocalName.Equals("url", StringComparison.OrdinalIgnoreCase) && !xml.LocalName.Equals("sitemap", StringComparison.OrdinalIgnoreCase))
                continue;
            if (feed.Entries.Count >= values.Options.MostEntries)
            {
                values.Warn("There were more entries than the reader keeps.");
                break;
            }
            var entry = new EntryDraft();
            Children(entry, 0);
            if (entry.Link.Value != null)
                feed.Entries.Add(entry.Finish());
        }
        feed.Language = feed.Entries.FirstOrDefault()?.Language;
    }

    private void Children(EntryDraft entry, int level)
    {
        var depth = xml.Depth;
        while (xml.NextChild(depth))
        {
            switch (xml.LowerName)
            {
                case "news" or "publication" or "image" when level < 3:
                    Children(entry, level + 1);
                    break;
                case "loc" when xml.Vocabulary == XmlVocabulary.SitemapImage:
                    entry.Image.Offer(FeedValues.Link(values.Line(xml.ReadText()), xml.Base), 0);
                    break;
                case "loc" when level == 0:
                    entry.Link.Offer(FeedValues.Link(values.Line(xml.ReadText()), xml.Base), 0);
                    entry.Id ??= entry.Link.Value;
                    break;
                case "lastmod":
                    entry.Updated.Offer(_common.Date(), 0);
                    break;
                case "publication_date":
                    entry.Published.Offer(_common.Date(), 0);
                    break;
                case "title":
                    _common.Title(entry, xml.Vocabulary == XmlVocabulary.SitemapImage ? 2 : 0);
                    break;
                case "name" when level == 2:
                    feed.Title.Offer(values.Line(xml.ReadText()), 0);
                    break;
                case "language":
                    entry.Language ??= values.Line(xml.ReadText());
                    break;
                case "keywords":
                    _common.Keywords(entry, xml.ReadText(), null);
                    break;
                case "link" when xml.Attr("href") is { } href && FeedValues.Link(href, xml.Base) is { } target:
                    Draft.Add(entry.Links, new FeedLink(target, xml.Attr("rel"), Hreflang: xml.Attr("hreflang")));
                    break;
            }
        }
    }
}
