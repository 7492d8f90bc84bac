using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Browser.Tests.Positions;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Coding;

public sealed class BulkCodingTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_phrase_is_coded_everywhere_and_codes_are_changed_in_bulk_by_keys_each_with_one_undo()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("eva", Role.Editor));
        var claims = new Claims(desk);
        var minister = await claims.ActorAsync("Der Minister", ActorKind.Person);
        await claims.ActorAsync("Die Allianz", ActorKind.Alliance);
        var (opening, guards) = (await claims.IssueAsync("Öffnung"), await claims.IssueAsync("Wachen"));
        await claims.SayAsync(3, 5, minister, opening, Stance.Supports);
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eva");

        // Three articles hold the word; all three places are coded with one key, and taken back with one.
        await editor.OpenAsync("/coding/phrase?words=Allianz");
        await Expect(page.Locator(".bulklist li")).ToHaveCountAsync(3);
        await Expect(page.Locator(".bulklist input:checked")).ToHaveCountAsync(3);
        await editor.IsAccessibleAsync();
        await page.Locator("#bulk-actor").FocusAsync();
        await page.Keyboard.TypeAsync("Die All");
        await Expect(page.Locator("[role=option]").First).ToContainTextAsync("Die Allianz");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".say")).ToContainTextAsync("3 codes in 3 articles");
        Assert.Equal(3, await CountAsync(db => db.Mentions.CountAsync(m => m.RemovedAt == null)));
        await page.Locator(".say button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".say")).ToContainTextAsync("3 codes put back");
        Assert.Equal(0, await CountAsync(db => db.Mentions.CountAsync(m => m.RemovedAt == null)));

        // The three positions go to another issue together, and back again.
        await editor.OpenAsync("/coding/change");
        await page.Locator("#which-issue").FocusAsync();
        await page.Keyboard.TypeAsync("Öffn");
        await Expect(page.Locator("[role=option]").First).ToContainTextAsync("Öffnung");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".bulklist li")).ToHaveCountAsync(3);
        await editor.IsAccessibleAsync();
        await page.Locator("#to-issue").FocusAsync();
        await page.Keyboard.TypeAsync("Wach");
        await Expect(page.Locator("[role=option]").First).ToContainTextAsync("Wachen");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".say")).ToContainTextAsync("3 codes in 3 articles");
        Assert.Equal(3, await CountAsync(db => db.Positions.CountAsync(p => p.IssueId == guards)));
        await page.Locator(".say button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".say")).ToContainTextAsync("3 codes put back");
        Assert.Equal(3, await CountAsync(db => db.Positions.CountAsync(p => p.IssueId == opening)));
        Assert.Empty(editor.Complaints);

        async Task<int> CountAsync(Func<NewsDbContext, Task<int>> count)
        {
            await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
            return await count(db);
        }
    }
}
