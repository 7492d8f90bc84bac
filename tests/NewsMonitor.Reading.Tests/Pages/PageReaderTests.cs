using System.Text;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Reading.Tests.Pages;

public sealed class PageReaderTests
{
    private static readonly Uri Address = new("https://news.example/politik/hafen-100.html?utm_source=rss");

    [Fact]
    public void A_page_is_read_as_its_article()
    {
        var page = PageReader.Read(SamplePages.German, Address);

        Assert.Equal(PageState.Complete, page.State);
        Assert.Equal("Der Hafen bekommt eine zweite Schleuse", page.Title);
        Assert.Equal("Küste", page.Kicker);
        Assert.Equal(["Karla Beispiel"], page.Byline);
        Assert.Equal("https://news.example/politik/hafen-100.html", page.CanonicalUrl);
        Assert.Equal("de", page.Language);
        Assert.Equal(new DateTimeOffset(2023, 4, 28, 14, 2, 0, TimeSpan.FromHours(2)), page.Published);
        Assert.Equal("text", page.PublishedFrom);
        Assert.Equal(
            [BlockKind.Lead, BlockKind.Paragraph, BlockKind.Subhead, BlockKind.Paragraph, BlockKind.ListItem, BlockKind.ListItem, BlockKind.Quote, BlockKind.Table, BlockKind.Table, BlockKind.Paragraph],
            page.Blocks.Select(b => b.Kind));
        Assert.Contains("Güter | 2022 | 2023", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://m.paper.example/a", "https://www.paper.example/story", true)]
    [InlineData("https://evil.co.uk/a", "https://www.paper.co.uk/story", false)]
    [InlineData("https://www.paper.co.uk/amp/a", "https://paper.co.uk/story", true)]
    [InlineData("https://evil.wordpress.com/a", "https://paper.wordpress.com/story", false)]
    [InlineData("https://10.9.0.1/a", "https://10.8.0.1/story", false)]
    [InlineData("https://paper-example.cdn.ampproject.org/c/a", "https://paper.example/story", true)]
    [InlineData("https://evilampproject.org/a", "https://paper.example/story", false)]
    [InlineData("https://sites.google.com/a", "https://paper.example/story", false)]
    public void A_page_names_its_own_address_and_nobody_elses(string fetched, string stated, bool believed)
    {
        var page = PageReader.Read($"<!doctype html><html><head><title>T</title><link rel=\"canonical\" href=\"{stated}\"></head><body><p>Text.</p></body></html>", new Uri(fetched));
        Assert.Equal(believed ? stated : fetched, page.CanonicalUrl);
    }

    [Theory]
    [InlineData("Lesen Sie auch")]
    [InlineData("Newsletter")]
    [InlineData("Cookies")]
    [InlineData("Foto: Beispiel")]
    [InlineData("Startseite")]
    [InlineData("Fischbrötchen")]
    [InlineData("Über dieses Thema berichtete")]
    [InlineData("Leserin")]
    public void What_is_no_part_of_the_article_is_left_out(string words) =>
        Assert.DoesNotContain(words, PageReader.Read(SamplePages.German, Address).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("<meta property='article:published_time' content='2023-04-28T14:02:00+02:00'>", "meta:article:published_time")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-04-28T12:02:00Z\"}</script>", "json-ld")]
    [InlineData("<script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"Article\"],\"datePublished\":\"2023-04-28T12:02:00Z\",\"headline\":\"a\nb\"}]}</script>", "json-ld")]
    public void A_stated_date_counts_before_a_shown_one(string head, string source)
    {
        var page = PageReader.Read(SamplePages.German.Replace("<head>", "<head>" + head, StringComparison.Ordinal), Address);
        Assert.Equal(new DateTimeOffset(2023, 4, 28, 12, 2, 0, TimeSpan.Zero), page.Published);
        Assert.Equal(source, page.PublishedFrom);
    }

    [Fact]
    public void A_body_that_only_json_states_is_the_body()
    {
        var body = string.Join("\\n", Enumerable.Range(1, 8).Select(i => $"Absatz {i} erzählt in einem ganzen Satz, was am Kai geschah."));
        var page = PageReader.Read(
            $"<html lang=de><head><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Am Kai\",\"articleBody\":\"{body}\"}}</script></head><body><div id=app></div></body></html>", Address);
        Assert.Equal(PageState.Complete, page.State);
        Assert.Equal(8, page.Blocks.Count);
    }

    [Fact]
    public void A_body_stated_in_markdown_knows_paragraphs_with_links()
    {
        // Every second paragraph holds a link, and the page stands in an element whose name looks foreign.
        string[] plain = [.. Enumerable.Range(1, 8).Select(i => $"Paragraph {i} tells in a whole sentence what was seen at the quay that morning, and who had come to look at it.")];
        var shown = string.Concat(plain.Select((p, i) => i % 2 == 0 ? $"<p>{p}</p>" : $"<p>{p.Replace("the quay", "<a href='/quay'>the quay</a>", StringComparison.Ordinal)}</p>"));
        var stated = string.Join("\\n\\n+++\\n\\n", plain.Select((p, i) => i % 2 == 0 ? p : p.Replace("the quay", "[the quay](https://news.example/quay)", StringComparison.Ordinal)));
        var page = PageReader.Read(
            $"<html lang=en><head><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"At the quay\",\"articleBody\":\"{stated}\"}}</script></head><body><div class='page-hero-ad-hidden'><h1>At the quay</h1><div>{shown}</div></div></body></html>", Address);
        Assert.Equal(plain, page.Blocks.Select(b => b.Text));
    }

    [Theory]
    [InlineData("<article><h3><a href='/b'>Was am anderen Kai geschah</a></h3><div>Dort wird seit Montag gebaut. Aktuelles im Liveblog.</div></article>")]
    [InlineData("<p>Mehr zur Lage am Hafen lesen Sie in unserem Liveblog:</p>")]
    [InlineData("<p>14:05 Uhr</p>")]
    [InlineData("<p>21 mins ago 11:48 Jo Beispiel</p>")]
    [InlineData("<p><strong>WATCH | What happened at the quay:</strong></p>")]
    public void A_pointer_in_the_midst_of_the_text_is_left_out(string box)
    {
        string[] text = [.. Enumerable.Range(1, 6).Select(i => $"Absatz {i} erzählt in einem ganzen Satz, was am Kai geschah, wer gekommen war und was der Rat dazu sagt.")];
        var page = PageReader.Read($"<html lang=de><body><h1>Der Kai wird teurer</h1><div>{string.Concat(text[..3].Select(t => $"<p>{t}</p>"))}{box}{string.Concat(text[3..].Select(t => $"<p>{t}</p>"))}</div></body></html>", Address);
        Assert.Equal(text, page.Blocks.Select(b => b.Text));
    }

    [Fact]
    public void A_wall_is_seen()
    {
        var page = PageReader.Read(
            "<html lang=de><head><meta property='og:type' content='article'></head><body><article><h1>Der Kai wird teurer als gedacht</h1>" +
            "<p>Der Umbau des Kais kostet nach neuen Zahlen der Stadt ein Drittel mehr, als der Rat beschlossen hatte.</p>" +
            "<div><p>Weiterlesen mit dem Abo</p></div></article></body></html>", Address);
        Assert.Equal(PageState.Paywalled, page.State);
    }

    [Fact]
    public void An_empty_shell_needs_a_script() =>
        Assert.Equal(PageState.NeedsScript, PageReader.Read("<html><head><title>News</title><script src=/app.js></script></head><body><div id=root></div><noscript>Enable JavaScript.</noscript></body></html>", Address).State);

    [Fact]
    public void A_front_page_is_no_article()
    {
        var teasers = string.Concat(Enumerable.Range(0, 40).Select(i => $"<article><h2><a href=/a{i}>Überschrift Nummer {i} über dies und das</a></h2><p>Ein kurzer Anreißer steht darunter.</p></article>"));
        Assert.Equal(PageState.NotAnArticle, PageReader.Read($"<html lang=de><body><main>{teasers}</main></body></html>", new Uri("https://news.example/")).State);
    }

    [Theory]
    [InlineData("utf-8", null, true)]
    [InlineData("utf-8", "text/html; charset=iso-8859-1", true)]
    [InlineData("windows-1252", null, true)]
    [InlineData("windows-1252", "text/html; charset=windows-1252", false)]
    [InlineData("utf-16", null, false)]
    [InlineData("utf-32", null, false)]
    public void Bytes_are_read_in_the_charset_they_are_in(string charset, string? contentType, bool declared)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var html = SamplePages.German.Replace("<meta charset=\"utf-8\">", declared ? $"<meta charset=\"{charset}\">" : "", StringComparison.Ordinal);
        var page = PageReader.Read(Encoding.GetEncoding(charset).GetBytes(html), contentType, Address);
        Assert.Contains("Küste", page.Kicker, StringComparison.Ordinal);
    }

    [Fact]
    public void Robots_rules_are_handed_on()
    {
        var page = PageReader.Read("<meta name=robots content='index, noarchive, unavailable_after: 2024-05-01T00:00:00+02:00'>", Address);
        Assert.True(page.NoArchive);
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.FromHours(2)), page.UnavailableAfter);
    }
}
