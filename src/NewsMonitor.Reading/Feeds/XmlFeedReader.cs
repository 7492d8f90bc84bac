using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>
/// Reads RSS 0.9x, 1.0 and 2.0, RDF, Atom 0.3 and 1.0: what is the feed's and where entries are. The formats differ in where entries stand (in the
/// channel, beside it, in the feed element) and in little else, so they are read by one reader that accepts entries in all of these places.
/// </summary>
internal sealed class XmlFeedReader(XmlScanner xml, FeedValues values, FeedDraft feed)
{
    private readonly CommonElements _common = new(xml, values);
    private readonly EntryReader _entries = new(xml, values);

    /// <summary>Reads from the root element, which is the current one.</summary>
    public void Read()
    {
        feed.Language = xml.Language;
        ReadChildren(0);
    }

    private void ReadChildren(int level)
    {
        var depth = xml.Depth;
        while (xml.NextChild(depth))
        {
            var vocabulary = xml.Vocabulary;
            var name = xml.LowerName;
            if (vocabulary == XmlVocabulary.Core && name is "item" or "entry")
                ReadEntry();
            else if (vocabulary == XmlVocabulary.Core && name is "channel" or "feed" or "items" && level < 3)
                ReadChannel(level);
            else if (!_common.Read(feed, vocabulary, name))
                ReadOwn(vocabulary, name);
        }
    }

    private void ReadChannel(int level)
    {
        feed.Language ??= xml.Language;
        if (xml.Attr("about") is { } about)
            feed.Id ??= values.Line(about);
        ReadChildren(level + 1);
    }

    private void ReadEntry()
    {
        if (feed.Entries.Count >= values.Options.MostEntries)
        {
            values.Warn("There were more entries than the reader keeps.");
            return;
        }
        feed.Entries.Add(_entries.Read());
    }

    private void ReadOwn(XmlVocabulary vocabulary, ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "description" or "subtitle" or "tagline" or "info" when vocabulary == XmlVocabulary.Core:
                var rank = name is "info" ? 1 : 0;
                if (feed.Summary.Wants(rank))
                    feed.Summary.Offer(values.Html(FeedValues.Read(xml, htmlByDefault: name is "description")), rank);
                break;
            case "browserfriendly" when vocabulary == XmlVocabulary.FeedBurner:
                feed.Summary.Offer(values.Html(FeedValues.Read(xml, htmlByDefault: true)), 3);
                break;
            case "generator" when vocabulary == XmlVocabulary.Core:
                var uri = xml.Attr("uri") ?? xml.Attr("resource");
                feed.Generator ??= values.Line(FeedValues.Read(xml, htmlByDefault: true)) ?? values.Line(uri);
                break;
            case "generatoragent":
                feed.Generator ??= values.Line(xml.Attr("resource"));
                break;
            case "image" when vocabulary == XmlVocabulary.Core:
                ReadImage(feed, 1);
                break;
            case "logo" when vocabulary == XmlVocabulary.Core:
                feed.Image.Offer(FeedValues.Link(values.Line(xml.ReadText()), xml.Base), 0);
                break;
            case "icon" when vocabulary == XmlVocabulary.Core:
                feed.Image.Offer(FeedValues.Link(values.Line(xml.ReadText()), xml.Base), 3);
                break;
            case "ttl" when vocabulary == XmlVocabulary.Core:
                if (int.TryParse(xml.ReadText().Trim(), out var minutes) && minutes is > 0 and < 100_000)
                    feed.TimeToLive = TimeSpan.FromMinutes(minutes);
                break;
            case "updateperiod" when vocabulary == XmlVocabulary.Syndication:
                feed.UpdatePeriod = xml.ReadText().Trim().ToLowerInvariant() switch
                {
                    "hourly" => TimeSpan.FromHours(1), "daily" => TimeSpan.FromDays(1), "weekly" => TimeSpan.FromDays(7),
                    "monthly" => TimeSpan.FromDays(30), "yearly" => TimeSpan.FromDays(365), _ => null,
                };
                break;
            case "updatefrequency" when vocabulary == XmlVocabulary.Syndication:
                feed.UpdateFrequency = int.TryParse(xml.ReadText().Trim(), out var times) ? times : 1;
                break;
        }
    }

    /// <summary>RSS's image: an element with an address in it, or RDF's, with the address as its resource.</summary>
    private void ReadImage(Draft draft, int rank)
    {
        draft.Image.Offer(FeedValues.Link(xml.Attr("href"), xml.Base), rank);
        var depth = xml.Depth;
        while (xml.NextChild(depth))
            if (xml.LocalName.Equals("url", StringComparison.OrdinalIgnoreCase))
            {
                var baseAddress = xml.Base;
                draft.Image.Offer(FeedValues.Link(values.Line(xml.ReadText()), baseAddress), rank);
            }
    }
}
