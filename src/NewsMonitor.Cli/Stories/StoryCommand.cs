using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Stories;

namespace NewsMonitor.Cli.Stories;

/// <summary><c>newsmonitor story</c>: which events several outlets report, and one of them with its reports.</summary>
internal static class StoryCommand
{
    private const int PageSize = 200;

    internal static Command Create() => new("story", "List stories, the events that several reports tell of, and show one.") { List(), Show() };

    private static Command List()
    {
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => 20 };
        var growing = new Option<bool>("--growing") { Description = "Those with most reports of the last 24 hours first, instead of the latest." };
        var json = new Option<bool>("--json") { Description = "Print a JSON object a line." };
        var command = new Command("list", "List stories of two reports and more, the latest first.") { limit, growing, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var rows = await RowsAsync(
                services.GetRequiredService<StoryQueries>(), parsed.GetValue(growing) ? StoryOrder.Growing : StoryOrder.Newest, parsed.GetValue(limit), cancel);
            if (parsed.GetValue(json))
            {
                foreach (var row in rows) Print.Json(Of(row));
                return Exit.Done;
            }
            Print.Table(
                ["id", "articles", "outlets", "24 h", "first", "last", "story"],
                [.. rows.Select(r => new[] { $"{r.Id}", $"{r.Articles}", $"{r.Outlets}", r.Growth > 0 ? $"+{r.Growth}" : "–", Print.Time(r.FirstAt), Print.Time(r.LastAt), r.Title })]);
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<long>("id") { Description = "The story's number, as list prints it. One that was merged away leads to where it went." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("show", "Print one story with its reports, oldest first, and why each belongs to it.") { id, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var number = parsed.GetValue(id);
            if (await services.GetRequiredService<StoryQueries>().FindAsync(number, cancel) is not { } story)
            {
                await Console.Error.WriteLineAsync($"There is no story {number}.");
                return Exit.Failed;
            }
            if (parsed.GetValue(json)) Print.Json(new { Story = Of(story.Row), Reports = story.Reports.Select(Of), story.MoreReports });
            else Write(story);
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static async Task<List<StoryRow>> RowsAsync(StoryQueries queries, StoryOrder order, int limit, CancellationToken cancel)
    {
        var rows = new List<StoryRow>();
        StoryKey? after = null;
        while (rows.Count < limit)
        {
            var page = await queries.PageAsync(order, after, Math.Min(limit - rows.Count, PageSize), cancel);
            rows.AddRange(page.Rows);
            if ((after = page.Next) is null) break;
        }
        return rows;
    }

    private static object Of(StoryRow row) => new
    {
        row.Id, row.Title, row.Language, row.Articles, row.Outlets, row.FirstAt, row.FirstOutlet, row.LastAt, row.Growth, row.Statements, row.OpenSuggestions, row.Coded, row.Edited,
    };

    private static object Of(StoryReport report) => new
    {
        report.ArticleId, report.Outlet, report.Title, report.Language, report.PublishedAt, report.Words, report.Reason, report.Score, LikeArticle = report.LikeArticleId,
        report.SharedWords, report.PlacedBy, CopyOf = report.CopyOfId, report.CopyScore, report.CodingState, report.Statements, report.OpenSuggestions,
    };

    private static void Write(StoryView story)
    {
        var row = story.Row;
        Console.WriteLine(row.Title);
        Console.WriteLine($"{row.Articles} articles, {row.Outlets} outlets, {Print.Time(row.FirstAt)} to {Print.Time(row.LastAt)}, first {row.FirstOutlet}");
        Console.WriteLine();
        foreach (var report in story.Reports)
        {
            Console.WriteLine($"{report.ArticleId,8}  {Print.Time(report.PublishedAt)}  {Print.Cut(report.Outlet, 20),-20}  {report.Title}");
            Console.WriteLine($"{"",10}{Why(report)}");
        }
        if (story.MoreReports) Console.WriteLine("… and more: article list --search \"story:" + row.Id + "\"");
    }

    private static string Why(StoryReport report)
    {
        var score = report.Score is { } value ? $" ({value:0.00})" : "";
        var words = report.SharedWords.Count > 0 ? ": " + string.Join(", ", report.SharedWords) : "";
        return report.Reason switch
        {
            StoryReason.First => "the first of its story",
            StoryReason.ExactCopy => $"same words as {report.LikeArticleId}",
            StoryReason.NearCopy => $"nearly the same words as {report.LikeArticleId}{score}",
            StoryReason.Alike => $"like {report.LikeArticleId}{score}{words}",
            StoryReason.AlikeAcross => $"like {report.LikeArticleId} in another language{score}{words}",
            _ => $"put here by {report.PlacedBy ?? "an editor"}",
        };
    }
}
