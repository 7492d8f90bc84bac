using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Streams;
using NewsMonitor.Core.Tokens;
using Npgsql;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>The stream: nothing lost, whoever answers and whenever it was committed.</summary>
public sealed class StreamApiTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_article_and_a_new_statement_arrive_with_their_ids()
    {
        using var caller = await room.WithAsync(room.Editor, TokenScope.Read, TokenScope.Code);
        await using var stream = await FollowAsync(caller);
        var article = await room.AddArticleAsync("Stromprobe", "Ein Text.");
        var arrived = await stream.NextAsync("article");
        Assert.Equal(article, arrived.Data.GetProperty("article").GetProperty("id").GetInt64());
        Assert.Equal(1, arrived.Data.GetProperty("version").GetInt32());

        var made = await ApiRoom.JsonAsync(await caller.SendAsync(ApiRoom.Request(HttpMethod.Post, "/api/v1/statements", room.Position()), Cancel), System.Net.HttpStatusCode.Created);
        var statement = await stream.NextAsync("statement");
        Assert.Equal(made.GetProperty("id").GetInt64(), statement.Data.GetProperty("statement").GetProperty("id").GetInt64());
        Assert.True(long.Parse(statement.Id, CultureInfo.InvariantCulture) > long.Parse(arrived.Id, CultureInfo.InvariantCulture));

        using (await caller.SendAsync(ApiRoom.Request(HttpMethod.Delete, $"/api/v1/statements/{made.GetProperty("id")}", ifMatch: "*"), Cancel)) { }
        Assert.Equal(made.GetProperty("id").GetInt64(), (await stream.NextAsync("withdrawn")).Data.GetProperty("statement_id").GetInt64());
    }

    [Fact]
    public async Task A_text_that_changes_is_told_and_a_query_keeps_out_what_it_does_not_find()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        await using var stream = await FollowAsync(caller, "?kinds=articles&query=Leuchtturm");
        await room.AddArticleAsync("Anderes", "Ein Text.");
        var article = await room.AddArticleAsync("Der Leuchtturm", "Ein Text.");
        Assert.Equal(article, (await stream.NextAsync("article")).Data.GetProperty("article").GetProperty("id").GetInt64());
        await using var db = room.Open();
        db.ArticleVersions.Add(new() { ArticleId = article, Number = 2, Title = "Der Leuchtturm", Text = "Ein anderer Text.", ContentHash = new byte[32], CapturedAt = DateTimeOffset.UtcNow });
        await db.SaveChangesAsync(Cancel);
        // Without a bulletin: the backstop finds it.
        var changed = await stream.NextAsync("article");
        Assert.Equal((article, 2), (changed.Data.GetProperty("article").GetProperty("id").GetInt64(), changed.Data.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Who_comes_back_with_the_last_id_misses_nothing_on_another_node_either()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        string last;
        await using (var stream = await FollowAsync(caller, "?query=Wiederkehr"))
        {
            await room.AddArticleAsync("Wiederkehr eins", "Ein Text.");
            last = (await stream.NextAsync("article")).Id;
        }
        var missed = new[] { await room.AddArticleAsync("Wiederkehr zwei", "Ein Text."), await room.AddArticleAsync("Wiederkehr drei", "Ein Text.") };
        await using var other = room.Start();
        using var elsewhere = room.With(await room.TokenAsync(room.Analyst, TokenScope.Read), other);
        await using var again = await FollowAsync(elsewhere, "?query=Wiederkehr", last);
        foreach (var id in missed) Assert.Equal(id, (await again.NextAsync("article")).Data.GetProperty("article").GetProperty("id").GetInt64());
        // And what one node writes, a follower of the other hears.
        var fresh = await room.AddArticleAsync("Wiederkehr vier", "Ein Text.");
        Assert.Equal(fresh, (await again.NextAsync("article")).Data.GetProperty("article").GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task A_transaction_that_began_early_and_commits_late_is_not_passed_over()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        await using var stream = await FollowAsync(caller, "?query=Nachzug");
        await using var slow = new NpgsqlConnection(room.ConnectionString);
        await slow.OpenAsync(Cancel);
        await using var transaction = await slow.BeginTransactionAsync(Cancel);
        await using var insert = new NpgsqlCommand("""
            WITH a AS (
                INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, coding_state, statements, open_suggestions,
                    threats, suggested_threats, words, current_version, no_archive, tsv)
                SELECT id, 'https://bote.example/nachzug', 'https://bote.example/nachzug', 'Feed', 'Nachzug langsam', 'de', now(), 'arrival', now(), 'Complete', 'None', 0, 0, 0, 0, 2, 1, false,
                    article_vector('de', NULL, 'Nachzug langsam', 'Ein Text.') FROM outlets LIMIT 1 RETURNING id)
            INSERT INTO article_versions (article_id, number, title, byline, text, blocks, content_hash, source, captured_at)
            SELECT id, 1, 'Nachzug langsam', '{}', 'Ein Text.', 'P', '\x00', 'Feed', now() FROM a RETURNING article_id
            """, slow);
        var late = (long)(await insert.ExecuteScalarAsync(Cancel))!;
        var early = await room.AddArticleAsync("Nachzug schnell", "Ein Text.");
        var first = await stream.NextAsync("article");
        Assert.Equal(early, first.Data.GetProperty("article").GetProperty("id").GetInt64());
        Assert.True(late < early);
        await transaction.CommitAsync(Cancel);
        Assert.Equal(late, (await stream.NextAsync("article")).Data.GetProperty("article").GetProperty("id").GetInt64());

        // The one who stopped between the two gets it too.
        await using var again = await FollowAsync(caller, "?query=Nachzug", first.Id);
        Assert.Equal(late, (await again.NextAsync("article")).Data.GetProperty("article").GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Many_writers_at_once_are_told_each_once_and_in_order()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        await using var stream = await FollowAsync(caller, "?query=Gedr%C3%A4nge");
        var made = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => room.AddArticleAsync($"Gedränge {i}", "Ein Text.", outlet: "Der Bote")));
        var seen = new List<(long Place, long Article)>();
        while (seen.Count < made.Length)
        {
            var item = await stream.NextAsync("article");
            seen.Add((long.Parse(item.Id, CultureInfo.InvariantCulture), item.Data.GetProperty("article").GetProperty("id").GetInt64()));
        }
        Assert.Equal(made.Order(), seen.Select(s => s.Article).Order());
        Assert.Equal(seen.Select(s => s.Place).Order(), seen.Select(s => s.Place));
    }

    [Fact]
    public async Task A_break_longer_than_the_stream_remembers_is_said()
    {
        using var caller = await room.WithAsync(room.Analyst, TokenScope.Read);
        await using var future = await FollowAsync(caller, "", "999999999", hello: false);
        Assert.Contains("/articles", (await future.NextAsync("gap")).Data.GetProperty("sentence").GetString(), StringComparison.Ordinal);

        await room.AddArticleAsync("Vergessen", "Ein Text.");
        await room.Get<StreamLog>().PlaceAsync(Cancel);
        await using var db = room.Open();
        await db.Database.ExecuteSqlAsync($"UPDATE stream_entries SET at = now() - interval '8 days'", Cancel);
        await room.Get<StreamLog>().PruneAsync(Cancel);
        await using var past = await FollowAsync(caller, "", "1", hello: false);
        await past.NextAsync("gap");
    }

    [Fact]
    public async Task A_token_revoked_and_an_account_disabled_in_the_midst_of_a_stream_hear_nothing_more()
    {
        var leaving = await room.Desk.AddUserAsync("leaver", Core.Accounts.Role.Analyst);
        using var first = await room.WithAsync(leaving, TokenScope.Read);
        using var second = await room.WithAsync(leaving, TokenScope.Read);
        await using var revoked = await FollowAsync(first, "?query=Abschied");
        await using var disabled = await FollowAsync(second, "?query=Abschied");
        await room.AddArticleAsync("Abschied eins", "Ein Text.");
        foreach (var stream in (Following[])[revoked, disabled]) await stream.NextAsync("article");

        var tokens = room.Get<PersonalTokens>();
        Assert.IsType<TokenChange.Revoked>(await tokens.RevokeAsync((await tokens.OfAsync(leaving, Cancel)).Min(t => t.Id), leaving, Cancel));
        await room.AddArticleAsync("Abschied zwei", "Ein Text.");
        Assert.Contains("The token has ended", (await revoked.NextAsync("end")).Data.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        await revoked.EndsAsync();
        await disabled.NextAsync("article");

        await room.Get<Core.Accounts.UserAdmin>().DisableAsync(leaving, Core.Accounts.Caller.Operator, Cancel);
        await room.AddArticleAsync("Abschied drei", "Ein Text.");
        await disabled.NextAsync("end");
        await disabled.EndsAsync();
    }

    [Fact]
    public async Task A_statement_that_went_with_its_imports_article_is_told_to_be_gone()
    {
        using var caller = await room.WithAsync(room.Editor, TokenScope.Read, TokenScope.Code);
        await using var stream = await FollowAsync(caller, "?kinds=statements&query=Streit");
        await using var db = room.Open();
        // As the removal of an import leaves it: the code and its article are gone, and its last entry says that it counted.
        await db.Database.ExecuteSqlAsync($"INSERT INTO stream_entries (article_id, code_id, counting) VALUES (987654321, 987654321, true)", Cancel);
        Assert.Equal(987654321, (await stream.NextAsync("withdrawn")).Data.GetProperty("statement_id").GetInt64());
    }

    [Fact]
    public async Task Seats_are_bounded_and_free_again_when_somebody_leaves()
    {
        await using var small = room.Start(("Api:StreamsPerToken", "1"));
        var token = await room.TokenAsync(room.Analyst, TokenScope.Read);
        using var caller = room.With(token, small);
        await using (await FollowAsync(caller))
        {
            await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead, Cancel), 503, "archive-away");
            using var other = room.With(await room.TokenAsync(room.Analyst, TokenScope.Read), small);
            await using (await FollowAsync(other)) { }
        }
        // The server hears of the end of a connection in its own time.
        for (var tries = 0; ; tries++)
        {
            using var answer = await caller.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
            if (answer.IsSuccessStatusCode) break;
            Assert.True(tries < 100);
            await Task.Delay(100, Cancel);
        }
    }

    private static async Task<Following> FollowAsync(HttpClient caller, string criteria = "", string? last = null, bool hello = true)
    {
        var ask = ApiRoom.Request(HttpMethod.Get, "/api/v1/stream" + criteria);
        if (last is not null) ask.Headers.Add("Last-Event-ID", last);
        var answer = await caller.SendAsync(ask, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var stream = new Following(answer, await answer.Content.ReadAsStreamAsync(Cancel));
        if (hello) await stream.NextAsync("hello");
        return stream;
    }

    private sealed class Following(HttpResponseMessage answer, Stream stream) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> _events = SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        /// <summary>The next event of a kind; beats in between are passed over, others are a fault.</summary>
        public async Task<(string Id, JsonElement Data)> NextAsync(string kind)
        {
            while (await _events.MoveNextAsync().AsTask().WaitAsync(Patience))
            {
                if (_events.Current.EventType is "beat") continue;
                Assert.Equal(kind, _events.Current.EventType);
                return (_events.Current.EventId!, JsonDocument.Parse(_events.Current.Data).RootElement);
            }
            throw new InvalidOperationException("The stream has ended.");
        }

        /// <summary>Waits until the server has closed it; nothing more may come before.</summary>
        public async Task EndsAsync() => Assert.False(await _events.MoveNextAsync().AsTask().WaitAsync(Patience));

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return stream.DisposeAsync();
        }
    }
}
