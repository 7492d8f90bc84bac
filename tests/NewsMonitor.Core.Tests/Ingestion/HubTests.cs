using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

public sealed class HubTests(TestCluster cluster)
{
    private static string Feed(TestNewsroom room) => $"""
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Beispielblatt</title><id>urn:b</id><updated>2026-11-20T10:00:00Z</updated>
        <link rel="hub" href="{room.Server.Url("/hub")}"/><link rel="self" href="{room.Server.Url("/feed")}"/>
        <entry><id>urn:1</id><title>Eins</title><link href="https://blatt.example/1"/><updated>2026-11-20T10:00:00Z</updated></entry></feed>
        """;

    private static async Task<(TestNewsroom Room, long Feed, Dictionary<string, string> Asked)> SubscribeAsync(TestCluster cluster, int status = 202)
    {
        var room = await OpenAsync(cluster, ("PublicAddress", "https://desk.example/"));
        var asked = new Dictionary<string, string>();
        room.Server.Serve("/feed", Feed(room), Serving.Atom).Map("/hub", async context =>
        {
            foreach (var (key, value) in await context.Request.ReadFormAsync()) asked[key] = value.ToString();
            context.Response.StatusCode = status;
        });
        var id = await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();
        await room.Archive.Get<Hubs>().AskDueAsync(default);
        return (room, id, asked);
    }

    private static Task<HubSubscription> StandsAsync(TestNewsroom room) => room.AskAsync(db => db.HubSubscriptions.AsNoTracking().SingleAsync());

    private static string Sign(string secret, string body) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task A_feed_that_names_a_hub_is_subscribed_confirmed_renewed_and_polled_seldom()
    {
        var (room, id, asked) = await SubscribeAsync(cluster);
        await using var _ = room;
        var subscription = await StandsAsync(room);
        Assert.Equal(("subscribe", room.Server.Url("/feed"), "https://desk.example/hooks/websub/" + subscription.Token, subscription.Secret),
            (asked["hub.mode"], asked["hub.topic"], asked["hub.callback"], asked["hub.secret"]));
        Assert.Equal(HubState.Asked, subscription.State);

        var calls = room.Archive.Get<HubCalls>();
        Assert.False(await calls.ConfirmAsync(subscription.Token, "subscribe", "https://other.example/", 1000, default));
        Assert.False(await calls.ConfirmAsync("guessed", "subscribe", subscription.Topic, 1000, default));
        Assert.True(await calls.ConfirmAsync(subscription.Token, "subscribe", subscription.Topic, 100_000, default));
        subscription = await StandsAsync(room);
        Assert.Equal(HubState.Active, subscription.State);
        Assert.InRange((subscription.AskAt - DateTimeOffset.UtcNow).TotalSeconds, 79_000, 81_000);

        await room.CheckAgainAsync();
        Assert.True((await room.FeedAsync(id)).NextCheckAt > DateTimeOffset.UtcNow.AddMinutes(50));

        asked.Clear();
        await room.SqlAsync("UPDATE hub_subscriptions SET ask_at = now()");
        await room.Archive.Get<Hubs>().AskDueAsync(default);
        Assert.Equal("subscribe", asked["hub.mode"]);
        Assert.Equal(HubState.Active, (await StandsAsync(room)).State);
    }

    [Fact]
    public async Task A_push_makes_the_feed_due_only_with_the_right_signature()
    {
        var (room, id, _) = await SubscribeAsync(cluster);
        await using var __ = room;
        var subscription = await StandsAsync(room);
        var calls = room.Archive.Get<HubCalls>();
        var body = Encoding.UTF8.GetBytes("<feed/>");

        Assert.False(await calls.PushAsync("guessed", Sign(subscription.Secret, "<feed/>"), body, default));
        foreach (var wrong in (string?[])[null, "sha256=00", "sha256=zz", Sign("other", "<feed/>"), Sign(subscription.Secret, "<feed />"), "md5=" + new string('0', 32)])
        {
            Assert.True(await calls.PushAsync(subscription.Token, wrong, body, default));
            Assert.Null((await StandsAsync(room)).LastPushAt);
        }
        Assert.True((await room.FeedAsync(id)).NextCheckAt > DateTimeOffset.UtcNow);

        await room.SqlAsync("UPDATE feeds SET last_check_at = now() - interval '1 hour'");
        Assert.True(await calls.PushAsync(subscription.Token, Sign(subscription.Secret, "<feed/>"), body, default));
        Assert.True((await room.FeedAsync(id)).NextCheckAt <= DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Single(await room.CheckDueAsync());

        // A hub that pushes without end does not make us ask without end.
        Assert.True(await calls.PushAsync(subscription.Token, Sign(subscription.Secret, "<feed/>"), body, default));
        var pushed = await room.FeedAsync(id);
        Assert.InRange((pushed.NextCheckAt - pushed.LastCheckAt!.Value).TotalSeconds, 19, 21);
    }

    [Fact]
    public async Task A_hub_that_refuses_is_left_alone_for_a_day_and_the_feed_is_polled()
    {
        var (room, id, _) = await SubscribeAsync(cluster, StatusCodes.Status403Forbidden);
        await using var __ = room;
        var subscription = await StandsAsync(room);
        Assert.Equal((HubState.Refused, "The hub answered 403."), (subscription.State, subscription.LastDetail));
        Assert.True(subscription.AskAt > DateTimeOffset.UtcNow.AddHours(23));
        Assert.True((await room.FeedAsync(id)).NextCheckAt < DateTimeOffset.UtcNow.AddHours(25));
        await room.Archive.Get<HubCalls>().DenyAsync(subscription.Token, "Too many", default);
        Assert.Equal("The hub refused. Too many", (await StandsAsync(room)).LastDetail);
    }

    [Fact]
    public async Task Without_a_public_address_no_hub_is_asked()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed", Feed(room), Serving.Atom);
        await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();
        await room.Archive.Get<Hubs>().AskDueAsync(default);
        Assert.Equal((0, 0), (await room.AskAsync(db => db.HubSubscriptions.CountAsync()), room.Server.Count("/hub")));
    }

    [Theory]
    [InlineData("<https://hub.example/>; rel=\"hub\", <https://blatt.example/feed>; rel=self", "hub", "https://hub.example/")]
    [InlineData("<https://hub.example/>; rel=\"hub\", <https://blatt.example/feed>; type=\"x\"; rel=self", "self", "https://blatt.example/feed")]
    [InlineData("<https://blatt.example/2>; rel=\"next\"", "hub", null)]
    [InlineData(null, "hub", null)]
    public void A_hub_may_be_named_in_the_Link_header(string? header, string relation, string? address) => Assert.Equal(address, Hubs.Named(header, relation));
}
