using System.Text;
using NewsMonitor.Reading.Pages.Html;

namespace NewsMonitor.Reading.Tests.Pages;

public sealed class HtmlTreeTests
{
    [Theory]
    [InlineData("<p>a<p>b", "(p a)(p b)")]
    [InlineData("<ul><li>a<li>b<ul><li>c</ul></ul>", "(ul (li a)(li b(ul (li c))))")]
    [InlineData("<b><div>a</b>b</div>c", "(b (div ab))c")]
    [InlineData("<table><tr><td>a<td>b<tr><td>c</table>d", "(table (tr (td a)(td b))(tr (td c)))d")]
    [InlineData("<div>a</p></span>b</div>", "(div ab)")]
    [InlineData("a < b <br/>c<img src=x>d", "a < b (br )c(img )d")]
    [InlineData("<script>if (a</b) '<p>'</SCRIPT>x", "(script if (a</b) '<p>')x")]
    [InlineData("<h1>a<h2>b</h2>", "(h1 a)(h2 b)")]
    [InlineData("<!-- <p>x</p> -->a<![CDATA[b]]>c", "abc")]
    [InlineData("<p title='a>b'>c</p><p class=x", "(p c)")]
    [InlineData("<html><body><p>a</body></html><p>b", "(html (body (p a)(p b)))")]
    [InlineData("<a href=1>x<a href=2>y</a>", "(a x)(a y)")]
    [InlineData("<dl><dt>a<dd>b<dt>c</dl>", "(dl (dt a)(dd b)(dt c))")]
    public void Broken_markup_becomes_the_tree_its_author_meant(string html, string tree) => Assert.Equal(tree, Show(html));

    [Theory]
    [InlineData("a &amp; b &auml;&#228;&#xE4;", "a & b äää")]
    [InlineData("&nbsp;x&copy y", "\u00A0x© y")]
    [InlineData("?a=1&copy=2&unknown;&", "?a=1&copy=2&unknown;&")]
    [InlineData("&#150;&#0;&#xD800;&#x110000;", "\u2013\uFFFD\uFFFD\uFFFD")]
    public void Character_references_are_decoded(string written, string read) => Assert.Equal(read, HtmlEntities.Decode(written));

    [Theory]
    [InlineData("p.lead", true)]
    [InlineData("article > p", true)]
    [InlineData("main > p", false)]
    [InlineData("main p[data-x='1']", true)]
    [InlineData("p[class*=ea]", true)]
    [InlineData("h1, .big", true)]
    [InlineData("#id", false)]
    [InlineData("p:first-of-type", true)]
    public void A_selector_matches_what_css_says(string selector, bool matches)
    {
        var tree = HtmlTreeBuilder.Build("<main><article><p class='lead big' data-x=1>a</p><p>b</p></article></main>", out _);
        Assert.Equal(matches, Selector.Parse(selector).Matches(tree.Descendants().First(n => n.Name == "p")));
    }

    [Theory]
    [InlineData("p:hover")]
    [InlineData("")]
    [InlineData("p >")]
    [InlineData("[a?=b]")]
    public void A_selector_that_is_not_understood_is_refused(string selector) => Assert.Throws<FormatException>(() => Selector.Parse(selector));

    private static string Show(string html)
    {
        var shown = new StringBuilder();
        foreach (var child in HtmlTreeBuilder.Build(html, out _).Children())
        {
            Show(child, shown);
        }

        return shown.ToString();
    }

    private static void Show(HtmlNode node, StringBuilder shown)
    {
        if (node.IsText)
        {
            shown.Append(node.Text);
            return;
        }

        shown.Append('(').Append(node.Name).Append(' ');
        foreach (var child in node.Children())
        {
            Show(child, shown);
        }

        shown.Append(')');
    }
}
