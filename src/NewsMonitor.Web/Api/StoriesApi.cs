using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Api;

/// <summary>A story: the reports of several outlets on one event.</summary>
public record StoryJson
{
    /// <summary>The archive's id.</summary>
    public required long Id { get; init; }
    /// <summary>An editor's name for it, or the headline of its most central report.</summary>
    public required string Title { get; init; }
    /// <summary>How many reports.</summary>
    public required int Articles { get; init; }
    /// <summary>Of how many outlets.</summary>
    public required int Outlets { get; init; }
    /// <summary>When the first was published.</summary>
    public required DateTimeOffset FirstAt { get; init; }
    /// <summary>By whom.</summary>
    public required string FirstOutlet { get; init; }
    /// <summary>When the last was published.</summary>
    public required DateTimeOffset LastAt { get; init; }
    /// <summary>Reports that came in during the last 24 hours.</summary>
    public required int Growth { get; init; }
    /// <summary>Confirmed statements of all its reports.</summary>
    public required int Statements { get; init; }
    /// <summary>Suggested statements that nobody has decided.</summary>
    public required int OpenSuggestions { get; init; }
    /// <summary>An editor has named, split, merged or moved something here.</summary>
    public required bool Edited { get; init; }

    internal static StoryJson Of(StoryRow row) => new()
    {
        Id = row.Id, Title = row.Title, Articles = row.Articles, Outlets = row.Outlets, FirstAt = row.FirstAt, FirstOutlet = row.FirstOutlet, LastAt = row.LastAt, Growth = row.Growth,
        Statements = row.Statements, OpenSuggestions = row.OpenSuggestions, Edited = row.Edited,
    };
}

/// <summary>A story with its reports.</summary>
public sealed record StoryReportsJson
{
    /// <summary>The story.</summary>
    public required StoryJson Story { get; init; }
    /// <summary>Its reports, oldest first, at most 500.</summary>
    public required IReadOnlyList<ReportJson> Reports { get; init; }
    /// <summary>There are more reports than these.</summary>
    public required bool More { get; init; }
}

/// <summary>A report of a story.</summary>
public sealed record ReportJson
{
    /// <summary>The article.</summary>
    public required long ArticleId { get; init; }
    /// <summary>Its publisher.</summary>
    public required string Outlet { get; init; }
    /// <summary>Its headline.</summary>
    public required string Title { get; init; }
    /// <summary>ISO 639-1 code.</summary>
    public required string Language { get; init; }
    /// <summary>When it was published.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
    /// <summary>Why it belongs here.</summary>
    public required StoryReason Reason { get; init; }
    /// <summary>How like it is to what it was placed by, 0 to 1.</summary>
    public float? Score { get; init; }
    /// <summary>The report whose text this one copies.</summary>
    public long? CopyOf { get; init; }
    /// <summary>Confirmed statements.</summary>
    public required int Statements { get; init; }
}

/// <summary><c>/stories</c>: what several outlets report.</summary>
internal static class StoriesApi
{
    public static void MapStories(this RouteGroupBuilder api)
    {
        var sample = new StoryJson
        {
            Id = 812, Title = "Streit an der Grenze", Articles = 4, Outlets = 3, FirstAt = Examples.Day, FirstOutlet = "Der Bote", LastAt = Examples.Day.AddHours(5), Growth = 4, Statements = 3,
            OpenSuggestions = 2, Edited = false,
        };
        var stories = api.MapGroup("/stories").RequireScope(TokenScope.Read);
        stories.MapGet("", ListAsync)
            .Documented("Stories", "List stories", "Stories of two reports and more, by their latest report or by how fast they grow.")
            .WithExample(new ListJson<StoryJson> { Items = [sample], Next = "kQ0vT2p7eyJHcm93dGgiOjB9" }).Answers(400);
        stories.MapGet("/{id:long}", FindAsync)
            .Documented("Stories", "One story", "A story with its reports, oldest first, and why each belongs to it. One that was merged away leads to where it went.")
            .WithExample(new StoryReportsJson
            {
                Story = sample, More = false,
                Reports = [new() { ArticleId = 4711, Outlet = "Der Bote", Title = "Streit an der Grenze", Language = "de", PublishedAt = Examples.Day, Reason = StoryReason.First, Statements = 2 }],
            }).Answers(404);
        stories.MapGet("/{id:long}/statements", StatementsAsync)
            .Documented("Stories", "Statements of a story", "Who says what in a story: threats and positions of its reports that are confirmed or suggested, by id, at most 300.")
            .WithExample(new ListJson<StatementRecord> { Items = [StatementsApi.Sample] }).Answers(404);
    }

    private static async Task<Ok<ListJson<StoryJson>>> ListAsync(
        HttpContext context, StoryQueries stories, [AsParameters] Paging paging, [Description("newest (if left out) or growing.")] Choice<StoryOrder>? order, CancellationToken cancel)
    {
        var list = $"stories {order?.Value ?? StoryOrder.Newest}";
        return Paging.Page(context, list, await stories.PageAsync(order?.Value ?? StoryOrder.Newest, paging.After<StoryKey>(list), paging.Size(), cancel), StoryJson.Of);
    }

    private static async Task<Results<Ok<StoryReportsJson>, ProblemHttpResult>> FindAsync(StoryQueries stories, [Description("The story's id.")] long id, CancellationToken cancel) =>
        await stories.FindAsync(id, cancel) is { } story
            ? TypedResults.Ok(new StoryReportsJson
            {
                Story = StoryJson.Of(story.Row), More = story.MoreReports,
                Reports =
                [
                    .. story.Reports.Select(r => new ReportJson
                    {
                        ArticleId = r.ArticleId, Outlet = r.Outlet, Title = r.Title, Language = r.Language, PublishedAt = r.PublishedAt, Reason = r.Reason, Score = r.Score, CopyOf = r.CopyOfId,
                        Statements = r.Statements,
                    }),
                ],
            })
            : Problems.NotFound("story");

    private static async Task<Results<Ok<ListJson<StatementRecord>>, ProblemHttpResult>> StatementsAsync(
        HttpContext context, StoryQueries stories, IDbContextFactory<NewsDbContext> archive, [Description("The story's id.")] long id, CancellationToken cancel)
    {
        if (await stories.FindAsync(id, cancel) is not { } story) return Problems.NotFound("story");
        var ids = (await stories.StatementsAsync(story.Row.Id, Languages.Current, cancel)).Select(s => s.CodeId).ToArray();
        await using var db = await archive.CreateDbContextAsync(cancel);
        return TypedResults.Ok(new ListJson<StatementRecord> { Items = await StatementReader.ReadAsync(db, [.. await db.SeenAsync(ids, TokenSignIn.Holder(context).UserId, cancel)], Languages.Current, cancel, live: true) });
    }
}
