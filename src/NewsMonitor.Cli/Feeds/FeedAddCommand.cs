using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary><c>newsmonitor feed add</c> and <c>feed check</c>: what stands at an address, and the archive's new feed.</summary>
internal static class FeedAddCommand
{
    public static Command Create()
    {
        var address = new Argument<string>("address") { Description = "The feed's address, or a page that names its feed." };
        var title = new Option<string?>("--title") { Description = "Its name here; without it the feed's own." };
        var outlet = new Option<string?>("--outlet") { Description = "The publisher; without it the site's name." };
        var folder = new Option<string?>("--folder") { Description = "Where lists put it." };
        var interval = new Option<int?>("--interval") { Description = "Minutes between checks, 1 to 1440; without it the feed's own rhythm decides." };
        var command = new Command("add", "Check an address and add its feed. It is fetched as soon as a worker runs.") { address, title, outlet, folder, interval };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var feed = new NewFeed(
                parsed.GetRequiredValue(address), parsed.GetValue(title), parsed.GetValue(outlet), parsed.GetValue(folder),
                parsed.GetValue(interval) is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
            switch (await services.GetRequiredService<FeedAdmin>().AddAsync(feed, Caller.Operator, cancel))
            {
                case FeedAddition.Added added:
                    Console.WriteLine($"Added feed {added.FeedId}: {added.Title}");
                    return Exit.Done;
                case FeedAddition.AlreadyThere there:
                    Console.Error.WriteLine($"Feed {there.FeedId} has this address: {there.Title}");
                    return Exit.Failed;
                case FeedAddition.Choice choice:
                    Console.Error.WriteLine("This is a page that leads to feeds. Add one of them:");
                    foreach (var candidate in choice.Feeds) Console.Error.WriteLine($"  newsmonitor feed add {candidate.Address}   {candidate.Title}");
                    return Exit.Failed;
                case FeedAddition.Unreadable no:
                    Console.Error.WriteLine($"{CheckWords.Of(no.Outcome)} ({no.Detail})");
                    return Exit.Failed;
                default:
                    Console.Error.WriteLine("It could not be added.");
                    return Exit.Failed;
            }
        }, cancel));
        return command;
    }

    public static Command Check()
    {
        var address = new Argument<string>("address") { Description = "An address." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("check", "Say what stands at an address and what would come in, through the same guard as the worker. Adds nothing.") { address, json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var look = await services.GetRequiredService<FeedScout>().LookAsync(parsed.GetRequiredValue(address), cancel);
            if (parsed.GetValue(json)) Print.Json<object>(look);
            else Describe(look);
            return look is FeedLook.Readable ? Exit.Done : Exit.Failed;
        }, cancel));
        return command;
    }

    private static void Describe(FeedLook look)
    {
        switch (look)
        {
            case FeedLook.Readable { Preview: var feed }:
                Console.WriteLine($"{feed.Title} ({feed.Format}{(feed.Language is { } language ? ", " + language : "")})");
                Console.WriteLine($"  {feed.Address}");
                if (feed.EntriesAWeek is { } rate) Console.WriteLine($"  about {rate:0} entries a week");
                foreach (var entry in feed.Entries) Console.WriteLine($"  {Print.Time(entry.Published)}  {Print.Cut(entry.Title, 100)}");
                break;
            case FeedLook.Choice choice:
                Console.WriteLine("A page that leads to feeds:");
                foreach (var candidate in choice.Feeds) Console.WriteLine($"  {candidate.Address}   {candidate.Title}");
                break;
            case FeedLook.Unreadable no:
                Console.Error.WriteLine($"{CheckWords.Of(no.Outcome)} ({no.Detail})");
                break;
        }
    }
}
