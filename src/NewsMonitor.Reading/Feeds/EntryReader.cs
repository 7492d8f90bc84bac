using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>Reads one item or entry.</summary>
internal sealed class EntryReader(XmlScanner xml, FeedValues values)
{
    private readonly CommonElements _common = new(xml, values);

    public ReadEntry Read()
    {
        // RDF names an item by its address; an item without a link still has that.
        var about = values.Line(xml.Attr("about"));
        var entry = new EntryDraft { Language = xml.Language, Id = about, PermaLink = Address.IsWeb(about) ? about : null };
        var depth = xml.Depth;
        while (xml.NextChild(depth))
            Child(entry, 0);
        return entry.Finish();
    }

    private void Child(EntryDraft entry, int level)
    {
        var vocabulary = xml.Vocabulary;
        var name = xml.LowerName;
        if (_common.Read(entry, vocabulary, name))
            return;
        switch (vocabulary)
        {
            case XmlVocabulary.Core:
                Core(entry, name);
                break;
            case XmlVocabulary.Content when name is "encoded":
                Content(entry, 0, htmlByDefault: true);
                break;
            case XmlVocabulary.Xhtml when name is "body" or "div":
                Content(entry, 1, htmlByDefault: true);
                break;
            case XmlVocabulary.Media:
                Media(entry, name, level);
                break;
            case XmlVocabulary.FeedBurner when name is "origlink":
                // The link itself leads through FeedBurner's counter; this is where it ends.
                entry.Link.Offer(FeedValues.Link(values.Line(xml.ReadText()), xml.Base), -1);
                break;
        }
    }

    private void Core(EntryDraft entry, ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "description" or "summary" or "abstract":
                if (entry.Summary.Wants(0))
                    entry.Summary.Offer(values.Html(FeedValues.Read(xml, htmlByDefault: name is "description")), 0);
                else
                    Content(entry, 3, htmlByDefault: true);
                break;
            case "content":
                if (xml.Attr("src") is { } source)
                    entry.Links.Add(new FeedLink(FeedValues.Link(source, xml.Base) ?? source, "alternate", values.Line(xml.Attr("type"))));
                else
                    Content(entry, 0, htmlByDefault: false);
                break;
            case "encoded" or "body" or "fullitem" or "fulltext":
                Content(entry, 1, htmlByDefault: true);
                break;
            case "guid":
                Guid(entry);
                break;
            case "enclosure":
                Enclosure(entry);
                break;
            case "comments":
                entry.Comments.Offer(FeedValues.Link(values.Line(xml.ReadText()), xml.Base), 0);
                break;
            case "image":
                Image(entry);
                break;
        }
    }

    private void Content(EntryDraft entry, int rank, bool htmlByDefault)
    {
        if (entry.Content.Wants(rank))
            entry.Content.Offer(values.Html(FeedValues.Read(xml, htmlByDefault)), rank);
    }

    private void Guid(EntryDraft entry)
    {
        var permanent = !string.Equals(xml.Attr("isPermaLink")?.Trim(), "false", StringComparison.OrdinalIgnoreCase);
        var baseAddress = xml.Base;
        var id = values.Line(xml.ReadText());
        if (id == null)
            return;
        entry.Id = permanent ? _common.Identity(baseAddress, id) : id;
        if (permanent && Address.IsWeb(entry.Id))
            entry.PermaLink = entry.Id;
    }

    private void Enclosure(EntryDraft entry)
    {
        if (FeedValues.Link(xml.Attr("url") ?? xml.Attr("href"), xml.Base) is not { } address)
            return;
        var type = values.Line(xml.Attr("type"));
        var length = values.Line(xml.Attr("length"));
        Draft.Add(entry.Enclosures, new FeedEnclosure(address, type, length));
        Draft.Add(entry.Links, new FeedLink(address, "enclosure", type, Length: length));
        if (type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
            entry.Image.Offer(address, 4);
    }

    private void Image(EntryDraft entry)
    {
        var depth = xml.Depth;
        entry.Image.Offer(FeedValues.Link(xml.Attr("href") ?? xml.Attr("url") ?? xml.Attr("resource"), xml.Base), 1);
        while (xml.NextChild(depth))
            if (xml.LocalName is "url" or "URL")
                entry.Image.Offer(FeedValues.Link(values.Line(xml.ReadText()), xml.Base), 1);
    }

    /// <summary>Media RSS: pictures and films, and a fallback for words.</summary>
    private void Media(EntryDraft entry, ReadOnlySpan<char> name, int level)
    {
        switch (name)
        {
            case "group" or "content":
                if (name is "content")
                    MediaContent(entry);
                var depth = xml.Depth;
                while (level < 3 && xml.NextChild(depth))
                    if (xml.Vocabulary == XmlVocabulary.Media)
                        Child(entry, level + 1);
                break;
            case "thumbnail":
                entry.Image.Offer(FeedValues.Link(xml.Attr("url") ?? xml.ReadText(), xml.Base), 3);
                break;
            case "title":
                _common.Title(entry, 2);
                break;
            case "description":
                if (entry.Summary.Wants(3))
                    entry.Summary.Offer(values.Html(FeedValues.Read(xml, htmlByDefault: true)), 3);
                break;
            case "keywords":
                _common.Keywords(entry, xml.ReadText(), null);
                break;
            case "category":
                var scheme = values.Line(xml.Attr("scheme")) ?? "http://search.yahoo.com/mrss/category_schema";
                var label = values.Line(xml.Attr("label"));
                if (values.Line(FeedValues.Read(xml, htmlByDefault: true)) is { } term)
                    Draft.Add(entry.Categories, new FeedCategory(term, scheme, label));
                break;
            case "credit" when xml.Attr("role") is { } role && role.Contains("author", StringComparison.OrdinalIgnoreCase):
                if (PersonText.Read(values.Line(xml.ReadText())) is { } person)
                    Draft.Add(entry.LesserAuthors, person);
                break;
        }
    }

    private void MediaContent(EntryDraft entry)
    {
        if (FeedValues.Link(xml.Attr("url"), xml.Base) is not { } address)
            return;
        var type = values.Line(xml.Attr("type"));
        var medium = xml.Attr("medium");
        var isImage = medium == "image" || type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true;
        if (isImage)
            entry.Image.Offer(address, 2);
        if (!entry.Enclosures.Exists(e => e.Url == address))
            Draft.Add(entry.Enclosures, new FeedEnclosure(address, type ?? medium, values.Line(xml.Attr("fileSize"))));
    }
}
