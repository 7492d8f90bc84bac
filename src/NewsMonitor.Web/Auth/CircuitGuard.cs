using Microsoft.AspNetCore.Diagnostics;

namespace NewsMonitor.Web.Auth;

/// <summary>
/// Stands before <c>/_blazor</c>: a circuit costs some 270 KB, so it is given to people who are signed in, and only to pages of this
/// house. A WebSocket is not bound by the same-origin policy; the browser says where it comes from and leaves the judgement to the server.
/// </summary>
internal sealed class CircuitGuard(RequestDelegate next, ILogger<CircuitGuard> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor")) return next(context);
        // The client of the circuit reads the status; a page in words is of no use to it.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        if (!FromThisHouse(context.Request))
        {
            log.LogWarning("Refused a circuit asked for by a page of {Origin}.", context.Request.Headers.Origin.ToString());
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        if (context.User.Identity is not { IsAuthenticated: true })
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
        return next(context);
    }

    /// <summary>Host and port are compared, not the scheme: a proxy that ends TLS may not tell us that it did.</summary>
    internal static bool FromThisHouse(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            // Browsers leave Origin out of a plain same-origin GET only. A WebSocket (an upgrade, or CONNECT in HTTP/2) always carries it.
            return HttpMethods.IsGet(request.Method) && request.Headers.Upgrade.Count == 0
                && request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "";
        }
        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page.Scheme is "http" or "https"
            && string.Equals(page.Authority, new HostString(request.Host.Value ?? "").ToUriComponent(), StringComparison.OrdinalIgnoreCase);
    }
}
