using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>What the resources answer, page by page, and how they refuse.</summary>
public sealed class ResourceApiTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_article_comes_with_its_text_and_its_places_count_code_points()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        var article = await ApiRoom.JsonAsync(await caller.GetAsync($"/api/v1/articles/{room.Article}", Cancel));
        Assert.Equal(ApiRoom.Text, article.GetProperty("text").GetString());
        var second = article.GetProperty("blocks")[1];
        // The letter at the beginning is one code point and two units.
        Assert.Equal(ApiRoom.Text.IndexOf('\n') + 1 - 1, second.GetProperty("start").GetInt32());
        Assert.Equal(ApiRoom.Text.Length - 1, second.GetProperty("end").GetInt32());
        Assert.Equal("paragraph", second.GetProperty("kind").GetString());
        await ApiRoom.ProblemAsync(await caller.GetAsync($"/api/v1/articles/{room.Article}?version=9", Cancel), 404, "not-found");
        await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/articles/999999", Cancel), 404, "not-found");
        await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/nothing", Cancel), 404, "not-found");
        await ApiRoom.ProblemAsync(await caller.PostAsync("/api/v1/search", null, Cancel), 405, "wrong-method");
    }

    [Fact]
    public async Task A_list_goes_page_by_page_to_its_end_without_loss_or_doubles()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        var made = new List<long>();
        for (var i = 0; i < 11; i++)
        {
            // Some of the same minute, so that the key's second part decides.
            made.Add(await room.AddArticleAsync($"Seitenlauf {i}", "Ein Text vom Blättern.", new DateTimeOffset(2021, 11, 1, 12, i / 4, 0, TimeSpan.Zero)));
        }
        foreach (var query in new[] { "Seitenlauf", "Seitenlauf sort:relevance" })
        {
            var seen = new List<long>();
            var address = $"/api/v1/articles?limit=3&query={Uri.EscapeDataString(query)}";
            for (var pages = 0; ; pages++)
            {
                using var answer = await caller.GetAsync(address, Cancel);
                var page = await ApiRoom.JsonAsync(answer);
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetInt64()));
                if (!page.TryGetProperty("next", out var next))
                {
                    Assert.False(answer.Headers.Contains("Link"));
                    Assert.Equal(3, pages);
                    break;
                }
                var link = Assert.Single(answer.Headers.GetValues("Link"));
                Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
                address = link[1..link.IndexOf('>', StringComparison.Ordinal)];
                Assert.Contains(Uri.EscapeDataString(next.GetString()!), address, StringComparison.Ordinal);
            }
            Assert.Equal(made.Order(), seen.Order());
        }
    }

    [Fact]
    public async Task A_cursor_holds_for_its_own_list_only()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        await room.AddArticleAsync("Zeiger eins", "Ein Text.");
        await room.AddArticleAsync("Zeiger zwei", "Ein Text.");
        var next = (await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/articles?limit=1&query=Zeiger", Cancel))).GetProperty("next").GetString()!;
        foreach (var wrong in new[] { $"articles?cursor={next}", $"articles?query=Zeiger&cursor={next}x", $"actors?cursor={next}", "articles?cursor=%00", $"articles?query=Zeiger&cursor={new string('A', 5000)}" })
            await ApiRoom.ProblemAsync(await caller.GetAsync($"/api/v1/{wrong}", Cancel), 400, "bad-cursor");
        using var right = await caller.GetAsync($"/api/v1/articles?limit=1&query=Zeiger&cursor={next}", Cancel);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Theory]
    [InlineData("articles?limit=many", "limit")]
    [InlineData("articles?limit=0", "limit")]
    [InlineData("articles?limit=201", "limit")]
    [InlineData("stories?order=sideways", "order")]
    [InlineData("statements?state=rejected", "state")]
    [InlineData("actors?kind=animal", "kind")]
    [InlineData("stream?kinds=weather", "kinds")]
    [InlineData("stream?last_event_id=-1", "Last-Event-ID")]
    public async Task A_parameter_that_cannot_be_is_named_in_the_refusal(string path, string name)
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        var problem = await ApiRoom.ProblemAsync(await caller.GetAsync($"/api/v1/{path}", Cancel), 400, "bad-request");
        Assert.Contains(name, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("articles")]
    [InlineData("search")]
    [InlineData("statements")]
    [InlineData("stream")]
    public async Task A_faulty_query_line_is_refused_with_each_fault_at_its_place(string path)
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        var problem = await ApiRoom.ProblemAsync(await caller.GetAsync($"/api/v1/{path}?query={Uri.EscapeDataString("𝒜 actor:Niemandfrau")}", Cancel), 400, "bad-query");
        var fault = problem.GetProperty("faults")[0];
        Assert.Equal("unknown-actor", fault.GetProperty("kind").GetString());
        Assert.InRange(fault.GetProperty("start").GetInt32(), 2, 8); // code points, as everywhere outside
        Assert.Contains("Niemandfrau", fault.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        foreach (var path in new[] { $"articles/{room.Article}", "codebook", "issues", "instruments", "actors", $"actors/{room.Minister}", "stories", "me" })
        {
            using var first = await caller.GetAsync($"/api/v1/{path}", Cancel);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            var again = ApiRoom.Request(HttpMethod.Get, $"/api/v1/{path}");
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await caller.SendAsync(again, Cancel);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancel));
            again = ApiRoom.Request(HttpMethod.Get, $"/api/v1/{path}");
            again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
            using var third = await caller.SendAsync(again, Cancel);
            Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Answers_are_packed_where_the_caller_can_unpack(string coding)
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        var ask = ApiRoom.Request(HttpMethod.Get, $"/api/v1/articles/{room.Article}");
        ask.Headers.AcceptEncoding.Add(new(coding));
        using var answer = await caller.SendAsync(ask, Cancel);
        Assert.Equal([coding], answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Search_counts_what_articles_lists()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        await room.AddArticleAsync("Zählprobe", "Ein Text von der Küste.", outlet: "Küstenblatt");
        var summary = await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/search?query=Z%C3%A4hlprobe", Cancel));
        Assert.Equal(1, summary.GetProperty("total").GetInt32());
        Assert.Equal("Küstenblatt", summary.GetProperty("facets").GetProperty("outlets")[0].GetProperty("name").GetString());
        Assert.Equal(1, summary.GetProperty("histogram")[0].GetProperty("articles").GetInt32());
        var hit = (await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/articles?query=K%C3%BCste&snippet=true", Cancel))).GetProperty("items")[0].GetProperty("snippet");
        Assert.Contains(hit.GetProperty("text").EnumerateArray(), piece => piece.GetProperty("hit").GetBoolean() && piece.GetProperty("text").GetString() == "Küste");
    }

    [Fact]
    public async Task Actors_and_the_codebook_are_there_to_code_with()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        var found = await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/actors?search=Alianz", Cancel)); // a typo is forgiven
        Assert.Equal(room.Alliance, found.GetProperty("items")[0].GetProperty("id").GetInt64());
        var actor = await ApiRoom.JsonAsync(await caller.GetAsync($"/api/v1/actors/{room.Alliance}", Cancel));
        Assert.Equal("alliance", actor.GetProperty("kind").GetString());
        var book = await ApiRoom.JsonAsync(await caller.GetAsync("/api/v1/codebook", Cancel));
        Assert.Contains(book.GetProperty("issues").EnumerateArray(), i => i.GetProperty("id").GetInt64() == room.Issue);
        Assert.True(book.GetProperty("version").GetInt32() > 0);
        await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/actors/999999", Cancel), 404, "not-found");
        await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/stories/999999", Cancel), 404, "not-found");
        await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/stories/999999/statements", Cancel), 404, "not-found");
    }

    [Fact]
    public async Task Times_are_of_one_zone_and_names_of_the_language_asked_for()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        var article = await ApiRoom.JsonAsync(await caller.GetAsync($"/api/v1/articles/{room.Article}", Cancel));
        Assert.Equal(TimeSpan.Zero, DateTimeOffset.Parse(article.GetProperty("published_at").GetString()!, CultureInfo.InvariantCulture).Offset);
        Assert.Equal(JsonValueKind.Number, article.GetProperty("version").ValueKind);
    }
}
