using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Core.Tests.Ingestion;

/// <summary>An archive, and a publisher on loopback that it may fetch.</summary>
public sealed class TestNewsroom : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private TestNewsroom(TestArchive archive, FeedServer server) => (Archive, Server) = (archive, server);

    public TestArchive Archive { get; }
    public FeedServer Server { get; }

    public static async Task<TestNewsroom> OpenAsync(TestCluster cluster, params (string Key, string Value)[] settings)
    {
        var server = await FeedServer.StartAsync();
        return new(await TestArchive.CreateAsync(cluster, Settings(server, settings)), server);
    }

    public static Dictionary<string, string?> Settings(FeedServer server, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Ingestion:AllowPrivate:0"] = server.Authority,
            ["Ingestion:HostGap"] = "00:00:00",
            ["Ingestion:HostConcurrency"] = "64",
            ["Ingestion:FetchPages"] = "Never",
        };
        foreach (var (key, value) in settings) all["Ingestion:" + key] = value;
        return all;
    }

    /// <summary>Enters a feed as due at once.</summary>
    public async Task<long> AddFeedAsync(string path, string outlet = "Beispielblatt", Action<Feed>? with = null)
    {
        await using var db = await Archive.OpenAsync();
        var publisher = await db.Outlets.SingleOrDefaultAsync(o => o.Name == outlet) ?? new Outlet { Name = outlet, Language = "de" };
        var feed = new Feed
        {
            Address = path.StartsWith("http", StringComparison.Ordinal) ? path : Server.Url(path),
            Title = path,
            Outlet = publisher,
            AddedAt = DateTimeOffset.UtcNow,
            NextCheckAt = DateTimeOffset.UtcNow.AddMinutes(-1),
        };
        with?.Invoke(feed);
        db.Feeds.Add(feed);
        await db.SaveChangesAsync();
        return feed.Id;
    }

    /// <summary>Checks whatever is due, once, and returns how each check ended.</summary>
    public async Task<IReadOnlyList<CheckOutcome?>> CheckDueAsync()
    {
        var outcomes = new List<CheckOutcome?>();
        foreach (var feed in await Archive.Get<FeedClaims>().ClaimAsync(100, "test", Cancel))
            outcomes.Add(await Archive.Get<FeedRefresher>().RefreshAsync(feed, Cancel));
        return outcomes;
    }

    /// <summary>Makes every feed due and checks it.</summary>
    public async Task<IReadOnlyList<CheckOutcome?>> CheckAgainAsync()
    {
        await SqlAsync("UPDATE feeds SET next_check_at = now() - interval '1 second'");
        return await CheckDueAsync();
    }

    /// <summary>Fetches whatever pages are due.</summary>
    public async Task<int> FetchPagesAsync()
    {
        var pages = await Archive.Get<PageClaims>().ClaimAsync(100, "test", Cancel);
        foreach (var page in pages) await Archive.Get<Enricher>().EnrichAsync(page, Cancel);
        return pages.Count;
    }

    public async Task<Feed> FeedAsync(long id)
    {
        await using var db = await Archive.OpenAsync();
        return await db.Feeds.AsNoTracking().SingleAsync(f => f.Id == id);
    }

    public async Task<T> AskAsync<T>(Func<NewsMonitor.Core.Data.NewsDbContext, Task<T>> question)
    {
        await using var db = await Archive.OpenAsync();
        return await question(db);
    }

    public async Task SqlAsync(string sql)
    {
        await using var db = await Archive.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Archive.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>An RSS feed of these items.</summary>
    public static string Rss(params Item[] items)
    {
        var feed = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Beispielblatt</title><link>https://beispiel.example/</link>");
        foreach (var item in items)
        {
            feed.Append(CultureInfo.InvariantCulture, $"<item><title>{SecurityElement.Escape(item.Title)}</title>");
            if (item.Link is not null) feed.Append(CultureInfo.InvariantCulture, $"<link>{SecurityElement.Escape(item.Link)}</link>");
            if (item.Id is not null) feed.Append(CultureInfo.InvariantCulture, $"<guid isPermaLink=\"false\">{SecurityElement.Escape(item.Id)}</guid>");
            feed.Append(CultureInfo.InvariantCulture, $"<pubDate>{item.At ?? DateTimeOffset.UtcNow.AddHours(-1):r}</pubDate><description>{SecurityElement.Escape(item.Text)}</description></item>");
        }
        return feed.Append("</channel></rss>").ToString();
    }
}

public sealed record Item(string Title, string? Link, string Text = "Ein kurzer Anriss.", string? Id = null, DateTimeOffset? At = null);
