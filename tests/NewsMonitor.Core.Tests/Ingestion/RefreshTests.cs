using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

public sealed class RefreshTests(TestCluster cluster)
{
    private static readonly DateTimeOffset Yesterday = new(DateTimeOffset.UtcNow.AddDays(-1).Date, TimeSpan.Zero);

    [Fact]
    public async Task A_feed_s_articles_arrive_with_text_language_date_and_search_words()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed", Rss(new Item(
            "Außenminister fordern Abzug der Truppen", "https://blatt.example/abzug?utm_source=rss",
            "<p>Die Außenminister haben am Dienstag den Abzug der Truppen von der Grenze gefordert.</p><p>Das teilte ein Sprecher nach dem Treffen mit.</p>", At: Yesterday)));
        var feed = await room.AddFeedAsync("/feed");

        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());

        var article = await room.AskAsync(db => db.Articles.Include(a => a.Versions).SingleAsync());
        Assert.Equal("https://blatt.example/abzug", article.CanonicalAddress);
        Assert.Equal(("de", Yesterday, TextState.FeedTextOnly), (article.Language, article.PublishedAt, article.TextState));
        var version = Assert.Single(article.Versions);
        Assert.Equal(2, version.PlacedBlocks().Count());
        Assert.Equal(1, await room.AskAsync(db => db.Database
            .SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM articles WHERE tsv @@ to_tsquery('german', 'Sprecher & Truppe')").SingleAsync()));
        var row = await room.FeedAsync(feed);
        Assert.Equal((CheckOutcome.New, 0, (DateTimeOffset?)null), (row.LastOutcome!.Value, row.Failures, row.LeaseUntil));
        Assert.Equal("rss", row.Format);
        Assert.True(row.NextCheckAt > DateTimeOffset.UtcNow.AddMinutes(4));
        var check = await room.AskAsync(db => db.FeedChecks.SingleAsync());
        Assert.Equal((CheckOutcome.New, 1, 1), (check.Outcome, check.Entries, check.NewArticles));
    }

    [Fact]
    public async Task An_unchanged_feed_writes_nothing_but_the_check()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/etag", Rss(new Item("Eins", "https://blatt.example/1")));
        room.Server.ServePlain("/plain", Rss(new Item("Zwei", "https://blatt.example/2", At: Yesterday)));
        await room.AddFeedAsync("/etag");
        await room.AddFeedAsync("/plain");
        await room.CheckDueAsync();
        var before = await StampsAsync(room);

        Assert.Equal([CheckOutcome.Unchanged, CheckOutcome.Unchanged], await room.CheckAgainAsync());

        Assert.Equal(before, await StampsAsync(room));
        Assert.Equal(304, await room.AskAsync(db => db.Feeds.Where(f => f.Title == "/etag").Select(f => f.LastStatus).SingleAsync()));
        Assert.Equal(4, await room.AskAsync(db => db.FeedChecks.CountAsync()));
    }

    /// <summary>The physical place of every row of an article: a row that was written anew has another.</summary>
    private static Task<List<string>> StampsAsync(TestNewsroom room) => room.AskAsync(db => db.Database.SqlQuery<string>(
        $"SELECT ctid::text || xmin::text AS \"Value\" FROM articles UNION ALL SELECT ctid::text || xmin::text FROM article_versions UNION ALL SELECT ctid::text || xmin::text FROM feed_entries ORDER BY 1").ToListAsync());

    [Fact]
    public async Task The_same_article_in_two_feeds_is_one_article()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/politik", Rss(new Item("Eins", "https://blatt.example/1?utm_medium=politik", Id: "a")));
        room.Server.Serve("/alles", Rss(new Item("Eins", "https://BLATT.example/1#mehr", Id: "b"), new Item("Zwei", "https://blatt.example/2")));
        await room.AddFeedAsync("/politik");
        await room.AddFeedAsync("/alles");

        await room.CheckDueAsync();

        Assert.Equal(2, await room.AskAsync(db => db.Articles.CountAsync()));
        Assert.Equal(2, await room.AskAsync(db => db.FeedEntries.Where(e => db.Articles.Any(a => a.Id == e.ArticleId && a.Title == "Eins")).Select(e => e.FeedId).Distinct().CountAsync()));
    }

    [Fact]
    public async Task The_same_articles_in_twenty_feeds_at_the_same_moment_are_stored_once_and_linked_to_each()
    {
        await using var room = await OpenAsync(cluster);
        var items = Enumerable.Range(1, 30).Select(n => new Item($"Meldung {n}", $"https://blatt.example/{n}")).ToArray();
        for (var f = 0; f < 20; f++)
        {
            Random.Shared.Shuffle(items);
            room.Server.Serve($"/{f}", Rss(items));
            await room.AddFeedAsync($"/{f}");
        }
        var feeds = await room.Archive.Get<FeedClaims>().ClaimAsync(20, "test", default);

        await Task.WhenAll(feeds.Select(feed => room.Archive.Get<FeedRefresher>().RefreshAsync(feed, default)));

        Assert.Equal(30, await room.AskAsync(db => db.Articles.CountAsync()));
        Assert.Equal(30, await room.AskAsync(db => db.ArticleVersions.CountAsync()));
        Assert.Equal(600, await room.AskAsync(db => db.FeedEntries.CountAsync(e => e.ArticleId != null)));
    }

    [Fact]
    public async Task A_feed_that_fails_is_tried_again_later_and_later_and_recovers()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Fail("/feed", 500);
        var id = await room.AddFeedAsync("/feed");

        var waits = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal([CheckOutcome.ServerError], await room.CheckAgainAsync());
            waits.Add((await room.FeedAsync(id)).NextCheckAt - DateTimeOffset.UtcNow);
        }
        var failing = await room.FeedAsync(id);
        Assert.Equal((12, 500, FeedState.Active), (failing.Failures, failing.LastStatus, failing.State));
        Assert.NotNull(failing.FailingSince);
        Assert.True(waits[0] < TimeSpan.FromMinutes(6) && waits[3] > waits[0] * 4);
        Assert.InRange(waits[^1], TimeSpan.FromHours(21), TimeSpan.FromHours(24));

        room.Server.Serve("/feed", Rss(new Item("Eins", "https://blatt.example/1")));
        Assert.Equal([CheckOutcome.New], await room.CheckAgainAsync());
        var well = await room.FeedAsync(id);
        Assert.Equal((0, (DateTimeOffset?)null), (well.Failures, well.FailingSince));
    }

    [Fact]
    public async Task A_feed_that_is_gone_is_left_alone_until_a_person_says_so()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Fail("/feed", 410);
        var id = await room.AddFeedAsync("/feed");
        Assert.Equal([CheckOutcome.Gone], await room.CheckDueAsync());
        Assert.Empty(await room.CheckAgainAsync());
        Assert.Equal(FeedState.Gone, (await room.FeedAsync(id)).State);
    }

    [Fact]
    public async Task The_server_s_own_word_on_when_to_come_back_is_heard()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Fail("/seconds", 429, "7200");
        room.Server.Fail("/date", 503, DateTimeOffset.UtcNow.AddHours(3).ToString("r"));
        var (seconds, date) = (await room.AddFeedAsync("/seconds"), await room.AddFeedAsync("/date"));
        await room.CheckDueAsync();
        Assert.InRange((await room.FeedAsync(seconds)).NextCheckAt - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(119), TimeSpan.FromMinutes(133));
        Assert.InRange((await room.FeedAsync(date)).NextCheckAt - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(178), TimeSpan.FromMinutes(199));
    }

    [Fact]
    public async Task A_text_that_changes_becomes_a_new_version_and_the_old_one_stays()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed", Rss(new Item("Erste Fassung", "https://blatt.example/1", "Alter Text.", Id: "1")));
        await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();

        room.Server.Serve("/feed", Rss(new Item("Zweite Fassung", "https://blatt.example/1", "Neuer Text mit Richtigstellung.", Id: "1")));
        Assert.Equal([CheckOutcome.NothingNew], await room.CheckAgainAsync());

        var article = await room.AskAsync(db => db.Articles.Include(a => a.Versions).SingleAsync());
        Assert.Equal(("Zweite Fassung", 2), (article.Title, article.CurrentVersion));
        Assert.Equal(["Alter Text.", "Neuer Text mit Richtigstellung."], article.Versions.OrderBy(v => v.Number).Select(v => v.Text));
        Assert.Equal(1, await room.AskAsync(db => db.Database
            .SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM articles WHERE tsv @@ to_tsquery('german', 'Richtigstellung')").SingleAsync()));
    }

    [Fact]
    public async Task What_was_archived_away_does_not_come_back()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.ServePlain("/feed", Rss(new Item("Eins", "https://blatt.example/1", Id: "x", At: Yesterday)));
        await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();
        await room.SqlAsync("DELETE FROM articles");

        room.Server.ServePlain("/feed", Rss(new Item("Eins, neu betitelt", "https://blatt.example/1", Id: "x"), new Item("Zwei", "https://blatt.example/2")));
        await room.CheckAgainAsync();

        Assert.Equal("Zwei", (await room.AskAsync(db => db.Articles.SingleAsync())).Title);
    }

    [Theory]
    [InlineData("/html", "<!doctype html><html><head><title>Seite</title></head><body><p>Hallo</p></body></html>", "text/html", CheckOutcome.HtmlPage)]
    [InlineData("/text", "Das ist kein Feed, nur Text.", "text/plain", CheckOutcome.NotAFeed)]
    [InlineData("/leer", "", "application/rss+xml", CheckOutcome.NotAFeed)]
    public async Task What_is_no_feed_is_told_apart(string path, string body, string type, CheckOutcome outcome)
    {
        await using var room = await OpenAsync(cluster);
        room.Server.ServePlain(path, body, type);
        await room.AddFeedAsync(path);
        Assert.Equal([outcome], await room.CheckDueAsync());
    }

    [Fact]
    public async Task A_text_of_two_million_letters_is_stored_and_found()
    {
        await using var room = await OpenAsync(cluster);
        var words = string.Join(' ', Enumerable.Range(0, 250_000).Select(n => $"wort{n}"));
        room.Server.ServePlain("/feed", Rss(new Item("Lang", "https://blatt.example/1", $"<p>Anfang {words}</p>")));
        await room.AddFeedAsync("/feed");
        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());
    }

    [Fact]
    public async Task Letters_that_the_database_refuses_do_not_cost_the_article()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.ServePlain("/feed", """{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"https://blatt.example/1","title":"Null\u0000zeichen \ud800 halb","content_text":"a\u0000b \udc00"}]}""", "application/feed+json");
        await room.AddFeedAsync("/feed");
        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());
        Assert.DoesNotContain('\0', (await room.AskAsync(db => db.Articles.SingleAsync())).Title);
    }
}
