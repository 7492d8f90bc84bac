using System.IO.Compression;
using System.Text;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

/// <summary>Every hostile input gives a typed error or a reading with warnings, in 2 seconds and 150 MB.</summary>
public class HostileFeedTests
{
    private const string Open = "<rss version='2.0'><channel><title>F</title>", Close = "</channel></rss>";

    private static FeedReading Read(string text, string? contentType = null) => Read(Encoding.UTF8.GetBytes(text), contentType);

    private static FeedReading Read(byte[] bytes, string? contentType = null)
    {
        var reading = Bounds.Hold(() => FeedReader.Read(bytes, Xml.Source with { ContentType = contentType }), "reading");
        Assert.True(reading.Feed != null ^ reading.Fault != null);
        return reading;
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    [Fact]
    public void Billion_laughs_are_not_expanded()
    {
        var dtd = "<!DOCTYPE rss [<!ENTITY l0 'haha'>" + string.Concat(Enumerable.Range(1, 20).Select(i => $"<!ENTITY l{i} '{Repeat($"&l{i - 1};", 10)}'>")) + "]>";
        var feed = Read(dtd + "<rss><channel><title>&l20;</title><description>&l0;</description></channel></rss>").Feed!;
        Assert.Equal(("&l20;", "haha"), (feed.Title, feed.Subtitle));
    }

    [Fact]
    public void Quadratic_entities_are_bounded()
    {
        var feed = Read($"<!DOCTYPE rss [<!ENTITY a '{Repeat("a", 100_000)}'><!ENTITY b '{Repeat("b", 190)}'>]><rss><channel><description>{Repeat("&a;", 100_000)}{Repeat("&b;", 300_000)}</description></channel></rss>").Feed!;
        Assert.True(feed.Subtitle!.Length < 4_000_000);
    }

    [Fact]
    public void External_entities_are_not_fetched()
    {
        var canary = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():N}");
        File.WriteAllText(canary, "GEHEIM");
        try
        {
            var dtd = $"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{canary}'><!ENTITY % p SYSTEM 'file://{canary}'> %p; <!ENTITY y PUBLIC 'p' 'file://{canary}'>]>";
            foreach (var text in new[] { "&x;", "&y;", "%p;" })
            {
                var feed = Read($"{dtd}<rss><channel><title>{text}</title><item><description>{text}</description></item></channel></rss>").Feed!;
                Assert.DoesNotContain("GEHEIM", feed.Title + feed.Entries[0].Summary, StringComparison.Ordinal);
            }
            var xinclude = Read($"<rss xmlns:xi='http://www.w3.org/2001/XInclude'><channel><title><xi:include href='file://{canary}' parse='text'/></title></channel></rss>").Feed!;
            Assert.DoesNotContain("GEHEIM", xinclude.Title ?? "", StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(canary);
        }
    }

    [Fact]
    public void A_hundred_thousand_nested_elements_are_not_followed_down()
    {
        var reading = Read(Open + "<item><title>erster</title></item>" + Repeat("<a>", 100_000) + Repeat("</a>", 100_000) + Close);
        Assert.Equal("erster", Assert.Single(reading.Feed!.Entries).Title);
        Assert.Contains(reading.Feed.Warnings, w => w.Contains("deep", StringComparison.Ordinal));
        Assert.NotNull(Read(Repeat("<a>", 100_000)).Fault);
        Assert.NotNull(Read(Repeat("<rss>", 100_000)).Feed);
    }

    [Fact]
    public void Nested_HTML_in_an_item_is_flattened()
    {
        foreach (var html in new[] { Repeat("<div>", 100_000) + "Text", Repeat("<table><tr><td>", 3_000) + "Text" })
        {
            var feed = Read($"{Open}<item><description><![CDATA[{html}]]></description></item>{Close}").Feed!;
            Assert.Contains("Text", feed.Entries[0].Summary, StringComparison.Ordinal);
            Read($"{Open}<item><description>{html}</description></item>{Close}");
            Read($"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>{html}</content></entry></feed>");
        }
    }

    [Fact]
    public void A_tag_with_a_hundred_thousand_attributes_is_passed_over()
    {
        var tag = "<p " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}='{i}' ")) + ">";
        var feed = Read($"{Open}<item {tag[3..]}<title>T</title><description><![CDATA[{tag}Text</p>]]></description></item>{Close}").Feed!;
        Assert.Equal(("T", "<p>Text</p>"), (feed.Entries[0].Title, feed.Entries[0].Summary));
    }

