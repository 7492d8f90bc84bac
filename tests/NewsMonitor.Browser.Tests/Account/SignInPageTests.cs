using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Account;

public sealed class SignInPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("de", 1440, false)]
    [InlineData("en", 390, true)]
    public async Task The_sign_in_page_is_for_everybody(string language, int width, bool dark)
    {
        await using var desk = await DeskAsync();
        await using var visitor = await chromium.VisitAsync(desk, language, width, dark);
        await visitor.Page.GotoAsync("/signin");
        await visitor.IsAccessibleAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", dark ? "dark" : "light");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_wrong_password_is_said_at_the_field()
    {
        await using var desk = await DeskAsync();
        await using var visitor = await chromium.VisitAsync(desk);
        await visitor.Page.GotoAsync("/signin");
        await visitor.Page.FillAsync("[name='Input.UserName']", "chief");
        await visitor.Page.FillAsync("#password", "not the password");
        await visitor.Page.ClickAsync("button.main");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Name or password is wrong.");
        await Expect(visitor.Page.Locator("#password")).ToBeFocusedAsync();
        await visitor.IsAccessibleAsync();
    }

    [Fact]
    public async Task The_theme_is_chosen_once_and_kept()
    {
        await using var desk = await DeskAsync();
        await using var visitor = await chromium.VisitAsync(desk);
        await visitor.Page.GotoAsync("/signin");
        await visitor.Page.ClickAsync("[data-theme-switch]");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visitor.SignInAsync("chief");
        await visitor.OpenAsync("/admin/users");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Empty(visitor.Complaints);
    }

    private async Task<RunningDesk> DeskAsync()
    {
        var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync());
        await desk.AddUserAsync("chief", Role.Admin);
        return desk;
    }
}
