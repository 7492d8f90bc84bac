using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Nodes;

namespace NewsMonitor.Web.Hosting;

/// <summary><c>/metrics</c> in Prometheus' format, for admins and for the collector that shows <c>Metrics:Token</c>.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this WebApplication app)
    {
        // It begins to count when it is made: with the program, not with the first question.
        var metrics = app.Services.GetRequiredService<MetricsText>();
        var options = app.Services.GetRequiredService<IOptions<MetricsOptions>>();
        app.MapGet("/metrics", (HttpContext context) =>
        {
            if (options.Value.Admits(context.Request.Headers.Authorization) || context.User.IsInRole(nameof(Role.Admin)))
                return Results.Text(metrics.Write(), MetricsText.ContentType);
            // A program asks: a page with a form is no answer to it.
            context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            return Results.Text("Sign in as an admin, or show the token of Metrics:Token.\n", statusCode: StatusCodes.Status401Unauthorized);
        }).AllowAnonymous().DisableHttpMetrics();
    }
}
