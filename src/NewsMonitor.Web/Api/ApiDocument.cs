using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Api;

/// <summary>The OpenAPI document: made from the endpoints themselves, with what they cannot say of themselves.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Address = ApiPipe.Path + "/openapi.json";
    private const string SchemeName = "token";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, document =>
    {
        document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        document.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(ApiPipe.Path[1..], StringComparison.Ordinal) == true && !endpoint.RelativePath.EndsWith("openapi.json", StringComparison.Ordinal);
        document.AddDocumentTransformer(Introduce);
        document.AddDocumentTransformer(Simplify);
        document.AddOperationTransformer(Complete);
    });

    /// <summary>Open to everybody: it holds nothing of the archive, and tools fetch it before they have a token.</summary>
    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi(Address).AllowAnonymous();

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new()
        {
            Title = "NewsMonitor", Version = "1",
            Description = """
                Articles, stories, actors, statements, feeds and exports of this archive. Offsets count Unicode code points. Times are UTC. Names of actors come in the language of `Accept-Language` (`de` or `en`).

                Lists come in pages: follow `next` (or the `Link` header) until there is none. Answers to GET carry an `ETag`; send it as `If-None-Match` and get 304 where nothing has changed. Changes of statements need `If-Match`. Every token has
                a rate; `RateLimit` says what is left of it, `Retry-After` how long to wait. Problems are `application/problem+json` (RFC 9457), with a `type` for programs and a `detail` for people. Within `/api/v1` fields are added, never taken away or changed.
                """,
        };
        // Addresses of this document are relative to the house that serves it.
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = TokenText.Prefix + "…",
            Description = "A personal token, made under /account/tokens: `Authorization: Bearer newsmonitor_pat_…`. It acts for its holder, within its scopes and the roles that they hold at that moment.",
        };
        document.Tags = new HashSet<OpenApiTag>(Parts.Select(part => new OpenApiTag { Name = part.Key, Description = part.Value }));
        return Task.CompletedTask;
    }

    /// <summary>What is not known is absent, never null: so the schemas say, and generators of clients make one type of it instead of a union.</summary>
    private static Task Simplify(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            foreach (var (name, property) in schema.Properties?.ToArray() ?? [])
            {
                if (property is not OpenApiSchema own) continue;
                if (own.OneOf?.OfType<OpenApiSchemaReference>().ToArray() is [var only] && own.OneOf.Count == 2) schema.Properties![name] = only;
                else own.Type &= ~JsonSchemaType.Null;
            }
        }
        return Task.CompletedTask;
    }

    /// <summary>What the tags hold, in the order of the page.</summary>
    public static readonly IReadOnlyDictionary<string, string> Parts = new Dictionary<string, string>
    {
        ["Token"] = "Who calls.",
        ["Articles"] = "What was published, with its texts and what is coded in them.",
        ["Search"] = "How much there is, of whom, when.",
        ["Stories"] = "What several outlets report.",
        ["Statements"] = "Threats and positions: read them, and as an editor make, change and decide them.",
        ["Actors"] = "Who speaks, threatens, is threatened.",
        ["Codebook"] = "Issues and instruments.",
        ["Exports"] = "Files to take away, made in the background.",
        ["Watches"] = "Saved searches.",
        ["Feeds"] = "What is polled, for admins.",
        ["Stream"] = "What comes in, as it comes in.",
    };

    private static async Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var scope = metadata.OfType<NeedsScope>().FirstOrDefault()?.Scope;
        operation.Security = [new() { [new OpenApiSecuritySchemeReference(SchemeName, context.Document)] = scope is { } needed ? [needed.Word()] : [] }];
        operation.OperationId ??= OperationId(context.Description.HttpMethod!, context.Description.RelativePath!);
        if (scope is { } named) operation.Description = $"{operation.Description}\n\nScope: `{named.Word()}`{(named.Needs() is { } role ? $", which needs the role {role}" : "")}.";

        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        foreach (var example in metadata.OfType<Example>())
        {
            var node = JsonSerializer.SerializeToNode(example.Value, example.Value.GetType(), json);
            if (example.OfBody) Put(operation.RequestBody?.Content, node);
            else foreach (var (status, response) in operation.Responses ?? []) if (status[0] == '2') Put(response.Content, node);
        }
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (int.TryParse(status, out var code) && Sentence(code) is { } sentence) response.Description = sentence;
        }
        await Task.CompletedTask;
    }

    private static void Put(IDictionary<string, OpenApiMediaType>? content, JsonNode? example)
    {
        foreach (var media in content?.Values ?? []) media.Example = example?.DeepClone();
    }

    /// <summary>A name that generators of clients take for the method: <c>get_articles_id_mentions</c>.</summary>
    private static string OperationId(string method, string path) =>
        method.ToLowerInvariant() + "_" + string.Join('_', path[(ApiPipe.Path.Length)..].Split(['/', '{', '}', ':'], StringSplitOptions.RemoveEmptyEntries).Where(p => p != "long"));

    private static string? Sentence(int status) => status switch
    {
        200 => "It is so.",
        201 => "It was made; Location says where it is.",
        202 => "It will be done.",
        204 => "It was done.",
        400 => "A parameter, the query line or the body cannot be read.",
        401 => "No token, or none that holds.",
        403 => "The token lacks the scope, or its holder the role.",
        404 => "There is none of this id.",
        409 => "It is there already, or not ready yet.",
        412 => "Somebody else was first; `current` and `yours` hold both versions.",
        415 => "The body is not JSON.",
        422 => "It cannot be saved like this; the detail says why.",
        423 => "It is locked for this person now; the detail says why.",
        428 => "If-Match is missing.",
        429 => "Too many calls; wait as long as Retry-After says.",
        503 => "The archive does not answer in time, or all seats are taken.",
        _ => null,
    };
}
