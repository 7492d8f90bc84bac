using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Watches;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Cli.Tests.Watches;

public sealed class WatchWorkerTests(TestCluster cluster)
{
    /// <summary>From the feed to the call, with real workers: the first dies between sending and writing down that it has sent.</summary>
    [Fact]
    public async Task A_worker_killed_in_the_middle_of_a_call_loses_no_alert_and_the_next_one_calls_under_the_same_id()
    {
        var database = await cluster.CreateDatabaseAsync();
        await using var server = await FeedServer.StartAsync();
        server.Serve("/feed", """
            <rss version="2.0"><channel><title>Blatt</title><link>https://blatt.example/</link>
            <item><title>Neue Sanktionen</title><link>https://blatt.example/1</link><description>Am Abend beschlossen.</description></item>
            <item><title>Das Wetter</title><link>https://blatt.example/2</link><description>Es regnet.</description></item></channel></rss>
            """);
        var calls = new ConcurrentQueue<string>();
        server.Map("/hook", async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            calls.Enqueue(context.Request.Headers["webhook-id"].ToString());
            // The first call is taken and not answered: whoever sent it cannot know.
            if (calls.Count == 1) await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await FillAsync(database, server);
        Dictionary<string, string> settings = new()
        {
            ["Ingestion__AllowPrivate__0"] = server.Authority, ["Ingestion__HostGap"] = "00:00:00", ["Ingestion__HostConcurrency"] = "4", ["Ingestion__FetchPages"] = "Never", ["Suggestions__Enabled"] = "false",
        };

        await using (var first = CliProcess.Start(database, settings, "ingest"))
        {
            await UntilAsync(() => Task.FromResult(calls.Count == 1));
            await first.KillAsync();
        }
        await using (var db = Open(database))
        {
            Assert.Equal(DeliveryState.Waiting, await db.Deliveries.Select(d => d.State).SingleAsync());
            await db.Deliveries.ExecuteUpdateAsync(d => d.SetProperty(x => x.LeaseUntil, DateTimeOffset.UtcNow.AddMinutes(-1))); // its lease runs out
        }
        await using var second = CliProcess.Start(database, settings, "ingest");
        await UntilAsync(async () =>
        {
            await using var db = Open(database);
            return await db.Deliveries.AllAsync(d => d.State == DeliveryState.Sent);
        });
        Assert.Equal(0, await second.TerminateAsync());

        Assert.Equal(2, calls.Count);
        Assert.Single(calls.Distinct());
        await using (var db = Open(database))
        {
            Assert.Equal(1, (await db.Alerts.SingleAsync()).Articles);
            Assert.Equal(1, await db.WatchMatches.CountAsync());
            Assert.Equal(0, await db.WatchChanges.CountAsync());
        }
        await cluster.DropDatabaseAsync(database);
    }

    private static async Task FillAsync(string database, FeedServer server)
    {
        await using var db = Open(database);
        var now = DateTimeOffset.UtcNow;
        var user = new NewsUser { DisplayName = "Ana", UserName = "ana", NormalizedUserName = "ANA", CreatedAt = now };
        db.AddRange(user, new Feed { Address = server.Url("/feed"), Title = "Blatt", Outlet = new() { Name = "Blatt", Language = "de" }, AddedAt = now, NextCheckAt = now.AddMinutes(-1) });
        await db.SaveChangesAsync();
        var watch = new Watch { OwnerId = user.Id, Name = "Sanktionen", Line = "Sanktionen", Articles = true, CreatedAt = now, ChangedAt = now, Since = now };
        db.Add(watch);
        await db.SaveChangesAsync();
        db.AddRange(
            new WatchMember { WatchId = watch.Id, UserId = user.Id, JoinedAt = now },
            new WatchHook { WatchId = watch.Id, Address = server.Url("/hook"), Secret = Convert.ToBase64String(new byte[32]), CreatedAt = now });
        await db.SaveChangesAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> so)
    {
        var end = DateTime.UtcNow.AddSeconds(120);
        while (!await so())
        {
            Assert.True(DateTime.UtcNow < end, "It has not come about within two minutes.");
            await Task.Delay(100);
        }
    }

    private static NewsDbContext Open(string database) => new(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(database).Options);
}
