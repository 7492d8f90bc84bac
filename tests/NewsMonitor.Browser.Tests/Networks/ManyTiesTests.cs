using System.Globalization;
using NewsMonitor.Browser.Tests.Positions;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Networks;

/// <summary>An archive of its own: the ties on the neighbour's empty page would be one fault, these among its few another.</summary>
public sealed class ManyTiesTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Two_thousand_ties_stand_within_a_second()
    {
        await using var desk = await RunningDesk.StartAsync(database.ConnectionString, ("bea", Role.Analyst));
        var claims = new Claims(desk);
        var issue = await claims.IssueAsync("Tempolimit");
        // Everybody speaks on one issue: 64 actors are 64 · 63 / 2 = 2,016 ties, of which the strongest 2,000 are drawn.
        for (var i = 1; i <= 64; i++) await claims.SayAsync(1, 20, await claims.ActorAsync($"Sprecherin {i}", i % 3 == 0 ? ActorKind.State : ActorKind.Person), issue, i % 2 == 0 ? Stance.Supports : Stance.Opposes);
        await using var visitor = await chromium.VisitAsync(desk);
        await visitor.SignInAsync("bea");
        await visitor.OpenAsync("/networks?q=on:2021-12-20&window=days.1.1&most=2000");
        var graph = visitor.Page.Locator("#network-graph[data-drawn='2000']");
        await graph.WaitForAsync();
        await Expect(graph.Locator(".ties path")).ToHaveCountAsync(2000);
        // From the data in the browser to the laid-out picture; on two busy cores some 100 ms.
        var drawing = double.Parse((await graph.GetAttributeAsync("data-milliseconds"))!, CultureInfo.InvariantCulture);
        await visitor.Page.Locator(".player button", new() { HasText = "Play" }).ClickAsync();
        await visitor.Page.Locator("#network-graph[data-window='0']").WaitForAsync();
        var window = double.Parse((await graph.GetAttributeAsync("data-window-milliseconds"))!, CultureInfo.InvariantCulture);
        Assert.True(drawing < 1000 && window < 1000, $"Drawing took {drawing} ms, a window {window} ms.");
        TestContext.Current.TestOutputHelper?.WriteLine($"2,000 ties drawn in {drawing} ms, a window in {window} ms");
        Assert.Empty(visitor.Complaints);
    }
}
