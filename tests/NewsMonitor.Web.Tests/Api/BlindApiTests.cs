using System.Net;
using System.Text.Json;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>What is coded in a blind round does not leak through the API: neither to the other coders nor to anybody else, before it is settled.</summary>
public sealed class BlindApiTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_coders_statement_in_a_blind_round_is_seen_by_them_alone()
    {
        var (first, second) = (await room.Desk.AddUserAsync("coder-one", Role.Editor), await room.Desk.AddUserAsync("coder-two", Role.Editor));
        var lead = await room.Desk.AddUserAsync("lead", Role.Editor, Role.Admin);
        var round = await room.Get<RoundMaker>().MakeAsync(new() { Name = "Blind", Query = "Streit", Coders = [first, second], Blind = true }, lead, Cancel);
        Assert.True(Assert.IsType<RoundResult.Done>(round).Changed > 0);

        using var one = await room.WithAsync(first, TokenScope.Read, TokenScope.Code);
        using var two = await room.WithAsync(second, TokenScope.Read, TokenScope.Code);
        using var other = await room.WithAsync(room.Editor, TokenScope.Read, TokenScope.Code);
        var made = await ApiRoom.JsonAsync(await one.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/statements", room.Position()), Cancel), HttpStatusCode.Created);
        var id = made.GetProperty("id").GetInt64();

        Assert.True(await SeesAsync(one, id));
        foreach (var caller in new[] { two, other })
        {
            Assert.False(await SeesAsync(caller, id));
            Assert.DoesNotContain(id, await IdsAsync(caller, "statements?state=all"));
            await ApiRoom.ProblemAsync(await caller.GetAsync($"/api/v1/statements/{id}", Cancel), 404, "not-found");
            foreach (var act in new[] { ApiRoom.Request(HttpMethod.Delete, $"/api/v1/statements/{id}", ifMatch: "*"), ApiRoom.Request(HttpMethod.Put, $"/api/v1/statements/{id}", room.Position("supports"), "*"), ApiRoom.Request(HttpMethod.Post, $"/api/v1/statements/{id}/reject", ifMatch: "*") })
                await ApiRoom.ProblemAsync(await caller.SendAsync(act, Cancel), 404, "not-found");
            Assert.Equal(0, (await ApiRoom.JsonAsync(await caller.GetAsync($"/api/v1/articles/{room.Article}", Cancel))).GetProperty("statements").GetInt32());
            // Nor by asking for articles that hold such a code.
            Assert.Empty(await IdsAsync(caller, $"articles?query={Uri.EscapeDataString("position:Grenzöffnung/- Streit")}"));
        }
        Assert.DoesNotContain("statement", await EventsAsync(two));
        Assert.DoesNotContain("withdrawn", await EventsAsync(other));

        // Who is in no round with the article cannot code there.
        var locked = await ApiRoom.ProblemAsync(await other.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/statements", room.Position()), Cancel), 423, "locked");
        Assert.Contains("Blind", locked.GetProperty("detail").GetString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await one.SendAsync(ApiRoom.Request(HttpMethod.Delete, $"/api/v1/statements/{id}", ifMatch: "*"), Cancel)).StatusCode);
        Assert.DoesNotContain("withdrawn", await EventsAsync(two));
    }

    private async Task<bool> SeesAsync(HttpClient caller, long id) => (await IdsAsync(caller, $"articles/{room.Article}/statements")).Contains(id);

    private static async Task<long[]> IdsAsync(HttpClient caller, string path) =>
        [.. (await ApiRoom.JsonAsync(await caller.GetAsync($"/api/v1/{path}", Cancel))).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetInt64())];

    /// <summary>The kinds of all that the stream holds from its beginning, up to an article that is written for the purpose.</summary>
    private async Task<IReadOnlyList<string>> EventsAsync(HttpClient caller)
    {
        var end = await room.AddArticleAsync("Schlusszeichen", "Ein Text.");
        var ask = ApiRoom.Request(HttpMethod.Get, "/api/v1/stream");
        ask.Headers.Add("Last-Event-ID", "0");
        using var answer = await caller.SendAsync(ask, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancel);
        var kinds = new List<string>();
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(Cancel))
        {
            kinds.Add(item.EventType);
            if (item.EventType == "article" && JsonDocument.Parse(item.Data).RootElement.GetProperty("article").GetProperty("id").GetInt64() == end) return kinds;
        }
        throw new InvalidOperationException("The stream has ended.");
    }
}
