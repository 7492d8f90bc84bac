using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Npgsql;

namespace NewsMonitor.Web.Api;

/// <summary>
/// What every call of the API passes: no cookie goes in, so no page on the net can call in a person's name; the token is looked up, the call is
/// counted, and whatever goes wrong comes out as a problem in words, never as a page.
/// </summary>
internal sealed partial class ApiPipe(RequestDelegate next, ApiLimiter limiter, IOptions<ApiOptions> options, ILogger<ApiPipe> log)
{
    public const string Path = "/api/v1";

    public async Task InvokeAsync(HttpContext context)
    {
        context.Request.Headers.Cookie = default;
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = options.Value.LargestBody;
        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Authorization, Accept-Language";
        try
        {
            var signedIn = await context.AuthenticateAsync(TokenSignIn.Name);
            context.User = signedIn.Principal ?? new();
            if (!limiter.Admit(context)) await Problems.Of("too-many", $"This {(signedIn.Succeeded ? "token has" : "address has")} called too often. Wait as long as Retry-After says; Api:RequestsPerMinute is the operator's setting.").ExecuteAsync(context);
            else await next(context);
            if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null }) await Problems.OfStatus(context.Response.StatusCode).ExecuteAsync(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // What stood for the good answer must not stand beside the bad one.
            foreach (var name in (string[])["ETag", "Link", "Location", "Content-Disposition", "Content-Length", "Content-Type"]) headers.Remove(name);
            await Problem(e, context).ExecuteAsync(context);
        }
    }

    private IResult Problem(Exception e, HttpContext context)
    {
        switch (e)
        {
            case RefusedException refused:
                return refused.Problem;
            case BadHttpRequestException { StatusCode: 413 }:
                return Problems.TooLarge();
            case BadHttpRequestException bad:
                return Problems.Of("bad-request", bad.InnerException is System.Text.Json.JsonException json ? Body<object>.Sentence(json) : ParameterSentence(bad.Message));
            case NpgsqlException { InnerException: TimeoutException } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or TimeoutException:
                return Problems.Of("archive-away", "The archive did not answer in time. Ask for less, or again in a while.");
            case NpgsqlException:
                log.LogWarning(e, "The archive is away; a call of {Path} was refused.", context.Request.Path);
                return Problems.Of("archive-away", "The archive cannot be reached. Try again in a while.");
            default:
                log.LogError(e, "A call of {Path} has met a fault.", context.Request.Path);
                return Problems.Of("fault", "The program has a fault here. The log of the server says more under this trace.", new Dictionary<string, object?> { ["trace"] = context.TraceIdentifier });
        }
    }

    /// <summary>The framework's <c>Failed to bind parameter "Nullable&lt;int&gt; limit" from "many".</c>, said for people.</summary>
    private static string ParameterSentence(string message) => ParameterPattern().Match(message) is { Success: true } found
        ? $"The parameter '{Outside(found)}' cannot take the value '{found.Groups[2].Value}'. The page /api says what it takes."
        : RequiredPattern().Match(message) is { Success: true } missing ? $"The parameter '{Outside(missing)}' is missing." : "A parameter or the body cannot be read. The page /api says what the call takes.";

    private static string Outside(System.Text.RegularExpressions.Match name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name.Groups[1].Value);

    [System.Text.RegularExpressions.GeneratedRegex("""parameter "[^"]*?(\w+)" from "([^"]{0,200})""")]
    private static partial System.Text.RegularExpressions.Regex ParameterPattern();

    [System.Text.RegularExpressions.GeneratedRegex("""parameter "[^"]*?(\w+)" was not provided""")]
    private static partial System.Text.RegularExpressions.Regex RequiredPattern();
}

/// <summary>A refusal from where no result can be returned: the binding of a body, say.</summary>
internal sealed class RefusedException(IResult problem) : Exception
{
    public IResult Problem { get; } = problem;
}
