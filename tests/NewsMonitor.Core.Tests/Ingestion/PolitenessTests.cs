using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using Npgsql;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

public sealed class PolitenessTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Two_nodes_together_keep_the_gap_to_a_host_for_feeds_pages_and_robots_rules_alike()
    {
        await using var room = await OpenAsync(cluster, ("HostGap", "00:00:01"), ("HostConcurrency", "1"), ("FetchPages", "Always"), ("PollEvery", "00:00:00.050"));
        for (var n = 0; n < 2; n++)
        {
            room.Server.Serve($"/{n}", Rss(new Item($"Meldung {n}", room.Server.Url($"/artikel/{n}"))));
            await room.AddFeedAsync($"/{n}");
        }
        var settings = Settings(room.Server, ("HostGap", "00:00:01"), ("HostConcurrency", "1"), ("FetchPages", "Always"), ("PollEvery", "00:00:00.050"));
        await using var other = room.Archive.Another(settings);
        var (one, two) = (ClaimTests.ServiceOf(room.Archive), ClaimTests.ServiceOf(other));

        await Task.WhenAll(one.StartAsync(Cancel), two.StartAsync(Cancel));
        // Two feeds, two pages that are not there, robots.txt once or twice: by the node that asks.
        await ClaimTests.UntilAsync(() => Task.FromResult(room.Server.Count("/artikel/0") == 1 && room.Server.Count("/artikel/1") == 1));
        await Task.WhenAll(one.StopAsync(Cancel), two.StopAsync(Cancel));

        var times = room.Server.Requests.Select(r => r.At).Order().ToList();
        Assert.InRange(times.Count, 5, 6);
        // From the first to the last: a busy machine delays one arrival and not the next.
        Assert.True(times[^1] - times[0] >= TimeSpan.FromSeconds(times.Count - 1) - TimeSpan.FromMilliseconds(100), string.Join(", ", times));
    }

    [Fact]
    public async Task A_claim_gives_a_host_s_turn_to_one_node_and_the_next_turn_comes_a_gap_later()
    {
        await using var room = await OpenAsync(cluster, ("HostGap", "00:10:00"), ("HostConcurrency", "4"));
        for (var n = 0; n < 6; n++) await room.AddFeedAsync($"https://host{n % 2}.example/{n}");
        var claims = room.Archive.Get<FeedClaims>();

        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(w => claims.ClaimAsync(10, $"w{w}", Cancel)));
        Assert.Equal(["host0.example", "host1.example"], first.SelectMany(c => c).Select(f => new Uri(f.Address).Host).Order());
        Assert.Empty(await claims.ClaimAsync(10, "w", Cancel));

        await room.SqlAsync("UPDATE host_turns SET next_at = now() WHERE host = 'host1.example'");
        Assert.Equal("host1.example", new Uri(Assert.Single(await claims.ClaimAsync(10, "w", Cancel)).Address).Host);
    }

    [Fact]
    public async Task Who_comes_too_late_for_a_claimed_turn_takes_another_one()
    {
        await using var room = await OpenAsync(cluster);
        var options = Options.Create(new IngestionOptions { HostGap = TimeSpan.FromMilliseconds(300) });
        var gate = new HostGate(options, TimeProvider.System, room.Archive.Get<NpgsqlDataSource>());
        await room.SqlAsync("INSERT INTO host_turns VALUES ('late.example', clock_timestamp() + interval '400 milliseconds')");
        var now = Stopwatch.GetTimestamp();

        using (await gate.EnterAsync("late.example", new HostTurn("late.example", now), Cancel)) Assert.True(Stopwatch.GetElapsedTime(now) < TimeSpan.FromMilliseconds(390));
        using (await gate.EnterAsync("late.example", new HostTurn("late.example", now - Stopwatch.Frequency), Cancel)) Assert.True(Stopwatch.GetElapsedTime(now) >= TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task Many_who_wait_for_a_host_and_give_up_do_not_close_it_to_all_others()
    {
        await using var room = await OpenAsync(cluster);
        var gate = new HostGate(Options.Create(new IngestionOptions { HostConcurrency = 200 }), TimeProvider.System, room.Archive.Get<NpgsqlDataSource>());
        using var patience = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 200).Select(_ => gate.EnterAsync("crowded.example", null, patience.Token)).ToList();
        await ClaimTests.UntilAsync(async () => await FurthestAsync() > HostGate.Furthest);
        await patience.CancelAsync();
        await Task.WhenAny(Task.WhenAll(waiting));

        Assert.InRange(await FurthestAsync(), TimeSpan.Zero, HostGate.Furthest + HostGate.Spacing(TimeSpan.FromSeconds(1)));

        Task<TimeSpan> FurthestAsync() => room.AskAsync(db => db.Database.SqlQueryRaw<TimeSpan>("SELECT coalesce(max(next_at) - clock_timestamp(), interval '0') AS \"Value\" FROM host_turns").SingleAsync());
    }

    [Fact]
    public async Task A_host_that_drips_holds_up_no_other()
    {
        await using var room = await OpenAsync(cluster, ("ParallelFeeds", "2"), ("TotalTimeout", "00:00:50"));
        room.Server.Silence("/a").Silence("/b").Serve("/c", Rss(new Item("Eins", "https://blatt.example/1")));
        await room.AddFeedAsync("/a");
        await room.AddFeedAsync("/b");
        var last = await room.AddFeedAsync("/c", with: feed => feed.NextCheckAt = DateTimeOffset.UtcNow);
        var service = ClaimTests.ServiceOf(room.Archive);
        var started = DateTime.UtcNow;
        await service.StartAsync(Cancel);
        await ClaimTests.UntilAsync(async () => (await room.FeedAsync(last)).LastGoodAt is not null);
        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(19), "It waited for the silent ones."); // their headers are given up after 20 s
        Assert.Equal(2, await room.AskAsync(db => db.Feeds.CountAsync(f => f.LeaseUntil != null)));
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await service.StopAsync(now.Token);
    }
}
