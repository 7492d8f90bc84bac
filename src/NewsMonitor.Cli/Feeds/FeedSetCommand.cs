using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary><c>newsmonitor feed set</c>, <c>feed pause</c> and <c>feed resume</c>: what the feeds page does to one feed or many.</summary>
internal static class FeedSetCommand
{
    public static Command Create()
    {
        var ids = Ids();
        var interval = new Option<int?>("--interval") { Description = "Minutes between checks, 1 to 1440; 0 lets the feed's own rhythm decide." };
        var folder = new Option<string?>("--folder") { Description = "Where lists put it; \"\" takes it out of its folder." };
        var pages = new Option<PageFetching?>("--pages") { Description = "auto, always or never: whether article pages are fetched." };
        var include = new Option<string[]>("--include") { Description = "Only entries that meet one of these come in: words, or /pattern/. \"\" lets all in.", AllowMultipleArgumentsPerToken = true };
        var exclude = new Option<string[]>("--exclude") { Description = "Entries that meet one of these stay out. \"\" keeps none out.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("set", "Set interval, folder, page fetching and rules of one feed or many.") { ids, interval, folder, pages, include, exclude };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var chosen = parsed.GetRequiredValue(ids);
            var deeds = new List<FeedDeed>();
            if (parsed.GetValue(interval) is { } minutes) deeds.Add(new FeedDeed.SetInterval(minutes == 0 ? null : TimeSpan.FromMinutes(minutes)));
            if (parsed.GetValue(folder) is { } name) deeds.Add(new FeedDeed.Move(name));
            if (parsed.GetValue(pages) is { } fetching) deeds.Add(new FeedDeed.SetPages(fetching));
            foreach (var deed in deeds)
            {
                if (await DoAsync(services, chosen, deed, cancel) != Exit.Done) return Exit.Failed;
            }
            if (parsed.GetResult(include) is null && parsed.GetResult(exclude) is null) return deeds.Count > 0 ? Exit.Done : Exit.Usage;
            foreach (var id in chosen)
            {
                var feed = await services.GetRequiredService<FeedQueries>().FindAsync(id, cancel);
                var (keep, drop) = (parsed.GetResult(include) is null ? feed?.Include : string.Join('\n', parsed.GetValue(include) ?? []), parsed.GetResult(exclude) is null ? feed?.Exclude : string.Join('\n', parsed.GetValue(exclude) ?? []));
                switch (await services.GetRequiredService<FeedAdmin>().SetRulesAsync(id, keep, drop, Caller.Operator, cancel))
                {
                    case FeedChange.BadRule bad:
                        Console.Error.WriteLine($"The rule \"{bad.Fault.Text}\" is not understood: {bad.Fault.Detail}");
                        return Exit.Failed;
                    case FeedChange.UnknownFeed:
                        Console.Error.WriteLine($"There is no feed {id}.");
                        return Exit.Failed;
                }
            }
            return Exit.Done;
        }, cancel));
        return command;
    }

    public static Command Pause() => Simple("pause", "Stop checking feeds until they are resumed.", new FeedDeed.Pause());

    public static Command Resume() => Simple("resume", "Check paused or gone feeds again.", new FeedDeed.Resume());

    private static Command Simple(string name, string words, FeedDeed deed)
    {
        var ids = Ids();
        var command = new Command(name, words) { ids };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(services => DoAsync(services, parsed.GetRequiredValue(ids), deed, cancel), cancel));
        return command;
    }

    private static Argument<long[]> Ids() => new("ids") { Description = "Feeds, as \"newsmonitor feed list\" numbers them.", Arity = ArgumentArity.OneOrMore };

    private static async Task<int> DoAsync(IServiceProvider services, long[] ids, FeedDeed deed, CancellationToken cancel)
    {
        if (await services.GetRequiredService<FeedBulk>().DoAsync(ids, deed, Caller.Operator, cancel) is not { } done)
        {
            Console.Error.WriteLine("The interval goes from a minute to a day.");
            return Exit.Failed;
        }
        Console.WriteLine($"{done.Changed} changed, {done.Unchanged} left as they were.");
        return Exit.Done;
    }
}
