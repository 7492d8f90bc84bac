using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Api;

/// <summary>What stands around a list of articles: how many there are, of which outlets, when.</summary>
public sealed record SummaryJson
{
    /// <summary>How many articles fulfil the query.</summary>
    public required int Total { get; init; }
    /// <summary>There are very many: all figures are estimates from a sixteenth of the archive, within some 2 %, a tenth where codes are asked for together with common words.</summary>
    public required bool Estimate { get; init; }
    /// <summary>The facets of actors and issues are estimates, of so many articles: shares of a part stand for all.</summary>
    public required bool CodesEstimate { get; init; }
    /// <summary>The archive's clock when it was counted.</summary>
    public required DateTimeOffset AsOf { get; init; }
    /// <summary>Counts by value. Each facet counts without its own choice in the query, so that another can be chosen.</summary>
    public required FacetsJson Facets { get; init; }
    /// <summary>The course over all times: hours, days, weeks or months of the newsroom's calendar, those without an article left out.</summary>
    public required IReadOnlyList<BarJson> Histogram { get; init; }
}

/// <summary>The facets of a query, each with its most frequent values first.</summary>
public sealed record FacetsJson
{
    /// <summary>By outlet's id.</summary>
    public required IReadOnlyList<CountJson> Outlets { get; init; }
    /// <summary>By ISO 639-1 code.</summary>
    public required IReadOnlyList<CountJson> Languages { get; init; }
    /// <summary>By how far the coding has come.</summary>
    public required IReadOnlyList<CountJson> Coding { get; init; }
    /// <summary>By whether threats are confirmed, suggested or none.</summary>
    public required IReadOnlyList<CountJson> Threats { get; init; }
    /// <summary>By actor's id.</summary>
    public required IReadOnlyList<CountJson> Actors { get; init; }
    /// <summary>By issue's id.</summary>
    public required IReadOnlyList<CountJson> Issues { get; init; }
}

/// <summary>How many articles have a value.</summary>
public sealed record CountJson
{
    /// <summary>The id, code or word.</summary>
    public required string Value { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>How many.</summary>
    public required int Articles { get; init; }
}

/// <summary>A bar of the histogram.</summary>
public sealed record BarJson
{
    /// <summary>It begins then.</summary>
    public required DateTimeOffset From { get; init; }
    /// <summary>It ends before.</summary>
    public required DateTimeOffset Until { get; init; }
    /// <summary>How many articles were published in it.</summary>
    public required int Articles { get; init; }
    /// <summary>Those with a threat, confirmed or suggested.</summary>
    public required int WithThreat { get; init; }
}

/// <summary><c>/search</c>: total, facets and histogram of a query; the articles themselves come from <c>/articles</c>.</summary>
internal static class SearchApi
{
    public static void MapSearch(this RouteGroupBuilder api) => api.MapGet("/search", SummaryAsync).RequireScope(TokenScope.Read)
        .Documented("Search", "Total, facets and histogram", "Counts what a query line finds, without the articles. The line is the same as that of `/articles`.")
        .WithExample(new SummaryJson
        {
            Total = 412, Estimate = false, CodesEstimate = false, AsOf = Examples.Day,
            Facets = new()
            {
                Outlets = [new() { Value = "3", Name = "Der Bote", Articles = 300 }], Languages = [new() { Value = "de", Name = "de", Articles = 412 }],
                Coding = [new() { Value = "Coded", Name = "Coded", Articles = 12 }], Threats = [new() { Value = "Confirmed", Name = "Confirmed", Articles = 5 }],
                Actors = [new() { Value = "4", Name = "Wladimir Putin", Articles = 88 }], Issues = [new() { Value = "2", Name = "NATO-Osterweiterung", Articles = 41 }],
            },
            Histogram = [new() { From = Examples.Day.Date, Until = Examples.Day.Date.AddDays(1), Articles = 40, WithThreat = 3 }],
        }).Answers(400, 503);

    private static async Task<Ok<SummaryJson>> SummaryAsync(
        HttpContext context, ArticleSummaries summaries, SearchResolver search, [Description("A line of the query language; empty for all articles.")] string? query,
        [Description("The language of actors' names, as an ISO 639-1 code: `de` or `en`. English where none is given.")] string? language, CancellationToken cancel)
    {
        var summary = await summaries.SummarizeAsync(await search.ReadAsync(query, cancel), TokenSignIn.Holder(context).UserId, cancel, language ?? "en");
        return TypedResults.Ok(new SummaryJson
        {
            Total = summary.Total, Estimate = summary.IsEstimate, CodesEstimate = summary.CodesAreEstimate, AsOf = summary.AsOf,
            Facets = new()
            {
                Outlets = Counts(summary.Outlets), Languages = Counts(summary.Languages), Coding = Counts(summary.Coding), Threats = Counts(summary.Threats),
                Actors = Counts(summary.Actors), Issues = Counts(summary.Issues),
            },
            Histogram = [.. summary.Histogram.Select(b => new BarJson { From = b.From, Until = b.Until, Articles = b.Articles, WithThreat = b.WithThreat })],
        });
    }

    private static CountJson[] Counts(IReadOnlyList<FacetValue> facet) => [.. facet.Select(f => new CountJson { Value = f.Value, Name = f.Label, Articles = f.Count })];
}
