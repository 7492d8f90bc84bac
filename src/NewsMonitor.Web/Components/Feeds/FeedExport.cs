using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Web.Components.Feeds;

/// <summary>All feeds as a file that other readers can import.</summary>
internal static class FeedExport
{
    public static void MapFeedExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/admin/feeds.opml", async (FeedQueries feeds, TimeProvider clock, CancellationToken cancel) =>
        {
            var outlines = await feeds.OutlinesAsync(cancel);
            var file = new MemoryStream();
            Opml.Write(file, outlines, "NewsMonitor", clock.GetUtcNow());
            file.Position = 0;
            return Results.File(file, "text/x-opml", "newsmonitor-feeds.opml");
        }).RequireAuthorization(policy => policy.RequireRole(nameof(Role.Admin)));
}
