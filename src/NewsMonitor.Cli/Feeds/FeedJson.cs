using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary>
/// A reading as JSON, for machines. What is not known is absent. <c>title</c> is HTML where the feed's title has markup (then
/// <c>title_text</c> is its plain text); an entry that has only a content has it as its <c>summary</c> too, so that one member always holds the words.
/// </summary>
internal static class FeedJson
{
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Line(string id, FeedReading reading)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
            Write(json, JsonSerializer.SerializeToElement(id), reading);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void WriteError(Utf8JsonWriter json, JsonElement id, string error)
    {
        json.WriteStartObject();
        WriteId(json, id);
        json.WriteString("error", error);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, JsonElement id, FeedReading reading)
    {
        if (reading.Feed is not { } feed)
        {
            WriteError(json, id, $"{reading.Fault}: {reading.Detail}");
            return;
        }
        json.WriteStartObject();
        WriteId(json, id);
        json.WriteString("format", feed.Format switch { FeedFormat.SitemapIndex => "sitemapindex", var format => format.ToString().ToLowerInvariant() });
        json.WriteString("encoding", feed.Encoding);
        json.WriteStartArray("warnings");
        foreach (var warning in feed.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteStartObject("feed");
        Text(json, "id", feed.Id);
        Title(json, feed.Title, feed.TitleHtml);
        Text(json, "subtitle", feed.Subtitle);
        Text(json, "link", feed.Link);
        Links(json, feed.Links);
        Text(json, "language", feed.Language);
        Text(json, "rights", feed.Rights);
        Text(json, "generator", feed.Generator);
        Date(json, "published", feed.Published);
        Date(json, "updated", feed.Updated);
        Text(json, "image", feed.Image);
        People(json, feed.Authors);
        Categories(json, feed.Categories);
        if (feed.TimeToLive is { } wait)
            json.WriteNumber("ttl_seconds", (long)wait.TotalSeconds);
        json.WriteEndObject();
        json.WriteStartArray("entries");
        foreach (var entry in feed.Entries)
            Entry(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter json, ReadEntry entry)
    {
        json.WriteStartObject();
        Text(json, "id", entry.Id);
        Title(json, entry.Title, entry.TitleHtml);
        Text(json, "link", entry.Link);
        Links(json, entry.Links);
        Text(json, "summary", entry.Summary ?? entry.Content);
        Text(json, "content", entry.Content);
        Date(json, "published", entry.Published);
        Date(json, "updated", entry.Updated);
        Text(json, "language", entry.Language);
        People(json, entry.Authors);
        Categories(json, entry.Categories);
        if (entry.Enclosures.Count > 0)
        {
            json.WriteStartArray("enclosures");
            foreach (var enclosure in entry.Enclosures)
            {
                json.WriteStartObject();
                Text(json, "url", enclosure.Url);
                Text(json, "type", enclosure.Type);
                Text(json, "length", enclosure.Length);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        Text(json, "image", entry.Image);
        Text(json, "rights", entry.Rights);
        Text(json, "comments", entry.Comments);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, JsonElement id)
    {
        json.WritePropertyName("id");
        if (id.ValueKind == JsonValueKind.Undefined)
            json.WriteNullValue();
        else
            id.WriteTo(json);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value != null)
            json.WriteString(name, value);
    }

    private static void Title(Utf8JsonWriter json, string? text, string? html)
    {
        // Written even when there is none: it is the one member that every feed and entry is expected to have.
        json.WriteString("title", html ?? text);
        if (html != null)
            Text(json, "title_text", text);
    }

    /// <summary>The instant with its offset, and beside it the words as written and the element they stood in.</summary>
    private static void Date(Utf8JsonWriter json, string name, FeedDate? date)
    {
        if (date == null)
            return;
        if (date.At is { } at)
            json.WriteString(name, at.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture));
        json.WriteString(name + "_raw", date.Raw);
        json.WriteString(name + "_from", date.Source);
    }

    private static void Links(Utf8JsonWriter json, IReadOnlyList<FeedLink> links)
    {
        if (links.Count == 0)
            return;
        json.WriteStartArray("links");
        foreach (var link in links)
        {
            json.WriteStartObject();
            Text(json, "href", link.Href);
            Text(json, "rel", link.Rel);
            Text(json, "type", link.Type);
            Text(json, "title", link.Title);
            Text(json, "hreflang", link.Hreflang);
            Text(json, "length", link.Length);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void People(Utf8JsonWriter json, IReadOnlyList<FeedPerson> people)
    {
        if (people.Count == 0)
            return;
        json.WriteStartArray("authors");
        foreach (var person in people)
        {
            json.WriteStartObject();
            Text(json, "name", person.Name);
            Text(json, "email", person.Email);
            Text(json, "uri", person.Uri);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Categories(Utf8JsonWriter json, IReadOnlyList<FeedCategory> categories)
    {
        if (categories.Count == 0)
            return;
        json.WriteStartArray("categories");
        foreach (var category in categories)
        {
            json.WriteStartObject();
            Text(json, "term", category.Term);
            Text(json, "scheme", category.Scheme);
            Text(json, "label", category.Label);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
