using NewsMonitor.Core;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Components.Networks;

/// <summary>The network as a file, by the same address as the page: whole, whatever the page leaves out as too weak.</summary>
public static class NetworkFiles
{
    /// <summary>What other programs read, with the name that it goes by.</summary>
    public static IReadOnlyList<(string Format, string Name)> Offered { get; } = [("graphml", "GraphML"), ("gexf", "GEXF"), ("ucinet", "UCINET")];

    public static void MapNetworkFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/networks/file", async (HttpContext context, string format, Exporter exporter, NewsroomTime newsroom, CancellationToken cancel) =>
        {
            if (ExportFormats.Find(format) is not { Subject: ExportSubject.Network } kind) return Results.NotFound();
            var at = NetworkAddress.Read(context.Request.QueryString.Value ?? "");
            // Written before it is sent: a query that cannot be read is an answer, not half a file.
            var file = new MemoryStream();
            var result = await exporter.WriteAsync(at.Request(kind.Name, newsroom.Zone, context.User.Id()), file, cancel);
            if (result is not ExportResult.Written) return Results.BadRequest();
            file.Position = 0;
            return Results.File(file, kind.MediaType, $"network.{kind.Extension}");
        }).RequireAuthorization();
}
