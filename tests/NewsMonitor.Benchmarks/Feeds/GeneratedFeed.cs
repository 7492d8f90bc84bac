using System.Globalization;
using System.Security;
using System.Text;

namespace NewsMonitor.Benchmarks.Feeds;

/// <summary>
/// Makes feeds as news sites send them – full texts with paragraphs, links, pictures and umlauts – from a seed, so that every run measures the same
/// bytes. The words are made up of syllables: nothing here is anybody's text.
/// </summary>
public static class GeneratedFeed
{
    private static readonly string[] Syllables =
    [
        "ber", "lin", "ge", "setz", "re", "gie", "rung", "kri", "se", "ver", "hand", "lung", "mi", "nis", "ter", "prä", "si", "dent", "wah", "len", "süd",
        "ost", "grö", "ße", "strom", "preis", "euro", "pa", "bünd", "nis", "ab", "stim", "mung", "zoll", "han", "del", "frie", "den", "ge", "spräch",
    ];

    /// <summary>RSS 2.0 with full texts, half of them in CDATA and half escaped: about 3 KB an item.</summary>
    public static byte[] Rss(int items, int seed = 20260101)
    {
        var random = new Random(seed);
        var feed = new StringBuilder("""
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
            <channel><title>Nachrichten &amp; Berichte</title><link>https://news.example/</link><description>Alles vom Tage</description>
            <language>de-DE</language><atom:link href="https://news.example/feed.xml" rel="self" type="application/rss+xml"/><ttl>15</ttl>

            """);
        for (var i = 0; i < items; i++)
        {
            var html = Html(random);
            feed.Append("<item>\n  <title>").Append(SecurityElement.Escape(Sentence(random, 8))).Append("</title>\n  <link>https://news.example/politik/")
                .Append(Words(random, 4).Replace(' ', '-')).Append('-').Append(i).Append(".html</link>\n  <description>").Append(SecurityElement.Escape(Sentence(random, 30)))
                .Append("</description>\n  <content:encoded>").Append(i % 2 == 0 ? $"<![CDATA[{html}]]>" : SecurityElement.Escape(html)).Append("</content:encoded>\n  <pubDate>")
                .Append(Moment(i).ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)).Append(" +0100</pubDate>\n  <guid isPermaLink=\"false\">id-").Append(i)
                .Append("</guid>\n  <dc:creator>").Append(Name(random)).Append("</dc:creator>\n  <category>").Append(Words(random, 1)).Append("</category>\n")
                .Append("  <media:content url=\"https://news.example/bild/").Append(i).Append(".jpg\" type=\"image/jpeg\" width=\"1200\" height=\"675\"/>\n</item>\n");
        }
        return Encoding.UTF8.GetBytes(feed.Append("</channel></rss>\n").ToString());
    }

    /// <summary>Atom 1.0 with summaries escaped and contents in XHTML.</summary>
    public static byte[] Atom(int entries, int seed = 20260102)
    {
        var random = new Random(seed);
        var feed = new StringBuilder("""
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://news.example/">
            <title type="text">Nachrichten</title><id>tag:news.example,2026:feed</id><link rel="self" href="feed.atom"/><link href="/"/><updated>2026-01-31T10:00:00Z</updated>

            """);
        for (var i = 0; i < entries; i++)
            feed.Append("<entry><title type=\"html\">").Append(SecurityElement.Escape(Sentence(random, 8))).Append("</title><link href=\"politik/").Append(i)
                .Append(".html\"/><id>tag:news.example,2026:").Append(i).Append("</id><updated>").Append(Moment(i).ToString("s", CultureInfo.InvariantCulture)).Append("+01:00</updated><author><name>")
                .Append(Name(random)).Append("</name></author><summary type=\"html\">").Append(SecurityElement.Escape($"<p>{Sentence(random, 30)}</p>"))
                .Append("</summary><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">").Append(Html(random).Replace("&nbsp;", "&#160;", StringComparison.Ordinal).Replace("&bdquo;", "„", StringComparison.Ordinal).Replace("&ldquo;", "“", StringComparison.Ordinal).Replace(" & ", " &amp; ", StringComparison.Ordinal)).Append("</div></content></entry>\n");
        return Encoding.UTF8.GetBytes(feed.Append("</feed>\n").ToString());
    }

    /// <summary>JSON Feed 1.1.</summary>
    public static byte[] Json(int items, int seed = 20260103)
    {
        var random = new Random(seed);
        var list = Enumerable.Range(0, items).Select(i => new
        {
            id = i.ToString(CultureInfo.InvariantCulture), url = $"https://news.example/{i}", title = Sentence(random, 8), content_html = Html(random),
            date_published = Moment(i).ToString("s", CultureInfo.InvariantCulture) + "Z", tags = new[] { Words(random, 1) }, authors = new[] { new { name = Name(random) } },
        });
        return System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { version = "https://jsonfeed.org/version/1.1", title = "Nachrichten", home_page_url = "https://news.example/", items = list });
    }

    /// <summary>A news sitemap.</summary>
    public static byte[] Sitemap(int urls, int seed = 20260104)
    {
        var random = new Random(seed);
        var map = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n");
        for (var i = 0; i < urls; i++)
            map.Append("<url><loc>https://news.example/").Append(i).Append("</loc><news:news><news:publication><news:name>Nachrichten</news:name><news:language>de</news:language></news:publication><news:publication_date>")
                .Append(Moment(i).ToString("s", CultureInfo.InvariantCulture)).Append("+01:00</news:publication_date><news:title>").Append(SecurityElement.Escape(Sentence(random, 8))).Append("</news:title></news:news></url>\n");
        return Encoding.UTF8.GetBytes(map.Append("</urlset>").ToString());
    }

    /// <summary>An article's HTML: paragraphs with links and emphasis, a picture, a list, and now and then what a sanitiser is for.</summary>
    public static string Html(Random random)
    {
        var html = new StringBuilder();
        html.Append("<figure><img src=\"/bild/").Append(random.Next(10_000)).Append(".jpg\" alt=\"").Append(Words(random, 5)).Append("\" width=\"640\" height=\"360\" class=\"teaser\" onload=\"t()\"/></figure>\n");
        for (var p = 0; p < 5; p++)
            html.Append("<p class=\"text\">").Append(Sentence(random, 18)).Append(" <a href=\"https://news.example/thema/").Append(random.Next(1000)).Append("?a=1&amp;b=2\" target=\"_blank\">")
                .Append(Words(random, 3)).Append("</a> &bdquo;").Append(Sentence(random, 12)).Append("&ldquo;,&nbsp;<em>").Append(Words(random, 2)).Append("</em>.</p>\n");
        html.Append("<ul><li>").Append(Words(random, 4)).Append("</li><li>").Append(Words(random, 4)).Append("</li></ul>");
        if (random.Next(4) == 0)
            html.Append("<script>track('").Append(random.Next()).Append("')</script>");
        return html.ToString();
    }

    private static DateTime Moment(int i) => new DateTime(2026, 1, 31, 10, 0, 0, DateTimeKind.Unspecified).AddMinutes(-7 * i);

    private static string Name(Random random) => Capital(Word(random)) + " " + Capital(Word(random));

    private static string Sentence(Random random, int words) => Capital(Words(random, words)) + (random.Next(10) == 0 ? " & mehr." : ".");

    private static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(random)));

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
