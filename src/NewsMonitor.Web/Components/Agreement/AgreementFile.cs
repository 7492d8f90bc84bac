using Microsoft.AspNetCore.Authorization;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Agreement;
using NewsMonitor.Web.Auth;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Agreement;

/// <summary>The figures of the page as a file to take away, by the same address.</summary>
internal static class AgreementFile
{
    public static void MapAgreementExport(this IEndpointRouteBuilder app) => app.MapGet("/agreement.csv", async (
        HttpContext context, AgreementQueries queries, long? round, string? coders, long? issue, string? from, string? until, string? unmatched, CancellationToken cancel) =>
    {
        var address = AgreementAddress.Of(round, coders, issue, from, until, null, unmatched);
        if (await queries.LoadAsync(address.Filter, context.User.Id(), Languages.Current, cancel) is not { } data) return Results.Forbid();
        var file = new MemoryStream();
        AgreementCsv.Write(file, data, address.Unmatched);
        file.Position = 0;
        return Results.File(file, "text/csv; charset=utf-8", "newsmonitor-agreement.csv");
    }).RequireAuthorization(new AuthorizeAttribute { Roles = nameof(Role.Editor) });
}
