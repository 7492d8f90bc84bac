using System.Text.Json;

namespace NewsMonitor.Core.Exchange.Statements;

/// <summary>
/// W3C Web Annotation Data Model (Recommendation, 23 February 2017), as JSON-LD: a collection with one page, an annotation a statement. Each
/// place has a TextPositionSelector (code points) and a TextQuoteSelector with 32 characters on either side.
/// </summary>
public sealed class WebAnnotations : ExportFormat
{
    /// <summary>What the model has no word for; the names are those of <see cref="StatementRecord"/>.</summary>
    private const string OwnTerms = "urn:newsmonitor:terms:";

    public override string Name => "web-annotations";
    public override ExportSubject Subject => ExportSubject.Statements;
    public override string Extension => "jsonld";
    public override string MediaType => "application/ld+json";

    public override async Task<ExportCount> WriteAsync(ExportSource source, Stream to, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(to, new() { Encoder = JsonText.Options.Encoder, Indented = true });
        json.WriteStartObject();
        json.WritePropertyName("@context");
        JsonSerializer.Serialize(json, new object[] { "http://www.w3.org/ns/anno.jsonld", new Dictionary<string, string> { ["nm"] = OwnTerms } }, JsonText.Options);
        json.WriteString("id", $"urn:newsmonitor:annotations:{source.At.UtcDateTime:yyyyMMddHHmmss}");
        json.WriteString("type", "AnnotationCollection");
        json.WriteString("label", source.Request.Query.Length == 0 ? "All statements" : source.Request.Query);
        json.WriteString("created", source.At.UtcDateTime);
        json.WriteNumber("nm:codebookVersion", source.CodebookVersion);
        json.WriteStartObject("first");
        json.WriteString("id", $"urn:newsmonitor:annotations:{source.At.UtcDateTime:yyyyMMddHHmmss}:1");
        json.WriteString("type", "AnnotationPage");
        json.WriteNumber("startIndex", 0);
        json.WriteStartArray("items");
        var count = 0L;
        await foreach (var statement in source.StatementsAsync(cancel))
        {
            JsonSerializer.Serialize(json, JsonText.Present(Annotation(statement)), JsonText.Options);
            if (++count % 100 == 0) await json.FlushAsync(cancel);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNumber("total", count);
        json.WriteEndObject();
        return new(count);
    }

    private static Dictionary<string, object?> Annotation(StatementRecord s) => new()
    {
        ["id"] = $"urn:newsmonitor:statement:{s.Id}",
        ["type"] = "Annotation",
        ["motivation"] = "classifying",
        ["created"] = s.CreatedAt.UtcDateTime,
        ["modified"] = s.ChangedAt.UtcDateTime,
        ["creator"] = (s.ChangedBy ?? s.CreatedBy) is { } person
            ? new Dictionary<string, object?> { ["type"] = "Person", ["name"] = person }
            : new Dictionary<string, object?> { ["type"] = "Software", ["name"] = $"NewsMonitor, rule: {s.Rule}" },
        ["body"] = new object[]
        {
            new Dictionary<string, object?> { ["type"] = "TextualBody", ["purpose"] = "classifying", ["value"] = s.Kind },
            new Dictionary<string, object?> { ["type"] = "TextualBody", ["purpose"] = "describing", ["format"] = "text/plain", ["value"] = Sentence(s) },
        },
        ["target"] = s.Evidence.Select(e => new Dictionary<string, object?>
        {
            ["type"] = "SpecificResource",
            ["source"] = s.Article.Address,
            ["nm:role"] = e.Role,
            ["nm:articleVersion"] = e.Version,
            ["selector"] = new object[]
            {
                new Dictionary<string, object?> { ["type"] = "TextPositionSelector", ["start"] = e.Start, ["end"] = e.End },
                new Dictionary<string, object?> { ["type"] = "TextQuoteSelector", ["exact"] = e.Quote, ["prefix"] = e.Prefix, ["suffix"] = e.Suffix },
            },
        }).ToArray(),
        ["nm:state"] = s.State,
        ["nm:participants"] = s.Participants.Select(p => JsonText.Present(new()
        {
            ["nm:role"] = p.Role, ["nm:actor"] = p.Name, ["nm:kind"] = p.Kind, ["nm:key"] = p.Key, ["nm:wikidata"] = p.WikidataId,
        })).ToArray(),
        ["nm:issue"] = s.Issue,
        ["nm:stance"] = s.Stance,
        ["nm:act"] = s.Act,
        ["nm:instrument"] = s.Instrument ?? s.InstrumentWords,
        ["nm:cameo"] = s.Cameo,
        ["nm:condition"] = s.Condition,
        ["nm:mode"] = s.Mode,
        ["nm:lifeCycle"] = s.LifeCycle,
        ["nm:eventDate"] = s.EventDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["nm:codebookVersion"] = s.CodebookVersion,
    };

    /// <summary>The claim as one line, for programs that show a body's text.</summary>
    internal static string Sentence(StatementRecord s)
    {
        string Names(string role) => string.Join(", ", s.In(role).Select(p => p.Name));
        return s.Kind == "threat"
            ? $"{Names("threatener")} → {Names("target")}: {s.InstrumentWords ?? s.Instrument} ({s.Mode}{(s.Condition is null ? "" : $", if {s.Condition}")})"
            : $"{Names("speaker")} {s.Stance}: {s.Issue}";
    }
}
