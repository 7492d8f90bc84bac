using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Users;

public sealed class UsersPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_admin_adds_a_user_by_keyboard_and_gives_a_role()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        await desk.AddUserAsync("chief", Role.Admin);
        await using var admin = await chromium.VisitAsync(desk);
        var page = admin.Page;
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/users");
        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(1);
        await admin.IsAccessibleAsync();

        await page.Keyboard.PressAsync("c");
        await Expect(page.Locator("[name=display-name]")).ToBeFocusedAsync();
        await admin.IsAccessibleAsync();
        await page.FillAsync("[name=display-name]", "Nora Neu");
        await page.FillAsync("[name=user-name]", "nora");
        await page.FillAsync("[name=password]", "too short");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("at least 10 characters");
        await page.FillAsync("[name=password]", RunningDesk.Password);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator("aside h2")).ToHaveTextAsync("Nora Neu");
        await page.Locator("aside .rolerow").Nth(1).ClickAsync();
        await Expect(page.Locator("tr[aria-selected=true]")).ToContainTextAsync("analyst, editor");
        await admin.IsAccessibleAsync();

        // The new one signs in and finds no way into the administration.
        await using var nora = await chromium.VisitAsync(desk, width: 390);
        await nora.SignInAsync("nora");
        await Expect(nora.Page.Locator(".rail")).Not.ToContainTextAsync("Admin");
        await nora.Page.GotoAsync("/admin/users");
        await Expect(nora.Page.Locator("h1")).ToContainTextAsync("needs the role");
        await nora.IsAccessibleAsync();

        await page.Locator("aside").GetByText("Disable account").ClickAsync();
        await Expect(page.Locator("aside")).ToContainTextAsync("Enable account");
        await admin.OpenAsync("/admin/audit");
        await Expect(page.Locator("table.grid")).ToContainTextAsync("disabled the user");
        await admin.IsAccessibleAsync();
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task The_last_admin_cannot_lock_everybody_out()
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken));
        await desk.AddUserAsync("chief", Role.Admin);
        await using var admin = await chromium.VisitAsync(desk, "de", dark: true);
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/users");
        await admin.Page.Keyboard.PressAsync("j");
        await admin.Page.Locator("aside").GetByText("Konto sperren").ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Dies ist das letzte Verwaltungskonto");
        await admin.Page.Keyboard.PressAsync("?");
        await Expect(admin.Page.Locator("#key-list")).ToBeVisibleAsync();
        await admin.IsAccessibleAsync();
        Assert.Empty(admin.Complaints);
    }
}
