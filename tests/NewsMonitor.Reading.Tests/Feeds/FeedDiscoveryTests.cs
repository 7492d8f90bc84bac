using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public class FeedDiscoveryTests
{
    private static readonly Uri Page = new("https://bote.example/politik/index.html");

    [Fact]
    public void A_page_names_its_feeds_in_link_elements()
    {
        var found = FeedDiscovery.Find("""
            <!doctype html><head><title>x</title>
            <link rel="alternate" type="application/rss+xml" title="Kommentare &amp; mehr: comments" href="/comments/feed">
            <LINK REL='Alternate' TYPE='application/atom+xml' TITLE='Alle &amp; alles' HREF='../feed.atom?a=1&amp;b=2'>
            <link rel=alternate type=application/feed+json href=/feed.json><link rel="alternate" type="application/json+oembed" href="/oembed">
            <link rel="stylesheet" href="/x.css"><link rel="alternate" hreflang="en" href="/en/"><link rel="feed" href="/alt">
            <script>document.write('<link rel="alternate" type="application/rss+xml" href="/nein">')</script><!-- <link rel="feed" href="/auch-nicht"> -->
            </head>
            """, Page);
        Assert.Equal(["https://bote.example/feed.atom?a=1&b=2", "https://bote.example/feed.json", "https://bote.example/alt", "https://bote.example/comments/feed"], found.Select(c => c.Address));
        Assert.Equal(new FeedCandidate("https://bote.example/feed.atom?a=1&b=2", "Alle & alles", "application/atom+xml", FeedCandidateOrigin.LinkElement), found[0]);
    }

    [Fact]
    public void Links_that_look_like_feeds_come_after()
    {
        var found = FeedDiscovery.Find("<base href='https://cdn.example/'><a href='politik.rss'><b>Politik</b> als RSS</a><a href='https://x.example/?feed=rss2' title='Blog'>x</a><a href='/impressum'>Impressum</a><a href='javascript:feed'>x</a><link rel=alternate type='application/rss+xml' href='/alle.xml'>", Page);
        Assert.Equal(["https://cdn.example/alle.xml", "https://cdn.example/politik.rss", "https://x.example/?feed=rss2"], found.Select(c => c.Address));
        Assert.Equal((FeedCandidateOrigin.Anchor, "Politik"), (found[1].Origin, found[1].Title));
    }

    [Fact]
    public void Well_known_paths_are_of_the_site()
    {
        var tries = FeedDiscovery.WellKnown(new Uri("https://bote.example:8443/a/b?c"));
        Assert.Equal("https://bote.example:8443/feed", tries[0].Address);
        Assert.Equal(tries.Count, tries.Select(t => t.Address).Distinct().Count());
        Assert.Empty(FeedDiscovery.WellKnown(new Uri("file:///etc/passwd")));
    }

    [Fact]
    public void Sitemaps_are_named_in_robots_txt()
    {
        var found = FeedDiscovery.OfRobots("User-agent: *\nDisallow: /x\nSitemap: https://bote.example/sitemap.xml\r\nsitemap: /news.xml # n\n", new Uri("https://bote.example/robots.txt"));
        Assert.Equal(["https://bote.example/news.xml", "https://bote.example/sitemap.xml"], found.Select(c => c.Address));
    }

    [Fact]
    public void Hostile_pages_cost_little()
    {
        foreach (var piece in new[] { "<a href='/feed'>", "<link rel=feed href='", "<div>", "<a href=x.rss", "<script>" })
            Bounds.Hold(() => FeedDiscovery.Find(string.Concat(Enumerable.Repeat(piece, 300_000)), Page), piece);
    }
}
