using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

public sealed class ClaimTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Two_workers_fetch_ten_thousand_due_feeds_once_each()
    {
        const int Feeds = 10_000;
        await using var room = await OpenAsync(cluster, ("ParallelFeeds", "64"));
        for (var n = 0; n < Feeds; n++) room.Server.ServePlain($"/{n}", Rss());
        await room.AddFeedAsync("/0");
        await room.SqlAsync($"""
            INSERT INTO feeds (outlet_id, address, title, state, fetch_pages, added_at, next_check_at, failures, lease_token)
            SELECT (SELECT min(id) FROM outlets), '{room.Server.Url("/")}' || n, 'x', 'Active', 'Auto', now(), now() - interval '1 minute', 0, 0 FROM generate_series(1, {Feeds - 1}) n
            """);
        var (one, two) = (ServiceOf(room.Archive), ServiceOf(room.Archive));

        await Task.WhenAll(one.StartAsync(Cancel), two.StartAsync(Cancel));
        await UntilAsync(async () => await room.AskAsync(db => db.Feeds.CountAsync(f => f.LastCheckAt != null)) == Feeds);
        await Task.WhenAll(one.StopAsync(Cancel), two.StopAsync(Cancel));

        Assert.Equal(Feeds, room.Server.Requests.Count);
        Assert.Equal(Feeds, room.Server.Requests.DistinctBy(r => r.Path).Count());
        Assert.Equal(Feeds, await room.AskAsync(db => db.FeedChecks.CountAsync()));
        Assert.Equal(0, await room.AskAsync(db => db.Feeds.CountAsync(f => f.LeaseUntil != null)));
    }

    [Fact]
    public async Task Two_workers_store_the_articles_of_two_hundred_feeds_once_each()
    {
        await using var room = await OpenAsync(cluster);
        for (var n = 0; n < 200; n++)
        {
            room.Server.Serve($"/{n}", Rss(new Item($"Meldung {n}", $"https://blatt.example/{n}")));
            await room.AddFeedAsync($"/{n}");
        }
        var (one, two) = (ServiceOf(room.Archive), ServiceOf(room.Archive));

        await Task.WhenAll(one.StartAsync(Cancel), two.StartAsync(Cancel));
        await UntilAsync(async () => await room.AskAsync(db => db.Feeds.CountAsync(f => f.LastCheckAt != null)) == 200);
        await Task.WhenAll(one.StopAsync(Cancel), two.StopAsync(Cancel));

        Assert.All(Enumerable.Range(0, 200), n => Assert.Equal(1, room.Server.Count($"/{n}")));
        Assert.Equal(200, await room.AskAsync(db => db.Articles.CountAsync()));
        Assert.Equal(0, await room.AskAsync(db => db.Feeds.CountAsync(f => f.LeaseUntil != null)));
    }

    internal static IngestionService ServiceOf(TestArchive archive) => ActivatorUtilities.CreateInstance<IngestionService>(
        archive.Get<IServiceProvider>(), NullLogger<IngestionService>.Instance);

    internal static async Task UntilAsync(Func<Task<bool>> so)
    {
        var end = DateTime.UtcNow.AddSeconds(90);
        while (!await so())
        {
            Assert.True(DateTime.UtcNow < end, "It has not come about within 90 s.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task Claims_at_the_same_moment_share_no_feed_and_keep_each_host_to_its_cap()
    {
        await using var room = await OpenAsync(cluster, ("HostConcurrency", "2"));
        for (var n = 0; n < 60; n++) await room.AddFeedAsync($"https://host{n % 6}.example/{n}");

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(w => room.Archive.Get<FeedClaims>().ClaimAsync(50, $"w{w}", Cancel)));

        var feeds = claims.SelectMany(c => c).ToList();
        Assert.Equal(feeds.Count, feeds.DistinctBy(f => f.Id).Count());
        Assert.All(feeds.GroupBy(f => new Uri(f.Address).Host), host => Assert.Equal(2, host.Count()));
        Assert.Equal(6, feeds.Select(f => new Uri(f.Address).Host).Distinct().Count());
    }

    [Fact]
    public async Task Five_thousand_feeds_of_one_host_do_not_hide_another_s()
    {
        await using var room = await OpenAsync(cluster, ("HostConcurrency", "1"));
        await room.AddFeedAsync("https://small.example/feed");
        await room.SqlAsync("""
            INSERT INTO feeds (outlet_id, address, title, state, fetch_pages, added_at, next_check_at, failures, lease_token)
            SELECT (SELECT min(id) FROM outlets), 'https://big.example/' || n, 'x', 'Active', 'Auto', now(), now() - interval '1 day', 0, 0 FROM generate_series(1, 5000) n
            """);
        var first = await room.Archive.Get<FeedClaims>().ClaimAsync(10, "a", Cancel);
        var second = await room.Archive.Get<FeedClaims>().ClaimAsync(10, "a", Cancel);
        Assert.Equal(["big.example", "small.example"], first.Concat(second).Select(f => new Uri(f.Address).Host).Order());
    }

    [Fact]
    public async Task A_worker_that_froze_past_its_lease_writes_nothing()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed", Rss(new Item("Eins", "https://blatt.example/1")));
        var id = await room.AddFeedAsync("/feed");
        var frozen = Assert.Single(await room.Archive.Get<FeedClaims>().ClaimAsync(1, "frozen", Cancel));
        Assert.Empty(await room.Archive.Get<FeedClaims>().ClaimAsync(1, "other", Cancel));

        await room.SqlAsync("UPDATE feeds SET lease_until = now() - interval '1 second'");
        var taken = Assert.Single(await room.Archive.Get<FeedClaims>().ClaimAsync(1, "other", Cancel));
        Assert.Null(await room.Archive.Get<FeedRefresher>().RefreshAsync(frozen, Cancel));

        Assert.Equal(0, await room.AskAsync(db => db.Articles.CountAsync()));
        Assert.Equal(0, await room.AskAsync(db => db.FeedChecks.CountAsync()));
        Assert.Equal(0, await room.AskAsync(db => db.FeedEntries.CountAsync()));
        Assert.Equal("other", (await room.FeedAsync(id)).LeaseOwner);
        Assert.Equal(CheckOutcome.New, await room.Archive.Get<FeedRefresher>().RefreshAsync(taken, Cancel));
    }

    [Fact]
    public async Task A_stop_ends_within_seconds_and_gives_back_what_is_in_hand()
    {
        await using var room = await OpenAsync(cluster, ("DrainTimeout", "00:00:01"));
        room.Server.Silence("/silence");
        var id = await room.AddFeedAsync("/silence");
        var service = ServiceOf(room.Archive);
        await service.StartAsync(Cancel);
        await UntilAsync(() => Task.FromResult(room.Server.Count("/silence") == 1));

        var started = DateTime.UtcNow;
        await service.StopAsync(Cancel);

        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(5));
        var feed = await room.FeedAsync(id);
        Assert.Equal((null, null, 0), (feed.LeaseOwner, feed.LastOutcome, feed.Failures));
    }

    [Fact]
    public async Task A_check_date_that_a_wrong_clock_set_far_ahead_is_called_back()
    {
        await using var room = await OpenAsync(cluster);
        var id = await room.AddFeedAsync("/feed", with: feed => feed.NextCheckAt = DateTimeOffset.UtcNow.AddYears(30));
        Assert.Equal(1, await room.Archive.Get<FeedClaims>().RecallStrayAsync(Cancel));
        Assert.InRange((await room.FeedAsync(id)).NextCheckAt, DateTimeOffset.UtcNow.AddSeconds(-5), DateTimeOffset.UtcNow.AddMinutes(61));
    }

    [Fact]
    public async Task What_a_dead_worker_leased_and_whose_turn_it_was_by_a_clock_that_ran_ahead_blocks_nothing()
    {
        await using var room = await OpenAsync(cluster, ("HostGap", "00:00:01"), ("FetchPages", "Always"));
        room.Server.Serve("/feed", Rss(new Item("Eins", room.Server.Url("/1"))));
        await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();
        await room.SqlAsync("""
            UPDATE feeds SET next_check_at = now(), lease_owner = 'dead', lease_until = now() + interval '1 year';
            UPDATE page_tasks SET due_at = now() + interval '1 year', lease_owner = 'dead', lease_until = now() + interval '1 year';
            UPDATE host_turns SET next_at = now() + interval '1 year';
            """);
        Assert.Empty(await room.CheckDueAsync());

        await room.Archive.Get<FeedClaims>().RecallStrayAsync(Cancel);

        Assert.Single(await room.CheckDueAsync());
        Assert.InRange(await room.AskAsync(db => db.PageTasks.Where(t => t.LeaseUntil == null).Select(t => t.DueAt).SingleAsync()), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(61));
    }

    [Fact]
    public async Task Two_ends_of_one_feed_s_check_in_one_batch_write_it_once()
    {
        await using var room = await OpenAsync(cluster);
        await room.AddFeedAsync("/feed");
        var (claims, checks) = (room.Archive.Get<FeedClaims>(), room.Archive.Get<CheckWriter>());
        var late = Assert.Single(await claims.ClaimAsync(1, "late", Cancel));
        await room.SqlAsync("UPDATE feeds SET lease_until = now() - interval '1 second'");
        var own = Assert.Single(await claims.ClaimAsync(1, "own", Cancel));

        var check = new FinishedCheck { Outcome = CheckOutcome.Unchanged, Wait = TimeSpan.FromHours(1) };
        var written = await Task.WhenAll(checks.WriteAsync(late, check, Cancel), checks.WriteAsync(own, check, Cancel));

        Assert.Equal([false, true], written);
        Assert.Equal(1, await room.AskAsync(db => db.FeedChecks.CountAsync()));
    }

    [Fact]
    public async Task A_check_in_hand_does_not_undo_what_an_admin_sets_meanwhile()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed", Rss(new Item("Gaspreis", "https://blatt.example/1"), new Item("Wetter", "https://blatt.example/2")));
        var id = await room.AddFeedAsync("/feed", with: f => f.Include = "Sport");
        var (claims, refresher, admin) = (room.Archive.Get<FeedClaims>(), room.Archive.Get<FeedRefresher>(), room.Archive.Get<FeedAdmin>());
        var inHand = Assert.Single(await claims.ClaimAsync(1, "a", Cancel));

        Assert.IsType<FeedChange.Saved>(await admin.SetRulesAsync(id, "Gas*", null, Caller.Operator, Cancel));
        Assert.Null(await refresher.RefreshAsync(inHand, Cancel));
        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());
        Assert.Equal("Gaspreis", (await room.AskAsync(db => db.Articles.SingleAsync())).Title);

        await room.SqlAsync("UPDATE feeds SET next_check_at = now()");
        inHand = Assert.Single(await claims.ClaimAsync(1, "a", Cancel));
        await admin.SetIntervalAsync(id, TimeSpan.FromMinutes(1), Caller.Operator, Cancel);
        Assert.Equal(CheckOutcome.Unchanged, await refresher.RefreshAsync(inHand, Cancel));
        Assert.True((await room.FeedAsync(id)).NextCheckAt < DateTimeOffset.UtcNow.AddMinutes(2));
    }

    [Fact]
    public async Task A_permanent_redirect_is_followed_for_good_after_three_times_over_a_day()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/new", Rss(new Item("Eins", "https://blatt.example/1"))).Redirect("/old", "/new", 301);
        var id = await room.AddFeedAsync("/old");
        for (var i = 0; i < 3; i++) await room.CheckAgainAsync();
        Assert.Equal(room.Server.Url("/old"), (await room.FeedAsync(id)).Address);
        await room.SqlAsync("UPDATE feeds SET moved_since = now() - interval '25 hours'");
        await room.CheckAgainAsync();
        Assert.Equal(room.Server.Url("/new"), (await room.FeedAsync(id)).Address);
        Assert.Equal("feed.moved", await room.AskAsync(db => db.AuditEntries.Select(e => e.Action).SingleAsync()));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_that_is_not_permanent_is_followed_each_time_and_never_believed(int status)
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/new", Rss(new Item("Eins", "https://blatt.example/1"))).Redirect("/old", "/new", status);
        var id = await room.AddFeedAsync("/old");
        for (var i = 0; i < 5; i++) await room.CheckAgainAsync();
        var feed = await room.FeedAsync(id);
        Assert.Equal((room.Server.Url("/old"), null, 0), (feed.Address, feed.MovedTo, feed.MovedSeen));
    }

    [Fact]
    public async Task A_feed_that_has_moved_to_where_another_one_stands_is_not_rewritten_but_proposed_for_a_merge()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/new", Rss(new Item("Eins", "https://blatt.example/1"))).Redirect("/old", "/new", 308);
        await room.AddFeedAsync("/new");
        var id = await room.AddFeedAsync("/old");
        for (var i = 0; i < 3; i++) await room.CheckAgainAsync();
        await room.SqlAsync("UPDATE feeds SET moved_since = now() - interval '25 hours' WHERE moved_to IS NOT NULL");
        await room.CheckAgainAsync();
        var feed = await room.FeedAsync(id);
        Assert.Equal((room.Server.Url("/old"), room.Server.Url("/new")), (feed.Address, feed.MovedTo));
        Assert.Equal(0, await room.AskAsync(db => db.AuditEntries.CountAsync()));
        var page = await room.Archive.Get<FeedQueries>().PageAsync(new() { Filter = FeedFilter.Attention }, Cancel);
        Assert.Equal(id, Assert.Single(page.Rows).Id);
    }

    [Fact]
    public async Task When_no_host_can_be_reached_no_feed_is_blamed()
    {
        await using var room = await OpenAsync(cluster, ("AllowPrivate:1", "127.0.0.11:9"), ("AllowPrivate:2", "127.0.0.12:9"), ("AllowPrivate:3", "127.0.0.13:9"),
            ("AllowPrivate:4", "127.0.0.14:9"), ("AllowPrivate:5", "127.0.0.15:9"), ("AllowPrivate:6", "127.0.0.16:9"));
        for (var n = 11; n <= 16; n++) await room.AddFeedAsync($"http://127.0.0.{n}:9/feed");
        await room.CheckDueAsync();
        Assert.Equal(3, await room.AskAsync(db => db.Feeds.CountAsync(f => f.Failures == 0)));
        Assert.True(await room.AskAsync(db => db.Feeds.Where(f => f.Failures == 0).AllAsync(f => f.NextCheckAt < DateTimeOffset.UtcNow.AddMinutes(2))));
    }
}
