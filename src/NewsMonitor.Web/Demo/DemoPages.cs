using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace NewsMonitor.Web.Demo;

/// <summary>Builds the outlets' pages. Each layout marks up the same article as another kind of newsroom would.</summary>
public static partial class DemoPages
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    /// <summary>The list of outlets, for a person who opens the newsroom's root.</summary>
    public static string Index(Uri root)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Demo newsroom</title></head><body><h1>Demo newsroom</h1><p>Four outlets that do not exist, with articles written for this program from public facts.</p><ul>");
        foreach (var outlet in DemoOutlet.All)
            html.Append(English, $"<li><a href=\"{outlet.Home(root)}\">{E(outlet.Name)}</a> (<a href=\"{outlet.Feed(root)}\">feed</a>)</li>");
        return html.Append("</ul></body></html>").ToString();
    }

    /// <summary>An outlet's front page: teasers, and the feed's address for discovery.</summary>
    public static string Front(DemoOutlet outlet, IReadOnlyList<DemoListing> listings, Uri root)
    {
        var html = new StringBuilder();
        html.Append(English, $"""
            <!DOCTYPE html>
            <html lang="{outlet.Language}">
            <head><meta charset="utf-8"><title>{E(outlet.Name)}</title>
            <link rel="alternate" type="{DemoFeeds.ContentType(outlet).Split(';')[0]}" title="{E(outlet.Name)}" href="{outlet.Feed(root)}">
            </head>
            <body>{Masthead(outlet, root)}<main>

            """);
        foreach (var article in listings.Select(l => l.Article))
            html.Append(English, $"""<section class="teaser"><p>{E(article.Kicker)}</p><h2><a href="{outlet.Page(root, article.Slug)}">{E(article.Title)}</a></h2><p>{E(article.Lead)}</p></section>""").Append('\n');
        return html.Append(English, $"</main>{Footer(outlet)}</body></html>").ToString();
    }

    /// <summary>An article's page in its outlet's layout. <paramref name="all"/> are the outlet's articles, for the teasers.</summary>
    public static string Article(DemoArticle article, IReadOnlyList<DemoListing> all, Uri root)
    {
        var teasers = all.Select(l => l.Article).Where(a => a.Slug != article.Slug).OrderBy(a => (a.Published - article.Published).Duration()).Take(3).ToList();
        return article.Outlet.Layout switch
        {
            DemoLayout.Broadcaster => Broadcaster(article, teasers, root),
            DemoLayout.Newspaper => Newspaper(article, teasers, root),
            DemoLayout.Wire => Wire(article, teasers, root),
            _ => Magazine(article, teasers, root),
        };
    }

    /// <summary>The outlet's one picture: a plain field with its initial.</summary>
    public static byte[] Picture(DemoOutlet outlet) => Encoding.UTF8.GetBytes(
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#d8d8d4"/><text x="320" y="230" font-size="140" text-anchor="middle" font-family="serif" fill="#6b6b66">{outlet.Name[^1]}</text></svg>""");

    private static string Masthead(DemoOutlet outlet, Uri root)
    {
        string[] sections = outlet.IsGerman ? ["Inland", "Ausland", "Wirtschaft", "Kultur", "Wetter"] : ["World", "Politics", "Business", "Culture", "Weather"];
        var links = string.Concat(sections.Select(s => $"<li><a href=\"{outlet.Home(root)}#{s.ToLowerInvariant()}\">{s}</a></li>"));
        return $"""<header class="site-header"><a class="logo" href="{outlet.Home(root)}">{E(outlet.Name)}</a><p class="claim">{E(outlet.Motto)}</p><nav aria-label="{(outlet.IsGerman ? "Hauptmenü" : "Main menu")}"><ul>{links}</ul></nav></header>""";
    }

    private static string Footer(DemoOutlet outlet) => outlet.IsGerman
        ? $"""<footer class="site-footer"><p>© {E(outlet.Name)} – ein erfundenes Medium für die Vorführung</p><ul><li><a href="#impressum">Impressum</a></li><li><a href="#datenschutz">Datenschutz</a></li></ul></footer>"""
        : $"""<footer class="site-footer"><p>© {E(outlet.Name)}, a fictitious outlet for demonstration</p><ul><li><a href="#imprint">Imprint</a></li><li><a href="#privacy">Privacy</a></li></ul></footer>""";

    private static string Teasers(IReadOnlyList<DemoArticle> teasers, Uri root, string wrapper) =>
        string.Concat(teasers.Select(t => $"<{wrapper} class=\"teaser-item\"><a href=\"{t.Outlet.Page(root, t.Slug)}\"><span>{E(t.Kicker)}</span> {E(t.Title)}</a></{wrapper}>"));

    private static string Body(DemoArticle article, string paragraph, string subhead)
    {
        var html = new StringBuilder();
        foreach (var block in article.Blocks)
        {
            var tag = block.IsSubhead ? subhead : paragraph;
            html.Append(English, $"<{tag}>{E(block.Text)}</{tag.Split(' ')[0]}>").Append('\n');
        }
        return html.ToString();
    }

    private static Dictionary<string, object?> NewsArticle(DemoArticle article, Uri root) => new()
    {
        ["@type"] = "NewsArticle",
        ["mainEntityOfPage"] = article.Outlet.Page(root, article.Slug).AbsoluteUri,
        ["headline"] = article.Title,
        ["alternativeHeadline"] = article.Kicker,
        ["description"] = article.Lead,
        ["datePublished"] = Iso(article.Published),
        ["dateModified"] = Iso(article.Updated ?? article.Published),
        ["inLanguage"] = article.Outlet.Language,
        ["author"] = new Dictionary<string, string> { ["@type"] = "Person", ["name"] = article.Byline },
        ["publisher"] = new Dictionary<string, string> { ["@type"] = "NewsMediaOrganization", ["name"] = article.Outlet.Name },
    };

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private static string Iso(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
