using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

public sealed class PageTests(TestCluster cluster)
{
    private static string Page(string title, string word, string head = "") => $"""
        <!doctype html><html lang="de"><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>
        {string.Concat(Enumerable.Range(1, 8).Select(n => $"<p>Absatz {n}: Die Minister berieten am Montag über die {word} an der Grenze und über mögliche weitere Schritte der Regierung.</p>"))}
        </article></body></html>
        """;

    private static async Task<TestNewsroom> RoomAsync(TestCluster cluster)
    {
        var room = await OpenAsync(cluster, ("FetchPages", "Auto"));
        room.Server.Serve("/feed", Rss(new Item("Minister beraten", room.Server.Url("/artikel"), "Der Anriss.")));
        await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();
        return room;
    }

    [Fact]
    public async Task An_article_s_page_becomes_its_text_and_the_teaser_stays_as_the_version_before()
    {
        await using var room = await RoomAsync(cluster);
        room.Server.ServePlain("/artikel", Page("Minister beraten über die Lage", "Lage", "<meta name=robots content='noarchive, unavailable_after: 2031-05-01T12:00:00Z'>"), Serving.Html);
        Assert.Equal(TextState.Pending, (await room.AskAsync(db => db.Articles.SingleAsync())).TextState);

        Assert.Equal(1, await room.FetchPagesAsync());

        var article = await room.AskAsync(db => db.Articles.Include(a => a.Versions).SingleAsync());
        Assert.Equal((TextState.Complete, 2, "Minister beraten über die Lage", true), (article.TextState, article.CurrentVersion, article.Title, article.NoArchive));
        Assert.Equal(new DateTimeOffset(2031, 5, 1, 12, 0, 0, TimeSpan.Zero), article.UnavailableAfter);
        Assert.Equal([TextSource.Feed, TextSource.Page], article.Versions.OrderBy(v => v.Number).Select(v => v.Source));
        Assert.Equal(0, await room.AskAsync(db => db.PageTasks.CountAsync()));
        Assert.Equal(1, await room.AskAsync(db => db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM articles WHERE tsv @@ to_tsquery('german', 'Grenze')").SingleAsync()));
        Assert.Equal(1, room.Server.Count("/robots.txt"));
    }

    [Fact]
    public async Task A_page_that_changes_after_its_entry_did_becomes_a_new_version()
    {
        await using var room = await RoomAsync(cluster);
        room.Server.ServePlain("/artikel", Page("Minister beraten", "Lage"), Serving.Html);
        await room.FetchPagesAsync();
        room.Server.ServePlain("/artikel", Page("Minister beraten", "Krise"), Serving.Html);
        room.Server.Serve("/feed", Rss(new Item("Minister beraten", room.Server.Url("/artikel"), "Der Anriss, ergänzt.")));
        await room.CheckAgainAsync();

        Assert.Equal(1, await room.FetchPagesAsync());

        var article = await room.AskAsync(db => db.Articles.Include(a => a.Versions).SingleAsync());
        Assert.Equal(3, article.CurrentVersion);
        Assert.Contains("Krise", article.Versions.Single(v => v.Number == 3).Text);
    }

    [Fact]
    public async Task A_page_that_fails_is_tried_again_and_given_up_after_four_more_tries()
    {
        await using var room = await RoomAsync(cluster);
        room.Server.Fail("/artikel", 503);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(1, await room.FetchPagesAsync());
            var task = await room.AskAsync(db => db.PageTasks.AsNoTracking().SingleAsync());
            waits.Add(task.DueAt - DateTimeOffset.UtcNow);
            await room.SqlAsync("UPDATE page_tasks SET due_at = now() - interval '1 second'");
        }
        Assert.Equal([5, 60, 360, 1440], waits.Select(w => (int)Math.Round(w.TotalMinutes)));
        await room.FetchPagesAsync();
        Assert.Equal(TextState.Failed, (await room.AskAsync(db => db.Articles.SingleAsync())).TextState);
        Assert.Equal(0, await room.AskAsync(db => db.PageTasks.CountAsync()));
    }

    [Fact]
    public async Task A_page_that_robots_txt_closes_is_left_alone()
    {
        await using var room = await RoomAsync(cluster);
        room.Server.ServePlain("/robots.txt", "User-agent: *\nDisallow: /art\nAllow: /artikel2\n", "text/plain");
        room.Server.ServePlain("/artikel", Page("Minister beraten", "Lage"), Serving.Html);
        await room.FetchPagesAsync();
        Assert.Equal(0, room.Server.Count("/artikel"));
        Assert.Equal(TextState.FeedTextOnly, (await room.AskAsync(db => db.Articles.SingleAsync())).TextState);
    }

    [Fact]
    public async Task While_a_site_cannot_say_its_rules_its_pages_wait_and_are_fetched_after_a_day_of_silence()
    {
        await using var room = await RoomAsync(cluster);
        room.Server.ServePlain("/artikel", Page("Minister beraten", "Lage"), Serving.Html).Fail("/robots.txt", 503);
        for (var tries = 1; tries <= 4; tries++)
        {
            Assert.Equal(1, await room.FetchPagesAsync());
            Assert.Equal((tries, 0), (await room.AskAsync(db => db.PageTasks.Select(t => t.Attempts).SingleAsync()), room.Server.Count("/artikel")));
            await room.SqlAsync("UPDATE page_tasks SET due_at = now() - interval '1 second'");
        }
        await room.FetchPagesAsync();
        Assert.Equal(TextState.Complete, (await room.AskAsync(db => db.Articles.SingleAsync())).TextState);
    }

    [Fact]
    public async Task Rules_that_a_site_could_not_say_for_a_moment_hold_once_it_says_them()
    {
        await using var room = await RoomAsync(cluster);
        room.Server.ServePlain("/artikel", Page("Minister beraten", "Lage"), Serving.Html).Fail("/robots.txt", 500);
        await room.FetchPagesAsync();
        room.Server.ServePlain("/robots.txt", "User-agent: *\nDisallow: /artikel", "text/plain");
        await room.SqlAsync("UPDATE page_tasks SET due_at = now() - interval '1 second'");
        await room.FetchPagesAsync();
        Assert.Equal((TextState.FeedTextOnly, 0), ((await room.AskAsync(db => db.Articles.SingleAsync())).TextState, room.Server.Count("/artikel")));
    }

    [Fact]
    public async Task An_article_that_somebody_has_starred_is_not_merged_away()
    {
        await using var room = await OpenAsync(cluster, ("FetchPages", "Always"));
        var page = Page("Minister beraten", "Lage", "<link rel=canonical href='/artikel'>");
        room.Server.ServePlain("/artikel", page, Serving.Html).ServePlain("/kurz", page, Serving.Html);
        room.Server.Serve("/a", Rss(new Item("Minister beraten", room.Server.Url("/artikel"))));
        room.Server.Serve("/b", Rss(new Item("Minister beraten", room.Server.Url("/kurz"))));
        await room.AddFeedAsync("/a");
        await room.AddFeedAsync("/b");
        await room.CheckDueAsync();
        var reader = ((UserChange.Saved)await room.Archive.Get<UserAdmin>().AddAsync(new("leserin", "a long enough word", [Role.Analyst]), Caller.Operator, CancellationToken.None)).UserId;
        await room.SqlAsync($"INSERT INTO article_marks (user_id, article_id, starred_at) SELECT {reader}, id, now() FROM articles WHERE address LIKE '%/kurz'");

        await room.FetchPagesAsync();

        Assert.Equal(2, await room.AskAsync(db => db.Articles.CountAsync()));
        Assert.Equal(1, await room.AskAsync(db => db.ArticleMarks.CountAsync()));
    }

    [Fact]
    public async Task A_page_s_change_in_the_future_is_no_date()
    {
        await using var room = await RoomAsync(cluster);
        room.Server.ServePlain("/artikel", Page("Minister beraten", "Lage", "<meta property='article:modified_time' content='2099-01-01T00:00:00Z'>"), Serving.Html);
        await room.FetchPagesAsync();
        Assert.Null((await room.AskAsync(db => db.Articles.SingleAsync())).ModifiedAt);
    }

    [Fact]
    public async Task Two_addresses_of_one_page_become_one_article()
    {
        await using var room = await OpenAsync(cluster, ("FetchPages", "Always"));
        var page = Page("Minister beraten", "Lage", "<link rel=canonical href='/artikel'>");
        room.Server.ServePlain("/artikel", page, Serving.Html).ServePlain("/kurz", page, Serving.Html);
        room.Server.Serve("/a", Rss(new Item("Minister beraten", room.Server.Url("/artikel"))));
        room.Server.Serve("/b", Rss(new Item("Minister beraten", room.Server.Url("/kurz"))));
        await room.AddFeedAsync("/a");
        await room.AddFeedAsync("/b");
        await room.CheckDueAsync();
        Assert.Equal(2, await room.AskAsync(db => db.Articles.CountAsync()));

        await room.FetchPagesAsync();

        var article = await room.AskAsync(db => db.Articles.SingleAsync());
        Assert.Equal(2, await room.AskAsync(db => db.FeedEntries.CountAsync(e => e.ArticleId == article.Id)));
    }

    [Theory]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: NewsMonitor\nAllow: /\nUser-agent: *\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("", "/a", true)]
    [InlineData("\uFEFFUser-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /köln", "/k%C3%B6ln/1", false)]
    [InlineData("User-agent: *\nDisallow: /k%c3%b6ln", "/k%C3%B6ln/1", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)]
    public void Robots_rules_are_read_after_the_standard(string robots, string path, bool allowed) => Assert.Equal(allowed, RobotsRules.Parse(robots).Allow(path));
}
