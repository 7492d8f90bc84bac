using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.SiteRules;

public sealed class SiteRulesPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private static string Page(int n) => $"""
        <!doctype html><html lang="en"><head><title>Ministers meet {n}</title></head><body><article><h1>Ministers meet {n}</h1>
        {string.Concat(Enumerable.Range(1, 8).Select(p => $"<p>Paragraph {p}: the ministers spoke on Monday about the situation at the border and about further steps of the government.</p>"))}
        <p class="desk-note">This report was written by the desk in the capital, and the desk will follow the talks for as long as they go on.</p></article></body></html>
        """;

    [Fact]
    public async Task An_admin_tries_a_rule_on_the_last_articles_saves_it_and_has_them_read_again()
    {
        await using var publisher = await FeedServer.StartAsync();
        publisher.Serve("/feed", "<rss version=\"2.0\"><channel><title>Harbour News</title>" + string.Concat(Enumerable.Range(1, 3).Select(n =>
            $"<item><title>Ministers meet {n}</title><link>{publisher.Url($"/story-{n}")}</link><guid>{n}</guid></item>")) + "</channel></rss>");
        for (var n = 1; n <= 3; n++) publisher.ServePlain($"/story-{n}", Page(n), Serving.Html);
        await using var desk = RunningDesk.Start(
            database.ConnectionString, ("Ingestion:AllowPrivate:0", publisher.Authority), ("Ingestion:RunInWeb", "true"), ("Ingestion:HostGap", "00:00:00"), ("Ingestion:PollEvery", "00:00:00.2"));
        await desk.AddUserAsync("chief", Role.Admin);
        await desk.Services.GetRequiredService<FeedAdmin>().AddAsync(new(publisher.Url("/feed"), FetchPages: PageFetching.Always), Caller.Operator, TestContext.Current.CancellationToken);
        await UntilAsync(desk, db => db.StoredPages.CountAsync(), 3);
        await using var admin = await chromium.VisitAsync(desk);
        var page = admin.Page;
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/rules");
        await Expect(page.Locator("tr.row-door").First).ToBeVisibleAsync();
        await admin.IsAccessibleAsync();

        await page.FillAsync("[name=site]", "http://127.0.0.1/");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("aside h2")).ToHaveTextAsync("127.0.0.1");
        await page.FillAsync("[name=Drop]", ".desk-note >> p");
        var tries = page.GetByText("Try on the last 10 articles");
        await tries.ClickAsync();
        await Expect(page.Locator("aside [role=alert]")).ToContainTextAsync("The rule is not understood.");
        await page.FillAsync("[name=Drop]", ".desk-note");
        await tries.ClickAsync();
        await Expect(page.Locator(".trial > li")).ToHaveCountAsync(3);
        await Expect(page.Locator("aside")).ToContainTextAsync("3 of 3 would change");
        await page.Locator(".trial summary").First.ClickAsync();
        await Expect(page.Locator(".trial .went del").First).ToContainTextAsync("This report was written by the desk");
        await admin.IsAccessibleAsync();

        await page.GetByText("Save as version 1").ClickAsync();
        await Expect(page.Locator("aside")).ToContainTextAsync("Version 1 is in force");
        await page.GetByText("Read articles again").ClickAsync();
        await Expect(page.Locator("aside")).ToContainTextAsync("3 articles will be read again.");
        await UntilAsync(desk, db => db.ArticleVersions.CountAsync(v => v.Source == Core.Articles.TextSource.Reread && !v.Text.Contains("written by the desk")), 3);

        await admin.OpenAsync($"/articles/{await OneAsync(desk)}/changes");
        await Expect(page.Locator(".changes .went del")).ToContainTextAsync("This report was written by the desk");
        await Expect(page.Locator(".changing")).ToContainTextAsync("read again by a new site rule");
        await admin.IsAccessibleAsync();
        Assert.Empty(admin.Complaints);
    }

    private static async Task<long> OneAsync(RunningDesk desk)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        return await db.Articles.MinAsync(a => a.Id);
    }

    /// <summary>Waits until the archive answers so, for as long as a busy machine may need.</summary>
    private static async Task UntilAsync(RunningDesk desk, Func<NewsDbContext, Task<int>> ask, int wanted)
    {
        var archive = desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>();
        for (var i = 0; i < 600; i++)
        {
            await using (var db = await archive.CreateDbContextAsync())
            {
                if (await ask(db) == wanted) return;
            }
            await Task.Delay(100);
        }
        Assert.Fail($"The archive never answered {wanted}.");
    }
}
