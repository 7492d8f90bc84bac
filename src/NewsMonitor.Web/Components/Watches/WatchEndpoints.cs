using Microsoft.Net.Http.Headers;
using NewsMonitor.Core.Watches;
using NewsMonitor.Core.Watches.Mail;

namespace NewsMonitor.Web.Components.Watches;

/// <summary>What is asked for without signing in: a watch's secret feed, and the links of letters. The secret in the address is the whole right.</summary>
internal static class WatchEndpoints
{
    private const int LongestToken = 100;

    public static void MapWatches(this IEndpointRouteBuilder app)
    {
        app.MapGet("/watches/feed/{token:length(48)}.{format:regex(^(rss|json)$)}", FeedAsync).AllowAnonymous();
        // RFC 8058: the mail program's own button posts here, with nothing but the address.
        app.MapGet("/mail/stop/{token}", (string token) => Results.LocalRedirect($"/mail/stopping/{Uri.EscapeDataString(token)}")).AllowAnonymous();
        app.MapPost("/mail/stop/{token}", async (string token, Mailer mailer, CancellationToken cancel) =>
            token.Length <= LongestToken && await mailer.StopAsync(token, cancel) ? Results.LocalRedirect($"/mail/stopping/{token}?done=true") : Unknown).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/mail/confirm/{token}/yes", async (string token, Mailer mailer, CancellationToken cancel) =>
            Results.LocalRedirect($"/mail/confirm/{Uri.EscapeDataString(token)}?done={(token.Length <= LongestToken && await mailer.ConfirmAsync(token, cancel) ? "true" : "false")}"))
            .AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> FeedAsync(string token, string format, HttpContext context, WatchFeeds feeds, CancellationToken cancel)
    {
        if (await feeds.ReadAsync(token, format == "rss" ? FeedFormat.Rss : FeedFormat.Json, cancel) is not { } feed) return Unknown;
        context.Response.Headers.CacheControl = "private, max-age=60";
        // Answers 304 to whoever has it (RFC 9110, 13).
        return Results.Bytes(feed.Body, feed.MediaType, lastModified: feed.Modified, entityTag: EntityTagHeaderValue.Parse(feed.Tag));
    }

    /// <summary>With words of its own, or the page for people would take its place.</summary>
    private static IResult Unknown => Results.Text("There is nothing at this address, any more or at all.", statusCode: StatusCodes.Status404NotFound);
}
