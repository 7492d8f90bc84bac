using System.Net;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Tests.Api;

public sealed class WatchApiTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_is_made_changed_and_removed_by_its_owner_and_seen_by_others_where_it_is_shared()
    {
        using var owner = await room.WithAsync(room.Analyst, TokenScope.Watches);
        using var other = await room.WithAsync(room.Editor, TokenScope.Watches);
        using var made = await owner.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/watches", new { name = "Grenze", query = "Streit" }), Cancel);
        await ApiRoom.JsonAsync(made, HttpStatusCode.Created);
        var address = made.Headers.Location!.OriginalString;
        foreach (var path in new[] { address, address + "/alerts" }) await ApiRoom.ProblemAsync(await other.GetAsync(path, Cancel), 404, "not-found");
        await ApiRoom.ProblemAsync(await other.DeleteAsync(address, Cancel), 404, "not-found");

        var changed = await ApiRoom.JsonAsync(await owner.SendAsync(ApiRoom.Request(HttpMethod.Put, address, new { name = "Grenze", query = "Streit", shared = true }), Cancel));
        Assert.True(changed.GetProperty("shared").GetBoolean());
        Assert.False((await ApiRoom.JsonAsync(await other.GetAsync(address, Cancel))).GetProperty("own").GetBoolean());
        Assert.Equal(0, (await ApiRoom.JsonAsync(await other.GetAsync(address + "/alerts", Cancel))).GetProperty("items").GetArrayLength());
        await ApiRoom.ProblemAsync(await other.SendAsync(ApiRoom.Request(HttpMethod.Put, address, new { name = "Meine", query = "Streit" }), Cancel), 403, "not-allowed");
        await ApiRoom.ProblemAsync(await other.DeleteAsync(address, Cancel), 403, "not-allowed");

        await ApiRoom.ProblemAsync(await owner.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/watches", new { name = "x", query = "actor:Niemandfrau" }), Cancel), 400, "bad-query");
        await ApiRoom.ProblemAsync(await owner.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/watches", new { name = "x", query = "is:starred" }), Cancel), 422, "invalid");
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync(address, Cancel)).StatusCode);
        await ApiRoom.ProblemAsync(await owner.GetAsync(address, Cancel), 404, "not-found");
    }
}
