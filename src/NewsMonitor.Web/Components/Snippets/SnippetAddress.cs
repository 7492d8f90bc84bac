using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Snippets;

/// <summary>The filter of the snippets stands in their address, for the page as for the table that one downloads. Days are the newsroom's.</summary>
public static class SnippetAddress
{
    /// <summary>Passes over what it does not understand.</summary>
    public static SnippetFilter Filter(
        EntryKind kind, long id, string? stance, string? state, long? outlet, long? coder, string? from, string? until, string? words, NewsroomTime newsroom,
        string? only = null) => new()
    {
        Kind = kind, Id = id, OutletId = outlet, CoderId = coder,
        Stance = Enum.TryParse<Stance>(stance, ignoreCase: true, out var side) && Enum.IsDefined(side) ? side : null,
        State = Enum.TryParse<CodeState>(state, ignoreCase: true, out var one) && Enum.IsDefined(one) ? one : null,
        From = Day(from) is { } first ? newsroom.At(first) : null, Until = Day(until) is { } last ? newsroom.At(last.AddDays(1)) : null,
        MentionsOnly = only == "mentions", Words = words is { Length: > 200 } ? words[..200] : words,
    };

    public static DateTime? Day(string? words) =>
        DateTime.TryParseExact(words, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;

    public static void MapSnippetExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/snippets/{word}/{id:long}.csv", async (
            string word, long id, string? stance, string? state, long? outlet, long? coder, string? from, string? until, string? q, string? only,
            IDbContextFactory<NewsDbContext> archive, NewsroomTime newsroom, CancellationToken cancel) =>
        {
            if (ListEntry.KindOf(word) is not { } kind) return Results.NotFound();
            var filter = Filter(kind, id, stance, state, outlet, coder, from, until, q, newsroom, only);
            return Results.Stream(async file =>
            {
                await using var db = await archive.CreateDbContextAsync(cancel);
                await SnippetCsv.WriteAsync(db, filter, Languages.Current, file, cancel);
            }, "text/csv; charset=utf-8", $"newsmonitor-{word}-{id}.csv");
        }).RequireAuthorization();
}
