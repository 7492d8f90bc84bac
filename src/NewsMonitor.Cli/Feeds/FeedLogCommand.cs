using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary><c>newsmonitor feed log</c>: what a feed's checks found.</summary>
internal static class FeedLogCommand
{
    public static Command Create()
    {
        var id = new Argument<long>("id") { Description = "A feed, as \"newsmonitor feed list\" numbers it." };
        var limit = new Option<int>("--limit") { Description = "How many checks, newest first; at most 1000.", DefaultValueFactory = _ => 30 };
        var failures = new Option<bool>("--failures") { Description = "Only checks that failed." };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("log", "Show what a feed's checks found, newest first.") { id, limit, failures, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var queries = services.GetRequiredService<FeedQueries>();
            if (await queries.FindAsync(parsed.GetRequiredValue(id), cancel) is not { } feed)
            {
                Console.Error.WriteLine($"There is no feed {parsed.GetRequiredValue(id)}.");
                return Exit.Failed;
            }
            var log = await queries.LogAsync(feed.Id, parsed.GetValue(limit), cancel, parsed.GetValue(failures));
            if (parsed.GetValue(json)) Print.Json(log);
            else
            {
                Print.Table(["At", "Status", "Took", "New", "Entries", "What"], [.. log.Select(c => new[]
                {
                    Print.Time(c.At), c.Status is { } status ? $"{status}" : "–", $"{c.DurationMs} ms", $"{c.NewArticles}", $"{c.Entries}", $"{CheckWords.Of(c.Outcome)} {c.Detail}".Trim(),
                })]);
            }
            return Exit.Done;
        }, cancel));
        return command;
    }
}
