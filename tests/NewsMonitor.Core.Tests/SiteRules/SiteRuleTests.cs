using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Core.SiteRules;
using NewsMonitor.Core.Tests.Ingestion;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Core.Tests.SiteRules;

public sealed class SiteRuleTests(TestCluster cluster)
{
    private const string Host = "127.0.0.1";

    private static string Page(string head = "") => $"""
        <!doctype html><html lang="de"><head><title>Minister beraten</title>{head}</head><body><article><h1>Minister beraten</h1>
        {string.Concat(Enumerable.Range(1, 8).Select(n => $"<p>Absatz {n}: Die Minister berieten am Montag über die Lage an der Grenze und über mögliche weitere Schritte der Regierung.</p>"))}
        <p class="zusatz">Das Angebot der Minister an die Gegenseite steht, wie es am Abend in der Hauptstadt hieß, weiter auf dem Tisch.</p>
        </article></body></html>
        """;

    private static string Rule(string drop = ".zusatz") => $$"""{ "name": "Beispielblatt", "hosts": ["{{Host}}"], "checked": "page", "drop": ["{{drop}}"] }""";

    private static async Task<TestNewsroom> RoomAsync(TestCluster cluster, string head = "")
    {
        var room = await TestNewsroom.OpenAsync(cluster, ("FetchPages", "Always"));
        room.Server.ServePlain("/artikel", Page(head), Serving.Html);
        room.Server.Serve("/feed", TestNewsroom.Rss(new Item("Minister beraten", room.Server.Url("/artikel"), "Der Anriss.")));
        await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();
        await room.FetchPagesAsync();
        return room;
    }

    private static async Task<string> TextAsync(TestNewsroom room) =>
        await room.AskAsync(db => db.ArticleVersions.Where(v => db.Articles.Any(a => a.Id == v.ArticleId && a.CurrentVersion == v.Number)).Select(v => v.Text).SingleAsync());

