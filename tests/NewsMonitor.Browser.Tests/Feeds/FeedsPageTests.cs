using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Feeds;

public sealed class FeedsPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Rss = """
        <?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title><link>https://harbour.example/</link><description>-</description>
        <item><title>Ferry runs again</title><link>https://harbour.example/ferry</link><guid>1</guid><pubDate>Wed, 08 Dec 2021 10:00:00 GMT</pubDate></item>
        </channel></rss>
        """;

    [Fact]
    public async Task An_admin_adds_pauses_and_removes_a_feed()
    {
        await using var publisher = await FeedServer.StartAsync();
        publisher.Serve("/feed.xml", Rss)
            .ServePlain("/", """<!doctype html><title>Harbour</title><link rel="alternate" type="application/rss+xml" title="Harbour News" href="/feed.xml"><h1>Harbour</h1>""", Serving.Html)
            .ServePlain("/plain", "<!doctype html><title>Nothing</title><h1>Nothing here</h1>", Serving.Html);
        await using var feedless = await FeedServer.StartAsync();
        feedless.ServePlain("/plain", "<!doctype html><title>Nothing</title><h1>Nothing here</h1>", Serving.Html);
        await using var desk = RunningDesk.Start(
            database.ConnectionString, ("Ingestion:AllowPrivate:0", publisher.Authority), ("Ingestion:AllowPrivate:1", feedless.Authority), ("Ingestion:HostGap", "00:00:00"));
        await desk.AddUserAsync("chief", Role.Admin);
        await using var admin = await chromium.VisitAsync(desk);
        var page = admin.Page;
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/feeds");
        await Expect(page.Locator(".state")).ToContainTextAsync("No feeds yet.");
        await admin.IsAccessibleAsync();

        await page.Keyboard.PressAsync("c");
        async Task LookAsync(string address)
        {
            await page.FillAsync("[name=address]", address);
            await page.Keyboard.PressAsync("Enter");
        }
        var alert = page.Locator(".mud-dialog [role=alert]");
        await LookAsync("not an address");
        await Expect(alert).ToContainTextAsync("This is no web address.");
        await LookAsync("http://127.0.0.1:9/feed");
        await Expect(alert).ToContainTextAsync("inside your network");
        await LookAsync(publisher.Url("/missing.xml"));
        await Expect(alert).ToContainTextAsync("There is nothing at this address (404).");
        await LookAsync(feedless.Url("/plain"));
        await Expect(alert).ToContainTextAsync("it names no feed");
        await LookAsync(publisher.Url("/"));
        await Expect(page.Locator(".mud-dialog fieldset")).ToContainTextAsync("Harbour News");
        await admin.IsAccessibleAsync();
        await page.ClickAsync(".mud-dialog .btn.main");
        await Expect(page.Locator(".preview")).ToContainTextAsync("Ferry runs again");
        await page.FillAsync("[name=outlet]", "Harbour");
        await page.ClickAsync(".mud-dialog .btn.main");

        await Expect(page.Locator("aside h2")).ToHaveTextAsync("Harbour, Harbour News");
        await Expect(page.Locator("tr.row-door")).ToHaveCountAsync(1);
        await Expect(page.Locator("aside .say")).ToContainTextAsync("Waiting for its first check");
        await admin.IsAccessibleAsync();
        Assert.Contains("feed=", page.Url, StringComparison.Ordinal);

        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("aside .say")).ToContainTextAsync("Paused");
        await page.Locator("aside").GetByText("Remove").ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.Locator(".state")).ToContainTextAsync("No feeds yet.");
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Feeds_come_in_from_an_OPML_file()
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken), ("Ingestion:RunInWeb", "true"));
        await desk.AddUserAsync("chief", Role.Admin);
        await using var admin = await chromium.VisitAsync(desk, "de", width: 390, dark: true);
        var page = admin.Page;
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/feeds");
        await page.Locator(".state").GetByText("OPML einlesen").ClickAsync();
        await page.Locator(".mud-dialog input[type=file]").WaitForAsync();
        await admin.ChooseFileAsync("input[type=file]", new FilePayload
        {
            Name = "feeds.opml", MimeType = "text/xml",
            Buffer = """<opml version="2.0"><body><outline text="Politik"><outline text="A" xmlUrl="https://a.example/feed"/></outline><outline text="B" xmlUrl="https://b.example/feed"/></body></opml>"""u8.ToArray(),
        });
        await Expect(page.Locator(".mud-dialog [role=status]")).ToContainTextAsync("2 Feeds in 1 Ordnern");
        await page.ClickAsync(".mud-dialog .btn.main");
        await Expect(page.Locator(".work")).ToContainTextAsync("2 Feeds hinzugefügt. 0 waren schon da");
        await Expect(page.Locator("tr.row-door")).ToHaveCountAsync(2);
        await admin.IsAccessibleAsync();
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task A_page_without_a_feed_is_added_by_a_rule_for_its_links_that_shows_what_would_come_in()
    {
        await using var office = await FeedServer.StartAsync();
        office.ServePlain("/press", """
            <!doctype html><html lang="en"><title>Press office</title><nav><a href="/">Home</a><a href="/contact">How to reach the press office</a></nav>
            <main><h3><a href="/speech">Speech of the minister on the talks in Geneva</a></h3><h3><a href="/statement">Statement on the meeting of the four states</a></h3>
            <p class="old"><a href="/archive-1">Archive: what was said in the year before</a></p></main></html>
            """, Serving.Html);
        await using var desk = RunningDesk.Start(
            await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken), ("Ingestion:AllowPrivate:0", office.Authority), ("Ingestion:HostGap", "00:00:00"));
        await desk.AddUserAsync("chief", Role.Admin);
        await using var admin = await chromium.VisitAsync(desk);
        var page = admin.Page;
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/feeds");
        await page.Keyboard.PressAsync("c");
        await page.FillAsync("[name=address]", office.Url("/press"));
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".mud-dialog legend")).ToHaveTextAsync("The page names no feed");
        var preview = page.Locator(".linkrule .preview");
        await Expect(preview).ToContainTextAsync("Speech of the minister");
        await page.FillAsync("[name=selector]", "main p.old a");
        await Expect(preview).ToContainTextAsync("1 article would come in");
        await Expect(preview).ToContainTextAsync("Archive: what was said");
        await page.FillAsync("[name=selector]", "h3 >> a");
        await Expect(preview).ToContainTextAsync("This selector is not understood.");
        await page.FillAsync("[name=selector]", "h3 a");
        await Expect(preview.Locator("li")).ToHaveCountAsync(2);
        await admin.IsAccessibleAsync();
        await page.FillAsync("[name=outlet]", "Press office");
        await page.ClickAsync(".mud-dialog .btn.main");

        await Expect(page.Locator("tr.row-door")).ToContainTextAsync("Press office");
        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator("aside [name=include]")).ToBeVisibleAsync();
        await page.FillAsync("aside [name=exclude]", "Statement");
        await page.Locator("aside").GetByText("Try on the feed").ClickAsync();
        await Expect(page.Locator("aside .entries .out")).ToContainTextAsync("stays out: Statement");
        await admin.IsAccessibleAsync();
        Assert.Contains("pane=settings", page.Url, StringComparison.Ordinal);
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Many_feeds_are_chosen_by_key_and_given_one_interval()
    {
        var connection = await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken);
        await using var desk = RunningDesk.Start(connection);
        await desk.AddUserAsync("chief", Role.Admin);
        var feeds = desk.Services.GetRequiredService<FeedAdmin>();
        await feeds.ImportAsync([.. Enumerable.Range(1, 300).Select(n => new OpmlOutline($"https://paper{n}.example/feed", $"Paper {n:000}", null, n <= 200 ? "Papers" : null))], Caller.Operator, TestContext.Current.CancellationToken);
        await using var admin = await chromium.VisitAsync(desk);
        var page = admin.Page;
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/feeds?folder=Papers&order=name");
        await Expect(page.Locator("tr.row-door").First).ToBeVisibleAsync();
        Assert.True(await page.Locator("tr.row-door").CountAsync() < 80, "Only the rows in view are drawn.");

        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("tr[aria-selected=true]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".chosenones")).ToContainTextAsync("1 chosen");
        await Expect(page.Locator("tr[aria-selected=true]")).ToBeInViewportAsync(); // the bar takes the filters' place, not the list's
        await page.Keyboard.PressAsync("Control+a");
        await Expect(page.Locator(".chosenones")).ToContainTextAsync("200 chosen");
        await page.SelectOptionAsync("[name=bulk-interval]", "60");
        await admin.IsAccessibleAsync();
        await page.ClickAsync("[data-bulk=interval]");

        await Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("200 feeds changed.");
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, await db.Feeds.CountAsync(f => f.Interval == TimeSpan.FromHours(1) && f.Folder == "Papers", TestContext.Current.CancellationToken));
        Assert.Equal(200, await db.AuditEntries.CountAsync(e => e.Action == "feed.interval-set", TestContext.Current.CancellationToken));
        await page.Keyboard.PressAsync("Escape");
        Assert.Empty(admin.Complaints);
    }
}
