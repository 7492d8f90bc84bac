using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Auth;

namespace NewsMonitor.Web.Tests.Auth;

public sealed class CircuitGuardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_circuit_is_for_people_who_are_signed_in_on_a_page_of_this_house()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        await desk.AddUserAsync("chief", Role.Admin);
        using var browser = desk.NewBrowser();
        using var signIn = await RunningDesk.SignInAsync(browser, "chief");
        var cookie = signIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("newsmonitor=", StringComparison.Ordinal)).Split(';')[0];
        var own = desk.Address.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(desk, cookie, own));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(desk, cookie, "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(desk, cookie, null));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(desk, cookie, "null"));
        Assert.Equal(HttpStatusCode.Unauthorized, await ConnectAsync(desk, null, own));
    }

    [Fact]
    public async Task A_foreign_page_cannot_begin_to_negotiate()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString);
        using var browser = desk.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "http://evil.example");
        using var answer = await browser.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://desk.example", "desk.example", true)]
    [InlineData("https://desk.example:8443", "desk.example:8443", true)]
    [InlineData("https://DESK.example", "desk.example", true)]
    [InlineData("http://desk.example.evil.example", "desk.example", false)]
    [InlineData("https://desk.example:8443", "desk.example", false)]
    [InlineData("null", "desk.example", false)]
    [InlineData("file://desk.example", "desk.example", false)]
    public void An_origin_is_ours_when_host_and_port_agree(string origin, string host, bool ours)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.Request.Headers.Origin = origin;
        Assert.Equal(ours, CircuitGuard.FromThisHouse(context.Request));
    }

    private static async Task<HttpStatusCode> ConnectAsync(RunningDesk desk, string? cookie, string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (cookie is not null) socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        try { await socket.ConnectAsync(new UriBuilder(desk.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancel); }
        catch (WebSocketException) { /* refused: the status says how */ }
        return socket.HttpStatusCode;
    }
}
