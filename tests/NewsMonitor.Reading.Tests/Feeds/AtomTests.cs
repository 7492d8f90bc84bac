using NewsMonitor.Reading.Feeds;

namespace NewsMonitor.Reading.Tests.Feeds;

public class AtomTests
{
    [Fact]
    public void An_Atom_feed_is_read_without_a_warning()
    {
        var feed = Xml.Read("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://amt.example/presse/">
              <title>Amt</title><subtitle type="html">&lt;p&gt;Presse&lt;/p&gt;</subtitle><id>tag:amt.example,2026:x</id>
              <link rel="self" href="feed.atom"/><link href="./"/><updated>2026-02-03T08:00:00+01:00</updated>
              <author><name>Pressestelle</name><email>presse@amt.example</email><uri>/kontakt</uri></author>
              <entry><title type="text">Mehr &amp; weniger</title><link href="neu.html"/><link rel="enclosure" href="neu.pdf" type="application/pdf" length="9"/>
                <id>tag:amt.example,2026:1</id><published>2026-02-03T07:00:00Z</published><updated>2026-02-03T07:30:00Z</updated>
                <summary>Kurz</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Lang <a href="anhang.html">hier</a></p><br/></div></content>
                <category term="recht" scheme="https://amt.example/k" label="Recht"/></entry>
            </feed>
            """);
        Assert.Equal((FeedFormat.Atom, "Amt", "<p>Presse</p>", "https://amt.example/presse/", "de"), (feed.Format, feed.Title, feed.Subtitle, feed.Link, feed.Language));
        Assert.Equal(new FeedPerson("Pressestelle", "presse@amt.example", "https://amt.example/kontakt"), Assert.Single(feed.Authors));
        Assert.Empty(feed.Warnings);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("Mehr & weniger", "https://amt.example/presse/neu.html", "Kurz"), (entry.Title, entry.Link, entry.Summary));
        Assert.Equal("<div><p>Lang <a href=\"https://amt.example/presse/anhang.html\">hier</a></p><br></div>", entry.Content);
        Assert.Equal(new FeedEnclosure("https://amt.example/presse/neu.pdf", "application/pdf", "9"), Assert.Single(entry.Enclosures));
        Assert.Equal(new FeedCategory("recht", "https://amt.example/k", "Recht"), Assert.Single(entry.Categories));
        Assert.Equal("de", entry.Language);
    }

    [Fact]
    public void The_base_address_is_inherited_and_overridden()
    {
        var entry = Xml.Entry("<link href='a'/><content type='html' xml:base='https://c.example/d/'>&lt;a href='e'>x&lt;/a></content>", "xml:base='https://b.example/'");
        Assert.Equal("https://b.example/a", entry.Link);
        Assert.Equal("<a href=\"https://c.example/d/e\">x</a>", entry.Content);
    }

    [Fact]
    public void Content_Location_is_a_base_as_well()
    {
        var source = new FeedSource(new Uri("https://x.example/feed"), ContentLocation: "/archiv/feed.atom", ContentLanguage: "fr");
        var feed = Xml.Read("<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='1'/></entry></feed>", source);
        Assert.Equal(("https://x.example/archiv/1", "fr"), (feed.Entries[0].Link, feed.Language));
    }

    [Fact]
    public void A_source_within_an_entry_does_not_speak_for_it()
    {
        var entry = Xml.Entry("<source><title>Quelle</title><id>q</id><updated>2020-01-01T00:00:00Z</updated></source><title>Eintrag</title>");
        Assert.Equal(("Eintrag", null, null), (entry.Title, entry.Id, entry.Updated));
    }

    [Fact]
    public void Text_is_not_taken_for_markup_unless_it_is_plainly_that()
    {
        Assert.Equal("1 &lt; 2", Xml.Entry("<summary type='text'>1 &lt; 2</summary>").Summary);
        Assert.Equal("<p>Absatz</p>", Xml.Entry("<summary type='text'>&lt;p&gt;Absatz&lt;/p&gt;</summary>").Summary);
        Assert.Equal("Das &lt;blink&gt;-Element", Xml.Entry("<summary type='text'>Das &lt;blink&gt;-Element</summary>").Summary);
    }

    [Fact]
    public void Binary_content_is_decoded_if_it_is_text()
    {
        Assert.Equal("Guten <b>Tag</b>", Xml.Entry($"<content type='application/octet-stream'>{Convert.ToBase64String("Guten <b>Tag</b>"u8)}</content>").Content);
        Assert.Equal("Guten Tag", Xml.Entry($"<title mode='base64'>{Convert.ToBase64String("Guten Tag"u8)}</title>").Title);
    }

    [Fact]
    public void Atom_03_is_understood()
    {
        var entry = Xml.Read("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><tagline>U</tagline><entry><issued>2026-02-03T07:00:00Z</issued><modified>2026-02-04T07:00:00Z</modified><content type='text/html' mode='escaped'>&lt;i&gt;x&lt;/i&gt;</content><author><name>N</name><url>/n</url></author></entry></feed>").Entries[0];
        Assert.Equal((3, 4), (entry.Published!.At!.Value.Day, entry.Updated!.At!.Value.Day));
        Assert.Equal("<i>x</i>", entry.Content);
        Assert.Equal("https://news.example/n", entry.Authors[0].Uri);
    }

    [Fact]
    public void An_unknown_namespace_at_the_root_is_the_feeds_own()
    {
        Assert.Equal("T", Xml.Read("<feed xmlns='https://neu.example/atom2#'><title>T</title></feed>").Title);
        Assert.Equal("T", Xml.Read("<n:feed xmlns:n='https://neu.example/atom2#'><n:title>T</n:title></n:feed>").Title);
    }
}
