using NewsMonitor.Core;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Positions;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Components.Positions;

/// <summary>The map as a file, by the same address as the page.</summary>
public static class PositionFiles
{
    public static void MapPositionFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/positions.csv", async (HttpContext context, SearchResolver search, PositionMaps maps, NewsroomTime newsroom, CancellationToken cancel) =>
        {
            var at = PositionsAddress.Read(context.Request.QueryString.Value ?? "") with { Rows = PositionsAddress.MostRows, Columns = PositionsAddress.MostColumns };
            var found = await search.ResolveAsync(at.Line, cancel);
            if (!found.IsSound) return Results.BadRequest();
            var (map, spans) = await PositionReading.ReadAsync(maps, found.Query, at, context.User.Id(), newsroom, cancel);
            return Results.Stream(file => PositionCsv.WriteAsync(PositionGrid.Of(map, at.Choice), file, spans is not null), "text/csv; charset=utf-8", "positions.csv");
        }).RequireAuthorization();
}
