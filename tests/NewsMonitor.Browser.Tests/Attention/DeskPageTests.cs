using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Attention;

public sealed class DeskPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Day = new(2021, 12, 8);

    [Fact]
    public async Task The_desk_shows_who_is_written_of_and_each_bar_opens_its_articles_goes_as_a_table_and_can_be_taken_away()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("ana", Role.Analyst));
        await using var reader = await chromium.VisitAsync(desk);
        var page = reader.Page;
        await reader.SignInAsync("ana");
        await reader.OpenAsync("/desk");
        await Expect(page.Locator(".desksections > .state")).ToContainTextAsync("No articles yet");
        await reader.IsAccessibleAsync();

        var archive = new CodedArchive(desk);
        var (minister, alliance) = await archive.ActorsAsync();
        // One article is an archive too: it comes by itself, without a reload, and there is nothing to compare it with yet.
        await archive.ArticleAsync(Day, "Bote", minister);
        await page.Locator(".plotbox[data-drawn]").WaitForAsync();
        await Expect(page.Locator(".plotcanvas svg")).ToContainTextAsync("Minister");
        await Expect(page.Locator(".deskpart", new() { HasText = "Top movers" })).ToContainTextAsync("Nothing moved");
        await Expect(page.Locator(".deskpart", new() { HasText = "Stories growing fastest" })).ToContainTextAsync("No story has grown");
        await Expect(page.Locator(".besides .lnk.n")).ToHaveCountAsync(0);
        await reader.IsAccessibleAsync();

        for (var i = 1; i < 3; i++) await archive.ArticleAsync(Day.AddDays(-i), "Bote", minister);
        var last = await archive.ArticleAsync(Day, "Kurier", minister, alliance);
        await archive.ThreatAsync(last, minister, alliance);

        await Expect(page.Locator(".besides .quote")).ToContainTextAsync(["Minister → Alliance"]);
        await Expect(page.Locator(".plotcanvas svg")).ToContainTextAsync("Alliance");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "All 1 threat" })).ToHaveAttributeAsync("href", new Regex("^/threats\\?q=on%3A2021-11-09\\.\\.2021-12-08$"));
        await page.GetByRole(AriaRole.Button, new() { Name = "As table" }).ClickAsync();
        await Expect(page.Locator(".plottable thead th")).ToHaveTextAsync(["Time", "All articles", "Minister", "Alliance"]);
        await Expect(page.Locator(".plottable tbody tr").Last.Locator("th, td")).ToHaveTextAsync(["8 Dec", "2", "2", "1"]);
        await Expect(page.Locator(".plottable tbody tr")).ToHaveCountAsync(30);
        await reader.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "As table" }).ClickAsync();

        await TakeAwayAsync(page);

        // By keys: the last bar of the row of the minister.
        await page.Locator(".plotbox").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(".plotvoice")).ToHaveTextAsync("Minister, 6 Dec, 1");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".plotvoice")).ToHaveTextAsync("Minister, 8 Dec, 2");
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivesAsync("/articles?q=actor%3AMinister%20on%3A2021-12-08");
        await Expect(page.Locator("#article-list .row, #article-list li")).Not.ToHaveCountAsync(0);
        Assert.Empty(reader.Complaints);

        await archive.PositionAsync(last, alliance, await archive.IssueAsync("Grenzöffnung"), Stance.Opposes, CodeState.Suggested);
        await using var phone = await chromium.VisitAsync(desk, "de", 390, dark: true);
        await LooksOnAPhoneAsync(phone);
    }

    private static async Task LooksOnAPhoneAsync(Visitor reader)
    {
        await reader.SignInAsync("ana");
        await reader.OpenAsync("/desk?until=2021-12-08&days=7");
        await reader.Page.Locator(".plotbox[data-drawn]").WaitForAsync();
        await Expect(reader.Page.Locator(".besides", new() { HasText = "Neueste Positionen" })).ToContainTextAsync("Vorschlag");
        await reader.IsAccessibleAsync();
        Assert.True(await reader.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await Expect(reader.Page.Locator(".plotcanvas svg")).ToContainTextAsync("Ministerin");
        Assert.Empty(reader.Complaints);
    }

    /// <summary>The files hold what the page shows.</summary>
    private static async Task TakeAwayAsync(IPage page)
    {
        async Task<(string Name, byte[] Bytes)> Save(string kind)
        {
            var file = await page.RunAndWaitForDownloadAsync(() => page.Locator(".plothead").GetByRole(AriaRole.Button, new() { Name = kind, Exact = true }).ClickAsync());
            return (file.SuggestedFilename, await File.ReadAllBytesAsync((await file.PathAsync())!));
        }
        var (name, csv) = await Save("CSV");
        Assert.Matches("^newsmonitor-attention-.*[.]csv$", name);
        Assert.EndsWith("2021-12-07,1,1,0\r\n2021-12-08,2,2,1\r\n", System.Text.Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        var svg = XDocument.Parse(System.Text.Encoding.UTF8.GetString((await Save("SVG")).Bytes));
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.Contains(svg.Descendants(), text => text.Name.LocalName == "text" && text.Value == "Minister");
        var png = (await Save("PNG")).Bytes;
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.InRange(png.Length, 5_000, 2_000_000);
    }
}
