using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Cli.Articles;

/// <summary>An analysis as JSON: every offset in Unicode code points of the text.</summary>
internal static class AnalysisJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Of(string? id, ArticleAnalysis analysis)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Options);
        var points = new CodePoints(analysis.Text.Text);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("language", analysis.Text.Language);
        json.WriteStartArray("quotations");
        foreach (var quotation in analysis.Quotations) Write(json, points, quotation);
        json.WriteEndArray();
        json.WriteStartArray("actors");
        foreach (var actor in analysis.Actors.Actors) Write(json, points, actor);
        json.WriteEndArray();
        ClaimJson.Write(json, points, analysis.Text.Text, analysis.Claims);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, CodePoints points, FoundActor actor)
    {
        json.WriteStartObject();
        json.WriteString("key", actor.Key);
        json.WriteString("name", actor.Name);
        json.WriteString("kind", actor.Kind.ToString().ToLowerInvariant());
        if (actor.Proposed) json.WriteBoolean("proposed", true);
        json.WriteStartArray("mentions");
        foreach (var mention in actor.Mentions)
        {
            json.WriteStartObject();
            Offsets(json, points, new TextSpan(mention.Start, mention.End));
            json.WriteString("form", mention.FormName);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static byte[] Error(string? id, string message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("error", message);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, CodePoints points, Quotation quotation)
    {
        json.WriteStartObject();
        json.WriteString("form", quotation.Form.ToString().ToLowerInvariant());
        json.WriteStartArray("spans");
        foreach (var span in quotation.Spans)
        {
            json.WriteStartArray();
            json.WriteNumberValue(points.FromUtf16(span.Start));
            json.WriteNumberValue(points.FromUtf16(span.End));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        Write(json, points, "speaker", quotation.Speaker);
        Write(json, points, "via", quotation.Via);
        if (quotation.Cue is { } cue)
        {
            json.WriteStartObject("cue");
            Offsets(json, points, cue);
            json.WriteEndObject();
        }
        json.WriteString("rule", quotation.Rule);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CodePoints points, string name, Speaker? speaker)
    {
        if (speaker is null) return;
        json.WriteStartObject(name);
        Offsets(json, points, speaker.Span);
        if (speaker.Actor is not null) json.WriteString("actor", speaker.Actor);
        if (speaker.Inherited) json.WriteBoolean("inherited", true);
        json.WriteEndObject();
    }

    private static void Offsets(Utf8JsonWriter json, CodePoints points, TextSpan span)
    {
        json.WriteNumber("start", points.FromUtf16(span.Start));
        json.WriteNumber("end", points.FromUtf16(span.End));
    }
}
