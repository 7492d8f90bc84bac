using System.Text;
using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public class BrokenXmlTests
{
    [Theory]
    [InlineData("<title>Zoll & Handel</title>", "Zoll & Handel")]
    [InlineData("<title>Gr&uuml;&szlig;e &ndash; &hellip;</title>", "Grüße – …")]
    [InlineData("<title>&#8222;Nein&#8220; &#x2013; &#146;ja&#146;</title>", "„Nein“ – ’ja’")]
    [InlineData("<title>&unbekannt; &; &#; &#xZ;</title>", "&unbekannt; &; &#; &#xZ;")]
    [InlineData("<title>A\u0001B\u001FC</title>", "A B C")]
    [InlineData("<title>Das sagt\u0085er</title>", "Das sagt…er")]
    [InlineData("<title>a < b</title>", "a < b")]
    [InlineData("<title>offen", "offen")]
    [InlineData("<title><![CDATA[offen", "offen")]
    [InlineData("<title><![CDATA[eins]]> und <![CDATA[zwei & drei]]></title>", "eins und zwei & drei")]
    [InlineData("<title>x</titel></title>", "x")]
    [InlineData("<title>a<!-- <title>b</title> --></title>", "a")]
    [InlineData("<title>a<?php echo 1 ?>b</title>", "ab")]
    [InlineData("<title lang=de class='x\">T</title>", "T")]
    public void Faulty_markup_is_read_as_it_was_meant(string item, string title) => Assert.Equal(title, Xml.Item(item).Title);

    [Fact]
    public void A_missing_end_tag_costs_no_more_than_itself()
    {
        var feed = Xml.Read("<rss><channel><item><title>eins<link>https://a.example/</link></item><item><title>zwei</title></item></channel></rss>");
        Assert.Equal(2, feed.Entries.Count);
        Assert.Equal("zwei", feed.Entries[1].Title);
        Assert.NotEmpty(feed.Warnings);
    }

    [Fact]
    public void Unescaped_HTML_in_a_description_is_HTML()
    {
        var entry = Xml.Item("<description>Ein <b>Wort</b><br>und <img src=bild.png> mehr<p>Absatz</description><title>T</title>");
        Assert.Equal("Ein <b>Wort</b><br>und <img src=\"https://news.example/feeds/bild.png\"> mehr<p>Absatz</p>", entry.Summary);
        Assert.Equal("T", entry.Title);
    }

    [Fact]
    public void Ampersands_in_addresses_stay()
    {
        Assert.Equal("https://a.example/?a=1&b=2&copy=3", Xml.Item("<link>https://a.example/?a=1&b=2&copy=3</link>").Link);
        Assert.Equal("https://a.example/?a=1&lang=de", Xml.Entry("<link href='https://a.example/?a=1&lang=de'/>").Link);
    }

    [Fact]
    public void A_cut_off_feed_gives_the_entries_before_the_cut()
    {
        const string whole = "<rss><channel><title>F</title><item><title>eins</title></item><item><title>zwei</title><link>https://a.example/2</link></item></channel></rss>";
        for (var length = 6; length < whole.Length; length++)
        {
            var feed = Xml.Read(whole[..length]);
            Assert.True(feed.Entries.Count <= 2);
            if (length > whole.IndexOf("</item>", StringComparison.Ordinal) + 7)
                Assert.Equal("eins", feed.Entries[0].Title);
        }
    }

    [Fact]
    public void Junk_around_the_document_is_passed_over()
    {
        Assert.Equal("F", Xml.Read("\n\n  <?xml version='1.0'?><rss><channel><title>F</title></channel></rss>").Title);
        Assert.Equal("F", Xml.Read("Warning: mysql_connect() in /var/www\n<br /><rss><channel><title>F</title></channel></rss><script>x</script>").Title);
        Assert.Equal("F", Xml.Read("\uFEFF\uFEFF<rss><channel><title>F</title></channel></rss>").Title);
    }

    [Fact]
    public void A_DOCTYPE_does_no_harm_and_its_plain_entities_work()
    {
        var feed = Xml.Read("<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'http://my.netscape.example/rss.dtd' [<!ENTITY firma 'Muster GmbH'><!ENTITY % p 'x'>]><rss><channel><title>&firma;</title></channel></rss>");
        Assert.Equal("Muster GmbH", feed.Title);
    }

    [Fact]
    public void Warnings_say_what_was_wrong()
    {
        var feed = Xml.Read("<rss><channel><title>F</channel>");
        Assert.Contains(feed.Warnings, w => w.Contains("not closed", StringComparison.Ordinal));
        Assert.Contains(feed.Warnings, w => w.Contains("ends before", StringComparison.Ordinal));
    }

    [Fact]
    public void The_bytes_may_hold_anything()
    {
        var bytes = Encoding.UTF8.GetBytes("<rss><channel><title>A\0B</title></channel></rss>");
        Assert.Equal("A B", FeedReader.Read(bytes, Xml.Source).Feed!.Title);
    }
}
