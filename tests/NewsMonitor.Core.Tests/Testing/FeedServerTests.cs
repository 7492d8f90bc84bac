using System.Net;
using System.Net.Http.Headers;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Core.Tests.Testing;

/// <summary>The tests' web server itself.</summary>
public sealed class FeedServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_not_modified_to_who_has_the_document_and_sends_a_changed_one()
    {
        await using var server = await FeedServer.StartAsync();
        server.Serve("/feed.xml", "<rss/>");
        using var http = new HttpClient();
        using var first = await http.GetAsync(server.Url("/feed.xml"), Cancel);
        Assert.Equal("<rss/>", await first.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(HttpStatusCode.NotModified, await AskAgainAsync(http, server, first.Headers.ETag!));
        server.Serve("/feed.xml", "<rss version='2.0'/>");
        Assert.Equal(HttpStatusCode.OK, await AskAgainAsync(http, server, first.Headers.ETag!));

        Assert.Equal(3, server.Count("/feed.xml"));
        Assert.Equal(first.Headers.ETag!.Tag, server.RequestsFor("/feed.xml")[1].Header("if-none-match"));
    }

    [Fact]
    public async Task An_unknown_path_is_404_and_is_seen()
    {
        await using var server = await FeedServer.StartAsync();
        using var http = new HttpClient();
        using var answer = await http.GetAsync(server.Url("/nothing?x=1"), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("?x=1", Assert.Single(server.Requests).Query);
    }

    [Fact]
    public async Task An_endless_answer_ends_when_the_reader_goes_away()
    {
        await using var server = await FeedServer.StartAsync();
        server.Endless("/feed.xml", claims: 10L << 30);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(server.Url("/feed.xml"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(10L << 30, answer.Content.Headers.ContentLength);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        await body.ReadExactlyAsync(new byte[1 << 20], Cancel);
    }

    private static async Task<HttpStatusCode> AskAgainAsync(HttpClient http, FeedServer server, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url("/feed.xml")) { Headers = { IfNoneMatch = { tag } } };
        using var answer = await http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
