using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Web.Tests.Feeds;

public sealed class HubCallbackTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Topic = "https://blatt.example/feed";

    [Fact]
    public async Task A_hub_is_answered_where_it_asks_rightly_and_told_nothing_where_not()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        var archive = desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>();
        var (token, secret) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), "a secret");
        await using (var db = await archive.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var feed = new Feed { Address = Topic, Title = "Blatt", Outlet = new() { Name = "Blatt" }, NextCheckAt = DateTimeOffset.UtcNow.AddHours(1) };
            db.Feeds.Add(feed);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            db.HubSubscriptions.Add(new() { FeedId = feed.Id, Hub = "https://hub.example/", Topic = Topic, Token = token, Secret = secret, State = HubState.Asked });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        using var hub = desk.NewBrowser();

        var asked = $"/hooks/websub/{token}?hub.mode=subscribe&hub.topic={Uri.EscapeDataString(Topic)}&hub.challenge=abc123&hub.lease_seconds=86400";
        Assert.Equal("abc123", await hub.GetStringAsync(asked, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, (await hub.GetAsync(asked.Replace("feed", "other", StringComparison.Ordinal), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.GetAsync(asked.Replace(token, new string('0', 48), StringComparison.Ordinal), TestContext.Current.CancellationToken)).StatusCode);

        Assert.Equal(HttpStatusCode.Accepted, await PushAsync("sha256=00"));
        Assert.False(await IsDueAsync());
        Assert.Equal(HttpStatusCode.Accepted, await PushAsync("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "<feed/>"u8))));
        Assert.True(await IsDueAsync());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PushAsync("sha256=00", new string(' ', 3_000_000)));

        async Task<HttpStatusCode> PushAsync(string signature, string body = "<feed/>")
        {
            using var push = new HttpRequestMessage(HttpMethod.Post, $"/hooks/websub/{token}") { Content = new StringContent(body, Encoding.UTF8, "application/atom+xml") };
            push.Headers.Add("X-Hub-Signature", signature);
            return (await hub.SendAsync(push, TestContext.Current.CancellationToken)).StatusCode;
        }

        async Task<bool> IsDueAsync()
        {
            await using var db = await archive.CreateDbContextAsync(TestContext.Current.CancellationToken);
            return await db.Feeds.AnyAsync(f => f.Address == Topic && f.NextCheckAt <= DateTimeOffset.UtcNow.AddSeconds(5), TestContext.Current.CancellationToken);
        }
    }
}
