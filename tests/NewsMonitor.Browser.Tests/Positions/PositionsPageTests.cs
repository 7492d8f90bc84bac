using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Positions;

public sealed class PositionsPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_analyst_reads_the_map_by_keys_opens_a_cells_quotes_compares_two_times_and_takes_it_away()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("ana", Role.Analyst));
        await using var analyst = await chromium.VisitAsync(desk);
        var page = analyst.Page;
        await analyst.SignInAsync("ana");
        await analyst.OpenAsync("/positions");
        await Expect(page.Locator(".state")).ToContainTextAsync("No statements yet");
        await analyst.IsAccessibleAsync();

        var claims = new Claims(desk);
        var (minister, alliance) = (await claims.ActorAsync("Der Minister", ActorKind.Person), await claims.ActorAsync("Die Allianz", ActorKind.Alliance));
        var parent = await claims.IssueAsync("Grenze");
        var (opening, guards) = (await claims.IssueAsync("Öffnung", parent), await claims.IssueAsync("Wachen", parent));
        await claims.SayAsync(3, 1, minister, opening, Stance.Supports);
        await claims.SayAsync(2, 9, minister, opening, Stance.Opposes);
        await claims.SayAsync(4, 2, alliance, opening, Stance.Opposes);
        await claims.SayAsync(2, 3, alliance, guards, Stance.Supports, CodeState.Suggested);

        await analyst.OpenAsync("/positions");
        var map = page.Locator("#position-map");
        await Expect(map.Locator("td:not(.tot) a")).ToHaveCountAsync(3);
        await Expect(page.Locator(".phead .n")).ToHaveTextAsync("2 actors, 3 issues, 11 positions");
        await Expect(map.Locator($"a[href*='cell={minister}.{opening}'] .sr")).ToHaveTextAsync("Der Minister, Öffnung: 3 for, 2 against");
        await Expect(map.Locator($"td:has(a[href*='cell={minister}.{opening}'])")).ToHaveClassAsync("m"); // contested
        await Expect(map.Locator($"td:has(a[href*='cell={alliance}.{opening}'])")).ToHaveClassAsync("c1");
        await Expect(map.Locator($"td:has(a[href*='cell={alliance}.{guards}'])")).ToHaveClassAsync("sug p");
        await analyst.IsAccessibleAsync();

        // By keys: into the grid, right to the suggestion, back, down to the minister, open.
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(":focus")).ToHaveAttributeAsync("href", $"/positions?cell={alliance}.{opening}");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(":focus")).ToHaveAttributeAsync("href", $"/positions?cell={alliance}.{guards}");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        var pane = page.Locator(".quotepane");
        await Expect(pane.Locator("h2")).ToHaveTextAsync("Der Minister, Öffnung");
        await Expect(pane.Locator("q")).ToHaveCountAsync(5);
        await Expect(pane.Locator(".big")).ToHaveTextAsync("3for2against");
        await Expect(pane.Locator("q").First).ToHaveTextAsync("fordert die Öffnung der Grenze");
        await analyst.IsAccessibleAsync();
        var address = page.Url;
        await analyst.OpenAsync(address); // the cell is an address
        await Expect(pane.Locator("q")).ToHaveCountAsync(5);
        // Each bar of the course is the way to its own quotes, and the address keeps it.
        var bar = pane.Locator(".course a").Last;
        var number = int.Parse((await bar.GetAttributeAsync("aria-label"))!.Split(": ")[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(number, 1, 4);
        await bar.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("&on=2021-12-"));
        await Expect(pane.Locator("q")).ToHaveCountAsync(number);
        await Expect(pane.Locator(".course a[aria-current=true]")).ToHaveCountAsync(1);
        await pane.Locator(".qchip a").ClickAsync();
        await Expect(pane.Locator("q")).ToHaveCountAsync(5);
        await page.Keyboard.PressAsync("Escape");
        await Expect(pane).ToHaveCountAsync(0);
        // The sum of a row opens all that the actor said, with the issues.
        await map.Locator("td.tot a").First.ClickAsync();
        await Expect(pane.Locator("h2")).ToHaveTextAsync("Die Allianz");
        await Expect(pane.Locator("q")).ToHaveCountAsync(6);
        await page.Keyboard.PressAsync("Escape");
        await Expect(pane).ToHaveCountAsync(0);

        await page.Locator(".seg button", new() { HasText = "Change" }).ClickAsync();
        await Expect(map.Locator($"a[href*='cell={minister}.{opening}'] .sr")).ToHaveTextAsync("Der Minister, Öffnung: before 3 for, 0 against; after 0 for, 2 against. Changed sides.");
        await analyst.IsAccessibleAsync();
        await page.Locator(".seg button", new() { HasText = "Confirmed only" }).ClickAsync();
        await Expect(map.Locator("td:not(.tot) a")).ToHaveCountAsync(2);
        await page.Locator(".seg button", new() { HasText = "Net stance" }).ClickAsync();
        await page.Locator(".fold").ClickAsync();
        await Expect(map.Locator("thead th")).ToHaveCountAsync(3); // actor, the folded issue, all
        await Expect(page).ToHaveURLAsync($"{desk.Address}positions?state=confirmed&fold={parent}");

        await page.Locator(".take summary").ClickAsync();
        var csv = await page.RunAndWaitForDownloadAsync(() => page.Locator(".take a", new() { HasText = "CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync((await csv.PathAsync())!);
        Assert.Equal(3, lines.Length);
        Assert.Contains($"{alliance},Die Allianz,alliance,{parent},Grenze,1,0,4,0,0,0,0,-1", lines);
        await page.Locator(".take summary").ClickAsync();
        var svg = await page.RunAndWaitForDownloadAsync(() => page.Locator(".take button", new() { HasText = "SVG" }).ClickAsync());
        var picture = System.Xml.Linq.XDocument.Load((await svg.PathAsync())!);
        Assert.Contains(picture.Descendants(), e => e.Name.LocalName == "text" && e.Value == "Die Allianz");
        var png = await page.RunAndWaitForDownloadAsync(() => page.Locator(".take button", new() { HasText = "PNG" }).ClickAsync());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync((await png.PathAsync())!))[..4]);

        // The search line searches the map where it is, and keeps what else was chosen.
        await page.FillAsync("[data-search]", "on:2021-12-09");
        await page.Locator("[data-search]").PressAsync("Enter");
        await Expect(page.Locator(".phead .n").First).ToHaveTextAsync("1 actor, 1 issue, 2 positions");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/positions\\?.*state=confirmed"));
        Assert.Empty(analyst.Complaints);

        // On a phone, in German, in the dark: the map is its list.
        await using var reader = await chromium.VisitAsync(desk, "de", width: 360, dark: true);
        await reader.SignInAsync("ana");
        await reader.OpenAsync("/positions?q=seit:2021-12-02");
        await Expect(reader.Page.Locator("#position-map td:not(.tot) a").First).ToBeVisibleAsync();
        await Expect(reader.Page.Locator("#position-map thead")).ToBeHiddenAsync();
        await reader.IsAccessibleAsync();
        Assert.True(await reader.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(reader.Complaints);
    }
}
