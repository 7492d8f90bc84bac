using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Assignments;

/// <summary>A round from the dealing to the result, by keys alone: a lead, two coders who see nothing of each other, and what becomes of their differences.</summary>
public sealed class RoundTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Text = "Der Minister droht der Behörde mit Sanktionen.\nDie Behörde lehnt die Forderung ab.\nDer Minister warnt vor Folgen.";

    [Fact]
    public async Task A_lead_deals_two_code_blind_and_submit_and_their_differences_are_settled_by_keys_alone()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("bea", Role.Editor), ("carl", Role.Editor), ("lea", Role.Editor));
        var article = await SeedAsync(desk);

        await using var lea = await chromium.VisitAsync(desk);
        await lea.SignInAsync("lea");
        await DealAsync(lea);
        await using var bea = await chromium.VisitAsync(desk);
        await using var carl = await chromium.VisitAsync(desk, dark: true);
        await OpenWorkAsync(bea, "bea");
        await OpenWorkAsync(carl, "carl");

        // Bea accepts all three; none of it reaches Carl, for whom all three still wait.
        await DecideAsync(bea, "y", "y", "y");
        await Expect(bea.Page.Locator(".it.t.ok")).ToHaveCountAsync(3);
        await Expect(carl.Page.Locator(".it.t.sug")).ToHaveCountAsync(3);
        await Expect(carl.Page.Locator(".it.t.ok")).ToHaveCountAsync(0);
        await DecideAsync(carl, "y", "x", "y");
        await Expect(carl.Page.Locator(".it.t.ok")).ToHaveCountAsync(2);
        await carl.IsAccessibleAsync();

        await bea.Page.Keyboard.PressAsync("S");
        await Expect(bea.Page.Locator(".roundbar .named")).ToContainTextAsync("submitted");
        await bea.IsAccessibleAsync();
        await lea.OpenAsync(lea.Page.Url); // one of two: nobody compares yet
        await Expect(lea.Page.Locator("table.grid td a", new() { HasText = "to adjudicate" })).ToHaveCountAsync(0);
        await carl.Page.Keyboard.PressAsync("S");
        await Expect(lea.Page.Locator("table.grid td a", new() { HasText = "to adjudicate" })).ToHaveCountAsync(1); // live
        await lea.IsAccessibleAsync();

        await AdjudicateAsync(lea);
        await using var db = await new SeededArchive(desk).OpenAsync();
        Assert.Equal(3, await db.Threats.CountAsync(t => t.ArticleId == article && t.Counts && t.State == CodeState.Confirmed && t.RemovedAt == null));
        Assert.Equal(3, (await db.Articles.SingleAsync(a => a.Id == article)).Statements); // two agreed, one added
        await bea.OpenAsync($"/articles/{article}");
        await Expect(bea.Page.Locator(".it.t.ok")).ToHaveCountAsync(3);
        Assert.Empty(lea.Complaints.Concat(bea.Complaints).Concat(carl.Complaints));
    }

    private static async Task DealAsync(Visitor lea)
    {
        var page = lea.Page;
        await lea.OpenAsync("/coding/rounds");
        await lea.IsAccessibleAsync();
        await page.Keyboard.PressAsync("c");
        await Expect(page.Locator("#round-query")).ToBeVisibleAsync();
        // Or the other way round: from the list, where articles are ticked.
        await lea.OpenAsync("/articles");
        await Expect(page.Locator(".list .row")).ToHaveCountAsync(1);
        await lea.ListensAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".list .row.sel")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".bar.ticks")).ToContainTextAsync("1 article chosen");
        await Expect(page.Locator(".row.sel .chooses input")).ToBeCheckedAsync();
        await lea.IsAccessibleAsync();
        await page.Locator(".bar.ticks a.main").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#round-preview")).ToBeVisibleAsync();
        await Expect(page.Locator(".sheetform")).ToContainTextAsync("1 article, chosen by hand");
        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(2); // all editors but the lead
        await lea.IsAccessibleAsync();
        await page.Locator("#round-name").FocusAsync();
        await page.Keyboard.TypeAsync("Probe");
        await lea.ListensAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Probe");
        await lea.IsAccessibleAsync();
    }

    private static async Task OpenWorkAsync(Visitor coder, string name)
    {
        await coder.SignInAsync(name);
        await coder.OpenAsync("/coding/work");
        await Expect(coder.Page.Locator(".mywork .row-door")).ToHaveCountAsync(1);
        await coder.IsAccessibleAsync();
        await coder.Page.Keyboard.PressAsync("o");
        await coder.Page.Locator(".reading[data-ready]").WaitForAsync();
        await Expect(coder.Page.Locator(".roundbar")).ToContainTextAsync("your own codes only");
        await coder.ListensAsync();
    }

    private static async Task DecideAsync(Visitor coder, params string[] keys)
    {
        await coder.Page.Keyboard.PressAsync("n");
        for (var i = 0; i < keys.Length; i++)
        {
            await Expect(coder.Page.Locator(".it.on.sug")).ToHaveCountAsync(1);
            await coder.Page.Keyboard.PressAsync(keys[i]);
            await Expect(coder.Page.Locator(".it.t.sug")).ToHaveCountAsync(keys.Length - i - 1);
        }
    }

    private static async Task AdjudicateAsync(Visitor lea)
    {
        var page = lea.Page;
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("#adj-title")).ToBeVisibleAsync();
        // Two are agreed and folded; of the third, Carl had rejected the suggestion.
        await Expect(page.Locator("ol.places").First.Locator("li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".sides")).ToContainTextAsync("rejected the suggestion");
        await lea.IsAccessibleAsync();
        await lea.ListensAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator(".sides th.took")).ToContainTextAsync("bea");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator(".sides th.took")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("w");
        await Expect(page.Locator("#card-threatener")).ToBeFocusedAsync();
        await lea.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Beh");
        await Expect(page.Locator(".options li").First).ToContainTextAsync("Die Behörde");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("ol.places").First).ToContainTextAsync("written new");
        await ThirdOfOtherWordsAsync(lea);
        await page.Keyboard.PressAsync("0");
        await Expect(page.Locator("ol.places").First).ToContainTextAsync("none of them");
        await AddWhereNobodyCodedAsync(lea);
        await page.Keyboard.PressAsync("F");
        await Expect(page.GetByText("finished by lea")).ToBeVisibleAsync();
        await lea.IsAccessibleAsync();
    }

    /// <summary>A third statement of another kind, on words that no coder has chosen, with a cue from within the card.</summary>
    private static async Task ThirdOfOtherWordsAsync(Visitor lea)
    {
        var page = lea.Page;
        await Expect(page.Locator(".rdw[data-ready]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(".tagbar")).ToBeVisibleAsync();
        await lea.IsAccessibleAsync();
        await page.Keyboard.PressAsync("p");
        await Expect(page.Locator("#card-speaker")).ToBeFocusedAsync();
        await Expect(page.Locator(".card .ev q")).ToHaveTextAsync("Der Minister droht der Behörde mit Sanktionen.");
        // Words of no code in this place would make one beside it: it is to stand in the coders' place.
        await Expect(page.Locator(".sides")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+,");
        await Expect(page.Locator(".sides")).ToHaveCountAsync(1);
        await page.Locator("#card-speaker").FocusAsync();
        await page.Keyboard.TypeAsync("Beh");
        await Expect(page.Locator(".options li").First).ToContainTextAsync("Die Behörde");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#card-issue").FocusAsync();
        await page.Keyboard.TypeAsync("Ford");
        await Expect(page.Locator(".options li").First).ToContainTextAsync("Forderung");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+.");
        await Expect(page.Locator("article.txt")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("w");
        await Expect(page.Locator(".card .ev q")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".card")).ToHaveCountAsync(0);
        await Expect(page.Locator(".sides")).ToContainTextAsync("Forderung");
    }

    /// <summary>A threat where no coder has seen one: it stands in the result beside their places, can be taken back, and is taken out again.</summary>
    private static async Task AddWhereNobodyCodedAsync(Visitor lea)
    {
        var page = lea.Page;
        await Expect(page.Locator(".rdw[data-ready]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(".tagbar")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("t");
        await Expect(page.Locator("#card-threatener")).ToBeFocusedAsync();
        await Expect(page.Locator("div.now")).ToContainTextAsync("New, where no coder has coded");
        await lea.IsAccessibleAsync();
        await page.Keyboard.TypeAsync("Beh");
        await Expect(page.Locator(".options li").First).ToContainTextAsync("Die Behörde");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".places.added li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".places.added")).ToContainTextAsync("Die Behörde");
        await lea.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator(".places.added")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+Shift+z");
        await Expect(page.Locator(".places.added li")).ToHaveCountAsync(1);
    }

    private static async Task<long> SeedAsync(RunningDesk desk)
    {
        var archive = new SeededArchive(desk);
        var minister = await archive.ActorAsync("Der Minister");
        await archive.ActorAsync("Die Behörde", ActorKind.Organisation);
        await archive.IssueAsync("Forderung");
        var version = await archive.ArticleAsync("Drei Drohungen", Text);
        await archive.SuggestThreatsAsync(version, minister);
        return version.ArticleId;
    }
}
