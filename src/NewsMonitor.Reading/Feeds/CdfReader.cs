using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>Reads Microsoft's Channel Definition Format of 1997, where addresses and dates are attributes.</summary>
internal sealed class CdfReader(XmlScanner xml, FeedValues values, FeedDraft feed)
{
    private readonly CommonElements _common = new(xml, values);

    public void Read()
    {
        Attributes(feed);
        Children(feed, 0);
    }

    private void Children(Draft draft, int level)
    {
        var depth = xml.Depth;
        while (xml.NextChild(depth))
        {
            switch (xml.LowerName)
            {
                case "item" when feed.Entries.Count < values.Options.MostEntries:
                    var entry = new EntryDraft();
                    Attributes(entry);
                    Children(entry, level + 1);
                    feed.Entries.Add(entry.Finish());
                    break;
                case "channel" when level < 3:
                    Children(draft, level + 1);
                    break;
                case "title":
                    _common.Title(draft, 0);
                    break;
                case "abstract":
                    draft.Summary.Offer(values.Html(FeedValues.Read(xml, htmlByDefault: true)), 0);
                    break;
                case "a":
                    draft.Link.Offer(FeedValues.Link(xml.Attr("href"), xml.Base), 1);
                    break;
                case "logo":
                    draft.Image.Offer(FeedValues.Link(xml.Attr("href"), xml.Base), 0);
                    break;
            }
        }
    }

    private void Attributes(Draft draft)
    {
        if (FeedValues.Link(xml.Attr("href"), xml.Base) is { } address)
        {
            draft.Link.Offer(address, 0);
            Draft.Add(draft.Links, new FeedLink(address, "alternate", "text/html"));
        }
        if (values.Line(xml.Attr("lastmod")) is { } modified)
            draft.Updated.Offer(FeedDateParser.Parse(modified, "LASTMOD"), 0);
    }
}
