using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Web.Components.Issues;

/// <summary>The codebook as a file to take away: a table, or REFI-QDA for NVivo, MAXQDA and ATLAS.ti.</summary>
internal static class CodebookFiles
{
    public static void MapCodebookExport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/issues/codebook.csv", (IDbContextFactory<NewsDbContext> archive, CancellationToken cancel) =>
            FileAsync(archive, (file, entries) => CodebookCsv.Write(file, entries), "text/csv; charset=utf-8", "newsmonitor-codebook.csv", cancel)).RequireAuthorization();
        app.MapGet("/issues/codebook.qdc", (IDbContextFactory<NewsDbContext> archive, CancellationToken cancel) =>
            FileAsync(archive, (file, entries) => CodebookQdc.Write(file, entries, "NewsMonitor"), "application/xml", "newsmonitor-codebook.qdc", cancel)).RequireAuthorization();
    }

    private static async Task<IResult> FileAsync(
        IDbContextFactory<NewsDbContext> archive, Action<Stream, IReadOnlyList<CodebookFileEntry>> write, string type, string name, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var file = new MemoryStream();
        write(file, await CodebookExport.ReadAsync(db, cancel));
        file.Position = 0;
        return Results.File(file, type, name);
    }
}
