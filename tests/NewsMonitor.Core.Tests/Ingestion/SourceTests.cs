using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

/// <summary>All that we poll besides RSS and Atom, from the address to the article.</summary>
public sealed class SourceTests(TestCluster cluster)
{
    private static string Sitemap(params (string Address, string? Title, DateTimeOffset At)[] urls) =>
        """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">"""
        + string.Concat(urls.Select(u => $"<url><loc>{u.Address}</loc>" + (u.Title is null ? $"<lastmod>{u.At:O}</lastmod>"
            : $"<news:news><news:publication><news:name>Beispielblatt</news:name><news:language>de</news:language></news:publication><news:publication_date>{u.At:O}</news:publication_date><news:title>{u.Title}</news:title></news:news>") + "</url>"))
        + "</urlset>";

    private static async Task<List<string>> TitlesAsync(TestNewsroom room) => await room.AskAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Title).ToListAsync());

    [Fact]
    public async Task A_JSON_Feed_comes_in()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed.json", """
            {"version":"https://jsonfeed.org/version/1.1","title":"Beispielblatt","home_page_url":"https://blatt.example/","items":[
            {"id":"7","url":"https://blatt.example/7","title":"Rat berät über Gas","content_text":"Der Rat berät.","date_published":"2026-11-20T10:00:00+01:00"}]}
            """, "application/feed+json");
        var id = await room.AddFeedAsync("/feed.json");

        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());

        var article = await room.AskAsync(db => db.Articles.Include(a => a.Versions).SingleAsync());
        Assert.Equal(("Rat berät über Gas", "Der Rat berät.", "date_published"), (article.Title, article.Versions.Single().Text, article.PublishedFrom));
        Assert.Equal("json", (await room.FeedAsync(id)).Format);
    }

    [Fact]
    public async Task A_news_sitemap_comes_in_with_its_titles_and_dates_and_without_its_past()
    {
        await using var room = await OpenAsync(cluster);
        var now = DateTimeOffset.UtcNow;
        room.Server.Serve("/news.xml", Sitemap(("https://blatt.example/alt", "Alt", now.AddDays(-30)), ("https://blatt.example/neu", "Neu", now.AddHours(-2))), "application/xml");
        await room.AddFeedAsync("/news.xml");

        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());

        var article = await room.AskAsync(db => db.Articles.SingleAsync());
        Assert.Equal(("Neu", "de"), (article.Title, article.Language));
        Assert.InRange(article.PublishedAt, now.AddHours(-2).AddSeconds(-1), now.AddHours(-2).AddSeconds(1));
    }

    [Fact]
    public async Task An_index_of_sitemaps_is_followed_to_its_news_and_a_new_piece_is_found_though_the_index_stands()
    {
        await using var room = await OpenAsync(cluster);
        var now = DateTimeOffset.UtcNow;
        var index = "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
            + string.Concat(Enumerable.Range(1, 40).Select(n => $"<sitemap><loc>{room.Server.Url($"/archiv-{n}.xml")}</loc></sitemap>"))
            + $"<sitemap><loc>{room.Server.Url("/news-1.xml")}</loc></sitemap></sitemapindex>";
        room.Server.Serve("/sitemap.xml", index, "application/xml").Serve("/news-1.xml", Sitemap(("https://blatt.example/1", "Eins", now.AddHours(-3))), "application/xml");
        await room.AddFeedAsync("/sitemap.xml");

        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());
        room.Server.Serve("/news-1.xml", Sitemap(("https://blatt.example/2", "Zwei", now.AddHours(-1)), ("https://blatt.example/1", "Eins", now.AddHours(-3))), "application/xml");
        Assert.Equal([CheckOutcome.New], await room.CheckAgainAsync());

        Assert.Equal(["Eins", "Zwei"], await TitlesAsync(room));
        Assert.True(room.Server.Requests.Count < 12, $"{room.Server.Requests.Count} requests for 41 sitemaps");
    }

    [Fact]
    public async Task Sitemaps_that_drip_cost_a_check_no_more_than_its_lease_allows_and_count_as_a_failure()
    {
        await using var room = await OpenAsync(cluster, ("TotalTimeout", "00:00:01"));
        room.Server.Serve("/sitemap.xml", $"<sitemapindex>{string.Concat(Enumerable.Range(1, 3).Select(n => $"<sitemap><loc>{room.Server.Url($"/news-{n}.xml")}</loc></sitemap>"))}</sitemapindex>", "application/xml");
        for (var n = 1; n <= 3; n++) room.Server.Drip($"/news-{n}.xml", TimeSpan.FromMilliseconds(50));
        var id = await room.AddFeedAsync("/sitemap.xml");

        Assert.Equal([CheckOutcome.TimedOut], await room.CheckDueAsync());

        Assert.Equal((1, 1, 0), ((await room.FeedAsync(id)).Failures, room.Server.Count("/news-1.xml"), room.Server.Count("/news-2.xml")));
    }

    [Fact]
    public async Task A_date_ahead_of_us_is_no_date()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed", """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><id>b</id>
            <entry><id>1</id><title>Morgen</title><link href="https://blatt.example/1"/><published>2099-01-01T00:00:00Z</published><updated>2099-01-01T00:00:00Z</updated></entry>
            <entry><id>2</id><title>Geändert</title><link href="https://blatt.example/2"/><published>2021-12-01T10:00:00+14:00</published><updated>9999-12-31T23:59:59.9999999-12:00</updated></entry>
            <entry><id>3</id><title>Unendlich</title><link href="https://blatt.example/3"/><published>9999-12-31T23:59:59.9999999Z</published></entry></feed>
            """, Serving.Atom);
        await room.AddFeedAsync("/feed");

        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());

        var articles = await room.AskAsync(db => db.Articles.OrderBy(a => a.CanonicalAddress).ToListAsync());
        Assert.Equal(["arrival", "published", "arrival"], articles.Select(a => a.PublishedFrom));
        Assert.All(articles, a => Assert.Null(a.ModifiedAt));
        Assert.Equal(new DateTimeOffset(2021, 11, 30, 20, 0, 0, TimeSpan.Zero), articles[1].PublishedAt);
    }

    [Fact]
    public async Task A_page_without_a_feed_is_read_by_its_rule_and_says_when_the_rule_finds_nothing()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.ServePlain("/presse", "<main><h3><a href='/rede'>Rede der Ministerin</a></h3><h3><a href='/reise'>Reise nach Genf</a></h3><a href='/impressum'>Impressum</a></main>", Serving.Html);
        var id = await room.AddFeedAsync("/presse", with: f => f.LinkSelector = "main h3 a");

        Assert.Equal([CheckOutcome.New], await room.CheckDueAsync());
        Assert.Equal(["Rede der Ministerin", "Reise nach Genf"], await TitlesAsync(room));
        Assert.Equal("page", (await room.FeedAsync(id)).Format);

        room.Server.ServePlain("/presse", "<main><h2><a href='/rede'>Rede der Ministerin</a></h2></main>", Serving.Html);
        Assert.Equal([CheckOutcome.NoLinks], await room.CheckAgainAsync());
        Assert.Equal(1, (await room.FeedAsync(id)).Failures);
    }

    [Fact]
    public async Task A_page_that_robots_txt_closes_is_not_read_for_its_links()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.ServePlain("/robots.txt", "User-agent: *\nDisallow: /presse", "text/plain").ServePlain("/presse", "<h3><a href='/rede'>Rede</a></h3>", Serving.Html);
        await room.AddFeedAsync("/presse", with: f => f.LinkSelector = "h3 a");
        Assert.Equal([CheckOutcome.Refused], await room.CheckDueAsync());
        Assert.Equal(0, room.Server.Count("/presse"));
    }

    [Fact]
    public async Task What_a_feed_s_rules_keep_out_does_not_come_in_and_the_log_says_so()
    {
        await using var room = await OpenAsync(cluster);
        room.Server.Serve("/feed", Rss(
            new Item("Gaspreis steigt", "https://blatt.example/1"), new Item("Fußball: Gas gegeben", "https://blatt.example/2"), new Item("Wetter", "https://blatt.example/3")));
        var id = await room.AddFeedAsync("/feed", with: f => (f.Include, f.Exclude) = ("Gas*", "/^Fußball:/"));

        await room.CheckDueAsync();

        Assert.Equal(["Gaspreis steigt"], await TitlesAsync(room));
        Assert.Equal("2 entries stayed out by this feed's rules.", (await room.Archive.Get<FeedQueries>().LogAsync(id, 1, default))[0].Detail);
    }

    [Theory]
    [InlineData("silent", VolumeAlarm.Silent)]
    [InlineData("thin", VolumeAlarm.Thin)]
    [InlineData("steady", VolumeAlarm.None)]
    public async Task A_feed_that_falls_silent_or_whose_texts_shrink_raises_an_alarm(string course, VolumeAlarm alarm)
    {
        await using var room = await OpenAsync(cluster);
        var id = await room.AddFeedAsync("/feed", with: f => f.LastGoodAt = DateTimeOffset.UtcNow);
        await room.SqlAsync($"""
            UPDATE feeds SET added_at = now() - interval '60 days', last_article_at = now() - interval '{(course == "silent" ? 8 : 1)} days';
            INSERT INTO feed_checks (feed_id, at, outcome, duration_ms, bytes, entries, new_articles)
                SELECT {id}, now() - n * interval '1 day', 'New', 100, 100, 10, 3 FROM generate_series({(course == "silent" ? 8 : 1)}, 50) n;
            WITH a AS (
                INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, coding_state,
                    statements, open_suggestions, threats, suggested_threats, words, current_version, no_archive)
                SELECT f.outlet_id, 'https://blatt.example/' || n, 'https://blatt.example/' || n, 'Feed', 'T', 'de', now() - n * interval '12 hours', 'pubDate', now(), CASE WHEN n % 4 = 0 THEN 'Partial' ELSE 'Complete' END, 'None',
                    0, 0, 0, 0, CASE WHEN n < 14 AND '{course}' = 'thin' THEN 60 ELSE 300 END, 1, false FROM feeds f, generate_series(1, 60) n RETURNING id)
            INSERT INTO feed_entries (feed_id, entry_key, content_hash, article_id, seen_at) SELECT {id}, gen_random_uuid(), gen_random_uuid(), id, now() FROM a;
            """);

        Assert.Equal(alarm == VolumeAlarm.None ? 0 : 1, await room.Archive.Get<NewsMonitor.Core.Ingestion.VolumeWatch>().MeasureAsync(default));

        var volume = await room.AskAsync(db => db.FeedVolumes.SingleAsync());
        Assert.Equal((alarm, alarm != VolumeAlarm.None, 60, 45), (volume.Alarm, volume.AlarmSince is not null, volume.PagesTried, volume.PagesRead));
        Assert.InRange(volume.UsualAWeek!.Value, 15, 25);
    }

    [Fact]
    public async Task One_node_at_a_time_measures_how_much_the_feeds_bring()
    {
        await using var room = await OpenAsync(cluster);
        await room.AddFeedAsync("/feed");
        var volumes = room.Archive.Get<NewsMonitor.Core.Ingestion.VolumeWatch>();
        await using (var other = await room.Archive.Get<Npgsql.NpgsqlDataSource>().OpenConnectionAsync())
        {
            await using var hold = new Npgsql.NpgsqlCommand("SELECT pg_advisory_lock(7204118061)", other);
            await hold.ExecuteNonQueryAsync();
            await volumes.MeasureAsync(default);
            Assert.Equal(0, await room.AskAsync(db => db.FeedVolumes.CountAsync()));
            await using var free = new Npgsql.NpgsqlCommand("SELECT pg_advisory_unlock(7204118061)", other);
            await free.ExecuteNonQueryAsync();
        }
        await volumes.MeasureAsync(default);
        Assert.Equal(1, await room.AskAsync(db => db.FeedVolumes.CountAsync()));
    }
}
