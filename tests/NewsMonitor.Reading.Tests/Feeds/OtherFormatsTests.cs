using System.IO.Compression;
using System.Text;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public class OtherFormatsTests
{
    [Fact]
    public void RDF_has_its_items_beside_the_channel()
    {
        var feed = Xml.Read("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel rdf:about="https://r.example/rdf"><title>R</title><link>https://r.example/</link><items><rdf:Seq><rdf:li resource="https://r.example/1"/></rdf:Seq></items></channel>
              <image rdf:about="https://r.example/l.png"><title>Bild</title><url>https://r.example/l.png</url></image>
              <item rdf:about="https://r.example/1"><title>Eins</title><link>https://r.example/1</link><dc:date>2026-02-03</dc:date></item>
              <item rdf:about="https://r.example/2"><title>Zwei</title><link>https://r.example/2</link></item>
            </rdf:RDF>
            """);
        Assert.Equal((FeedFormat.Rdf, "R", "https://r.example/", "https://r.example/l.png"), (feed.Format, feed.Title, feed.Link, feed.Image));
        Assert.Equal(["Eins", "Zwei"], feed.Entries.Select(e => e.Title));
        Assert.Equal("https://r.example/1", feed.Entries[0].Id);
        Assert.Equal("https://r.example/3", Xml.Read("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item rdf:about='https://r.example/3'/></rdf:RDF>").Entries[0].Link);
    }

    [Fact]
    public void RDF_with_prefixes_is_the_same()
    {
        var feed = Xml.Read("<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:rss='http://purl.org/rss/1.0/'><rss:channel><rss:title>R</rss:title></rss:channel><rss:item><rss:title>Eins</rss:title></rss:item></r:RDF>");
        Assert.Equal(("R", "Eins"), (feed.Title, feed.Entries[0].Title));
    }

    [Fact]
    public void CDF_keeps_its_facts_in_attributes()
    {
        var feed = Xml.Read("<CHANNEL HREF='https://c.example/' LASTMOD='2004-04-06T23:05:43-05:00'><TITLE>C</TITLE><ABSTRACT>Was</ABSTRACT><ITEM HREF='/1' LASTMOD='2004-04-07'><TITLE>Eins</TITLE></ITEM></CHANNEL>");
        Assert.Equal((FeedFormat.Cdf, "C", "Was", "https://c.example/"), (feed.Format, feed.Title, feed.Subtitle, feed.Link));
        Assert.Equal(("Eins", "https://news.example/1", 7), (feed.Entries[0].Title, feed.Entries[0].Link, feed.Entries[0].Updated!.At!.Value.Day));
    }

    [Fact]
    public void A_news_sitemap_is_a_feed()
    {
        var feed = Xml.Read("""
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
              <url><loc>https://s.example/a?x=1&amp;y=2</loc><lastmod>2026-02-03T09:00:00+01:00</lastmod>
                <news:news><news:publication><news:name>Der Bote</news:name><news:language>de</news:language></news:publication>
                  <news:publication_date>2026-02-03T08:00:00+01:00</news:publication_date><news:title>Überschrift</news:title><news:keywords>Zoll, Handel</news:keywords></news:news>
                <image:image><image:loc>https://s.example/b.jpg</image:loc><image:title>Bild</image:title></image:image></url>
              <url><loc>https://s.example/ohne-titel</loc></url>
            </urlset>
            """);
        Assert.Equal((FeedFormat.Sitemap, "Der Bote", "de", 2), (feed.Format, feed.Title, feed.Language, feed.Entries.Count));
        var entry = feed.Entries[0];
        Assert.Equal(("https://s.example/a?x=1&y=2", "Überschrift", "https://s.example/b.jpg"), (entry.Link, entry.Title, entry.Image));
        Assert.Equal((8, 9), (entry.Published!.At!.Value.Hour, entry.Updated!.At!.Value.Hour));
        Assert.Equal(["Zoll", "Handel"], entry.Categories.Select(c => c.Term));
    }

    [Fact]
    public void A_sitemap_index_names_the_sitemaps_to_read_next()
    {
        var feed = Xml.Read("<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>https://s.example/news.xml.gz</loc><lastmod>2026-02-03</lastmod></sitemap></sitemapindex>");
        Assert.Equal(FeedFormat.SitemapIndex, feed.Format);
        Assert.Equal("https://s.example/news.xml.gz", Assert.Single(feed.Entries).Link);
    }

    [Fact]
    public void Gzipped_bytes_are_unpacked()
    {
        var feed = FeedReader.Read(Gzip("<rss><channel><title>Gepackt</title></channel></rss>"u8), Xml.Source).Feed;
        Assert.Equal("Gepackt", feed!.Title);
    }

    [Fact]
    public void A_damaged_gzip_stream_gives_what_could_be_unpacked_or_a_reason()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes("<rss><channel><title>Gepackt</title>" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"<item><title>{i * 7919}</title></item>"))));
        var reading = FeedReader.Read(whole.AsMemory(0, whole.Length / 2), Xml.Source);
        Assert.Equal("Gepackt", reading.Feed!.Title);
        Assert.NotEmpty(reading.Feed.Warnings);
        var broken = new byte[100];
        (broken[0], broken[1], broken[2]) = (0x1F, 0x8B, 8);
        broken.AsSpan(10).Fill(0xFF);
        Assert.Equal(FeedFault.Broken, FeedReader.Read(broken, Xml.Source).Fault);
    }

    [Fact]
    public void JSON_Feed_is_read_in_both_versions()
    {
        var feed = Xml.Read("""
            {"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://j.example/", "feed_url": "https://j.example/feed.json", "description": "a < b",
             "language": "de", "icon": "/i.png", "authors": [{"name": "Eva", "url": "https://j.example/eva"}],
             "items": [{"id": 7, "url": "/7", "title": "Sieben", "content_html": "<p onclick='x()'>Text <a href='/z'>z</a></p>", "summary": "kurz", "image": "/7.jpg",
                        "date_published": "2026-02-03T07:30:00+01:00", "date_modified": "2026-02-04T07:30:00+01:00", "tags": ["Zoll", 3],
                        "attachments": [{"url": "/7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12}], },
                       "kein Eintrag", {"id": "8", "content_text": "1 < 2", "author": {"name": "Max"}}]}
            """);
        Assert.Equal((FeedFormat.Json, "J", "https://j.example/", "a &lt; b", "de"), (feed.Format, feed.Title, feed.Link, feed.Subtitle, feed.Language));
        Assert.Equal(2, feed.Entries.Count);
        var entry = feed.Entries[0];
        Assert.Equal(("7", "https://news.example/7", "Sieben", "kurz"), (entry.Id, entry.Link, entry.Title, entry.Summary));
        Assert.Equal("<p>Text <a href=\"https://news.example/z\">z</a></p>", entry.Content);
        Assert.Equal(new FeedEnclosure("https://news.example/7.mp3", "audio/mpeg", "12"), Assert.Single(entry.Enclosures));
        Assert.Equal(("1 &lt; 2", "Max"), (feed.Entries[1].Content, feed.Entries[1].Authors[0].Name));
    }

    [Theory]
    [InlineData("null", FeedFault.NotAFeed)]
    [InlineData("[]", FeedFault.NotAFeed)]
    [InlineData("{}", FeedFault.NotAFeed)]
    [InlineData("{\"name\": \"x\"}", FeedFault.NotAFeed)]
    [InlineData("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [", FeedFault.Broken)]
    [InlineData("", FeedFault.Empty)]
    [InlineData(" \n\t ", FeedFault.Empty)]
    [InlineData("Hallo", FeedFault.NotAFeed)]
    [InlineData("<opml><body/></opml>", FeedFault.NotAFeed)]
    [InlineData("<!DOCTYPE html><html><head><title>x</title></head><body><p>Hallo<br></body></html>", FeedFault.HtmlPage)]
    [InlineData("<HTML><body>", FeedFault.HtmlPage)]
    public void What_is_no_feed_gives_a_reason(string text, FeedFault fault)
    {
        var reading = FeedReader.Read(Encoding.UTF8.GetBytes(text), new FeedSource(ContentType: text is "null" ? "application/json" : null));
        Assert.Equal(fault, reading.Fault);
        Assert.NotEmpty(reading.Detail!);
        Assert.Null(reading.Feed);
    }

    private static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
