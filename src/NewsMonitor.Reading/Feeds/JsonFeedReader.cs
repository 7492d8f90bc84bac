using System.Text.Json;
using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Feeds;

/// <summary>Reads JSON Feed 1.0 and 1.1. A member of the wrong kind is passed over: one bad field must not cost the feed.</summary>
internal sealed class JsonFeedReader(FeedValues values, FeedDraft feed, string? baseAddress)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <summary>Reads a text; null when it was a feed, else the reason why not.</summary>
    public (FeedFault Fault, string Detail)? Read(string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(CharacterRepair.LoneSurrogateEscapes(text), Lenient);
        }
        catch (JsonException broken)
        {
            return (FeedFault.Broken, $"The text starts like JSON, but is none: {broken.Message}");
        }
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || (!root.TryGetProperty("items", out var items) & Text(root, "version")?.Contains("jsonfeed.org", StringComparison.Ordinal) != true))
                return (FeedFault.NotAFeed, "The text is JSON, but no JSON Feed: it has neither a jsonfeed.org version nor items.");
            Feed(root);
            if (items.ValueKind == JsonValueKind.Array)
                foreach (var item in items.EnumerateArray())
                {
                    if (item.ValueKind != JsonValueKind.Object)
                        continue;
                    if (feed.Entries.Count >= values.Options.MostEntries)
                    {
                        values.Warn("There were more entries than the reader keeps.");
                        break;
                    }
                    feed.Entries.Add(Entry(item));
                }
            return null;
        }
    }

    private void Feed(JsonElement root)
    {
        feed.Title.Offer(Line(root, "title"), 0);
        feed.Summary.Offer(Line(root, "description") is { } description ? HtmlCleaner.Escape(description) : null, 0);
        feed.Link.Offer(Link(root, "home_page_url"), 0);
        if (feed.Link.Value is { } home)
            Draft.Add(feed.Links, new FeedLink(home, "alternate", "text/html"));
        if (Link(root, "feed_url") is { } self)
        {
            feed.Id = self;
            Draft.Add(feed.Links, new FeedLink(self, "self", "application/feed+json"));
        }
        if (Link(root, "next_url") is { } next)
            Draft.Add(feed.Links, new FeedLink(next, "next", "application/feed+json"));
        feed.Image.Offer(Link(root, "icon") ?? Link(root, "favicon"), 0);
        feed.Language = Line(root, "language");
        Authors(root, feed.Authors);
    }

    private ReadEntry Entry(JsonElement item)
    {
        var entry = new EntryDraft { Id = Line(item, "id"), Language = Line(item, "language") };
        entry.Title.Offer(Line(item, "title"), 0);
        entry.Link.Offer(Link(item, "url"), 0);
        entry.Link.Offer(Link(item, "external_url"), 1);
        if (entry.Link.Value is { } link)
            Draft.Add(entry.Links, new FeedLink(link, "alternate", "text/html"));
        if (Link(item, "external_url") is { } external && external != entry.Link.Value)
            Draft.Add(entry.Links, new FeedLink(external, "related"));
        entry.Content.Offer(Html(item, "content_html", true) ?? Html(item, "content_text", false), 0);
        entry.Summary.Offer(Html(item, "summary", false), 0);
        entry.Image.Offer(Link(item, "image"), 0);
        entry.Image.Offer(Link(item, "banner_image"), 1);
        entry.Published.Offer(Date(item, "date_published"), 0);
        entry.Updated.Offer(Date(item, "date_modified"), 0);
        Authors(item, entry.Authors);
        if (item.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array)
            foreach (var tag in tags.EnumerateArray())
                if (tag.ValueKind == JsonValueKind.String && values.Line(CharacterRepair.Controls(tag.GetString()!, out _)) is { } term)
                    Draft.Add(entry.Categories, new FeedCategory(term));
        if (item.TryGetProperty("attachments", out var attachments) && attachments.ValueKind == JsonValueKind.Array)
            foreach (var attachment in attachments.EnumerateArray())
                if (attachment.ValueKind == JsonValueKind.Object && Link(attachment, "url") is { } url)
                    Draft.Add(entry.Enclosures, new FeedEnclosure(url, Line(attachment, "mime_type"), Line(attachment, "size_in_bytes")));
        return entry.Finish();
    }

    private void Authors(JsonElement of, List<FeedPerson> authors)
    {
        if (of.TryGetProperty("authors", out var many) && many.ValueKind == JsonValueKind.Array)
            foreach (var author in many.EnumerateArray())
                Author(author, authors);
        else if (of.TryGetProperty("author", out var one))
            Author(one, authors);
    }

    private void Author(JsonElement author, List<FeedPerson> authors)
    {
        if (author.ValueKind == JsonValueKind.Object && Line(author, "name") is var name && Link(author, "url") is var uri && (name ?? uri) != null)
            Draft.Add(authors, new FeedPerson(name, null, uri));
        else if (author.ValueKind == JsonValueKind.String && values.Line(CharacterRepair.Controls(author.GetString()!, out _)) is { } plain)
            Draft.Add(authors, new FeedPerson(plain));
    }

    private string? Html(JsonElement of, string member, bool isHtml) =>
        Text(of, member) is { } text ? values.Html(new RawValue(text, default, isHtml, false, baseAddress)) : null;

    private FeedDate? Date(JsonElement of, string member) => Line(of, member) is { } raw ? FeedDateParser.Parse(raw, member) : null;

    private string? Link(JsonElement of, string member) => Line(of, member) is { } reference ? FeedValues.Link(reference, baseAddress) : null;

    private string? Line(JsonElement of, string member) => values.Line(Text(of, member));

    /// <summary>A string member, or a number as written: ids are numbers in many feeds. Escapes may bring in what the text itself was freed of.</summary>
    private static string? Text(JsonElement of, string member) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(member, out var value)
        ? value.ValueKind switch { JsonValueKind.String => CharacterRepair.Controls(value.GetString()!, out _), JsonValueKind.Number => value.GetRawText(), _ => null }
        : null;
}
