using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Suggestions;

public sealed class SuggestionsPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Text = "Der russische Präsident Wladimir Putin hat der Ukraine mit einem Angriff gedroht, falls sie der Nato beitritt.\n" +
        "Bundeskanzler Olaf Scholz forderte den Abzug der russischen Truppen von der Grenze.";

    [Fact]
    public async Task An_editor_works_through_the_queue_by_keys_and_what_was_rejected_does_not_come_back()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        await desk.AddUserAsync("chief", Role.Admin);
        await desk.AddUserAsync("eda", Role.Editor);
        var article = await AddArticleAsync(desk);
        await ReadAsync(desk, article);
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync("/suggestions");
        await Expect(page.Locator(".qlist li")).ToHaveCountAsync(2);
        await editor.IsAccessibleAsync();

        await page.Locator(".qlist li", new() { HasText = "Putin" }).Locator("button").ClickAsync();
        await Expect(page.Locator(".qitem .qtext")).ToContainTextAsync("gedroht");
        await Expect(page.Locator(".qitem .whybox li").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".qlist li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".qitem .qline")).ToContainTextAsync("Scholz");
        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator(".qcard")).ToBeVisibleAsync();
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".qitem .qline")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("y");
        await Expect(page.Locator(".state")).ToContainTextAsync("Nothing waits");

        await ReadAsync(desk, article);
        await editor.OpenAsync("/suggestions");
        await Expect(page.Locator(".state")).ToContainTextAsync("Nothing waits");
        await editor.OpenAsync("/suggestions/quality");
        await Expect(page.Locator("table.grid").First).ToContainTextAsync("100");
        await editor.IsAccessibleAsync();
        await editor.OpenAsync("/suggestions/names");
        await editor.IsAccessibleAsync();
        Assert.Empty(editor.Complaints);
    }

    private static async Task ReadAsync(RunningDesk desk, long article)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE reading_tasks SET due_at = now() WHERE article_id = {article}");
        foreach (var reading in await desk.Services.GetRequiredService<ReadingClaims>().ClaimAsync(10, "test", CancellationToken.None))
            await desk.Services.GetRequiredService<SuggestionMaker>().MakeAsync(reading, CancellationToken.None);
    }

    private static async Task<long> AddArticleAsync(RunningDesk desk)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        db.Issues.Add(new() { Name = "Abzug russischer Truppen von der Grenze", CreatedAt = DateTimeOffset.UtcNow });
        db.Instruments.Add(new Instrument { Name = "Angriff, Invasion", Cameo = "1384", CreatedAt = DateTimeOffset.UtcNow });
        var article = new Article
        {
            Outlet = new() { Name = "Handblatt" }, CanonicalAddress = "https://handblatt.example/1", Address = "https://handblatt.example/1", Title = "Lage", Language = "de",
            PublishedFrom = "person", TextState = TextState.Complete, PublishedAt = new(2022, 1, 20, 12, 0, 0, TimeSpan.Zero), ArrivedAt = DateTimeOffset.UtcNow, CurrentVersion = 1,
        };
        article.Versions.Add(new()
        {
            Number = 1, Title = "Lage", Text = Text, Blocks = [BlockKind.Paragraph, BlockKind.Paragraph], ContentHash = [1], Source = TextSource.Pasted, CapturedAt = DateTimeOffset.UtcNow,
        });
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        return article.Id;
    }
}