    [Fact]
    public async Task A_new_rule_is_tried_put_into_force_and_reads_the_kept_page_again_without_a_request()
    {
        await using var room = await RoomAsync(cluster);
        Assert.Contains("Angebot", await TextAsync(room));
        var requests = room.Server.Requests.Count;

        var tried = await room.Archive.Get<SiteRuleTrial>().RunAsync(Host, Rule(), default).ToListAsync();
        Assert.True(tried.Single().Kept);
        Assert.Contains("Angebot", tried[0].Before!.Text);
        Assert.DoesNotContain("Angebot", tried[0].After!.Text);
        Assert.Contains("Angebot", await TextAsync(room));

        Assert.Equal(new SiteRuleChange.Saved(1), await room.Archive.Get<SiteRuleAdmin>().SaveAsync(Host, Rule(), "Werbung weg", 0, Caller.Operator, default));
        Assert.Equal(1, await room.Archive.Get<Rereading>().StartAsync(Host, fetchMissing: false, Caller.Operator, default));
        Assert.Equal(new RereadProgress(1, 1), await room.Archive.Get<Rereading>().ProgressAsync(Host, default));
        await room.SqlAsync("UPDATE page_tasks SET due_at = now()");
        await room.FetchPagesAsync();

        Assert.Equal(new RereadProgress(0, 1), await room.Archive.Get<Rereading>().ProgressAsync(Host, default));
        Assert.DoesNotContain("Angebot", await TextAsync(room));
        Assert.Equal([TextSource.Feed, TextSource.Page, TextSource.Reread], await room.AskAsync(db => db.ArticleVersions.OrderBy(v => v.Number).Select(v => v.Source).ToListAsync()));
        Assert.Equal(requests, room.Server.Requests.Count);
        Assert.Equal(["rule.saved", "rule.reread"], await room.AskAsync(db => db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_page_that_says_noarchive_is_not_kept_and_is_fetched_again_where_that_is_asked()
    {
        await using var room = await RoomAsync(cluster, "<meta name=robots content=noarchive>");
        Assert.Equal(0, await room.AskAsync(db => db.StoredPages.CountAsync()));
        await room.Archive.Get<SiteRuleAdmin>().SaveAsync(Host, Rule(), null, 0, Caller.Operator, default);
        Assert.Equal(0, await room.Archive.Get<Rereading>().StartAsync(Host, fetchMissing: false, Caller.Operator, default));
        Assert.Equal(1, await room.Archive.Get<Rereading>().StartAsync(Host, fetchMissing: true, Caller.Operator, default));
        await room.SqlAsync("UPDATE page_tasks SET due_at = now()");
        await room.FetchPagesAsync();
        Assert.DoesNotContain("Angebot", await TextAsync(room));
    }

    [Fact]
    public async Task A_page_that_cannot_be_had_again_leaves_the_text_as_it_was()
    {
        await using var room = await RoomAsync(cluster, "<meta name=robots content=noarchive>");
        room.Server.Fail("/artikel", 410);
        await room.Archive.Get<SiteRuleAdmin>().SaveAsync(Host, Rule(), null, 0, Caller.Operator, default);
        await room.Archive.Get<Rereading>().StartAsync(Host, fetchMissing: true, Caller.Operator, default);
        await room.SqlAsync("UPDATE page_tasks SET due_at = now()");
        await room.FetchPagesAsync();
        Assert.Equal(TextState.Complete, (await room.AskAsync(db => db.Articles.SingleAsync())).TextState);
        Assert.Equal(0, await room.AskAsync(db => db.PageTasks.CountAsync()));
    }

    [Fact]
    public async Task Reading_again_can_be_cancelled()
    {
        await using var room = await RoomAsync(cluster);
        await room.Archive.Get<SiteRuleAdmin>().SaveAsync(Host, Rule(), null, 0, Caller.Operator, default);
        await room.Archive.Get<Rereading>().StartAsync(Host, fetchMissing: false, Caller.Operator, default);
        Assert.Equal(1, await room.Archive.Get<Rereading>().CancelAsync(Host, Caller.Operator, default));
        Assert.Equal(0, await room.AskAsync(db => db.PageTasks.CountAsync()));
    }

    [Fact]
    public async Task Each_text_of_a_rule_stays_as_a_version_and_nobody_s_is_overwritten_unseen()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        var admin = room.Archive.Get<SiteRuleAdmin>();
        var rule = Rule().Replace(Host, "heise.de", StringComparison.Ordinal);

        await admin.SaveAsync("https://www.heise.de/news", rule, null, 0, Caller.Operator, default);
        Assert.Equal(new SiteRuleChange.Stale(1), await admin.SaveAsync("heise.de", rule, null, 0, Caller.Operator, default));
        Assert.Equal(new SiteRuleChange.Saved(2), await admin.SaveAsync("heise.de", rule, "wieder", 1, Caller.Operator, default));
        Assert.Equal("Beispielblatt", (await room.Archive.Get<SiteRuleShelf>().BookAsync(default)).For(new("https://www.heise.de/x"))!.Source.Name);
        await admin.WithdrawAsync("heise.de", Caller.Operator, default);
        Assert.Equal("Heise", (await room.Archive.Get<SiteRuleShelf>().BookAsync(default)).For(new("https://www.heise.de/x"))!.Source.Name);

        var view = await room.Archive.Get<SiteRuleQueries>().FindAsync("heise.de", default);
        Assert.Equal((2, false, 2, true), (view.Version, view.InUse, view.Versions.Count, view.Text == view.Shipped));
        Assert.Equal(SiteRuleOrigin.Withdrawn, (await room.Archive.Get<SiteRuleQueries>().ListAsync(default)).First(r => r.Host == "heise.de").Origin);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{ "name": "X", "hosts": ["anderes.example"], "checked": "page" }""", "must name")]
    [InlineData("""{ "name": "X", "hosts": ["blatt.example"], "checked": "page", "drop": ["h3 >> a"] }""", "position 4")]
    [InlineData("""{ "name": "X", "hosts": ["blatt.example"], "checked": "page", "dorp": [".a"] }""", "dorp")]
    public async Task A_text_that_is_no_rule_says_why(string text, string why)
    {
        await using var room = await TestNewsroom.OpenAsync(cluster);
        Assert.Contains(why, Assert.IsType<SiteRuleChange.Invalid>(await room.Archive.Get<SiteRuleAdmin>().SaveAsync("blatt.example", text, null, 0, Caller.Operator, default)).Fault);
    }

    [Fact]
    public async Task Kept_pages_go_by_age_and_by_what_they_take_together()
    {
        await using var room = await TestNewsroom.OpenAsync(cluster, ("FetchPages", "Always"), ("KeepPages", "7.00:00:00"), ("KeepPagesMegabytes", "1"));
        room.Server.Serve("/feed", TestNewsroom.Rss([.. Enumerable.Range(1, 5).Select(n => new Item($"Minister beraten {n}", room.Server.Url($"/{n}")))]));
        for (var n = 1; n <= 5; n++) room.Server.ServePlain($"/{n}", Page(), Serving.Html);
        await room.AddFeedAsync("/feed");
        await room.CheckDueAsync();
        await room.FetchPagesAsync();
        Assert.Equal(5, await room.AskAsync(db => db.StoredPages.CountAsync()));

        await room.SqlAsync("UPDATE stored_pages SET fetched_at = now() - interval '8 days' WHERE article_id = (SELECT min(article_id) FROM stored_pages)");
        await room.SqlAsync("UPDATE stored_pages SET fetched_at = now() - interval '1 day', packed = repeat('x', 600000)::bytea WHERE article_id IN (SELECT article_id FROM stored_pages ORDER BY article_id DESC LIMIT 2)");
        await room.Archive.Get<Housekeeping>().RunAsync(default);

        Assert.Equal(3, await room.AskAsync(db => db.StoredPages.CountAsync()));
    }
}
