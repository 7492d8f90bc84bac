using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
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
        await using var desk = RunningDesk.Start(database.ConnectionString, ("Ingestion:AllowPrivate:0", publisher.Authority));
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
        await LookAsync(publisher.Url("/plain"));
        await Expect(alert).ToContainTextAsync("it names no feed");
        await LookAsync(publisher.Url("/"));
        await Expect(page.Locator(".mud-dialog fieldset")).ToContainTextAsync("Harbour News");
        await admin.IsAccessibleAsync();
        await page.ClickAsync(".mud-dialog .btn.main");
        await Expect(page.Locator(".preview")).ToContainTextAsync("Ferry runs again");
        await page.FillAsync("[name=outlet]", "Harbour");
        await page.ClickAsync(".mud-dialog .btn.main");

        await Expect(page.Locator("aside h2")).ToHaveTextAsync("Harbour, Harbour News");
        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(1);
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
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken));
        await desk.AddUserAsync("chief", Role.Admin);
        await using var admin = await chromium.VisitAsync(desk, "de", width: 390, dark: true);
        var page = admin.Page;
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/feeds");
        await page.Locator(".state").GetByText("OPML einlesen").ClickAsync();
        await page.Locator(".mud-dialog input[type=file]").WaitForAsync();
        await page.WaitForTimeoutAsync(500); // the field hears of files once its script has taken hold of it
        await page.SetInputFilesAsync("input[type=file]", new FilePayload
        {
            Name = "feeds.opml", MimeType = "text/xml",
            Buffer = """<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/><outline text="B" xmlUrl="https://b.example/feed"/></body></opml>"""u8.ToArray(),
        });
        await Expect(page.Locator(".mud-dialog [role=status]")).ToContainTextAsync("2 Feeds angelegt.");
        await page.Locator(".mud-dialog").GetByText("Schließen").ClickAsync();
        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(2);
        await admin.IsAccessibleAsync();
        Assert.Empty(admin.Complaints);
    }
}
