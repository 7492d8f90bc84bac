using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public class RssTests
{
    private const string Content = "xmlns:content='http://purl.org/rss/1.0/modules/content/'";
    private const string Dublin = "xmlns:dc='http://purl.org/dc/elements/1.1/'";
    private const string Media = "xmlns:media='http://search.yahoo.com/mrss/'";

    [Fact]
    public void A_plain_feed_is_read_without_a_warning()
    {
        var feed = Xml.Read("""
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
              <title>Der Bote</title><link>https://bote.example/</link><description>Nachrichten aus dem Tal</description>
              <language>de-DE</language><copyright>© Bote</copyright><generator>Handarbeit</generator><ttl>30</ttl>
              <lastBuildDate>Tue, 03 Feb 2026 08:00:00 +0100</lastBuildDate>
              <image><url>/logo.png</url><title>Logo</title><link>https://bote.example/logo</link></image>
              <atom:link rel="self" href="https://bote.example/rss"/>
              <item><title>Brücke gesperrt</title><link>/tal/bruecke</link><description>Die &lt;b&gt;Brücke&lt;/b&gt; ist zu.</description>
                <pubDate>Tue, 03 Feb 2026 07:30:00 +0100</pubDate><guid isPermaLink="false">b-1</guid>
                <author>redaktion@bote.example (Eva Beispiel)</author><category domain="https://bote.example/ressort">Verkehr</category>
                <enclosure url="/b.mp3" type="audio/mpeg" length="123"/><comments>/tal/bruecke#k</comments></item>
            </channel></rss>
            """);
        Assert.Equal((FeedFormat.Rss, "utf-8", "Der Bote", "https://bote.example/", "de-DE"), (feed.Format, feed.Encoding, feed.Title, feed.Link, feed.Language));
        Assert.Equal(("Nachrichten aus dem Tal", "© Bote", "Handarbeit", TimeSpan.FromMinutes(30)), (feed.Subtitle, feed.Rights, feed.Generator, feed.TimeToLive));
        Assert.Equal("https://news.example/logo.png", feed.Image);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 8, 0, 0, TimeSpan.FromHours(1)), feed.Updated!.At);
        Assert.Empty(feed.Warnings);

        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("b-1", "Brücke gesperrt", "https://news.example/tal/bruecke"), (entry.Id, entry.Title, entry.Link));
        Assert.Equal("Die <b>Brücke</b> ist zu.", entry.Summary);
        Assert.Equal(new FeedDate(new DateTimeOffset(2026, 2, 3, 7, 30, 0, TimeSpan.FromHours(1)), "Tue, 03 Feb 2026 07:30:00 +0100", "pubDate"), entry.Published);
        Assert.Equal(new FeedPerson("Eva Beispiel", "redaktion@bote.example"), Assert.Single(entry.Authors));
        Assert.Equal(new FeedCategory("Verkehr", "https://bote.example/ressort"), Assert.Single(entry.Categories));
        Assert.Equal(new FeedEnclosure("https://news.example/b.mp3", "audio/mpeg", "123"), Assert.Single(entry.Enclosures));
        Assert.Equal("https://news.example/tal/bruecke#k", entry.Comments);
    }

    [Fact]
    public void A_guid_is_the_link_where_there_is_no_link()
    {
        Assert.Equal("https://a.example/1", Xml.Item("<guid>https://a.example/1</guid>").Link);
        Assert.Null(Xml.Item("<guid isPermaLink='false'>https://a.example/1</guid>").Link);
        Assert.Equal("https://a.example/2", Xml.Item("<guid>https://a.example/1</guid><link>https://a.example/2</link>").Link);
        Assert.Null(Xml.Item("<guid>tag:1</guid>").Link);
    }

    [Fact]
    public void The_full_text_is_the_content_whatever_the_order()
    {
        foreach (var inner in new[] { "<description>kurz</description><content:encoded>&lt;p&gt;lang&lt;/p&gt;</content:encoded>", "<content:encoded><![CDATA[<p>lang</p>]]></content:encoded><description>kurz</description>" })
        {
            var entry = Xml.Item(inner, Content);
            Assert.Equal(("kurz", "<p>lang</p>"), (entry.Summary, entry.Content));
        }
    }

    [Fact]
    public void Titles_of_images_and_text_fields_are_not_the_feeds()
    {
        var feed = Xml.Read("<rss><channel><image><title>Bild</title><link>https://x.example/bild</link></image><textInput><title>Suche</title><link>/s</link><description>d</description></textInput><title>Echt</title><link>https://x.example/</link></channel></rss>");
        Assert.Equal(("Echt", "https://x.example/", null), (feed.Title, feed.Link, feed.Subtitle));
    }

    [Fact]
    public void A_title_is_text_and_its_markup_is_kept_beside_it()
    {
        var entry = Xml.Item("<title>Zölle &amp;amp; Handel: &lt;em&gt;Was&lt;/em&gt; nun?</title>");
        Assert.Equal(("Zölle & Handel: Was nun?", "Zölle &amp; Handel: <em>Was</em> nun?"), (entry.Title, entry.TitleHtml));
        entry = Xml.Item("<title>5 &lt; 6 &amp; 7</title>");
        Assert.Equal(("5 < 6 & 7", null), (entry.Title, entry.TitleHtml));
        entry = Xml.Item("<title>  Ein\n   Titel </title>");
        Assert.Equal("Ein Titel", entry.Title);
    }

    [Fact]
    public void Dublin_Core_fills_what_RSS_leaves_open()
    {
        var entry = Xml.Item("<dc:title>T</dc:title><dc:creator>Eva Beispiel</dc:creator><dc:creator>Max Muster</dc:creator><dc:subject>Politik</dc:subject><dc:date>2026-02-03T07:30:00Z</dc:date><dc:description>D</dc:description>", Dublin);
        Assert.Equal(("T", "D"), (entry.Title, entry.Summary));
        Assert.Equal(["Eva Beispiel", "Max Muster"], entry.Authors.Select(a => a.Name));
        Assert.Equal("Politik", Assert.Single(entry.Categories).Term);
        Assert.Equal("dc:date", entry.Updated!.Source);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 7, 30, 0, TimeSpan.Zero), entry.Published!.At);
        Assert.Equal("Eigener", Xml.Item("<dc:title>Fremd</dc:title><title>Eigener</title>", Dublin).Title);
    }

    [Fact]
    public void Media_RSS_gives_the_picture_and_words_only_where_there_are_no_others()
    {
        var entry = Xml.Item("<media:group><media:title>M</media:title><media:description>Bildtext</media:description><media:content url='/b.jpg' medium='image'/></media:group><media:thumbnail url='/klein.jpg'/>", Media);
        Assert.Equal(("M", "Bildtext", "https://news.example/b.jpg"), (entry.Title, entry.Summary, entry.Image));
        Assert.Equal("S", Xml.Item("<media:description>Bildtext</media:description><description>S</description>", Media).Summary);
    }

    [Fact]
    public void Podcast_elements_are_a_fallback()
    {
        const string itunes = "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'";
        var entry = Xml.Item("<itunes:summary>Folge</itunes:summary><itunes:author>Eva</itunes:author><itunes:image href='/c.png'/><itunes:keywords>a, b</itunes:keywords>", itunes);
        Assert.Equal(("Folge", "Eva", "https://news.example/c.png"), (entry.Summary, entry.Authors[0].Name, entry.Image));
        Assert.Equal(["a", "b"], entry.Categories.Select(c => c.Term));
        entry = Xml.Item("<itunes:summary>Folge</itunes:summary><itunes:author>Eva</itunes:author><author>Max</author><description>D</description>", itunes);
        Assert.Equal(("D", "Max"), (entry.Summary, Assert.Single(entry.Authors).Name));
    }

    [Fact]
    public void Undeclared_prefixes_mean_what_they_always_mean()
    {
        var entry = Xml.Item("<dc:creator>Eva</dc:creator><content:encoded>Text</content:encoded>");
        Assert.Equal(("Eva", "Text"), (entry.Authors[0].Name, entry.Content));
    }

    [Fact]
    public void Foreign_elements_of_the_same_name_do_not_interfere()
    {
        var entry = Xml.Item("<x:description>fremd</x:description><description>eigen</description><x:link>https://fremd.example/</x:link>", "xmlns:x='https://fremd.example/ns'");
        Assert.Equal(("eigen", null), (entry.Summary, entry.Link));
    }

    [Fact]
    public void Names_in_capitals_are_understood()
    {
        var feed = Xml.Read("<RSS><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>I</TITLE><PUBDATE>Tue, 03 Feb 2026 07:30:00 GMT</PUBDATE></ITEM></CHANNEL></RSS>");
        Assert.Equal(("T", "I"), (feed.Title, feed.Entries[0].Title));
        Assert.NotNull(feed.Entries[0].Published!.At);
    }

    [Fact]
    public void The_asked_for_rhythm_comes_from_the_syndication_module_too()
    {
        var feed = Xml.Read("<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel></rss>");
        Assert.Equal(TimeSpan.FromMinutes(30), feed.TimeToLive);
    }

    [Fact]
    public void A_counted_link_gives_way_to_the_one_behind_it()
    {
        var entry = Xml.Item("<link>https://feeds.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>", "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'");
        Assert.Equal("https://a.example/1", entry.Link);
    }
}
