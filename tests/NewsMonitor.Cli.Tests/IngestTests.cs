using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Cli.Tests;

public sealed class IngestTests(TestCluster cluster)
{
    private const int Feeds = 60;
    private const int Entries = 10;

    [Fact]
    public async Task A_worker_killed_in_mid_ingest_loses_nothing_and_doubles_nothing()
    {
        var database = await cluster.CreateDatabaseAsync();
        await using var server = await FeedServer.StartAsync();
        for (var n = 0; n < Feeds; n++) server.Slowly($"/{n}", TimeSpan.FromMilliseconds(100), Rss(n));
        await AddFeedsAsync(database, server);
        var settings = Settings(server);

        for (var kill = 1; kill <= 3; kill++)
        {
            await using var worker = CliProcess.Start(database, settings, "ingest");
            await UntilAsync(worker, async () => await CheckedAsync(database) >= kill * 10);
            await worker.KillAsync();
        }
        await using var last = CliProcess.Start(database, settings, "ingest");
        await UntilAsync(last, async () => await CheckedAsync(database) == Feeds);
        Assert.Equal(0, await last.TerminateAsync());

        await using var db = Open(database);
        Assert.Equal(Feeds * Entries, await db.Articles.CountAsync());
        Assert.Equal(Feeds * Entries, await db.ArticleVersions.CountAsync());
        Assert.Equal(Feeds * Entries, await db.FeedEntries.CountAsync(e => e.ArticleId != null));
        Assert.Equal(Feeds, await db.FeedChecks.CountAsync(c => c.Outcome == CheckOutcome.New && c.NewArticles == Entries));
        Assert.Equal(0, await db.Feeds.CountAsync(f => f.LeaseUntil != null));
        await db.DisposeAsync();
        await cluster.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task A_worker_told_to_stop_ends_cleanly_within_its_time()
    {
        var database = await cluster.CreateDatabaseAsync();
        await using var server = await FeedServer.StartAsync();
        server.Silence("/0");
        await AddFeedsAsync(database, server, 1);
        await using var worker = CliProcess.Start(database, Settings(server), "ingest");
        await UntilAsync(worker, () => Task.FromResult(server.Count("/0") == 1));

        var started = DateTime.UtcNow;
        Assert.Equal(0, await worker.TerminateAsync());

        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(30));
        await using (var db = Open(database)) Assert.Null(await db.Feeds.Select(f => f.LeaseUntil).SingleAsync());
        await cluster.DropDatabaseAsync(database);
    }

    private static Dictionary<string, string> Settings(FeedServer server) => new()
    {
        ["Ingestion__AllowPrivate__0"] = server.Authority,
        ["Ingestion__HostConcurrency"] = "4",
        ["Ingestion__HostGap"] = "00:00:00",
        ["Ingestion__FetchPages"] = "Never",
        ["Ingestion__TotalTimeout"] = "00:00:02",
        ["Ingestion__Lease"] = "00:00:13",
    };

    private static string Rss(int feed)
    {
        var rss = new StringBuilder("<rss version='2.0'><channel><title>Blatt</title>");
        for (var n = 0; n < Entries; n++) rss.Append($"<item><title>Meldung {feed}-{n}</title><link>https://blatt.example/{feed}/{n}</link><description>Text {n}</description></item>");
        return rss.Append("</channel></rss>").ToString();
    }

    private static async Task AddFeedsAsync(string database, FeedServer server, int feeds = Feeds)
    {
        await using var db = Open(database);
        var outlet = new Outlet { Name = "Blatt" };
        for (var n = 0; n < feeds; n++)
            db.Feeds.Add(new() { Outlet = outlet, Address = server.Url($"/{n}"), Title = $"{n}", AddedAt = DateTimeOffset.UtcNow, NextCheckAt = DateTimeOffset.UtcNow });
        await db.SaveChangesAsync();
    }

    private static async Task<int> CheckedAsync(string database)
    {
        await using var db = Open(database);
        return await db.Feeds.CountAsync(f => f.LastCheckAt != null);
    }

    private static NewsDbContext Open(string database) => new(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(database).Options);

    private static async Task UntilAsync(CliProcess worker, Func<Task<bool>> so)
    {
        var end = DateTime.UtcNow.AddSeconds(120);
        while (!await so())
        {
            Assert.False(worker.HasExited, "The worker has ended: " + worker.Errors);
            Assert.True(DateTime.UtcNow < end, "It has not come about within two minutes: " + worker.Errors);
            await Task.Delay(50);
        }
    }
}
