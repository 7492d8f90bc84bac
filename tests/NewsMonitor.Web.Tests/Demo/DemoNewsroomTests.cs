using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Reading.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Tests.Demo;

/// <summary>The newsroom over real HTTP on loopback, read by the real readers.</summary>
public sealed class DemoNewsroomTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new();
    private readonly DemoNewsroom _newsroom;

    public DemoNewsroomTests() => _newsroom = new DemoNewsroom(0, _clock, DemoArticles.All, NullLogger<DemoNewsroom>.Instance);

    public async ValueTask InitializeAsync() => await _newsroom.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _newsroom.StopAsync(CancellationToken.None);
        await _newsroom.DisposeAsync();
    }

    public static TheoryData<string> Outlets => [.. DemoOutlet.All.Select(o => o.Key)];

    [Theory]
    [MemberData(nameof(Outlets))]
    public async Task A_feed_is_read_without_a_warning_and_lists_what_is_there(string key)
    {
        var outlet = DemoOutlet.Find(key)!;
        _clock.Advance(DemoSchedule.Span);
        var response = await _http.GetAsync(outlet.Feed(_newsroom.Root));
        var reading = FeedReader.Read(await response.Content.ReadAsByteArrayAsync(), new FeedSource(outlet.Feed(_newsroom.Root), response.Content.Headers.ContentType?.ToString()));

        Assert.Null(reading.Fault);
        var feed = reading.Feed!;
        Assert.Empty(feed.Warnings);
        Assert.Equal(outlet.FeedFormat == DemoFeedFormat.Rss ? FeedFormat.Rss : FeedFormat.Atom, feed.Format);
        Assert.Equal(outlet.Name, feed.Title);
        var pieces = DemoArticles.All.Where(p => p.First.Outlet == outlet).Select(p => p.First).Reverse().ToList();
        Assert.Equal(pieces.Select(a => a.Title).Count(), feed.Entries.Count);
        Assert.Equal(pieces.Select(a => (DateTimeOffset?)a.Published), feed.Entries.Select(e => e.Published?.At));
        Assert.Equal(pieces.Select(a => outlet.Page(_newsroom.Root, a.Slug).AbsoluteUri), feed.Entries.Select(e => e.Link));
    }

    [Theory]
    [MemberData(nameof(Outlets))]
    public async Task The_page_reader_gets_each_article_whole_and_nothing_else(string key)
    {
        var outlet = DemoOutlet.Find(key)!;
        _clock.Advance(DemoSchedule.Span + DemoSchedule.UntilCorrection);
        foreach (var article in DemoArticles.All.Where(p => p.First.Outlet == outlet).Select(p => p.Corrected ?? p.First))
        {
            var address = outlet.Page(_newsroom.Root, article.Slug);
            var response = await _http.GetAsync(address);
            var page = PageReader.Read(await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.ToString(), address);

            Assert.Equal(PageState.Complete, page.State);
            Assert.Equal(article.Title, page.Title);
            Assert.Equal(article.Kicker, page.Kicker);
            Assert.Equal([article.Byline.Split(',')[0]], page.Byline.Select(b => b.Split(',')[0]));
            Assert.Equal(outlet.Language, page.Language);
            Assert.Equal(article.Published, page.Published);
            Assert.Equal(address.AbsoluteUri, page.CanonicalUrl);
            Assert.Equal([article.Lead, .. article.Blocks.Select(b => b.Text)], page.Blocks.Select(b => b.Text));
            // A standfirst in the page's head is known for a lead; a first paragraph in bold, or merely first, is the reader's judgement.
            if (outlet.Layout is DemoLayout.Newspaper or DemoLayout.Magazine)
                Assert.Equal(BlockKind.Lead, page.Blocks[0].Kind);
            Assert.Equal(article.Blocks.Where(b => b.IsSubhead).Select(b => b.Text), page.Blocks.Where(b => b.Kind == BlockKind.Subhead).Select(b => b.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Outlets))]
    public async Task An_unchanged_feed_is_not_sent_again_and_a_changed_one_is(string key)
    {
        var feed = DemoOutlet.Find(key)!.Feed(_newsroom.Root);
        var first = await _http.GetAsync(feed);
        Assert.Equal(HttpStatusCode.NotModified, (await Ask(r => r.Headers.IfNoneMatch.Add(first.Headers.ETag!))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await Ask(r => r.Headers.IfModifiedSince = first.Content.Headers.LastModified)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Ask(r => r.Headers.IfNoneMatch.ParseAdd("\"another\""))).StatusCode);

        _clock.Advance(DemoSchedule.Span);
        Assert.Equal(HttpStatusCode.OK, (await Ask(r => r.Headers.IfNoneMatch.Add(first.Headers.ETag!))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Ask(r => r.Headers.IfModifiedSince = first.Content.Headers.LastModified)).StatusCode);

        async Task<HttpResponseMessage> Ask(Action<HttpRequestMessage> with)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, feed);
            with(request);
            return await _http.SendAsync(request);
        }
    }

    [Fact]
    public async Task An_article_that_is_yet_to_come_is_not_found()
    {
        var last = DemoArticles.All[^1].First;
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(last.Outlet.Page(_newsroom.Root, last.Slug))).StatusCode);
        _clock.Advance(DemoSchedule.Span);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(last.Outlet.Page(_newsroom.Root, last.Slug))).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Outlets))]
    public async Task A_front_page_leads_to_the_feed(string key)
    {
        var outlet = DemoOutlet.Find(key)!;
        Assert.Contains($"href=\"{outlet.Feed(_newsroom.Root)}\"", await _http.GetStringAsync(outlet.Home(_newsroom.Root)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_is_replaced_by_a_free_one()
    {
        var taken = _newsroom.Root.Port;
        Assert.NotEqual(taken, DemoNewsroom.FreePort(taken));
    }

    [Fact]
    public void The_bare_switch_becomes_a_setting() => Assert.Equal(["--Demo:Enabled=true", "--urls", "x"], DemoHosting.WithDemoSwitch(["--demo", "--urls", "x"]));
}
