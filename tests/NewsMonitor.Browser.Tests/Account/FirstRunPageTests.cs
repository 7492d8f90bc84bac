using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Account;

public sealed class FirstRunPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Who_holds_the_printed_code_becomes_the_first_admin()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        // A node prints its own code; this is what a second node would print.
        var code = await desk.Services.GetRequiredService<FirstRun>().PrepareAsync(TestContext.Current.CancellationToken);
        await using var visitor = await chromium.VisitAsync(desk);
        var page = visitor.Page;
        await page.GotoAsync("/");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/first-run$"));
        await visitor.IsAccessibleAsync();

        async Task FillAsync(string setupCode, string password)
        {
            await page.FillAsync("#Input-DisplayName", "Mia Muster");
            await page.FillAsync("#Input-UserName", "mia@desk.example");
            await page.FillAsync("#Input-Password", password);
            await page.FillAsync("#Input-Code", setupCode);
            await page.ClickAsync("button.main");
        }

        await FillAsync("AAAA-AAAA-AAAA-AAAA", RunningDesk.Password);
        await Expect(page.Locator("#Input-Code-fault")).ToContainTextAsync("not the code");
        await FillAsync(code!, "short");
        await Expect(page.Locator("#Input-Password-fault")).ToContainTextAsync("at least 10 characters");
        await FillAsync(code!.ToLowerInvariant(), RunningDesk.Password);
        await Expect(page.Locator(".avatar")).ToHaveTextAsync("MM");
        Assert.Empty(visitor.Complaints);
    }
}
