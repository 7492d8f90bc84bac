using System.Net;
using System.Text.RegularExpressions;
using NewsMonitor.Core.Tokens;

namespace NewsMonitor.Web.Tests.Api;

/// <summary>The pages about the API: one's own tokens, and the documentation.</summary>
public sealed partial class TokenPageTests(ApiRoom room) : IClassFixture<ApiRoom>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_made_shown_once_used_and_revoked_on_the_page()
    {
        using var browser = room.Desk.NewBrowser();
        await RunningDesk.SignInAsync(browser, "anna");
        var page = await browser.GetStringAsync("/account/tokens", Cancel);
        using var answer = await browser.PostAsync("/account/tokens", Form(page, "make", ("New.Name", "Auswertung"), ("New.Scopes", "read"), ("New.Days", "30")), Cancel);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var made = await answer.Content.ReadAsStringAsync(Cancel);
        var token = TokenPattern().Match(made).Value;
        Assert.True(TokenText.IsSound(token));
        using (var caller = room.With(token))
        {
            using var used = await caller.GetAsync("/api/v1/me", Cancel);
            Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        }

        page = await browser.GetStringAsync("/account/tokens", Cancel);
        Assert.DoesNotMatch(TokenPattern(), page);
        Assert.Contains("Auswertung", page, StringComparison.Ordinal);
        var row = Assert.Single(await room.Get<PersonalTokens>().OfAsync(room.Analyst, Cancel), t => t.Name == "Auswertung");
        using (await browser.PostAsync("/account/tokens", Form(page, $"revoke-{row.Id}"), Cancel)) { }
        using (var caller = room.With(token)) await ApiRoom.ProblemAsync(await caller.GetAsync("/api/v1/me", Cancel), 401, "no-token");
    }

    [Fact]
    public async Task A_scope_beyond_ones_role_is_refused_on_the_page_too()
    {
        using var browser = room.Desk.NewBrowser("de");
        await RunningDesk.SignInAsync(browser, "anna");
        var page = await browser.GetStringAsync("/account/tokens", Cancel);
        using var answer = await browser.PostAsync("/account/tokens", Form(page, "make", ("New.Name", "Zu viel"), ("New.Scopes", "feeds"), ("New.Days", "30")), Cancel);
        var refused = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("fehlt Ihnen die Rolle", refused, StringComparison.Ordinal);
        Assert.DoesNotMatch(TokenPattern(), refused);
    }

    [Theory]
    [InlineData("en", "First steps")]
    [InlineData("de", "Erste Schritte")]
    public async Task The_documentation_shows_every_call_of_the_document(string language, string words)
    {
        using var browser = room.Desk.NewBrowser(language);
        await RunningDesk.SignInAsync(browser, "anna");
        var page = await browser.GetStringAsync("/api", Cancel);
        Assert.Contains(words, page, StringComparison.Ordinal);
        using var document = System.Text.Json.JsonDocument.Parse(await browser.GetStringAsync("/api/v1/openapi.json", Cancel));
        foreach (var operation in document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()))
            Assert.Contains($"id=\"{operation.Value.GetProperty("operationId").GetString()}\"", page, StringComparison.Ordinal);
        foreach (var schema in document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject()) Assert.Contains($"id=\"type-{schema.Name}\"", page, StringComparison.Ordinal);
    }

    private static FormUrlEncodedContent Form(string page, string handler, params (string Name, string Value)[] fields) => new(
        [new("_handler", handler), new("__RequestVerificationToken", RunningDesk.Token(page)), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);

    [GeneratedRegex("newsmonitor_pat_[0-9A-Za-z]{49}")]
    private static partial Regex TokenPattern();
}
