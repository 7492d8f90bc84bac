using System.Text.Json;
using NewsMonitor.Core.Exchange;

namespace NewsMonitor.Core.Stories;

/// <summary>A story's spread as a table for spreadsheets: a line for each report, the first on top.</summary>
public static class StoryCsv
{
    public static async Task WriteAsync(StoryView story, Stream to)
    {
        await using var csv = CsvText.Open(to);
        await csv.LineAsync("article_id", "published_at", "hours_behind_first", "outlet", "title", "language", "words", "versions", "copy_of", "statements", "open_suggestions", "reason");
        foreach (var report in story.Reports)
        {
            await csv.LineAsync(report.ArticleId, report.PublishedAt, Math.Round((report.PublishedAt - story.Reports[0].PublishedAt).TotalHours, 2), report.Outlet, report.Title, report.Language,
                report.Words, report.Versions, report.CopyOfId, report.Statements, report.OpenSuggestions, JsonNamingPolicy.SnakeCaseLower.ConvertName(report.Reason.ToString()));
        }
    }
}
