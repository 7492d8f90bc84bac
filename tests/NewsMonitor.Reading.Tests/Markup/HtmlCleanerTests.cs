using AngleSharp.Html.Parser;
using NewsMonitor.Reading.Markup;

namespace NewsMonitor.Reading.Tests.Markup;

public class HtmlCleanerTests
{
    private const string Base = "https://a.example/x/y";

    [Theory]
    [InlineData("Nur Text", "Nur Text")]
    [InlineData("a < b & c > d", "a &lt; b &amp; c &gt; d")]
    [InlineData("Gr&uuml;&szlig;e&nbsp;!", "Grüße\u00A0!")]
    [InlineData("<p>Ein <b>fettes</b> Wort</p>", "<p>Ein <b>fettes</b> Wort</p>")]
    [InlineData("<p>eins<p>zwei", "<p>eins</p><p>zwei</p>")]
    [InlineData("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>")]
    [InlineData("<table><tr><td>a<td>b<tr><td>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>")]
    [InlineData("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>")]
    [InlineData("a<br/>b<hr>", "a<br>b<hr>")]
    [InlineData("</p>a</b>", "a")]
    [InlineData("<b><i>a</b>b</i>", "<b><i>a</i></b>b")]
    [InlineData("<a href=/z>z</a>", "<a href=\"https://a.example/z\">z</a>")]
    [InlineData("<a href='z?a=1&amp;b=2&c=3' onclick=x>z</a>", "<a href=\"https://a.example/x/z?a=1&amp;b=2&amp;c=3\">z</a>")]
    [InlineData("<a href=1>a<a href=2>b</a>", "<a href=\"https://a.example/x/1\">a</a><a href=\"https://a.example/x/2\">b</a>")]
    [InlineData("<img src=b.png alt='a \"b\" <c>'>", "<img src=\"https://a.example/x/b.png\" alt=\"a &quot;b&quot; &lt;c&gt;\">")]
    [InlineData("<img src='data:image/gif;base64,R0lGOD' data-src='/echt.jpg'>", "<img src=\"https://a.example/echt.jpg\">")]
    [InlineData("<img srcset='/a.jpg 1x, /b.jpg 2x' src=/a.jpg>", "<img srcset=\"https://a.example/a.jpg 1x, https://a.example/b.jpg 2x\" src=\"https://a.example/a.jpg\">")]
    [InlineData("<img alt=leer>x", "x")]
    [InlineData("<h2 class=c id=i style='color:red'>T</h2>", "<h2>T</h2>")]
    [InlineData("<center><font color=red>x</font></center>", "<center>x</center>")]
    [InlineData("<![CDATA[a & <b>b</b>]]> c", "a &amp; <b>b</b> c")]
    [InlineData("x<![CDATA[<script>y</script>]]&gt;z]]>", "xz]]&gt;")]
    [InlineData("a<!-- <b> -->b<!-- offen > c", "ab c")]
    [InlineData("<time datetime='2026-02-03T07:30'>heute</time>", "<time datetime=\"2026-02-03T07:30\">heute</time>")]
    [InlineData("<svg><title>Bild</title><a xlink:href='/z'>z</a></svg>", "Bild<a href=\"https://a.example/z\">z</a>")]
    public void Good_markup_stays(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, Base));

    [Theory]
    [InlineData("gut<script>böse()</script>", "gut")]
    [InlineData("gut<SCRIPT SRC=//x.example/x.js></SCRIPT >", "gut")]
    [InlineData("gut<script>if (a</b) '<p>'</script> weiter", "gut weiter")]
    [InlineData("gut<script>nie zu Ende <p>weg</p>", "gut")]
    [InlineData("gut<style>p{color:red}</style>", "gut")]
    [InlineData("gut<iframe src='https://x.example'>böse</iframe>", "gut")]
    [InlineData("gut<iframe src='https://x.example'> auch <b>dies</b>", "gut auch <b>dies</b>")]
    [InlineData("gut<img src='https://zaehler.example/p' width=1 height='1' alt=''>", "gut")]
    [InlineData("<object data=x><embed src=y>gut</object>", "gut")]
    [InlineData("<form action=x><input value=y><button>gut</button></form>", "gut")]
    [InlineData("<base href='https://x.example/'><link rel=stylesheet href=x><meta http-equiv=refresh content='0;url=x'>gut", "gut")]
    [InlineData("<a href='javascript:alert(1)'>gut</a>", "<a>gut</a>")]
    [InlineData("<a href='java\nscript:alert(1)'>gut</a>", "<a>gut</a>")]
    [InlineData("<a href=' \u0001javascript:alert(1)'>gut</a>", "<a>gut</a>")]
    [InlineData("<a href='&#106;avascript&colon;alert(1)'>gut</a>", "<a>gut</a>")]
    [InlineData("<a href='jav&#x0A;ascript:alert(1)'>gut</a>", "<a>gut</a>")]
    [InlineData("<a href='vbscript:x'>gut</a>", "<a>gut</a>")]
    [InlineData("<a href='data:text/html,x'>gut</a>", "<a>gut</a>")]
    [InlineData("<a href='feed:javascript:alert(1)'>gut</a>", "<a>gut</a>")]
    [InlineData("<img src='data:image/svg+xml;base64,AAAA'>gut", "gut")]
    [InlineData("<img src=x onerror=alert(1)>gut", "<img src=\"https://a.example/x/x\">gut")]
    [InlineData("<img/src=x/onerror=alert(1)>gut", "<img src=\"https://a.example/x/x/onerror=alert(1)\">gut")]
    [InlineData("<img src=\"x\"onerror=alert(1)>gut", "<img src=\"https://a.example/x/x\">gut")]
    [InlineData("<p style='x:expression(alert(1))'>gut</p>", "<p>gut</p>")]
    [InlineData("<svg><script>x</script><animate onbegin=alert(1)></svg>gut", "gut")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">gut", "<table>gut</table>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">gut", "<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;\">gut</p>")]
    [InlineData("<scr<script>ipt>alert(1)</script>gut", "gut")]
    [InlineData("<<script>x</script>gut", "&lt;gut")]
    [InlineData("<p\0onclick=x>gut", "gut")]
    [InlineData("<x onclick=alert(1)>gut</x>", "gut")]
    [InlineData("<textarea><img src=x onerror=alert(1)></textarea>gut", "<img src=\"https://a.example/x/x\">gut")]
    [InlineData("&lt;script&gt;gut", "&lt;script&gt;gut")]
    public void Nothing_active_survives(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html, Base));

    [Fact]
    public void XHTML_may_have_prefixes_and_elements_that_close_themselves()
    {
        Assert.Equal("<div>a<p></p>b<br></div>", HtmlCleaner.Clean("<h:div xmlns:h='http://www.w3.org/1999/xhtml'>a<h:p/>b<h:br/></h:div>", null, xml: true));
        Assert.Equal("ab", HtmlCleaner.Clean("a<script src='x'/>b", null, xml: true));
    }

    [Fact]
    public void A_browser_reads_the_output_as_the_cleaner_wrote_it()
    {
        // What is parsed and serialised again must have nothing in it that was not there: no mutation brings markup to life.
        var random = new Random(5);
        string[] pieces =
        [
            "<svg>", "</svg>", "<math>", "<mtext>", "<style>", "</style>", "<script>", "</script>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<a href='javascript:x'>", "</a>",
            "<img src=x onerror=y>", "<img title='", "'>", "\">", "<!--", "-->", "<![CDATA[", "]]>", "<noscript>", "</noscript>", "<title>", "</title>", "<textarea>", "<select>", "<option>", "text", "&lt;",
            "<template>", "<form>", "<li>", "<b>", "</b>", "<iframe>", "</iframe>", "<?x ", "?>", "</", "<", ">", "=", "'", "\"", "&#60;", "\0", "<plaintext>", "<xmp>", "</xmp>", "<br/", "<h1 ", "onclick=x ",
        ];
        var parser = new HtmlParser();
        for (var i = 0; i < 3000; i++)
        {
            var html = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            var clean = HtmlCleaner.Clean(html, Base);
            using var document = parser.ParseDocument("<!DOCTYPE html><body>" + clean);
            foreach (var element in document.Body!.QuerySelectorAll("*"))
            {
                Assert.True(element.LocalName is "a" or "b" or "p" or "table" or "tbody" or "tr" or "td" or "li" or "img" or "h1" or "br", $"{element.LocalName} in {clean} of {html}");
                Assert.All(element.Attributes, a => Assert.True(a.Name is "src" or "title" or "href" && !a.Value.StartsWith("javascript", StringComparison.OrdinalIgnoreCase), $"{a.Name} in {clean} of {html}"));
            }
            Assert.Equal(clean, HtmlCleaner.Clean(clean, Base));
        }
    }

    [Fact]
    public void Cleaning_is_bounded_whatever_comes()
    {
        var bomb = new[]
        {
            string.Concat(Enumerable.Repeat("<div>", 100_000)),
            string.Concat(Enumerable.Repeat("<div><p><b>", 50_000)) + string.Concat(Enumerable.Repeat("</b></p></div>", 50_000)),
            string.Concat(Enumerable.Repeat("<table><tr><td>", 3_000)),
            "<p " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=\"{i}\" ")) + ">x",
            string.Concat(Enumerable.Repeat("<p a=\"", 200_000)),
            string.Concat(Enumerable.Repeat("<!--", 400_000)),
            string.Concat(Enumerable.Repeat("<b></p>", 200_000)),
            string.Concat(Enumerable.Repeat("<a href=x>", 100_000)),
            string.Concat(Enumerable.Repeat("&", 1_000_000)),
            string.Concat(Enumerable.Repeat("<", 1_000_000)),
            string.Concat(Enumerable.Repeat("</", 500_000)),
            string.Concat(Enumerable.Repeat("<?", 500_000)),
            string.Concat(Enumerable.Repeat("<!DOCTYPE [", 100_000)),
            string.Concat(Enumerable.Repeat("<iframe></", 100_000)),
            string.Concat(Enumerable.Repeat("<![CDATA[a]]>", 100_000)),
            string.Concat(Enumerable.Repeat("<script>", 100_000)),
            string.Concat(Enumerable.Repeat("<![CDATA[", 100_000)),
        };
        foreach (var html in bomb)
            Feeds.Bounds.Hold(() => HtmlCleaner.Clean(html, Base), html[..Math.Min(html.Length, 20)]);
    }
}
