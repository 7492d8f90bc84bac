using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>The OpenAPI document: valid, and whole.</summary>
public sealed partial class ApiDocumentTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_is_valid_and_holds_every_route()
    {
        using var anybody = room.With(null);
        var text = await anybody.GetStringAsync("/api/v1/openapi.json", Cancel);
        var read = OpenApiDocument.Parse(text, OpenApiConstants.Json);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);

        var document = read.Document!;
        Assert.Equal("bearer", Assert.Single(document.Components!.SecuritySchemes!).Value.Scheme);
        var described = document.Paths.SelectMany(p => p.Value.Operations!.Keys.Select(m => $"{m.Method} {p.Key}")).Order().ToArray();
        var mapped = room.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal) && !e.RoutePattern.RawText.EndsWith("openapi.json", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} /{TypePattern().Replace(e.RoutePattern.RawText!.Trim('/'), "")}")).Order().ToArray();
        Assert.Equal(mapped, described);
        Assert.True(mapped.Length > 20);
    }

    [Fact]
    public async Task Everything_in_it_is_described_and_answers_have_examples()
    {
        using var anybody = room.With(null);
        using var document = JsonDocument.Parse(await anybody.GetStringAsync("/api/v1/openapi.json", Cancel));
        var tags = document.RootElement.GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("name").GetString()).ToHashSet();
        var names = new HashSet<string>();
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var where = $"{operation.Name} {path.Name}";
                Assert.True(Said(operation.Value, "summary") && Said(operation.Value, "description"), $"{where} is not described.");
                Assert.True(names.Add(operation.Value.GetProperty("operationId").GetString()!), $"{where} has another's name.");
                Assert.Contains(operation.Value.GetProperty("tags")[0].GetString(), tags);
                Assert.True(operation.Value.GetProperty("security").GetArrayLength() == 1, $"{where} does not say that it needs a token.");
                foreach (var parameter in operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [])
                {
                    Assert.True(Said(parameter, "description"), $"{where}: {parameter.GetProperty("name")} is not described.");
                    Assert.Matches("^([a-z_]+|Last-Event-ID)$", parameter.GetProperty("name").GetString());
                }
                if (operation.Value.TryGetProperty("requestBody", out var body)) Assert.True(body.GetProperty("content").GetProperty("application/json").TryGetProperty("example", out _), $"{where} has no example of its body.");
                foreach (var response in operation.Value.GetProperty("responses").EnumerateObject())
                {
                    Assert.True(Said(response.Value, "description") && response.Value.GetProperty("description").GetString()!.Contains(' ', StringComparison.Ordinal), $"{where}: {response.Name} is not described.");
                    if (response.Name[0] == '2' && response.Value.TryGetProperty("content", out var content))
                        Assert.All(content.EnumerateObject(), media => Assert.True(media.Value.TryGetProperty("example", out _) && media.Value.TryGetProperty("schema", out _), $"{where}: {response.Name} has no example."));
                }
                Assert.All(["401", "403", "429"], status => Assert.True(operation.Value.GetProperty("responses").TryGetProperty(status, out _), $"{where} does not say {status}."));
            }
        }
        foreach (var schema in document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            if (schema.Name == "ProblemDetails") continue;
            foreach (var property in schema.Value.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [])
                Assert.True(Said(property.Value, "description"), $"{schema.Name}.{property.Name} is not described.");
        }
    }

    private static bool Said(JsonElement element, string what) => element.TryGetProperty(what, out var text) && !string.IsNullOrWhiteSpace(text.GetString());

    [GeneratedRegex(":[a-z]+(?=})")]
    private static partial Regex TypePattern();
}
