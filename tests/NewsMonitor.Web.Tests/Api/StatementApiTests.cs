using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>Coding by program: through the desk's own editor, with its checks and its history.</summary>
public sealed class StatementApiTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_statement_is_made_changed_and_removed_with_its_history()
    {
        using var caller = await room.WithAsync(room.Editor, TokenScope.Read, TokenScope.Code);
        using var created = await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/statements", room.Position()), Cancel);
        var made = await ApiRoom.JsonAsync(created, HttpStatusCode.Created);
        Assert.Equal($"/api/v1/statements/{Id(made)}", created.Headers.Location!.OriginalString);
        Assert.Equal("weist die Forderung zurück", made.GetProperty("evidence")[0].GetProperty("quote").GetString());
        Assert.Equal(ApiRoom.Text.IndexOf("weist", StringComparison.Ordinal) - 1, made.GetProperty("evidence")[0].GetProperty("start").GetInt32());

        using var read = await caller.GetAsync(created.Headers.Location, Cancel);
        Assert.StartsWith($"\"{made.GetProperty("row_version").GetInt64()}-", read.Headers.ETag!.Tag, StringComparison.Ordinal);
        using var put = await caller.SendAsync(ApiRoom.Request(HttpMethod.Put, created.Headers.Location.OriginalString, room.Position("supports"), read.Headers.ETag.Tag), Cancel);
        Assert.Equal("supports", (await ApiRoom.JsonAsync(put)).GetProperty("stance").GetString());

        using var gone = await caller.SendAsync(ApiRoom.Request(HttpMethod.Delete, created.Headers.Location.OriginalString, ifMatch: put.Headers.ETag!.Tag), Cancel);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await ApiRoom.ProblemAsync(await caller.GetAsync(created.Headers.Location, Cancel), 404, "not-found");
        await using var db = room.Open();
        Assert.Equal(
            [RevisionAction.Created, RevisionAction.Changed, RevisionAction.Removed],
            await db.Revisions.Where(r => r.CodeId == Id(made)).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Who_saves_over_a_state_that_they_have_not_seen_gets_both_versions_and_nothing_is_lost()
    {
        using var caller = await room.WithAsync(room.Editor, TokenScope.Read, TokenScope.Code);
        var made = await MakeAsync(caller);
        var path = $"/api/v1/statements/{Id(made)}";
        var seen = $"\"{made.GetProperty("row_version").GetInt64()}\"";
        await ApiRoom.JsonAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Put, path, room.Position("undecided"), seen), Cancel));

        var stale = await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Put, path, room.Position("supports"), seen), Cancel), 412, "stale");
        Assert.Equal("undecided", stale.GetProperty("current").GetProperty("stance").GetString());
        Assert.Equal("supports", stale.GetProperty("yours").GetProperty("stance").GetString());
        Assert.Contains("eda", stale.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Delete, path, ifMatch: seen), Cancel), 412, "stale");
        Assert.Equal("undecided", (await ApiRoom.JsonAsync(await caller.GetAsync(path, Cancel))).GetProperty("stance").GetString());

        foreach (var method in new[] { (HttpMethod.Put, path), (HttpMethod.Delete, path), (HttpMethod.Post, path + "/accept"), (HttpMethod.Post, path + "/reject") })
            await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(method.Item1, method.Item2, method.Item1 == HttpMethod.Put ? room.Position() : null), Cancel), 428, "needs-if-match");
        await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Delete, path, ifMatch: "\"nonsense\""), Cancel), 400, "bad-request");
        // Who does not mind says so.
        Assert.Equal(HttpStatusCode.NoContent, (await caller.SendAsync(ApiRoom.Request(HttpMethod.Delete, path, ifMatch: "*"), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Suggestions_are_accepted_and_rejected()
    {
        using var caller = await room.WithAsync(room.Editor, TokenScope.Read, TokenScope.Code);
        var (yes, no) = (await SuggestAsync(), await SuggestAsync());
        Assert.Equal([yes, no], (await ListAsync(caller, "state=suggested&order=oldest")).Where(id => id == yes || id == no));
        Assert.DoesNotContain(yes, await ListAsync(caller, ""));
        var accepted = await ApiRoom.JsonAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, $"/api/v1/statements/{yes}/accept", ifMatch: await TagAsync(caller, yes)), Cancel));
        Assert.Equal("confirmed", accepted.GetProperty("state").GetString());
        Assert.Equal("rule", accepted.GetProperty("origin").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, $"/api/v1/statements/{no}/reject", ifMatch: await TagAsync(caller, no)), Cancel)).StatusCode);
        await ApiRoom.ProblemAsync(await caller.GetAsync($"/api/v1/statements/{no}", Cancel), 404, "not-found");
        var all = await ListAsync(caller, "state=all");
        Assert.Contains(yes, all);
        Assert.DoesNotContain(no, all);
    }

    [Fact]
    public async Task The_list_of_statements_goes_to_its_end_both_ways_and_by_query()
    {
        using var caller = await room.WithAsync(room.Editor, TokenScope.Read, TokenScope.Code);
        for (var i = 0; i < 5; i++) await MakeAsync(caller);
        var up = await ListAsync(caller, "order=oldest&limit=2");
        var down = await ListAsync(caller, "limit=2");
        Assert.Equal(up, Enumerable.Reverse(down));
        Assert.Equal(up.Distinct(), up);
        Assert.Equal(down, await ListAsync(caller, $"query={Uri.EscapeDataString("actor:\"Die Allianz\" Streit")}&limit=200"));
        Assert.Empty(await ListAsync(caller, "kind=threat"));
        Assert.Equal(up, (await ApiRoom.JsonAsync(await caller.GetAsync($"/api/v1/articles/{room.Article}/statements?suggestions=false", Cancel))).GetProperty("items").EnumerateArray().Select(Id));
    }

    [Theory]
    [InlineData("""{"kind":"position"}""", 400, "missing")]
    [InlineData("""{"kind":"rumour","evidence":[],"participants":[]}""", 400, "$.kind")]
    [InlineData("""{"kind":"position","evidence":[],"participants":[],"colour":"red"}""", 400, "no such field")]
    [InlineData("""{"kind":"position","evidence":[{"start":1.5,"end":2}],"participants":[]}""", 400, "$.evidence[0].start")]
    [InlineData("""{"kind":""", 400, "no JSON")]
    [InlineData("null", 400, "null")]
    [InlineData("""{"kind":"position","evidence":[],"participants":[]}""", 422, "article_id")]
    [InlineData("""{"kind":"position","article_id":$A,"evidence":[],"participants":[]}""", 422, "issue_id")]
    [InlineData("""{"kind":"position","article_id":$A,"evidence":[{"start":0,"end":9999}],"participants":[],"issue_id":1,"stance":"opposes"}""", 422, "code points")]
    [InlineData("""{"kind":"position","article_id":$A,"evidence":[{"start":2,"end":5}],"participants":[],"issue_id":$I,"stance":"opposes"}""", 422, "speaker")]
    [InlineData("""{"kind":"position","article_id":$A,"evidence":[{"start":2,"end":5}],"participants":[{"role":"speaker","actor_id":99999}],"issue_id":$I,"stance":"opposes"}""", 422, "actors")]
    [InlineData("""{"kind":"threat","article_id":$A,"evidence":[{"start":2,"end":5}],"participants":[],"stance":"opposes"}""", 422, "threat")]
    public async Task A_statement_that_cannot_stand_is_refused_with_what_is_wrong(string body, int status, string words)
    {
        using var caller = await room.WithAsync(room.Editor, TokenScope.Code);
        body = body.Replace("$A", room.Article.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("$I", room.Issue.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var problem = await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/statements", body), Cancel), status, status == 400 ? "bad-request" : "invalid");
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_kind_and_one_that_is_too_large_are_refused()
    {
        using var caller = await room.WithAsync(room.Editor, TokenScope.Code);
        await ApiRoom.ProblemAsync(await caller.PostAsync("/api/v1/statements", new StringContent("kind=threat"), Cancel), 415, "wrong-type");
        var large = "{\"note\":\"" + new string('x', 1_100_000) + "\"}";
        await ApiRoom.ProblemAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/statements", large), Cancel), 413, "too-large");
    }

    private async Task<JsonElement> MakeAsync(HttpClient caller) =>
        await ApiRoom.JsonAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/statements", room.Position()), Cancel), HttpStatusCode.Created);

    private async Task<long> SuggestAsync()
    {
        await using var db = room.Open();
        var version = await db.ArticleVersions.SingleAsync(v => v.ArticleId == room.Article, Cancel);
        var start = ApiRoom.Text.IndexOf("Die Allianz", StringComparison.Ordinal);
        var code = new Position
        {
            ArticleId = room.Article, State = CodeState.Suggested, Origin = CodeOrigin.Rule, Rule = "test", Score = .5f, CreatedAt = DateTimeOffset.UtcNow, ChangedAt = DateTimeOffset.UtcNow,
            IssueId = room.Issue, Stance = Stance.Opposes,
        };
        code.Anchors.Add(Anchor.On(version, AnchorRole.Evidence, start, start + 11));
        code.Participants.Add(new() { Role = ParticipantRole.Speaker, ActorId = room.Alliance, Ordinal = 1 });
        db.Codes.Add(code);
        await db.SaveChangesAsync(Cancel);
        return code.Id;
    }

    private static async Task<string> TagAsync(HttpClient caller, long id)
    {
        using var answer = await caller.GetAsync($"/api/v1/statements/{id}", Cancel);
        return answer.Headers.ETag!.Tag;
    }

    private static async Task<long[]> ListAsync(HttpClient caller, string criteria)
    {
        var seen = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await ApiRoom.JsonAsync(await caller.GetAsync($"/api/v1/statements?{criteria}&cursor={cursor}", Cancel));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(Id));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        return [.. seen];
    }

    private static long Id(JsonElement statement) => statement.GetProperty("id").GetInt64();
}
