using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace NewsMonitor.Web.Api;

/// <summary>A body of JSON. What cannot be read is refused with the place and a sentence; names that nobody knows are refused too, for a mistyped one would be lost in silence.</summary>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo _)
    {
        if (!context.Request.HasJsonContentType()) throw new RefusedException(Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        var json = context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        try
        {
            return new(await JsonSerializer.DeserializeAsync<T>(context.Request.Body, json, context.RequestAborted)
                ?? throw new RefusedException(Problems.Of("bad-request", "The body is JSON's null where an object is needed.")));
        }
        catch (JsonException fault)
        {
            throw new RefusedException(Problems.Of("bad-request", Sentence(fault)));
        }
    }

    internal static string Sentence(JsonException fault) =>
        $"The body cannot be read{(fault.Path is { Length: > 1 } path ? $" at {path}" : "")}{(fault.LineNumber is { } line ? $", line {line + 1}" : "")}: {Reason(fault.Message)}";

    private static string Reason(string message) =>
        message.Contains("could not be mapped", StringComparison.Ordinal) ? "there is no such field."
        : message.Contains("missing required", StringComparison.Ordinal) ? $"a field is missing{Tail(message, ":")}."
        : message.Contains("could not be converted", StringComparison.Ordinal) ? "the value is of another kind, or none of those that it may be."
        : "it is no JSON.";

    private static string Tail(string message, string after) => message.LastIndexOf(after, StringComparison.Ordinal) is >= 0 and var at ? $" ({message[(at + 1)..].Trim().TrimEnd('.')})" : "";

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}
