using System.Globalization;
using NewsMonitor.Core.Ingestion;

namespace NewsMonitor.Web.Components.Feeds;

/// <summary>
/// Where hubs call (W3C WebSub): to have a subscription confirmed, and to push. Open to everybody, as it has to be: an address that nobody can
/// guess names the subscription, a signature proves the push, and nothing is said to who has neither.
/// </summary>
internal static class HubCallback
{
    public static void MapHubCallback(this IEndpointRouteBuilder app)
    {
        var hook = app.MapGroup(Hubs.CallbackPath + "{token:length(48)}").AllowAnonymous().DisableAntiforgery();
        hook.MapGet("", async (string token, HttpRequest request, HubCalls calls, CancellationToken cancel) =>
        {
            string? Said(string name) => request.Query[name] is [{ Length: > 0 and <= 4_000 } value] ? value : null;
            if (Said("hub.mode") == "denied")
            {
                await calls.DenyAsync(token, Said("hub.reason"), cancel);
                return Results.Ok();
            }
            int? lease = int.TryParse(Said("hub.lease_seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
            return Said("hub.challenge") is { } challenge && await calls.ConfirmAsync(token, Said("hub.mode"), Said("hub.topic"), lease, cancel)
                ? Results.Text(challenge, "text/plain")
                : Unknown;
        });
        hook.MapPost("", async (string token, HttpRequest request, HubCalls calls, CancellationToken cancel) =>
        {
            if (request.ContentLength > HubCalls.MostBytes || await BodyAsync(request.Body, cancel) is not { } body) return Results.Text("The push is larger than a feed.", statusCode: StatusCodes.Status413PayloadTooLarge);
            return await calls.PushAsync(token, request.Headers["X-Hub-Signature"], body, cancel) ? Results.Accepted() : Unknown;
        });
    }

    /// <summary>With words of its own, or the page for people would take its place.</summary>
    private static IResult Unknown => Results.Text("There is no such subscription.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>The body, or null where it is larger than a feed's push should be.</summary>
    private static async Task<byte[]?> BodyAsync(Stream from, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        while (await from.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (body.Length + read > HubCalls.MostBytes) return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }
}