    [Fact]
    public void A_hundred_thousand_items_are_cut_to_the_bound()
    {
        var feed = Read(Open + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<item><title>Titel {i}</title><guid>{i}</guid></item>")) + Close).Feed!;
        Assert.Equal(50_000, feed.Entries.Count);
        Assert.NotEmpty(feed.Warnings);
    }

    [Theory]
    [InlineData("<![CDATA[", "<p>Wort und Wort</p> ", "]]>")]
    [InlineData("", "Wort &amp; Wort &lt;b&gt;fett&lt;/b&gt; ", "")]
    [InlineData("", "<p>Wort</p> ", "")]
    public void One_item_of_fifty_megabytes_is_cut(string before, string repeated, string after)
    {
        var feed = Read($"{Open}<item><title>T</title><description>{before}{Repeat(repeated, 50_000_000 / repeated.Length)}{after}</description></item><item/>{Close}").Feed!;
        Assert.Equal("T", feed.Entries[0].Title);
        Assert.True(feed.Entries[0].Summary!.Length < 5_000_000);
        Assert.NotEmpty(feed.Warnings);
    }

    [Fact]
    public void A_title_of_a_megabyte_is_cut()
    {
        var feed = Read($"{Open}<item><title>{Repeat("Wort ", 200_000)}</title></item>{Close}").Feed!;
        Assert.Equal(4000, feed.Entries[0].Title!.Length);
        Assert.NotEmpty(feed.Warnings);
    }

    [Fact]
    public void NUL_and_lone_surrogates_leave_no_trace()
    {
        var bytes = new UnicodeEncoding(false, true).GetPreamble().Concat(Utf16("<rss><channel><title>a\0b\uD83Dc\uDE00d\uD83D\uDE00 &#xD800; &#0; &#x1F600;</title></channel></rss>")).ToArray();
        Assert.Equal("a b\uFFFDc\uFFFDd\uD83D\uDE00 \uFFFD \uFFFD \uD83D\uDE00", Read(bytes).Feed!.Title);
        var json = Read("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"x\\uD800y\\u0000z\"}]}").Feed!;
        Assert.True(json.Entries[0].Title is null || Encoding.UTF8.GetByteCount(json.Entries[0].Title!) > 0);
        Assert.DoesNotContain('\uD800', json.Entries[0].Title ?? "");
        Assert.DoesNotContain('\0', json.Entries[0].Title ?? "");
    }

    [Theory]
    [InlineData("utf-16"), InlineData("utf-16BE"), InlineData("utf-32"), InlineData("utf-32BE")]
    public void Wide_encodings_without_a_mark_are_read(string encoding)
    {
        Assert.Equal("Größe", Read(Encoding.GetEncoding(encoding).GetBytes("<?xml version='1.0'?><rss><channel><title>Größe</title></channel></rss>")).Feed!.Title);
    }

    [Fact]
    public void UTF7_hides_nothing()
    {
        var feed = Read("<rss><channel><title>x</title><description>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</description></channel></rss>", "text/xml; charset=utf-7").Feed!;
        Assert.DoesNotContain('<', feed.Subtitle!);
    }

    [Fact]
    public void A_text_cut_in_mid_tag_and_an_empty_one_are_no_trouble()
    {
        Assert.Equal("T", Read("<rss><channel><item><title>T</title><link hre").Feed!.Entries[0].Title);
        Assert.Equal(FeedFault.Empty, Read("").Fault);
        Assert.Equal(FeedFault.Empty, Read("\uFEFF").Fault);
        Assert.Equal(FeedFault.Empty, Read(new byte[1000]).Fault);
        Assert.Equal(FeedFault.NotAFeed, Read("<").Fault);
    }

    [Fact]
    public void HTML_sent_as_XML_is_called_that()
    {
        Assert.Equal(FeedFault.HtmlPage, Read("<!doctype html><html><head><meta charset=utf-8><title>x</title><body><p>a<br>b", "application/rss+xml").Fault);
        Assert.Equal(FeedFault.NotAFeed, Read("null", "application/feed+json").Fault);
    }

    [Fact]
    public void The_same_guid_twenty_times_is_told_as_it_is()
    {
        var feed = Read(Open + string.Concat(Enumerable.Range(0, 20).Select(i => $"<item><guid>gleich</guid><link>https://a.example/{i}</link></item>")) + Close).Feed!;
        Assert.Equal(20, feed.Entries.Count);
        Assert.Equal(20, feed.Entries.Select(e => e.Link).Distinct().Count());
        Assert.Equal("gleich", Assert.Single(feed.Entries.Select(e => e.Id).Distinct()));
    }

    [Fact]
    public void Years_0_and_9999_are_no_dates()
    {
        var feed = Read($"{Open}<item><pubDate>Mon, 01 Jan 0000 00:00:00 GMT</pubDate></item><item><pubDate>9999-12-31T23:59:59-12:00</pubDate></item>{Close}").Feed!;
        Assert.All(feed.Entries, e => Assert.Null(e.Published!.At));
        Assert.Equal("9999-12-31T23:59:59-12:00", feed.Entries[1].Published!.Raw);
    }

    [Fact]
    public void A_gzip_bomb_costs_no_more_than_a_large_feed()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Open + "<item><title>T</title></item>"));
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 500; i++)
                gzip.Write(zeros);
        }
        Assert.Equal("T", Read(packed.ToArray()).Feed!.Entries[0].Title);
    }

    [Theory]
    [InlineData("<"), InlineData("&"), InlineData("</a>"), InlineData("<a b='"), InlineData("<!--"), InlineData("<![CDATA["), InlineData("<!DOCTYPE x ["), InlineData("<?"), InlineData("</"), InlineData("<!DOCTYPE x [ >"), InlineData("<!"), InlineData("<a b=\"c' "), InlineData("<a xmlns:b='c'>"),
     InlineData("<item>"), InlineData("<item/>"), InlineData("<a/>"), InlineData("&#"), InlineData("<item><title>"), InlineData("{\"a\":"), InlineData("["), InlineData("<author><name>"), InlineData("<link href='a'/>"),
     InlineData("<category>a</category>"), InlineData("\""), InlineData("<x:y ")]
    public void No_endless_repetition_takes_long(string piece)
    {
        var many = Repeat(piece, 2_000_000 / piece.Length);
        Read(many);
        Read(Open + many);
        Read($"{Open}<item><description>{many}");
        Read($"{Open}<item><description><![CDATA[{many}]]></description><title>{many}</title></item>");
        Read($"<feed xmlns='http://www.w3.org/2005/Atom'><entry><author>{many}</author></entry></feed>");
    }

    private static byte[] Utf16(string text)
    {
        var bytes = new byte[text.Length * 2];
        for (var i = 0; i < text.Length; i++)
            (bytes[2 * i], bytes[2 * i + 1]) = ((byte)text[i], (byte)(text[i] >> 8));
        return bytes;
    }
}
