using NewsMonitor.Core.Stories;

namespace NewsMonitor.Web.Components.Stories;

/// <summary>A story's reports as a file, beside its page.</summary>
public static class StoryFiles
{
    public static void MapStoryFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/stories/{id:long}.csv", async (long id, StoryQueries stories, CancellationToken cancel) =>
            await stories.FindAsync(id, cancel) is { } story
                ? Results.Stream(file => StoryCsv.WriteAsync(story, file), "text/csv; charset=utf-8", $"story-{id}.csv")
                : Results.NotFound()).RequireAuthorization();
}
