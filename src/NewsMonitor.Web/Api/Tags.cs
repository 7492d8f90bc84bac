using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using NewsMonitor.Core.Exchange;

namespace NewsMonitor.Web.Api;

/// <summary>
/// ETags: a good answer to a GET gets one by its content, and goes out as 304 where the caller has it. That of a statement begins with its row version,
/// which is what <c>If-Match</c> goes by: whoever saves over a state that they have not seen is told so.
/// </summary>
internal sealed class Tags(IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        while (result is INestedHttpResult nested) result = nested.Result;
        var http = context.HttpContext;
        if (result is not IValueHttpResult { Value: { } value } || result is IStatusCodeHttpResult { StatusCode: not (null or 200 or 201) }) return result;
        if (value is Microsoft.AspNetCore.Mvc.ProblemDetails) return result;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json.Value.SerializerOptions);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
        var tag = new EntityTagHeaderValue(value is StatementRecord { RowVersion: { } version } ? $"\"{version}-{hash}\"" : $"\"{hash}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return result;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Bytes(bytes, "application/json; charset=utf-8");
    }

    /// <summary>The state that the caller has seen, by <c>If-Match</c>; null for <c>*</c>: whichever there is.</summary>
    /// <exception cref="RefusedException">The header is missing, or names no state of ours.</exception>
    public static uint? Seen(HttpContext context)
    {
        var given = context.Request.GetTypedHeaders().IfMatch;
        if (given.Count == 0)
            throw new RefusedException(Problems.Of("needs-if-match", "Send the ETag of the statement that you have seen as If-Match, so that nobody's change is lost. It comes with GET, and as 'row_version' with every statement."));
        if (given.Any(tag => tag.Equals(EntityTagHeaderValue.Any))) return null;
        // Of several, any may be it; one statement has one row version, so the first that can be read is taken.
        foreach (var tag in given)
        {
            var text = tag.Tag.AsSpan().Trim('"');
            if (!tag.IsWeak && uint.TryParse(text[..(text.IndexOf('-') is >= 0 and var dash ? dash : text.Length)], out var version)) return version;
        }
        throw new RefusedException(Problems.Of("bad-request", "If-Match names no state of a statement: it is the ETag that came with it, or its 'row_version' in quotation marks."));
    }
}
