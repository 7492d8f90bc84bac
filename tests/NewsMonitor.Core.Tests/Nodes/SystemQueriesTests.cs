using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Nodes;
using NewsMonitor.Core.Tests.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Nodes;

public sealed class SystemQueriesTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task The_queue_says_what_is_due_in_hand_and_late()
    {
        await using var room = await OpenAsync(cluster, ("FetchPages", "Always"), ("HostConcurrency", "1"));
        room.Server.Serve("/a", Rss(new Item("Eins", room.Server.Url("/1")), new Item("Zwei", room.Server.Url("/2"))));
        await room.AddFeedAsync("/a");
        await room.CheckDueAsync();
        await room.AddFeedAsync("https://late.example/feed", with: feed => feed.NextCheckAt = DateTimeOffset.UtcNow.AddMinutes(-9));
        await room.AddFeedAsync("https://due.example/feed", with: feed => feed.NextCheckAt = DateTimeOffset.UtcNow.AddMinutes(-1));
        await room.AddFeedAsync("https://held.example/feed", with: feed => feed.NextCheckAt = DateTimeOffset.UtcNow.AddMinutes(-20));
        Assert.Single(await room.Archive.Get<FeedClaims>().ClaimAsync(1, "me", Cancel));
        Assert.Single(await room.Archive.Get<PageClaims>().ClaimAsync(1, "me", Cancel));

        var queue = await room.Archive.Get<SystemQueries>().QueueAsync(Cancel);

        Assert.Equal((2, 1, 1), (queue.FeedsDue, queue.FeedsInHand, queue.FeedsLate));
        Assert.InRange(queue.LongestDue!.Value.TotalMinutes, 8.9, 12);
        Assert.Equal((1, 1, 0), (queue.PagesDue, queue.PagesInHand, queue.PagesPutOff));
    }

    [Fact]
    public async Task Rates_are_those_of_the_last_sixty_whole_minutes()
    {
        await using var room = await OpenAsync(cluster);
        var id = await room.AddFeedAsync("/a");
        await room.SqlAsync($"""
            INSERT INTO feed_checks (feed_id, at, outcome, duration_ms, bytes, entries, new_articles)
            SELECT {id}, date_trunc('minute', now()) - m * interval '1 minute' + interval '5 seconds', o, 1, 1, 1, n
            FROM (VALUES (1, 'New', 3), (1, 'ServerError', 0), (60, 'Unchanged', 0), (61, 'New', 9), (0, 'New', 9)) AS c (m, o, n)
            """);
        var rates = await room.Archive.Get<SystemQueries>().RatesAsync(Cancel);
        Assert.Equal(60, rates.Count);
        Assert.Equal((2, 3, 1), (rates[^1].Checks, rates[^1].NewArticles, rates[^1].Failures));
        Assert.Equal((1, 0, 0), (rates[0].Checks, rates[0].NewArticles, rates[0].Failures));
        Assert.Equal(3, rates.Sum(m => m.Checks));
    }

    [Fact]
    public async Task A_node_is_named_with_the_long_work_that_it_has_in_hand()
    {
        await using var room = await OpenAsync(cluster);
        await room.SqlAsync("""
            INSERT INTO nodes (id, machine, process_id, version, schema, ingests, serves, started_at, seen_at, memory)
                VALUES ('desk:1:a', 'desk', 1, '0.1.0', '1', true, true, now(), now(), 1);
            INSERT INTO jobs (kind, subject, state, done, total, requested_at, due_at, attempts, lease_token, lease_owner, lease_until)
                SELECT kind, '', state, 0, 0, now(), now(), 0, 1, 'desk:1:a', until FROM (VALUES
                    ('reread', 'Running', now() + interval '1 minute'), ('opml-import', 'Running', now() - interval '1 minute'), ('export', 'Done', now() + interval '1 minute')) AS j (kind, state, until)
            """);
        Assert.Equal(["reread"], Assert.Single(await room.Archive.Get<SystemQueries>().NodesAsync(Cancel)).Jobs);
    }

    [Fact]
    public async Task The_database_names_its_version_and_its_largest_tables()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var database = await archive.Get<SystemQueries>().DatabaseAsync(Cancel);
        Assert.StartsWith($"{cluster.PostgresVersion}.", database.Version);
        Assert.Contains(database.Tables, t => t.Name == "articles" && t.Bytes > 0);
        Assert.True(database.Bytes > 1_000_000);
    }
}
