using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Core.Tests.Suggestions;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

/// <summary>Content that ends the process which reads it must not go from worker to worker for ever, nor drag its neighbours along.</summary>
public sealed class LostClaimTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    /// <summary>The worker that claimed it dies: nothing is written, and after a while the lease is over.</summary>
    private const string Die = "SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL";

    private static Task<IReadOnlyList<ClaimedFeed>> ClaimAsync(TestNewsroom room) => room.Archive.Get<FeedClaims>().ClaimAsync(100, "worker", Cancel);

    private static async Task WorkUntilAsync(TestNewsroom room, Func<Task<bool>> so)
    {
        var service = ClaimTests.ServiceOf(room.Archive);
        await service.StartAsync(Cancel);
        await ClaimTests.UntilAsync(so);
        await service.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_feed_that_ended_worker_after_worker_counts_as_failed_and_is_put_off_without_being_asked()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/killer", Rss(new Item("Eins", "https://blatt.example/1")));
        var id = await room.AddFeedAsync("/killer");
        for (var death = 1; death <= LostClaims.Most; death++)
        {
            Assert.Equal(death - 1, Assert.Single(await ClaimAsync(room)).Lost);
            await room.SqlAsync($"UPDATE feeds {Die}");
        }

        await WorkUntilAsync(room, async () => (await room.FeedAsync(id)).LastOutcome is not null);

        var feed = await room.FeedAsync(id);
        Assert.Equal((CheckOutcome.BrokeWorkers, 1, null), (feed.LastOutcome, feed.Failures, feed.LeaseUntil));
        Assert.InRange(feed.NextCheckAt, DateTimeOffset.UtcNow.AddMinutes(4), DateTimeOffset.UtcNow.AddMinutes(6));
        Assert.Equal(0, room.Server.Count("/killer"));
        Assert.StartsWith("Again and again the program ended", (await room.AskAsync(db => db.FeedChecks.SingleAsync())).Detail, StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single((await room.Archive.Get<FeedQueries>().PageAsync(new() { Filter = FeedFilter.Attention }, Cancel)).Rows).Id);
    }

    [Fact]
    public async Task After_that_a_single_death_puts_it_off_for_longer_and_a_good_check_clears_it()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed", Rss(new Item("Eins", "https://blatt.example/1")));
        var id = await room.AddFeedAsync("/feed", with: f => f.LostClaims = LostClaims.Most);
        await WorkUntilAsync(room, async () => (await room.FeedAsync(id)).Failures == 1);

        await room.SqlAsync("UPDATE feeds SET next_check_at = now()");
        Assert.Single(await ClaimAsync(room));
        await room.SqlAsync($"UPDATE feeds {Die}");
        await WorkUntilAsync(room, async () => (await room.FeedAsync(id)).Failures == 2);
        Assert.True((await room.FeedAsync(id)).NextCheckAt > DateTimeOffset.UtcNow.AddMinutes(8));
        Assert.Equal(0, room.Server.Count("/feed"));

        Assert.Equal([CheckOutcome.New], await room.CheckAgainAsync());
        Assert.Equal((0, 0), ((await room.FeedAsync(id)).LostClaims, (await room.FeedAsync(id)).Failures));
    }

    [Fact]
    public async Task What_died_together_twice_is_taken_over_one_at_a_time_so_that_only_the_killer_is_blamed()
    {
        await using var room = await OpenAsync(cluster);
        for (var n = 0; n < 6; n++) await room.AddFeedAsync($"https://blatt{n}.example/feed");
        for (var death = 0; death < 2; death++)
        {
            Assert.Equal(6, (await ClaimAsync(room)).Count);
            await room.SqlAsync($"UPDATE feeds {Die}");
        }
        await room.AddFeedAsync("https://other.example/feed");

        var claimed = await ClaimAsync(room);
        Assert.Equal([0, 2], claimed.Select(f => f.Lost).Order());
        Assert.Empty(await ClaimAsync(room));
        // The one ends well: then the next one's turn has come.
        var suspect = claimed.Single(f => f.Lost == 2);
        Assert.True(await room.Archive.Get<CheckWriter>().WriteAsync(suspect, new() { Outcome = CheckOutcome.Unchanged, Wait = TimeSpan.FromHours(1) }, Cancel));
        Assert.NotEqual(suspect.Id, Assert.Single(await ClaimAsync(room)).Id);
        Assert.Equal(0, (await room.FeedAsync(suspect.Id)).LostClaims);
    }

    [Fact]
    public async Task Giving_back_is_no_loss()
    {
        await using var room = await OpenAsync(cluster);
        await room.AddFeedAsync("/feed");
        for (var n = 0; n < 5; n++)
        {
            var feed = Assert.Single(await ClaimAsync(room));
            Assert.Equal(0, feed.Lost);
            await room.Archive.Get<FeedClaims>().ReleaseAsync(feed, Cancel);
        }
    }

    [Fact]
    public async Task A_page_that_ended_worker_after_worker_is_put_off_and_at_last_given_up()
    {
        await using var room = await OpenAsync(cluster, ("FetchPages", "Always"));
        room.Server.Serve("/feed", Rss(new Item("Eins", room.Server.Url("/1"))));
        await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();
        for (var death = 1; death <= LostClaims.Most; death++)
        {
            Assert.Equal(death - 1, Assert.Single(await room.Archive.Get<PageClaims>().ClaimAsync(10, "worker", Cancel)).Lost);
            await room.SqlAsync($"UPDATE page_tasks {Die}");
        }

        await WorkUntilAsync(room, () => room.AskAsync(db => db.PageTasks.AnyAsync(t => t.Attempts == 1)));
        var task = await room.AskAsync(db => db.PageTasks.SingleAsync());
        Assert.StartsWith("Again and again the program ended", task.LastDetail, StringComparison.Ordinal);
        Assert.True(task.DueAt > DateTimeOffset.UtcNow.AddMinutes(4));

        await room.SqlAsync($"UPDATE page_tasks SET attempts = 9, due_at = now(), lost_claims = {LostClaims.Most}");
        await WorkUntilAsync(room, async () => !await room.AskAsync(db => db.PageTasks.AnyAsync()));
        Assert.Equal(TextState.Failed, (await room.AskAsync(db => db.Articles.SingleAsync())).TextState);
        Assert.Equal(0, room.Server.Count("/1"));
    }

    [Fact]
    public async Task Of_articles_that_died_together_twice_one_at_a_time_is_read()
    {
        await using var room = await ReadingRoom.OpenAsync(cluster);
        for (var n = 0; n < 4; n++) await room.AddAsync(address: $"https://handblatt.example/{n}");
        await room.SqlAsync("UPDATE reading_tasks SET due_at = now()");
        var claims = room.Archive.Get<ReadingClaims>();
        for (var death = 0; death < 2; death++)
        {
            Assert.Equal(4, (await claims.ClaimAsync(10, "worker", Cancel)).Count);
            await room.SqlAsync($"UPDATE reading_tasks {Die}");
        }

        var suspect = Assert.Single(await claims.ClaimAsync(10, "worker", Cancel));
        Assert.Equal(2, suspect.Lost);
        Assert.Empty(await claims.ClaimAsync(10, "worker", Cancel));
        Assert.NotNull(await room.Archive.Get<SuggestionMaker>().MakeAsync(suspect, Cancel));
        Assert.NotEqual(suspect.ArticleId, Assert.Single(await claims.ClaimAsync(10, "worker", Cancel)).ArticleId);
    }
}
