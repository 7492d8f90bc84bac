using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>
/// The elements that say the same of a feed and of an entry, in RSS, RDF and Atom alike. One reader for all: real feeds mix the formats (Atom links
/// and authors in RSS, Dublin Core anywhere), and what an element means does not depend on what is around it.
/// </summary>
internal sealed class CommonElements(XmlScanner xml, FeedValues values)
{
    /// <summary>Reads the current element if it is one of them; false when it is not, and still unread.</summary>
    public bool Read(Draft draft, XmlVocabulary vocabulary, ReadOnlySpan<char> name) => vocabulary switch
    {
        XmlVocabulary.Core => Core(draft, name),
        XmlVocabulary.DublinCore or XmlVocabulary.DublinTerms => Dublin(draft, name),
        XmlVocabulary.ITunes => ITunes(draft, name),
        _ => false,
    };

    private bool Core(Draft draft, ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "title":
                Title(draft, 0);
                return true;
            case "link":
                Link(draft);
                return true;
            case "id":
                draft.Id ??= Identity(xml.Base, xml.ReadText());
                return true;
            case "author" or "managingeditor":
                Author(draft.Authors);
                return true;
            case "category" or "keywords":
                Category(draft);
                return true;
            case "rights" or "copyright":
                draft.Rights ??= values.Line(FeedValues.Read(xml, htmlByDefault: true));
                return true;
            case "language":
                draft.Language = values.Line(xml.ReadText()) ?? draft.Language;
                return true;
            case "updated" or "modified" or "lastbuilddate" or "lastmod":
                draft.Updated.OfferLast(Date(), 0);
                return true;
            case "published" or "issued" or "pubdate" or "created":
                var rank = name is "created" ? 1 : 0;
                draft.Published.OfferLast(Date(), rank);
                return true;
            default:
                return false;
        }
    }

    private bool Dublin(Draft draft, ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "title":
                Title(draft, 1);
                return true;
            case "creator" or "author":
                if (PersonText.Read(values.Line(FeedValues.Read(xml, htmlByDefault: true))) is { } person)
                    Draft.Add(draft.Authors, person);
                return true;
            case "subject":
                if (values.Line(FeedValues.Read(xml, htmlByDefault: true)) is { } term)
                    Draft.Add(draft.Categories, new FeedCategory(term));
                return true;
            case "description" or "abstract":
                if (draft.Summary.Wants(1))
                    draft.Summary.Offer(values.Html(FeedValues.Read(xml, htmlByDefault: true)), 1);
                return true;
            case "rights":
                draft.Rights ??= values.Line(FeedValues.Read(xml, htmlByDefault: true));
                return true;
            case "language":
                draft.Language ??= values.Line(xml.ReadText());
                return true;
            case "identifier":
                draft.Id ??= Identity(xml.Base, xml.ReadText());
                return true;
            case "date":
                // It is the one date of RSS 1.0, and says no more than "of this resource": so it may stand for both.
                var date = Date();
                draft.Updated.OfferLast(date, 1);
                draft.Published.OfferLast(date, 3);
                return true;
            case "modified":
                draft.Updated.OfferLast(Date(), 1);
                return true;
            case "issued" or "created" or "available":
                var rank = name is "issued" ? 1 : 2;
                draft.Published.OfferLast(Date(), rank);
                return true;
            default:
                return false;
        }
    }

    private bool ITunes(Draft draft, ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "title":
                Title(draft, 3);
                return true;
            case "author":
                Author(draft.LesserAuthors);
                return true;
            case "category":
                ITunesCategory(draft, 0);
                return true;
            case "keywords":
                Keywords(draft, xml.ReadText(), "http://www.itunes.com/");
                return true;
            case "image":
                draft.Image.Offer(FeedValues.Link(xml.Attr("href") ?? xml.Attr("url"), xml.Base), 2);
                return true;
            case "link" when string.Equals(xml.Attr("rel"), "image", StringComparison.OrdinalIgnoreCase):
                draft.Image.Offer(FeedValues.Link(xml.Attr("href"), xml.Base), 2);
                return true;
            case "summary":
                if (draft.Summary.Wants(2))
                    draft.Summary.Offer(values.Html(FeedValues.Read(xml, htmlByDefault: true)), 2);
                return true;
            case "subtitle":
                if (draft.Summary.Wants(4))
                    draft.Summary.Offer(values.Html(FeedValues.Read(xml, htmlByDefault: true)), 4);
                return true;
            default:
                return false;
        }
    }

    public void Title(Draft draft, int rank)
    {
        if (!draft.Title.Wants(rank))
            return;
        var (text, html) = values.Title(FeedValues.Read(xml, htmlByDefault: true));
        draft.Title.Offer(text, rank);
        if (text != null || draft.Title.Value == null)
            draft.TitleHtml = html;
    }

    /// <summary>A link of either kind: Atom's is in attributes, RSS's is the text.</summary>
    private void Link(Draft draft)
    {
        var href = xml.Attr("href");
        if (href == null)
        {
            var baseAddress = xml.Base;
            if (FeedValues.Link(values.Line(xml.ReadText()), baseAddress) is not { } address)
                return;
            draft.Link.Offer(address, 0);
            Draft.Add(draft.Links, new FeedLink(address, "alternate", "text/html"));
            return;
        }
        if (FeedValues.Link(href, xml.Base) is not { } target)
            return;
        // RFC 4287, 4.2.7.2: a registered relation may be written as an address.
        const string registry = "http://www.iana.org/assignments/relation/";
        var rel = xml.Attr("rel")?.Trim() is { Length: > 0 } given ? given : "alternate";
        if (rel.StartsWith(registry, StringComparison.OrdinalIgnoreCase))
            rel = rel[registry.Length..];
        var type = values.Line(xml.Attr("type")) ?? rel switch { "self" => "application/atom+xml", "alternate" => "text/html", _ => null };
        var length = values.Line(xml.Attr("length"));
        Draft.Add(draft.Links, new FeedLink(target, rel, type, values.Line(xml.Attr("title")), values.Line(xml.Attr("hreflang")), length));
        if (rel == "enclosure")
            Draft.Add(draft.Enclosures, new FeedEnclosure(target, type, length));
        else if (rel == "replies" && type is null or "text/html" or "application/xhtml+xml")
            draft.Comments.Offer(target, 1);
        else if (rel == "alternate")
            draft.Link.Offer(target, type is "text/html" or "application/xhtml+xml" ? 1 : 2);
    }

    /// <summary>An author: child elements in Atom, "name (mail)" in RSS; feeds mix those up as well.</summary>
    private void Author(List<FeedPerson> authors)
    {
        var depth = xml.Depth;
        var baseAddress = xml.Base;
        var inner = xml.ReadInner();
        if (!inner.HasElements)
        {
            if (PersonText.Read(values.Line(HtmlText.Of(inner.Text))) is { } person)
                Draft.Add(authors, person);
            return;
        }
        string? name = null, mail = null, uri = null;
        var parts = new XmlScanner(inner.Markup.ToString(), baseAddress, null);
        while (parts.NextChild(0))
            switch (parts.LocalName)
            {
                case "name": name ??= values.Line(HtmlText.Of(parts.ReadText())); break;
                case "email": mail ??= values.Line(parts.ReadText()); break;
                case "uri" or "url" or "homepage": uri ??= FeedValues.Link(values.Line(parts.ReadText()), parts.Base); break;
            }
        if (name != null || mail != null || uri != null)
            Draft.Add(authors, new FeedPerson(name, mail, uri));
        else if (PersonText.Read(values.Line(HtmlText.Of(inner.Markup))) is { } plain)
            Draft.Add(authors, plain);
    }

    private void Category(Draft draft)
    {
        var term = values.Line(xml.Attr("term"));
        var label = values.Line(xml.Attr("label"));
        var scheme = values.Line(xml.Attr("scheme") ?? xml.Attr("domain"));
        term ??= values.Line(FeedValues.Read(xml, htmlByDefault: true)) ?? label;
        if (term != null)
            Draft.Add(draft.Categories, new FeedCategory(term, scheme, label));
    }

    private void ITunesCategory(Draft draft, int level)
    {
        if (values.Line(xml.Attr("text")) is { } term)
            Draft.Add(draft.Categories, new FeedCategory(term, "http://www.itunes.com/"));
        var depth = xml.Depth;
        if (level < 4)
            while (xml.NextChild(depth))
                if (xml.LocalName.Equals("category", StringComparison.OrdinalIgnoreCase))
                    ITunesCategory(draft, level + 1);
    }

    public void Keywords(Draft draft, string text, string? scheme)
    {
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(50))
            if (values.Line(word) is { } term)
                Draft.Add(draft.LesserCategories, new FeedCategory(term, scheme));
    }

    public FeedDate? Date()
    {
        var source = xml.Name.ToString();
        var text = values.Line(xml.ReadText());
        return text == null ? null : FeedDateParser.Parse(text, source);
    }

    /// <summary>An id as written; only one that starts with a slash is an address cut short.</summary>
    public string? Identity(string? baseAddress, string text)
    {
        var id = values.Line(text);
        return id != null && id[0] == '/' ? FeedValues.Link(id, baseAddress) : id;
    }
}
