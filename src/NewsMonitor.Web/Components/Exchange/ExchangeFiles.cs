using System.Security.Claims;
using System.Text;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Exchange.Imports;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Components.Exchange;

/// <summary>Files to take away: what an export has written, its manifest, and the report of an import. Core says who may have which.</summary>
internal static class ExchangeFiles
{
    public static void MapExchangeFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/export/files/{id:long}", (long id, ClaimsPrincipal person, ExportDesk desk, CancellationToken cancel) => FileAsync(id, false, person, desk, cancel)).RequireAuthorization();
        app.MapGet("/export/files/{id:long}/manifest", (long id, ClaimsPrincipal person, ExportDesk desk, CancellationToken cancel) => FileAsync(id, true, person, desk, cancel)).RequireAuthorization();
        app.MapGet("/export/files/{id:long}/view", ViewAsync).RequireAuthorization();
        app.MapGet("/import/reports/{id:long}", ReportAsync).RequireAuthorization();
    }

    private static async Task<IResult> FileAsync(long id, bool manifest, ClaimsPrincipal person, ExportDesk desk, CancellationToken cancel) =>
        await desk.OpenAsync(id, manifest, person.Id(), cancel) is { } file ? Results.Stream(file.Content, file.MediaType, file.Name) : Results.NotFound();

    /// <summary>A dossier in the browser, to be read and printed: in a sandbox, without scripts, and without anything of ours in reach.</summary>
    private static async Task<IResult> ViewAsync(long id, HttpContext context, ExportDesk desk, CancellationToken cancel)
    {
        if (await desk.OpenAsync(id, false, context.User.Id(), cancel) is not { } file) return Results.NotFound();
        if (!file.MediaType.StartsWith("text/html", StringComparison.Ordinal))
        {
            await file.Content.DisposeAsync();
            return Results.NotFound();
        }
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals allow-popups; frame-ancestors 'none'";
        return Results.Stream(file.Content, file.MediaType);
    }

    private static async Task<IResult> ReportAsync(long id, ClaimsPrincipal person, ImportDesk desk, CancellationToken cancel)
    {
        if (await desk.ReportAsync(id, person.Id(), cancel) is not { } report) return Results.NotFound();
        var file = new MemoryStream();
        await using (var csv = CsvText.Open(file))
        {
            await csv.LineAsync("place", "fault", "detail", "sentence");
            foreach (var fault in report.Faults) await csv.LineAsync(fault.Place, fault.Kind.ToString(), fault.Detail, fault.Sentence);
        }
        return Results.File(file.ToArray(), "text/csv; charset=" + Encoding.UTF8.WebName, $"newsmonitor-import-{id}.csv");
    }
}
