using System.Net;
using System.Security.Cryptography;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>Files to take away, by program: asked for, polled, fetched; nobody else's.</summary>
public sealed class ExportApiTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_is_started_polled_and_fetched_by_whoever_asked_for_it()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Export);
        using var started = await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/exports", new { format = "articles-jsonl", query = "Streit" }), Cancel);
        var id = (await ApiRoom.JsonAsync(started, HttpStatusCode.Accepted)).GetProperty("id").GetInt64();
        var address = $"/api/v1/exports/{id}";
        Assert.Equal(address, started.Headers.Location!.OriginalString);
        await ApiRoom.ProblemAsync(await caller.GetAsync(address + "/file", Cancel), 409, "not-ready");

        // A worker of the newsroom does it; here the test's hand.
        Assert.True(await room.Get<JobRunner>().RunHereAsync(id, Cancel));
        var done = await ApiRoom.JsonAsync(await caller.GetAsync(address, Cancel));
        Assert.Equal("done", done.GetProperty("state").GetString());
        using var file = await caller.GetAsync(address + "/file", Cancel);
        var bytes = await file.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal(done.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(done.GetProperty("file").GetString(), file.Content.Headers.ContentDisposition!.FileName);
        Assert.Contains("Streit an der Grenze", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        using var manifest = await caller.GetAsync(address + "/manifest", Cancel);
        Assert.Contains(done.GetProperty("sha256").GetString()!, await manifest.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(id, (await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/exports", Cancel))).GetProperty("items")[0].GetProperty("id").GetInt64());

        using var other = await room.WithAsync(room.Editor, TokenScope.Export);
        foreach (var path in new[] { address, address + "/file", address + "/manifest" }) await ApiRoom.ProblemAsync(await other.GetAsync(path, Cancel), 404, "not-found");
        Assert.Equal(0, (await ApiRoom.JsonAsync(await other.GetAsync("/api/v1/exports", Cancel))).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Every_format_is_offered_and_what_cannot_be_is_refused()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Export);
        var formats = await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/exports/formats", Cancel));
        Assert.Equal(ExportFormats.All.Select(f => f.Name), formats.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/exports", new { format = "papyrus" }), Cancel), 422, "invalid");
        await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/exports", new { format = "articles-csv", query = "actor:Niemandfrau" }), Cancel), 400, "bad-query");
        await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/exports", new { format = "graphml", ties = "combine" }), Cancel), 422, "invalid");
        using var waiting = await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/exports", new { format = "articles-csv" }), Cancel);
        var id = (await ApiRoom.JsonAsync(waiting, HttpStatusCode.Accepted)).GetProperty("id").GetInt64();
        Assert.Equal(HttpStatusCode.NoContent, (await caller.DeleteAsync($"/api/v1/exports/{id}", Cancel)).StatusCode);
        Assert.Equal("cancelled", (await ApiRoom.JsonAsync(await caller.GetAsync($"/api/v1/exports/{id}", Cancel))).GetProperty("state").GetString());

        using var editor = await room.WithAsync(await room.Desk.AddUserAsync("only-editor", Role.Editor), TokenScope.Export);
        // Taking along is everyone's who signs in, whatever role they hold.
        using var theirs = await editor.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/exports", new { format = "articles-csv" }), Cancel);
        Assert.Equal(HttpStatusCode.Accepted, theirs.StatusCode);
    }
}
