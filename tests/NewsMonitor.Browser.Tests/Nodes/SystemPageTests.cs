using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Nodes;

public sealed class SystemPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_admin_sees_a_worker_come_without_loading_the_page_anew()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        await desk.AddUserAsync("chief", Role.Admin);
        await using var admin = await chromium.VisitAsync(desk);
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/system");
        await Expect(admin.Page.Locator(".sysword")).ToContainTextAsync("No worker runs.");
        await admin.IsAccessibleAsync();

        await using var second = RunningDesk.Start(database.ConnectionString, ("Ingestion:RunInWeb", "true"));

        await Expect(admin.Page.Locator(".sysword")).ToContainTextAsync("All is well.", new() { Timeout = 30_000 });
        await Expect(admin.Page.Locator("table", new() { HasText = "web and worker" })).ToBeVisibleAsync();
        await admin.IsAccessibleAsync();
        Assert.Empty(admin.Complaints);
    }
}
