using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Watches;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Watches;

/// <summary>A search becomes a watch, an article comes in, the alert is there, and is read.</summary>
public sealed class WatchPagesTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_search_is_watched_told_of_live_read_and_shared()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("ana", Role.Analyst), ("ben", Role.Analyst));
        await ArriveAsync(desk, "Sanktionen von gestern");
        await using var analyst = await chromium.VisitAsync(desk);
        var page = analyst.Page;
        await analyst.SignInAsync("ana");

        // From the search line, by one key.
        await analyst.OpenAsync("/articles?q=Sanktionen");
        await Expect(page.Locator(".list .row")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("w");
        await Expect(page.Locator("#watch-name")).ToHaveValueAsync("Sanktionen");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Share it" }).CheckAsync();
        await analyst.IsAccessibleAsync();
        await page.Locator("#watch-name").FillAsync("Alles über Sanktionen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("#watch-title")).ToHaveTextAsync("Alles über Sanktionen");
        await Expect(page.Locator(".list .row")).ToHaveCountAsync(1);
        await Expect(page.Locator(".rail > a .tip")).ToHaveCountAsync(0);
        await analyst.IsAccessibleAsync();

        // An article comes in: the bell says so on whatever page, the list follows.
        await ArriveAsync(desk, "Neue Sanktionen beschlossen");
        await ArriveAsync(desk, "Das Wetter");
        await desk.Services.GetRequiredService<WatchMatcher>().RunAsync(default);
        await Expect(page.Locator(".rail > a .tip").First).ToContainTextAsync("1");
        await Expect(page.Locator(".list .row")).ToHaveCountAsync(2);

        // The inbox, by keys: what, and the article behind it.
        await analyst.OpenAsync("/watches/alerts");
        await Expect(page.Locator(".alert")).ToHaveCountAsync(1);
        await Expect(page.Locator(".alert .asaid")).ToHaveTextAsync("1 article newly matches.");
        await Expect(page.Locator(".alert .aarts")).ToContainTextAsync("Neue Sanktionen beschlossen");
        await analyst.IsAccessibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("m");
        await Expect(page.Locator(".alert.un")).ToHaveCountAsync(0);
        await Expect(page.Locator(".rail > a .tip")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("o");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/articles/\\d+$"));

        await ReadAsync(desk, "Neue Sanktionen beschlossen");

        // The list says what is unread still; one key reads it all.
        await ArriveAsync(desk, "Weitere Sanktionen");
        await desk.Services.GetRequiredService<WatchMatcher>().RunAsync(default);
        await analyst.OpenAsync("/watches");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr td").Nth(1)).ToHaveTextAsync("1");
        await analyst.IsAccessibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("m");
        await Expect(page.Locator("tbody tr td").Nth(1)).ToHaveTextAsync("–");

        // The secret feed shows its address once.
        await page.Keyboard.PressAsync("o");
        await Expect(page.Locator("#watch-title")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Channels" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make an address" }).ClickAsync();
        await Expect(page.Locator(".secret").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("/watches/feed/[0-9a-f]{48}\\.rss$"));
        await analyst.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I have noted it" }).ClickAsync();
        await Expect(page.Locator(".secret")).ToHaveCountAsync(0);

        // Somebody else follows it: on a phone, in German, in the dark.
        await using var other = await chromium.VisitAsync(desk, "de", width: 360, dark: true);
        await other.SignInAsync("ben");
        await other.OpenAsync("/watches");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Folgen" }).ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Button, new() { Name = "Folgen" })).ToHaveCountAsync(0);
        await other.IsAccessibleAsync();
        await ArriveAsync(desk, "Sanktionen auch hier");
        await desk.Services.GetRequiredService<WatchMatcher>().RunAsync(default);
        await other.OpenAsync("/watches/alerts");
        await Expect(other.Page.Locator(".alert .asaid")).ToHaveTextAsync("1 Artikel passt neu.");
        await other.IsAccessibleAsync();
        Assert.True(await other.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await other.OpenAsync("/watches/mail");
        await Expect(other.Page.Locator(".state")).ToContainTextAsync("kein Mailserver");
        Assert.Empty(analyst.Complaints);
        Assert.Empty(other.Complaints);
    }

    /// <summary>Waits until an article that was opened is marked as read: that happens behind its page.</summary>
    private static async Task ReadAsync(RunningDesk desk, string title)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        var until = DateTime.UtcNow.AddSeconds(20);
        while (!await db.ArticleMarks.AnyAsync(m => m.ReadAt != null && db.Articles.Any(a => a.Id == m.ArticleId && a.Title == title)))
        {
            Assert.True(DateTime.UtcNow < until, $"\"{title}\" was opened and is not marked as read.");
            await Task.Delay(100);
        }
    }

    private static async Task<long> ArriveAsync(RunningDesk desk, string title)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        var article = new Article
        {
            Outlet = await db.Outlets.FirstOrDefaultAsync(o => o.Name == "Der Bote") ?? new Outlet { Name = "Der Bote" }, CanonicalAddress = $"https://bote.example/{Guid.NewGuid()}", Address = "https://bote.example/", Title = title,
            Language = "de", PublishedAt = DateTimeOffset.UtcNow, PublishedFrom = "time", ArrivedAt = DateTimeOffset.UtcNow, TextState = TextState.Complete, CurrentVersion = 1,
        };
        article.Versions.Add(new() { Number = 1, Title = title, Text = "Ein Text.", Blocks = [BlockKind.Paragraph], ContentHash = new byte[32], CapturedAt = DateTimeOffset.UtcNow });
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE articles SET tsv = article_vector(language, kicker, title, 'Ein Text.') WHERE id = {article.Id}");
        return article.Id;
    }
}
