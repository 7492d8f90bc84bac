using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Web.Tests.Nodes;

public sealed class SystemTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Token = "a token of the operator's";
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private RunningDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = RunningDesk.Start(database.ConnectionString, ("Metrics:Token", Token));
        // The class's database outlives each test.
        if (await _desk.Services.GetRequiredService<UserAdmin>().FindAsync("chief", Cancel) is not null) return;
        await _desk.AddUserAsync("chief", Role.Admin);
        await _desk.AddUserAsync("anna", Role.Analyst);
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Metrics_are_for_admins_and_for_who_shows_the_token()
    {
        using var browser = _desk.NewBrowser();
        using (var closed = await browser.GetAsync("/metrics", Cancel))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
            Assert.Contains("Metrics:Token", await closed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        await RunningDesk.SignInAsync(browser, "anna");
        using (var analyst = await browser.GetAsync("/metrics", Cancel)) Assert.Equal(HttpStatusCode.Unauthorized, analyst.StatusCode);

        using var admin = _desk.NewBrowser();
        await RunningDesk.SignInAsync(admin, "chief");
        Assert.Contains("# TYPE dotnet_", await admin.GetStringAsync("/metrics", Cancel), StringComparison.Ordinal);

        using var collector = _desk.NewBrowser();
        collector.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        using var answer = await collector.GetAsync("/metrics", Cancel);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("http_server_request_duration_seconds_count", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        collector.DefaultRequestHeaders.Authorization = new("Bearer", Token + "x");
        using var wrong = await collector.GetAsync("/metrics", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Fact]
    public async Task The_system_page_is_for_admins()
    {
        using var admin = _desk.NewBrowser();
        await RunningDesk.SignInAsync(admin, "chief");
        using var open = await admin.GetAsync("/admin/system", Cancel);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        using var analyst = _desk.NewBrowser();
        await RunningDesk.SignInAsync(analyst, "anna");
        using var closed = await analyst.GetAsync("/admin/system", Cancel);
        Assert.NotEqual(HttpStatusCode.OK, closed.StatusCode);
    }
}
