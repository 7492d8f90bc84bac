using System.Net;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>Feeds by program, against a publisher on loopback.</summary>
public sealed class FeedApiTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private const string Rss = """
        <rss version="2.0"><channel><title>Der Hafenbote</title><link>https://hafen.example/</link>
        <item><title>Schiff läuft ein</title><link>https://hafen.example/schiff</link><guid>schiff</guid><pubDate>Wed, 08 Dec 2021 10:00:00 GMT</pubDate></item></channel></rss>
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_is_added_listed_changed_checked_and_removed_with_each_deed_in_the_audit()
    {
        await using var publisher = await FeedServer.StartAsync();
        publisher.ServePlain("/feed", Rss, "application/rss+xml");
        publisher.ServePlain("/plain", "<!doctype html><title>Nothing</title><h1>Nothing here</h1>", Serving.Html);
        await using var desk = room.Start(("Ingestion:AllowPrivate:0", publisher.Authority), ("Ingestion:HostGap", "00:00:00"));
        var token = await room.TokenAsync(room.Admin, TokenScope.Feeds);
        using var admin = room.With(token, desk);

        using var made = await admin.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/feeds", new { address = publisher.Url("/feed"), folder = "Inland", interval_minutes = 30 }), Cancel);
        var feed = await ApiRoom.JsonAsync(made, HttpStatusCode.Created);
        var (id, path) = (feed.GetProperty("id").GetInt64(), made.Headers.Location!.OriginalString);
        Assert.Equal($"/api/v1/feeds/{id}", path);
        Assert.Equal(("Der Hafenbote", "Inland", 30d, "active"), (feed.GetProperty("title").GetString(), feed.GetProperty("folder").GetString(), feed.GetProperty("interval_minutes").GetDouble(), feed.GetProperty("state").GetString()));

        var problem = await ApiRoom.ProblemAsync(await admin.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/feeds", new { address = publisher.Url("/feed") }), Cancel), 409, "already-there");
        Assert.Equal(id, problem.GetProperty("feed_id").GetInt64());
        await ApiRoom.ProblemAsync(await admin.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/feeds", new { address = publisher.Url("/plain") }), Cancel), 422, "invalid");
        await ApiRoom.ProblemAsync(await admin.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/feeds", new { address = publisher.Url("/feed2"), interval_minutes = 0.5 }), Cancel), 422, "invalid");

        var list = (await ApiRoom.JsonAsync(await admin.GetAsync("/api/v1/feeds?text=hafen", Cancel))).GetProperty("items");
        Assert.Equal((1, id), (list.GetArrayLength(), list[0].GetProperty("id").GetInt64()));
        Assert.Equal(0, (await ApiRoom.JsonAsync(await admin.GetAsync("/api/v1/feeds?filter=paused", Cancel))).GetProperty("items").GetArrayLength());

        var changed = await ApiRoom.JsonAsync(await admin.SendAsync(ApiRoom.Request(HttpMethod.Patch, path, new { state = "paused", title = "Hafenbote", fetch_pages = "never", interval_minutes = 0 }), Cancel));
        Assert.Equal(("paused", "Hafenbote", "never"), (changed.GetProperty("state").GetString(), changed.GetProperty("title").GetString(), changed.GetProperty("fetch_pages").GetString()));
        Assert.False(changed.TryGetProperty("interval_minutes", out var interval) && interval.ValueKind is not System.Text.Json.JsonValueKind.Null);
        // Refused whole: the good half of a change is not done either.
        await ApiRoom.ProblemAsync(await admin.SendAsync(ApiRoom.Request(HttpMethod.Patch, path, new { title = "Anders", interval_minutes = 5000 }), Cancel), 422, "invalid");
        var same = await ApiRoom.JsonAsync(await admin.GetAsync(path, Cancel));
        Assert.Equal("Hafenbote", same.GetProperty("title").GetString());

        using (var check = await admin.SendAsync(ApiRoom.Request(HttpMethod.Post, path + "/check"), Cancel)) Assert.Equal((HttpStatusCode.Accepted, path + "/log"), (check.StatusCode, check.Headers.Location!.OriginalString));
        Assert.Equal(0, (await ApiRoom.JsonAsync(await admin.GetAsync(path + "/log", Cancel))).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync(path, Cancel)).StatusCode);
        foreach (var gone in new[] { path, path + "/log" }) await ApiRoom.ProblemAsync(await admin.GetAsync(gone, Cancel), 404, "not-found");

        await using var db = room.Open();
        var deeds = await db.AuditEntries.Where(e => e.SubjectId == id && e.UserId == room.Admin && e.Action.StartsWith("feed.")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync(Cancel);
        Assert.Equal(("feed.added", "feed.removed"), (deeds[0], deeds[^1]));
        Assert.Contains("feed.paused", deeds);
        Assert.Contains("feed.renamed", deeds);
    }

    [Fact]
    public async Task Feeds_are_for_admins_with_that_scope()
    {
        using var other = await room.WithAsync(room.Admin, TokenScope.Read);
        await ApiRoom.ProblemAsync(await other.GetAsync("/api/v1/feeds", Cancel), 403, "not-allowed");
        Assert.IsType<TokenChange.BeyondRole>(await room.Get<PersonalTokens>().MakeAsync(room.Editor, "feeds", [TokenScope.Feeds], TimeSpan.FromDays(1), Cancel));
    }
}
