using NewsMonitor.Browser.Tests.Positions;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Threats;

public sealed class ThreatsPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_editor_narrows_the_board_to_a_pair_says_what_became_of_a_threat_and_takes_the_table_away()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("eda", Role.Editor));
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync("/threats");
        await Expect(page.Locator(".state")).ToContainTextAsync("No statements yet");
        await editor.IsAccessibleAsync();

        var claims = new Claims(desk);
        var (minister, alliance, state) = (await claims.ActorAsync("Der Minister", ActorKind.Person), await claims.ActorAsync("Die Allianz", ActorKind.Alliance), await claims.ActorAsync("Das Nachbarland", ActorKind.State));
        await claims.ThreatenAsync(1, minister, alliance, ThreatMode.Explicit);
        await claims.ThreatenAsync(2, minister, alliance, ThreatMode.Alleged);
        await claims.ThreatenAsync(8, minister, alliance, ThreatMode.Explicit, CodeState.Suggested);
        await claims.ThreatenAsync(8, state, minister, ThreatMode.Potential);

        await editor.OpenAsync("/threats");
        await Expect(page.Locator(".phead .n").First).ToHaveTextAsync("4 threats; 3 confirmed, 1 suggested");
        await Expect(page.Locator("a.oct")).ToHaveCountAsync(4);
        await Expect(page.Locator("#threat-list .th")).ToHaveCountAsync(4);
        await editor.IsAccessibleAsync();
        await page.Locator($".mx a[href*='from={minister}&to={alliance}']").ClickAsync();
        await Expect(page.Locator("#tlist-title")).ToHaveTextAsync("Der Minister → Die Allianz");
        await Expect(page.Locator("#threat-list .th")).ToHaveCountAsync(3);
        await page.Locator(".ins a", new() { HasText = "explicit" }).ClickAsync();
        await Expect(page.Locator("#threat-list .th")).ToHaveCountAsync(2);

        // The newest is the suggestion: accept it, then say that the older one was withdrawn, and take that back.
        await page.Locator("#threats-title").FocusAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".th.sel .back")).ToContainTextAsync("Der Minister threatens Die Allianz");
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("y");
        await Expect(page.Locator(".phead .n").First).ToHaveTextAsync("2 threats; 2 confirmed, 0 suggested");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".th.sel time")).ToHaveTextAsync("1 Dec 2021, 13:00");
        await page.Keyboard.PressAsync("4");
        await Expect(page.Locator(".th.sel .key[aria-pressed=true]")).ToHaveTextAsync("4 withdrawn");
        await Expect(page.Locator(".ins a", new() { HasText = "withdrawn" }).Locator("b")).ToHaveTextAsync("1");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator(".th.sel .key[aria-pressed=true]")).ToHaveTextAsync("1 uttered");

        await page.Locator(".take summary").ClickAsync();
        var svg = await page.RunAndWaitForDownloadAsync(() => page.Locator(".take button", new() { HasText = "Who threatens whom (SVG)" }).ClickAsync());
        Assert.Contains(System.Xml.Linq.XDocument.Load((await svg.PathAsync())!).Descendants(), e => e.Name.LocalName == "text" && e.Value == "Die Allianz");

        // An octagon opens what it stands for.
        await editor.OpenAsync("/threats");
        await page.Locator($"a.oct[href*='from={state}']").ClickAsync();
        await Expect(page.Locator("#threat-list .th")).ToHaveCountAsync(1);
        await Expect(page.Locator("#threat-list .mode")).ToHaveTextAsync("potential");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=after:2021-12-08%20until:2021-12-08|q=after%3A2021-12-08"));

        await editor.OpenAsync("/threats?view=flow");
        await page.Locator(".flow [data-drawn]").WaitForAsync();
        await Expect(page.Locator(".flow")).ToContainTextAsync("Das Nachbarland");
        await editor.IsAccessibleAsync();
        await page.Locator(".take summary").ClickAsync();
        var csv = await page.RunAndWaitForDownloadAsync(() => page.Locator(".take a", new() { HasText = "Table (CSV)" }).ClickAsync());
        Assert.Contains($"{minister},Der Minister,{alliance},Die Allianz,3,2,1,0,0", await File.ReadAllLinesAsync((await csv.PathAsync())!));
        Assert.Empty(editor.Complaints);

        await using var reader = await chromium.VisitAsync(desk, "de", width: 360, dark: true);
        await reader.SignInAsync("eda");
        await reader.OpenAsync("/threats");
        await Expect(reader.Page.Locator("#threat-list .th")).ToHaveCountAsync(4);
        await reader.IsAccessibleAsync();
        Assert.True(await reader.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(reader.Complaints);
    }
}
