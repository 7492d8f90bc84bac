using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Web.Tests.Auth;

public sealed class SignInTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private RunningDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = RunningDesk.Start(database.ConnectionString);
        // Without an admin every sign-in leads to the first run.
        var users = _desk.Services.GetRequiredService<UserAdmin>();
        if (await users.FindAsync("chief", Cancel) is null) await _desk.AddUserAsync("chief", Role.Admin);
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/account")]
    [InlineData("/admin/users")]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in_and_back(string path)
    {
        using var browser = _desk.NewBrowser();
        using var answer = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/signin", answer.Headers.Location!.AbsolutePath);
        Assert.Contains($"return={Uri.EscapeDataString(path)}", answer.Headers.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        await _desk.AddUserAsync("anna", Role.Analyst);
        using var browser = _desk.NewBrowser();
        using var answer = await RunningDesk.SignInAsync(browser, "Anna", path: "/signin?return=%2Faccount");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/account", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("anna", await browser.GetStringAsync("/account", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crafted_return_address_leads_nowhere_else()
    {
        await _desk.AddUserAsync("careful", Role.Analyst);
        using var browser = _desk.NewBrowser();
        using var answer = await RunningDesk.SignInAsync(browser, "careful", path: "/signin?return=%2F%2Fevil.example");
        Assert.DoesNotContain("evil", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_are_told_the_same()
    {
        await _desk.AddUserAsync("known", Role.Analyst);
        using var browser = _desk.NewBrowser();
        using var wrong = await RunningDesk.SignInAsync(browser, "known", "wrong");
        using var unknown = await RunningDesk.SignInAsync(browser, "unknown", "wrong");
        var words = "Name or password is wrong.";
        Assert.Contains(words, await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains(words, await unknown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_too()
    {
        await _desk.AddUserAsync("forgetful", Role.Analyst);
        using var browser = _desk.NewBrowser();
        for (var attempt = 0; attempt < 5; attempt++)
            using (await RunningDesk.SignInAsync(browser, "forgetful", "wrong")) { }
        using var answer = await RunningDesk.SignInAsync(browser, "forgetful");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("pauses for five minutes", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_account_cannot_sign_in()
    {
        var id = await _desk.AddUserAsync("gone", Role.Analyst);
        await _desk.Services.GetRequiredService<UserAdmin>().DisableAsync(id, Caller.Operator, Cancel);
        using var browser = _desk.NewBrowser();
        using var answer = await RunningDesk.SignInAsync(browser, "gone");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var browser = _desk.NewBrowser();
        using var answer = await browser.PostAsync(
            "/signin", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Input.UserName"] = "chief", ["Input.Password"] = RunningDesk.Password }), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await _desk.AddUserAsync("leaving", Role.Analyst);
        using var browser = _desk.NewBrowser();
        using (await RunningDesk.SignInAsync(browser, "leaving")) { }
        var token = RunningDesk.Token(await browser.GetStringAsync("/account", Cancel));
        using (await browser.PostAsync("/signout", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token }), Cancel)) { }
        using var answer = await browser.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task An_analyst_who_opens_an_admin_page_is_told_whom_to_ask()
    {
        await _desk.AddUserAsync("curious", Role.Analyst);
        using var browser = _desk.NewBrowser();
        using (await RunningDesk.SignInAsync(browser, "curious")) { }
        using var answer = await browser.GetAsync("/admin/users", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Ask chief for it.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_stay_signed_in_over_a_restart()
    {
        await _desk.AddUserAsync("steady", Role.Analyst);
        using var browser = _desk.NewBrowser();
        using var signIn = await RunningDesk.SignInAsync(browser, "steady");
        var cookie = signIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("newsmonitor=", StringComparison.Ordinal)).Split(';')[0];

        await using var again = RunningDesk.Start(database.ConnectionString);
        using var other = again.NewBrowser();
        other.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await other.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Too_many_attempts_from_one_address_are_refused_in_words()
    {
        await using var strict = RunningDesk.Start(database.ConnectionString, ("SignIn:AttemptsPerMinute", "3"));
        using var browser = strict.NewBrowser();
        for (var attempt = 0; attempt < 3; attempt++)
            using (await RunningDesk.SignInAsync(browser, $"guess{attempt}", "wrong")) { }
        using var answer = await RunningDesk.SignInAsync(browser, "guess", "wrong");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("Too many attempts in one minute.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        // Reading the page is not an attempt.
        Assert.Contains("Sign in", await browser.GetStringAsync("/signin", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_of_ones_own_keeps_this_session_and_is_noted()
    {
        var id = await _desk.AddUserAsync("renewing", Role.Analyst);
        using var browser = _desk.NewBrowser();
        using (await RunningDesk.SignInAsync(browser, "renewing")) { }
        var token = RunningDesk.Token(await browser.GetStringAsync("/account", Cancel));
        using var change = await browser.PostAsync("/account", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "password", ["__RequestVerificationToken"] = token, ["Passwords.Old"] = RunningDesk.Password, ["Passwords.New"] = "quite another password",
        }), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, change.StatusCode);
        using var page = await browser.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var fresh = _desk.NewBrowser();
        using var signIn = await RunningDesk.SignInAsync(fresh, "renewing", "quite another password");
        Assert.Equal(HttpStatusCode.Redirect, signIn.StatusCode);
        await using var db = database.CreateDbContext();
        Assert.True(await db.AuditEntries.AnyAsync(entry => entry.SubjectId == id && entry.Action == "user.password-changed", Cancel));
    }

    [Theory]
    [InlineData("de", "Kennwort")]
    [InlineData("en", "Password")]
    [InlineData("fr, de;q=0.5", "Kennwort")]
    [InlineData("fr", "Password")]
    public async Task The_browser_is_answered_in_its_language(string wish, string word)
    {
        using var browser = _desk.NewBrowser(wish);
        Assert.Contains(word, await browser.GetStringAsync("/signin", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_language_stays_with_the_person()
    {
        await _desk.AddUserAsync("polyglot", Role.Analyst);
        using var browser = _desk.NewBrowser("en");
        using (await RunningDesk.SignInAsync(browser, "polyglot")) { }
        var token = RunningDesk.Token(await browser.GetStringAsync("/account", Cancel));
        using (await browser.PostAsync("/language", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token, ["language"] = "de", ["back"] = "/account",
        }), Cancel)) { }
        using var elsewhere = _desk.NewBrowser("en");
        using (await RunningDesk.SignInAsync(elsewhere, "polyglot")) { }
        Assert.Contains("Eigene Einstellungen", await elsewhere.GetStringAsync("/account", Cancel), StringComparison.Ordinal);
    }
}
