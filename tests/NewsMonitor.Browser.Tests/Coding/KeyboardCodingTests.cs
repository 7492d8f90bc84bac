using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Coding;

/// <summary>A coder's day without a mouse: from the list into an article, fifty statements, and every key counted.</summary>
public sealed class KeyboardCodingTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const int Accepted = 25, Edited = 25;
    private int _keys;

    [Fact]
    public async Task Fifty_statements_are_coded_by_keys_alone()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString);
        var eda = await desk.AddUserAsync("eda", Role.Editor);
        var article = await SeedAsync(desk);
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync("/articles");
        await Expect(page.Locator(".list .row")).ToHaveCountAsync(1);
        // The page listens to keys a moment after it is drawn; on a list of one line the key may be pressed again.
        while (await page.Locator(".list .row[aria-selected=true], .rd .txt").CountAsync() == 0)
        {
            await page.Keyboard.PressAsync("j");
            await page.WaitForTimeoutAsync(200);
        }
        await Expect(page.Locator(".rd .txt")).ToContainTextAsync("Minister 1");
        await page.Keyboard.PressAsync("o");
        await page.Locator(".reading[data-ready]").WaitForAsync();

        // Suggestions that are right: one key each, once the first has the focus.
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator(".it.on.sug")).ToHaveCountAsync(1);
        // Five at a time, as fast as the keys go: the desk takes them in turn.
        for (var i = 1; i <= Accepted; i++)
        {
            await PressAsync(page, "y");
            if (i % 5 == 0) await Expect(page.Locator(".it.t.ok")).ToHaveCountAsync(i);
        }
        Assert.Equal(Accepted, _keys);

        // Suggestions that lack the target: opened, filled in, saved, and on to the next.
        _keys = 0;
        for (var i = 0; i < Edited; i++)
        {
            await PressAsync(page, "e");
            await Expect(page.Locator("#card-threatener")).ToBeFocusedAsync();
            if (i == 0) await editor.IsAccessibleAsync();
            await PressAsync(page, "Tab");
            await Expect(page.Locator("#card-target")).ToBeFocusedAsync();
            foreach (var letter in "haf") await PressAsync(page, letter.ToString());
            await Expect(page.Locator(".options li").First).ToContainTextAsync("Hafenbehörde");
            await PressAsync(page, "Enter");
            await Expect(page.Locator(".card .tok", new() { HasText = "Hafenbehörde" })).ToHaveCountAsync(1);
            await PressAsync(page, "Enter");
            await Expect(page.Locator(".card")).ToHaveCountAsync(0);
            await Expect(page.Locator(".it.t.ok")).ToHaveCountAsync(Accepted + i + 1);
            if (i == Edited - 1) break;
            await PressAsync(page, "n");
            await Expect(page.Locator(".it.on.sug")).ToHaveCountAsync(1);
        }
        var each = (double)_keys / Edited;
        TestContext.Current.SendDiagnosticMessage($"Keystrokes a statement: 1 accepted, {each:F2} edited.");
        Assert.InRange(each, 1, 8);

        await NewStatementAsync(editor);
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        Assert.Equal(Accepted + Edited + 1, await db.Threats.CountAsync(t => t.ArticleId == article && t.State == CodeState.Confirmed && t.ChangedBy == eda));
        Assert.Equal(Accepted + Edited + 1, await db.Moves.CountAsync(m => m.By == eda));
        Assert.Empty(editor.Complaints);
    }

    /// <summary>A statement that nobody proposed: words chosen by the arrows, a cue from within the open card, saved.</summary>
    private static async Task NewStatementAsync(Visitor editor)
    {
        var page = editor.Page;
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("t"); // as fast as one types
        await Expect(page.Locator("#card-threatener")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("haf");
        await Expect(page.Locator(".options li").First).ToContainTextAsync("Hafenbehörde");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+.");
        await Expect(page.Locator("article.txt")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator(".ev .role")).ToHaveTextAsync("cue");
        await page.Keyboard.PressAsync("Control+.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".card")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("h");
        await Expect(page.Locator(".history li").First).ToContainTextAsync("Coded");
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".history")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator(".paletteline")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Hafen");
        await Expect(page.Locator(".palette li").First).ToContainTextAsync("Hafenbehörde");
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
    }

    private Task PressAsync(IPage page, string key)
    {
        _keys++;
        return page.Keyboard.PressAsync(key);
    }

    private static async Task<long> SeedAsync(RunningDesk desk)
    {
        var archive = new SeededArchive(desk);
        var minister = await archive.ActorAsync("Der Minister");
        await archive.ActorAsync("Hafenbehörde", ActorKind.Organisation);
        var version = await archive.ArticleAsync("Fünfzig Drohungen", string.Join('\n', Enumerable.Range(1, Accepted + Edited).Select(i => $"Der Minister {i} droht der Behörde mit Sanktionen im Fall {i}.")));
        await archive.SuggestThreatsAsync(version, minister);
        return version.ArticleId;
    }
}
