using System.Text.Encodings.Web;
using System.Text.Json;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Cli.Articles;

/// <summary>An article as one JSON object; what is not known is absent.</summary>
internal static class ArticleJson
{
    // The answers go to files and pipes, never into HTML: umlauts stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Of(string id, string? url, ReadPage page)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            Text(json, "url", url);
            Text(json, "canonical_url", page.CanonicalUrl);
            json.WriteString("state", JsonNamingPolicy.SnakeCaseLower.ConvertName(page.State.ToString()));
            Text(json, "language", page.Language);
            Text(json, "kicker", page.Kicker);
            Text(json, "title", page.Title);
            List(json, "byline", page.Byline);
            Moment(json, "published", page.Published);
            Text(json, "published_from", page.PublishedFrom);
            Moment(json, "modified", page.Modified);
            Text(json, "modified_from", page.ModifiedFrom);
            Text(json, "site_name", page.SiteName);
            Text(json, "description", page.Description);
            Text(json, "image", page.Image);
            List(json, "keywords", page.Keywords);
            Text(json, "site_rule", page.SiteRule);
            if (page.NoArchive)
            {
                json.WriteBoolean("no_archive", true);
            }

            Moment(json, "unavailable_after", page.UnavailableAfter);
            List(json, "warnings", page.Warnings);
            json.WriteString("text", page.Text);
            json.WriteStartArray("blocks");
            foreach (var block in page.Blocks)
            {
                json.WriteStartObject();
                json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(block.Kind.ToString()));
                json.WriteString("text", block.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    internal static byte[] Error(string? id, string error)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("error", error);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Moment(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } moment)
        {
            json.WriteString(name, moment);
        }
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
