using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Reading.Tests.Likeness;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Stories;

/// <summary>An editor puts right what belongs together, by keys, and the machine leaves it so.</summary>
public sealed class StoryPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_story_is_opened_compared_split_and_merged_and_stays_so_when_everything_is_read_again()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("eda", Role.Editor));
        var flood = StoryCorpus.Written.Where(a => a.Event == "flut-aschental").ToArray();
        var ids = await ArriveAsync(desk, [.. flood, StoryCorpus.Written.Single(a => a.Event == "flut-lenz")]);

        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync("/stories");
        await Expect(page.Locator("#story-list tbody tr")).ToHaveCountAsync(1);
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("o");
        await Expect(page.Locator(".report")).ToHaveCountAsync(3);
        await Expect(page.Locator($"#report-{ids[1]} .why")).ToContainTextAsync("). In common: ");
        await Expect(page.Locator(".spread .lane a")).ToHaveCountAsync(3);
        await Expect(page.Locator(".spread li").First.Locator("a.first")).ToHaveAttributeAsync("href", $"/articles/{ids[0]}");
        // Two German texts and an English one: sentences are held against each other within a language.
        await page.Keyboard.PressAsync("t");
        await Expect(page).ToHaveURLAsync(new Regex("side=sentences"));
        await Expect(page.Locator(".sentencehead button[aria-pressed=true]")).ToHaveTextAsync("German 2");
        await Expect(page.Locator(".told.only")).ToHaveCountAsync(2);
        await Expect(page.Locator(".told").First.Locator(".src a")).Not.ToHaveCountAsync(0);
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("f");
        await Expect(page.Locator(".story .side")).ToContainTextAsync("No report of this story has changed its text");
        await page.Keyboard.PressAsync("w");
        await Expect(page.Locator(".story .side .seg button").First).ToHaveAttributeAsync("aria-pressed", "true");
        var story = new Uri(page.Url).AbsolutePath;
        await editor.IsAccessibleAsync();

        await page.Keyboard.PressAsync("d");
        var sides = page.Locator(".pairhead select");
        await Expect(sides.Nth(0)).ToHaveValueAsync($"{ids[0]}");
        await Expect(sides.Nth(1)).ToHaveValueAsync($"{ids[1]}");
        await sides.Nth(1).SelectOptionAsync($"{ids[2]}");
        await Expect(page.Locator(".pair th").Nth(1)).ToHaveTextAsync(flood[2].Title);
        await Expect(sides.Nth(1)).ToHaveValueAsync($"{ids[2]}");
        await editor.IsAccessibleAsync();

        // The English report is taken out, another flood comes in.
        await page.Locator($"#report-{ids[2]} input").CheckAsync();
        await page.Locator("#story-title").FocusAsync();
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator(".shead [role=status]")).ToContainTextAsync("Split out: 1");
        await Expect(page.Locator(".report")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("g");
        await page.FillAsync("#story-choice", "Oberlenz");
        await Expect(page.Locator("#story-choice-options [role=option]")).ToHaveCountAsync(1);
        await editor.IsAccessibleAsync();
        await page.Locator("#story-choice").PressAsync("Enter");
        await Expect(page.Locator(".shead [role=status]")).ToContainTextAsync("Merged: 1");
        await Expect(page.Locator(".report")).ToHaveCountAsync(3);

        await ReadAgainAsync(desk);
        await editor.OpenAsync(story);
        await Expect(page.Locator(".report")).ToHaveCountAsync(3);
        await Expect(page.Locator($"#report-{ids[3]}")).ToContainTextAsync("eda");
        await Expect(page.Locator($"#report-{ids[2]}")).ToHaveCountAsync(0);
        await editor.OpenAsync($"/articles/{ids[2]}");
        await page.Locator(".reading[data-ready]").WaitForAsync();
        await Expect(page.Locator("#also-reported")).ToHaveCountAsync(0);

        await using var reader = await chromium.VisitAsync(desk, "de");
        await reader.SignInAsync("eda");
        await reader.OpenAsync($"/articles/{ids[0]}");
        var others = reader.Page.Locator("section[aria-labelledby=also-reported]");
        await Expect(others.Locator("h2")).ToHaveTextAsync("Auch berichtet von");
        await Expect(others.Locator("li")).ToHaveCountAsync(2);
        await reader.IsAccessibleAsync();
        await others.Locator("p a").ClickAsync();
        await Expect(reader.Page.Locator(".report")).ToHaveCountAsync(3);
        await Expect(reader.Page.Locator(".acts[role=toolbar]")).ToContainTextAsync("Umbenennen");
        await reader.IsAccessibleAsync();
        Assert.Empty(editor.Complaints);
        Assert.Empty(reader.Complaints);
    }

    private static async Task<IReadOnlyList<long>> ArriveAsync(RunningDesk desk, CorpusArticle[] articles)
    {
        var ids = new List<long>();
        foreach (var article in articles)
        {
            await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
            var address = $"https://{Guid.NewGuid():N}.example/";
            var stored = new Article
            {
                Outlet = await db.Outlets.SingleOrDefaultAsync(o => o.Name == article.Outlet) ?? new Outlet { Name = article.Outlet },
                CanonicalAddress = address, Address = address, Title = article.Title, Language = article.Language, PublishedFrom = "person",
                TextState = TextState.Complete, PublishedAt = article.Published, ArrivedAt = DateTimeOffset.UtcNow, CurrentVersion = 1,
            };
            stored.Versions.Add(new()
            {
                Number = 1, Title = article.Title, Text = article.Text, Blocks = [.. article.Text.Split('\n').Select(_ => BlockKind.Paragraph)],
                ContentHash = SHA256.HashData(Encoding.UTF8.GetBytes(article.Text)), Source = TextSource.Pasted, CapturedAt = DateTimeOffset.UtcNow,
            });
            db.Articles.Add(stored);
            await db.SaveChangesAsync();
            ids.Add(stored.Id);
            await ReadAsync(desk);
        }
        return ids;
    }

    /// <summary>As after a newer engine came: everything is compared anew.</summary>
    private static async Task ReadAgainAsync(RunningDesk desk)
    {
        await using (var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE article_prints SET version = 0; UPDATE reading_tasks SET engine = 0");
        }
        await ReadAsync(desk);
    }

    private static async Task ReadAsync(RunningDesk desk)
    {
        await using (var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE reading_tasks SET due_at = now() WHERE due_at IS NOT NULL");
        }
        while (await desk.Services.GetRequiredService<ReadingClaims>().ClaimAsync(5, "test", default) is { Count: > 0 } claimed)
        {
            foreach (var reading in claimed) await desk.Services.GetRequiredService<SuggestionMaker>().MakeAsync(reading, default);
        }
    }
}
