using System.Net;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Web.Tests.Hosting;

public sealed class HostTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private RunningDesk _desk = null!;

    public ValueTask InitializeAsync()
    {
        _desk = RunningDesk.Start(database.ConnectionString);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_without_signing_in(string path)
    {
        using var browser = _desk.NewBrowser();
        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Every_page_forbids_foreign_scripts_frames_and_forms()
    {
        using var browser = _desk.NewBrowser();
        using var answer = await browser.GetAsync("/first-run", TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task No_page_asks_another_house_for_anything()
    {
        using var browser = _desk.NewBrowser();
        var page = await browser.GetStringAsync("/first-run", TestContext.Current.CancellationToken);
        Assert.DoesNotMatch("""(?:src|href)="(?:https?:)?//""", page);
    }

    [Theory]
    [InlineData("/css/tokens.css", "text/css")]
    [InlineData("/js/keys.js", "text/javascript")]
    [InlineData("/fonts/source-sans-3-latin-400.woff2", "font/woff2")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", "text/css")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    public async Task Assets_come_from_the_house(string path, string type)
    {
        using var browser = _desk.NewBrowser();
        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_unknown_address_is_404_and_says_so_in_words()
    {
        using var browser = _desk.NewBrowser("de");
        using var answer = await browser.GetAsync("/nichts-hier", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Unter dieser Adresse ist nichts.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
