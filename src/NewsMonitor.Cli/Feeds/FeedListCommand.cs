using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary><c>newsmonitor feed list</c>: how the feeds stand.</summary>
internal static class FeedListCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var filter = new Option<FeedFilter>("--filter") { Description = "all, attention, failing, paused or gone." };
        var command = new Command("list", "List the feeds and how they stand.") { json, filter };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var feeds = new List<FeedRow>();
            var query = new FeedQuery { Filter = parsed.GetValue(filter), Limit = 500 };
            do
            {
                var page = await services.GetRequiredService<FeedQueries>().PageAsync(query, cancel);
                feeds.AddRange(page.Rows);
                query = query with { After = page.Next };
            }
            while (query.After is not null);

            if (parsed.GetValue(json)) Print.Json(feeds);
            else
            {
                Print.Table(["Id", "Title", "Outlet", "State", "This week", "Next check", "Last check", "Address"], [.. feeds.Select(f => new[]
                {
                    $"{f.Id}", Print.Cut(f.Title, 40), Print.Cut(f.OutletName, 30), State(f), $"{f.ThisWeek}", Print.Time(f.NextCheckAt), $"{f.LastOutcome}", f.Address,
                })]);
            }
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static string State(FeedRow feed) =>
        feed.State != FeedState.Active ? feed.State.ToString().ToLowerInvariant() : feed.Failures > 0 ? $"failing ({feed.Failures})" : "active";
}
