using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace NewsMonitor.Web.Api;

/// <summary>A call, as the page that documents the API shows it.</summary>
public sealed record GuideCall(
    string Id, string Method, string Path, string Summary, string Description, IReadOnlyList<GuideField> Parameters, string? Body, string? BodyType, string? Answer, string? AnswerType,
    IReadOnlyList<(string Status, string Meaning)> Statuses, string Curl);

/// <summary>A parameter, or a field of a type. Of is the type that it holds, if it is one of the document's.</summary>
public sealed record GuideField(string Name, string Kind, string? Of, bool Required, string Description);

/// <summary>What stands in bodies and answers: fields, or the words of an enumeration.</summary>
public sealed record GuideType(string Name, string Description, IReadOnlyList<GuideField> Fields, IReadOnlyList<string> Words);

/// <summary>The calls of one tag.</summary>
public sealed record GuidePart(string Name, string Description, IReadOnlyList<GuideCall> Calls);

/// <summary>The OpenAPI document, read for people. What the page says is what the document says; nothing is written twice.</summary>
public sealed record ApiGuide(string Description, IReadOnlyList<GuidePart> Parts, IReadOnlyList<GuideType> Types)
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="provider">The document's own maker.</param>
    /// <param name="house">Where the reader's browser is: calls are shown so that they can be copied.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<ApiGuide> ReadAsync(IOpenApiDocumentProvider provider, string house, CancellationToken cancel)
    {
        var document = await provider.GetOpenApiDocumentAsync(cancel);
        var json = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancel))!.AsObject();
        var calls = (from path in json["paths"]!.AsObject()
                     from operation in path.Value!.AsObject()
                     select (Tag: (string)operation.Value!["tags"]![0]!, Call: Call(path.Key, operation.Key, operation.Value!.AsObject(), house))).ToLookup(c => c.Tag, c => c.Call);
        return new(
            (string?)json["info"]!["description"] ?? "",
            [.. ApiDocument.Parts.Where(p => calls[p.Key].Any()).Select(p => new GuidePart(p.Key, p.Value, [.. calls[p.Key]]))],
            [.. json["components"]!["schemas"]!.AsObject().Select(s => Type(s.Key, s.Value!.AsObject())).OrderBy(t => t.Name, StringComparer.Ordinal)]);
    }

    private static GuideCall Call(string path, string method, JsonObject operation, string house)
    {
        var parameters = (operation["parameters"] as JsonArray ?? []).Select(p => Field((string)p!["name"]!, p["schema"], (bool?)p["required"] == true, (string?)p["description"])).ToArray();
        var (body, bodyType) = Content(operation["requestBody"]);
        var statuses = operation["responses"]!.AsObject();
        var (answer, answerType) = Content(statuses.FirstOrDefault(s => s.Key[0] == '2').Value);
        return new(
            (string)operation["operationId"]!, method.ToUpperInvariant(), path, (string?)operation["summary"] ?? "", (string?)operation["description"] ?? "", parameters, body, bodyType, answer, answerType,
            [.. statuses.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, (string?)s.Value!["description"] ?? ""))], Curl(path, method.ToUpperInvariant(), statuses, body, house));
    }

    /// <summary>The example of the first kind of content, indented, and the type that it is of.</summary>
    private static (string? Example, string? Type) Content(JsonNode? from) =>
        from?["content"]?.AsObject().Select(c => c.Value).FirstOrDefault() is { } media ? (media["example"]?.ToJsonString(Written), Of(media["schema"])) : (null, null);

    private static string Curl(string path, string method, JsonObject statuses, string? body, string house)
    {
        var address = house.TrimEnd('/') + path.Replace("{id}", "4711", StringComparison.Ordinal) + (path == "/api/v1/articles" ? "?query=NATO%20after:-7d&limit=20" : "");
        var options = new List<string> { "-H \"Authorization: Bearer $NEWSMONITOR_TOKEN\"" };
        if (path.EndsWith("/stream", StringComparison.Ordinal)) options.Insert(0, "-N");
        if (path.EndsWith("/file", StringComparison.Ordinal)) options.Insert(0, "-OJ");
        if (method is not "GET" && !(method == "POST" && body is not null)) options.Insert(0, $"-X {method}");
        if (statuses.ContainsKey("428")) options.Add("-H 'If-Match: \"90211\"'");
        if (body is not null) options.Add($"--json '{JsonNode.Parse(body)!.ToJsonString(new() { Encoder = Written.Encoder })}'");
        return $"curl {string.Join(" \\\n  ", options)} \\\n  \"{address}\"";
    }

    private static GuideType Type(string name, JsonObject schema)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(r => (string)r!).ToHashSet();
        return new(
            name, (string?)schema["description"] ?? "",
            [.. (schema["properties"] as JsonObject ?? []).Select(p => Field(p.Key, p.Value, required.Contains(p.Key), (string?)p.Value?["description"]))],
            [.. (schema["enum"] as JsonArray ?? []).Where(w => w is not null).Select(w => (string)w!)]);
    }

    private static GuideField Field(string name, JsonNode? schema, bool required, string? description) => new(name, Kind(schema), Of(schema), required, description ?? "");

    private static string Kind(JsonNode? schema) =>
        schema?["$ref"] is { } reference ? Last((string)reference!)
        : schema?["items"] is { } items ? $"[{Kind(items)}]"
        : ((string?)schema?["format"]) switch
        {
            "date-time" => "time", "date" => "date", "int32" or "int64" => "integer", "double" or "float" => "number", "uuid" => "uuid",
            _ => schema?["type"] is JsonArray several ? string.Join(" | ", several.Select(t => (string)t!)) : (string?)schema?["type"] ?? "any",
        };

    private static string? Of(JsonNode? schema) => schema?["$ref"] is { } reference ? Last((string)reference!) : schema?["items"] is { } items ? Of(items) : null;

    private static string Last(string reference) => reference[(reference.LastIndexOf('/') + 1)..];
}
