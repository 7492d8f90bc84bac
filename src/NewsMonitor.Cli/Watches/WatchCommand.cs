using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Cli.Hosting;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Nodes;
using NewsMonitor.Core.Watches;

namespace NewsMonitor.Cli.Watches;

/// <summary><c>newsmonitor watch</c>: which searches are watched, whether each can be understood, what waits to be sent; and one turn of the matcher by hand.</summary>
internal static class WatchCommand
{
    public static Command Create() => new("watch", "List watched searches and what waits to be sent; match once.") { List(), Run() };

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("list", "All watches, whoever's: a line with a fault says it.") { json };
        command.SetAction((parsed, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var resolver = services.GetRequiredService<SearchResolver>();
            await using var db = await services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync(cancel);
            var watches = await db.Watches.AsNoTracking().OrderBy(w => w.Id).Select(w => new
            {
                w.Id, w.Name, w.Line, w.Shared, Owner = db.Users.Where(u => u.Id == w.OwnerId).Select(u => u.UserName).Single(), Members = db.WatchMembers.Count(m => m.WatchId == w.Id),
                Alerts = db.Alerts.Count(a => a.WatchId == w.Id), Last = db.Alerts.Where(a => a.WatchId == w.Id).Max(a => (DateTimeOffset?)a.At),
            }).ToListAsync(cancel);
            var faults = new Dictionary<long, string?>();
            foreach (var watch in watches) faults[watch.Id] = (await resolver.ResolveAsync(watch.Line, cancel)).Faults is [var first, ..] ? first.Sentence : null;
            if (parsed.GetValue(json)) Print.Json(watches.Select(w => new { w.Id, w.Name, w.Line, w.Shared, w.Owner, w.Members, w.Alerts, w.Last, Fault = faults[w.Id] }));
            else
            {
                Print.Table(["Id", "Owner", "Shared", "Members", "Alerts", "Last", "Name", "Line"],
                    [.. watches.Select(w => new[] { $"{w.Id}", w.Owner ?? "", w.Shared ? "yes" : "no", $"{w.Members}", $"{w.Alerts}", Print.Time(w.Last), Print.Cut(w.Name, 40), faults[w.Id] ?? w.Line })]);
                foreach (var way in await services.GetRequiredService<SystemQueries>().OutboxAsync(cancel))
                    Console.WriteLine($"{way.Channel}: {way.Waiting} waiting, {way.Retrying} tried in vain, {way.Failed} given up, last sent {Print.Time(way.LastSentAt)}.");
            }
            return Exit.Done;
        }, cancel));
        return command;
    }

    private static Command Run()
    {
        var command = new Command("run", "Hold what has changed against all watches, now. Workers do it by themselves; this is for a node without one. Nothing is sent.");
        command.SetAction((_, cancel) => CliHost.OnArchiveAsync(async services =>
        {
            var (changes, matches, alerts) = (0, 0, 0);
            while (true)
            {
                if (await services.GetRequiredService<WatchMatcher>().RunAsync(cancel) is not { } turn)
                {
                    await Console.Error.WriteLineAsync("Another node is at it.");
                    return Exit.Failed;
                }
                if (turn.Changes == 0) break;
                (changes, matches, alerts) = (changes + turn.Changes, matches + turn.Matches, alerts + turn.Alerts);
            }
            Console.WriteLine($"{changes} changes, {matches} new matches, {alerts} alerts.");
            return Exit.Done;
        }, cancel));
        return command;
    }
}
