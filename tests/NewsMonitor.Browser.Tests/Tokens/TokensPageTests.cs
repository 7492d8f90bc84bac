using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Tokens;

public sealed class TokensPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task An_analyst_makes_a_token_reads_how_it_is_used_and_revokes_it(int width)
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken));
        await desk.AddUserAsync("chief", Role.Admin);
        await desk.AddUserAsync("anna", Role.Analyst);
        await using var anna = await chromium.VisitAsync(desk, width: width);
        await anna.SignInAsync("anna");
        var page = anna.Page;
        await page.GotoAsync("/account/tokens");
        await anna.IsAccessibleAsync();
        await page.FillAsync("[name='New.Name']", "Auswertung");
        await page.Locator(".tokens .btn.main").ClickAsync();
        await Expect(page.Locator("#token-text")).ToContainTextAsync("newsmonitor_pat_");
        await anna.IsAccessibleAsync();

        await page.GotoAsync("/api");
        await page.Locator("#get_articles > summary").ClickAsync();
        await Expect(page.Locator("#get_articles pre").First).ToContainTextAsync("curl");
        await anna.IsAccessibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));

        await page.GotoAsync("/account/tokens");
        await Expect(page.Locator("#token-text")).ToHaveCountAsync(0);
        await page.Locator(".tokenlist form button").ClickAsync();
        await Expect(page.Locator(".tokenlist")).ToContainTextAsync("revoked");
        await anna.IsAccessibleAsync();
        Assert.Empty(anna.Complaints);
    }
}
