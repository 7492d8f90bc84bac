using Microsoft.Extensions.Localization;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Threats;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Localisation;
using NewsMonitor.Web.Resources;

namespace NewsMonitor.Web.Components.Threats;

/// <summary>The board as a file, by the same address as the page.</summary>
public static class ThreatFiles
{
    public static void MapThreatFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/threats.csv", async (HttpContext context, SearchResolver search, ThreatBoards boards, IStringLocalizer<ThreatWords> W, CancellationToken cancel) =>
        {
            var at = ThreatsAddress.Read(context.Request.QueryString.Value ?? "");
            var found = await search.ResolveAsync(at.Line, cancel);
            if (!found.IsSound) return Results.BadRequest();
            // The pairs of the file are those of the choices, their own included.
            var board = await boards.ReadAsync(at.Scope(found.Query, context.User.Id()), at.Rows, Languages.Current, cancel, int.MaxValue);
            var chosen = board with { Pairs = [.. board.Pairs.Where(p => (at.From.Count == 0 || at.From.Contains(p.Threatener)) && (at.To.Count == 0 || at.To.Contains(p.Target)))] };
            var csv = new ThreatCsv(chosen, W["Nobody"]);
            return context.Request.Query["part"].ToString() switch
            {
                "timeline" => File(file => csv.WriteTimelineAsync(at.Rows, file), "threats-timeline"),
                "bars" => File(csv.WriteBarsAsync, "threats-bars"),
                _ => File(csv.WritePairsAsync, "threats"),
            };
        }).RequireAuthorization();

    private static IResult File(Func<Stream, Task> write, string name) => Results.Stream(write, "text/csv; charset=utf-8", $"{name}.csv");
}
