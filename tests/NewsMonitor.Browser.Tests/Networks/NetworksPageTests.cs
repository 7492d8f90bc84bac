using NewsMonitor.Browser.Tests.Positions;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Networks;

public sealed class NetworksPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_analyst_draws_a_network_opens_a_tie_by_keys_plays_windows_and_takes_it_away()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("ana", Role.Analyst));
        await using var analyst = await chromium.VisitAsync(desk);
        var page = analyst.Page;
        await analyst.SignInAsync("ana");
        await analyst.OpenAsync("/networks");
        await Expect(page.Locator(".state")).ToContainTextAsync("No statements yet");
        await analyst.IsAccessibleAsync();

        // Two for, one against: one tie of agreement, two of disagreement. In the second week they have changed sides.
        var claims = new Claims(desk);
        var (minister, alliance, state) = (await claims.ActorAsync("Der Minister", ActorKind.Person), await claims.ActorAsync("Die Allianz", ActorKind.Alliance), await claims.ActorAsync("Das Nachbarland", ActorKind.State));
        var (opening, guards) = (await claims.IssueAsync("Öffnung"), await claims.IssueAsync("Wachen"));
        await claims.SayAsync(1, 1, minister, opening, Stance.Supports);
        await claims.SayAsync(1, 2, state, opening, Stance.Supports);
        await claims.SayAsync(1, 3, alliance, opening, Stance.Opposes);
        await claims.SayAsync(1, 8, minister, guards, Stance.Supports);
        await claims.SayAsync(1, 9, alliance, guards, Stance.Supports, CodeState.Suggested);

        await analyst.OpenAsync("/networks?state=confirmed");
        var graph = page.Locator("#network-graph");
        await page.Locator("#network-graph[data-drawn='3']").WaitForAsync();
        await Expect(graph.Locator(".ties .agree")).ToHaveCountAsync(1);
        await Expect(graph.Locator(".ties .against")).ToHaveCountAsync(2);
        await Expect(graph.Locator(".node.state rect")).ToHaveCountAsync(1);
        await analyst.IsAccessibleAsync();
        // Into the graph, to its most active node, along its strongest tie, open.
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(graph).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".netvoice")).ToHaveTextAsync("Der Minister: 2 statements, 2 ties");
        await page.Keyboard.PressAsync("t");
        await Expect(page.Locator(".netvoice")).ToContainTextAsync("Der Minister");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".quotepane q")).ToHaveCountAsync(2);
        await Expect(page.Locator(".quotepane .cellhd")).ToContainTextAsync("agree on 1 of 1 issue");
        await analyst.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".quotepane")).ToHaveCountAsync(0);

        // Suggestions too, by weeks: in the second the minister and the alliance agree.
        await analyst.OpenAsync("/networks?norm=none&window=weeks.1.1");
        await page.Locator("#network-graph[data-drawn='3']").WaitForAsync();
        await Expect(page.Locator(".player output")).ToHaveTextAsync("Whole time");
        await page.Locator(".player button", new() { HasText = "Play" }).ClickAsync();
        await page.Locator("#network-graph[data-window='1']").WaitForAsync();
        await Expect(graph.Locator(".ties .agree")).ToHaveCountAsync(1);
        await Expect(graph.Locator(".ties .against")).ToHaveCountAsync(0);
        await Expect(graph.Locator(".node.away")).ToHaveCountAsync(1);
        await Expect(page.Locator(".player output")).ToContainTextAsync("2 statements, 1 tie");

        await page.Locator(".seg button", new() { HasText = "Matrix" }).ClickAsync();
        await Expect(page.Locator("#network-matrix td a")).ToHaveCountAsync(4);
        await analyst.IsAccessibleAsync();
        await page.Locator(".seg button", new() { HasText = "Table" }).ClickAsync();
        await Expect(page.Locator(".nettable").First.Locator("tbody tr")).ToHaveCountAsync(3);
        await analyst.IsAccessibleAsync();
        foreach (var (name, begins) in (( string, string)[])[("CSV", "\uFEFF,"), ("GraphML", "<?xml"), ("GEXF", "<?xml"), ("UCINET", "dl n = 3")])
        {
            await page.Locator(".take summary").ClickAsync();
            var file = await page.RunAndWaitForDownloadAsync(() => page.Locator(".take a", new() { HasText = name }).ClickAsync());
            Assert.StartsWith(begins, new System.Text.UTF8Encoding(false).GetString(await File.ReadAllBytesAsync((await file.PathAsync())!)), StringComparison.Ordinal);
        }
        Assert.Empty(analyst.Complaints);

        await using var reader = await chromium.VisitAsync(desk, "de", width: 360, dark: true);
        await reader.SignInAsync("ana");
        await reader.OpenAsync("/networks");
        await Expect(reader.Page.Locator(".nettable").First.Locator("tbody tr")).ToHaveCountAsync(3);
        await Expect(reader.Page.Locator(".netw")).ToBeHiddenAsync();
        await reader.IsAccessibleAsync();
        Assert.True(await reader.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(reader.Complaints);
    }
}
