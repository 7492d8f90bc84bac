using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Coding;

/// <summary>Two editors with the same statement's card open: one saves, the other loses nothing, not even by leaving the page.</summary>
public sealed class TwoAtOnceTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Text = "Der Minister droht der Behörde mit Sanktionen.";

    [Fact]
    public async Task A_card_overtaken_by_a_colleague_shows_both_versions_comes_back_after_a_reload_and_is_saved_over()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("eda", Role.Editor), ("emil", Role.Editor));
        var article = await SeedAsync(desk);
        await using var eda = await chromium.VisitAsync(desk);
        await using var emil = await chromium.VisitAsync(desk);
        foreach (var (editor, name) in new[] { (eda, "eda"), (emil, "emil") })
        {
            await editor.SignInAsync(name);
            await editor.OpenAsync($"/articles/{article}");
            await editor.Page.Locator(".reading[data-ready]").WaitForAsync();
            await editor.Page.Keyboard.PressAsync("j");
            await Expect(editor.Page.Locator(".it.on")).ToHaveCountAsync(1);
            await editor.Page.Keyboard.PressAsync("e");
            await Expect(editor.Page.Locator("#card-threatener")).ToBeFocusedAsync();
        }
        await eda.Page.FillAsync("#card-note", "hers");
        await emil.Page.FillAsync("#card-note", "his");
        await Expect(emil.Page.Locator(".present .avatar")).ToHaveCountAsync(1);
        await emil.Page.Locator("#card-note").PressAsync("Enter");
        await Expect(emil.Page.Locator(".card")).ToHaveCountAsync(0);

        // Told at once, with both versions; what she typed stands.
        await Expect(eda.Page.Locator(".versus")).ToContainTextAsync("his");
        await Expect(eda.Page.Locator("#card-note")).ToHaveValueAsync("hers");
        await eda.IsAccessibleAsync();
        await using (var db = await new SeededArchive(desk).OpenAsync())
        {
            while (!await db.UnsavedCards.AnyAsync(TestContext.Current.CancellationToken)) await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await eda.OpenAsync($"/articles/{article}");
        await Expect(eda.Page.Locator("#card-note")).ToHaveValueAsync("hers");
        await Expect(eda.Page.Locator(".card [role=status]")).ToBeVisibleAsync();
        await Expect(eda.Page.Locator(".versus")).ToContainTextAsync("his");
        await eda.Page.Locator(".versus .choose button").Last.ClickAsync();
        await Expect(eda.Page.Locator(".card")).ToHaveCountAsync(0);

        await using var archive = await new SeededArchive(desk).OpenAsync();
        Assert.Equal("hers", (await archive.Threats.SingleAsync(TestContext.Current.CancellationToken)).Note);
        Assert.Equal(2, await archive.Revisions.CountAsync(TestContext.Current.CancellationToken)); // his is in the history
        Assert.Empty(eda.Complaints.Concat(emil.Complaints));
    }

    private static async Task<long> SeedAsync(RunningDesk desk)
    {
        var archive = new SeededArchive(desk);
        var threat = new Threat { State = CodeState.Confirmed, Origin = CodeOrigin.Person };
        threat.ReplaceParticipants([new(ParticipantRole.Threatener, await archive.ActorAsync("Der Minister"))]);
        var version = await archive.ArticleAsync("Eine Drohung", Text);
        await archive.CodeAsync(version, threat, Text);
        return version.ArticleId;
    }
}
