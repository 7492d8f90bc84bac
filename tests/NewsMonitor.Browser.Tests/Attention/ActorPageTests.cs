using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Attention;

public sealed class ActorPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Day = new(2021, 12, 8);

    [Fact]
    public async Task An_actors_page_shows_where_they_stand_and_leads_to_the_evidence_and_an_editor_corrects_them_there()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("eda", Role.Editor));
        var archive = new CodedArchive(desk);
        var ((minister, alliance), issue) = (await archive.ActorsAsync(), await archive.IssueAsync("Grenzöffnung"));
        for (var i = 0; i < 4; i++) await archive.PositionAsync(await archive.ArticleAsync(Day.AddDays(-i), "Bote", minister), minister, issue, i < 2 ? Stance.Supports : Stance.Opposes);
        var last = await archive.ArticleAsync(Day, "Kurier", minister, alliance);
        await archive.PositionAsync(last, minister, issue, Stance.Supports);
        await archive.PositionAsync(last, alliance, issue, Stance.Opposes, CodeState.Suggested);
        await archive.ThreatAsync(last, minister, alliance);

        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync("/actors");
        await page.Locator("tbody a.plain", new() { HasText = "Minister" }).ClickAsync();
        await page.ArrivesAsync($"/actors/{minister}");
        await Expect(page.Locator("#actor-title")).ToHaveTextAsync("Minister");
        await Expect(page.Locator(".figures dd")).ToHaveTextAsync(["5", "5", "0", "5", "1", "0"]);
        await page.Locator("#stances .plotbox[data-drawn]").WaitForAsync();
        await Expect(page.Locator("#stances svg")).ToContainTextAsync("turned: for since 7 Dec 2021");
        await Expect(page.Locator("#threats .quote")).ToContainTextAsync("to Alliance Sanktionen");
        await Expect(page.Locator("#companions")).ToContainTextAsync("Alliance");
        await editor.IsAccessibleAsync();

        // Confirmed only: the alliance's suggested position is left out, and with it the company.
        await page.GetByLabel("confirmed only").CheckAsync();
        await Expect(page.Locator("#companions")).Not.ToContainTextAsync("Alliance");
        Assert.Contains("state=confirmed", page.Url, StringComparison.Ordinal);

        await page.Locator("#stances").GetByRole(AriaRole.Button, new() { Name = "As table" }).ClickAsync();
        await Expect(page.Locator("#stances tbody tr").First.Locator("th, td")).ToHaveTextAsync(["Grenzöffnung", "5 Dec", "0", "1", "0"]);
        // A figure opens as many statements as it says: that day's one, and by the way back the four of the whole time.
        await page.Locator("#stances tbody tr").First.Locator("a").Last.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("said=positions&issue=\\d+&stance=opposes&on=2021-12-05\\.\\.2021-12-05"));
        await Expect(page.Locator(".quotepane h2")).ToHaveTextAsync("Grenzöffnung");
        await Expect(page.Locator(".quotelist q")).ToHaveCountAsync(1);
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".quotepane")).ToHaveCountAsync(0);
        await page.Locator(".figures dd a").Nth(2).ClickAsync();
        await Expect(page.Locator(".quotelist q")).ToHaveCountAsync(5);
        await page.Locator(".figures dd a").Nth(3).ClickAsync();
        await Expect(page.Locator(".quotepane .big")).ToHaveTextAsync("Threats by Minister");
        await Expect(page.Locator(".quotelist q")).ToHaveCountAsync(1);

        await editor.OpenAsync($"/actors/{minister}");
        await page.Keyboard.PressAsync("e");
        await page.FillAsync("#actor-country", "DE");
        await editor.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".actorhead p").First).ToContainTextAsync("Person, DE");
        await using (var db = await archive.OpenAsync()) Assert.Equal("DE", (await db.Actors.SingleAsync(a => a.Id == minister)).Country);

        await using var phone = await chromium.VisitAsync(desk, "de", 390, dark: true);
        await phone.SignInAsync("eda");
        await phone.OpenAsync($"/actors/{minister}?days=7");
        await phone.Page.Locator("#stances .plotbox[data-drawn]").WaitForAsync();
        await Expect(phone.Page.Locator("#actor-title")).ToHaveTextAsync("Ministerin");
        await phone.IsAccessibleAsync();
        Assert.True(await phone.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(editor.Complaints.Concat(phone.Complaints));
    }
}
