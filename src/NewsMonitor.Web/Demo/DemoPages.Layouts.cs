namespace NewsMonitor.Web.Demo;

public static partial class DemoPages
{
    private static string Broadcaster(DemoArticle article, IReadOnlyList<DemoArticle> teasers, Uri root)
    {
        var (outlet, stand) = (article.Outlet, article.Updated ?? article.Published);
        var json = NewsArticle(article, root);
        json["@context"] = "https://schema.org";
        return $"""
            <!DOCTYPE html>
            <html lang="de">
            <head>
            <meta charset="utf-8">
            <title>{E(article.Kicker)}: {E(article.Title)} | {E(outlet.Name)}</title>
            <meta name="description" content="{E(article.Lead)}">
            <link rel="canonical" href="{outlet.Page(root, article.Slug)}">
            <link rel="alternate" type="application/rss+xml" href="{outlet.Feed(root)}">
            <script type="application/ld+json">{Json(json)}</script>
            </head>
            <body>
            {Masthead(outlet, root)}
            <main>
            <ol class="breadcrumb"><li><a href="{outlet.Home(root)}">Startseite</a></li><li>Ausland</li></ol>
            <article class="meldung">
            <figure class="meldung__bild"><img src="{outlet.Key}.svg" alt=""><figcaption>{E(article.Caption)} | Archiv</figcaption></figure>
            <div class="meldung__kopf">
            <h1 class="meldung__headline"><span class="meldung__topline">{E(article.Kicker)}</span> <span class="meldung__title">{E(article.Title)}</span></h1>
            <div class="meldung__stand">Stand: {stand.ToString("dd.MM.yyyy HH:mm", German)} Uhr</div>
            <p class="meldung__autor">Von {E(article.Byline)}</p>
            </div>
            <p class="absatz"><strong>{E(article.Lead)}</strong></p>
            {Body(article, "p class=\"absatz\"", "h2 class=\"absatz__titel\"")}
            <p class="sendungsbezug">Über dieses Thema berichtete der Hafenkurier im Hörfunk am {stand.ToString("dd. MMMM yyyy 'um' HH:mm", German)} Uhr.</p>
            </article>
            <aside class="teaser-liste"><h2>Mehr zum Thema</h2><ul>{Teasers(teasers, root, "li")}</ul></aside>
            </main>
            {Footer(outlet)}
            </body>
            </html>
            """;
    }

    private static string Newspaper(DemoArticle article, IReadOnlyList<DemoArticle> teasers, Uri root)
    {
        var outlet = article.Outlet;
        var half = article.Blocks.Count / 2;
        return $"""
            <!DOCTYPE html>
            <html lang="de" prefix="og: https://ogp.me/ns#">
            <head>
            <meta charset="utf-8">
            <title>{E(article.Title)} - {E(outlet.Name)}</title>
            <meta property="og:type" content="article">
            <meta property="og:site_name" content="{E(outlet.Name)}">
            <meta property="og:title" content="{E(article.Title)}">
            <meta property="og:description" content="{E(article.Lead)}">
            <meta property="og:url" content="{outlet.Page(root, article.Slug)}">
            <meta property="article:published_time" content="{Iso(article.Published)}">
            <meta property="article:modified_time" content="{Iso(article.Updated ?? article.Published)}">
            <meta name="author" content="{E(article.Byline)}">
            <link rel="canonical" href="{outlet.Page(root, article.Slug)}">
            </head>
            <body class="ressort-politik">
            {Masthead(outlet, root)}
            <div class="anzeige" aria-label="Anzeige"><p>Anzeige</p></div>
            <main id="inhalt">
            <article itemscope itemtype="https://schema.org/NewsArticle">
            <header>
            <p class="kicker">{E(article.Kicker)}</p>
            <h1 itemprop="headline">{E(article.Title)}</h1>
            <p class="vorspann" itemprop="description">{E(article.Lead)}</p>
            <p class="meta">Von <span class="author" itemprop="author">{E(article.Byline)}</span> · <time itemprop="datePublished" datetime="{Iso(article.Published)}">{article.Published.ToString("d. MMMM yyyy, HH:mm", German)} Uhr</time></p>
            <ul class="share-bar"><li><a href="#teilen">Teilen</a></li><li><a href="#merken">Merken</a></li><li><a href="#drucken">Drucken</a></li></ul>
            </header>
            <figure><img src="{outlet.Key}.svg" alt="{E(article.Caption)}"><figcaption>{E(article.Caption)} <small>Foto: Marktblatt/Archiv</small></figcaption></figure>
            <div class="artikel-text" itemprop="articleBody">
            {Body(article with { Blocks = [.. article.Blocks.Take(half)] }, "p", "h3")}
            <aside class="lesetipp"><p>Lesen Sie auch</p>{Teasers([.. teasers.Take(1)], root, "div")}</aside>
            {Body(article with { Blocks = [.. article.Blocks.Skip(half)] }, "p", "h3")}
            </div>
            </article>
            <section class="weitere-artikel"><h2>Weitere Artikel</h2>{Teasers(teasers, root, "div")}</section>
            <section class="kommentare" id="kommentare"><h2>Kommentare</h2><p>Die Kommentarfunktion ist geschlossen.</p></section>
            </main>
            {Footer(outlet)}
            </body>
            </html>
            """;
    }

    private static string Wire(DemoArticle article, IReadOnlyList<DemoArticle> teasers, Uri root)
    {
        var outlet = article.Outlet;
        return $"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <title>{E(article.Title)} | {E(outlet.Name)}</title>
            <meta name="dc.date.issued" content="{Iso(article.Published)}">
            <meta property="og:title" content="{E(article.Title)}">
            <meta property="og:description" content="{E(article.Lead)}">
            <link rel="canonical" href="{outlet.Page(root, article.Slug)}">
            </head>
            <body>
            <div id="page"><div class="col-nav">{Masthead(outlet, root)}</div>
            <div class="col-main"><div class="story" itemscope itemtype="https://schema.org/NewsArticle">
            <div class="story-head">
            <div class="overline">{E(article.Kicker)}</div>
            <h1 class="story-title" itemprop="headline">{E(article.Title)}</h1>
            <div class="story-byline">By <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{E(article.Byline)}</span></span></div>
            <div class="story-date"><time itemprop="datePublished" datetime="{Iso(article.Published)}">{article.Published.ToString("d MMMM yyyy", English)}</time>{(article.Updated is { } updated ? $""" <span class="updated">Updated <time itemprop="dateModified" datetime="{Iso(updated)}">{updated.ToString("d MMMM yyyy", English)}</time></span>""" : "")}</div>
            </div>
            <div class="story-photo"><img src="{outlet.Key}.svg" alt=""><div class="photo-caption">{E(article.Caption)}</div></div>
            <div class="story-text" itemprop="articleBody">
            <p class="lead">{E(article.Lead)}</p>
            {Body(article, "p", "h4")}
            </div>
            <div class="story-tags">Topics: <a href="#t1">Ukraine</a> <a href="#t2">Russia</a> <a href="#t3">Diplomacy</a></div>
            </div>
            <div class="col-side"><div class="box-title">Most read</div>{Teasers(teasers, root, "div")}</div>
            </div></div>
            {Footer(outlet)}
            </body>
            </html>
            """;
    }

    private static string Magazine(DemoArticle article, IReadOnlyList<DemoArticle> teasers, Uri root)
    {
        var outlet = article.Outlet;
        var graph = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@graph"] = new object[] { new Dictionary<string, string> { ["@type"] = "WebSite", ["name"] = outlet.Name, ["url"] = outlet.Home(root).AbsoluteUri }, NewsArticle(article, root) },
        };
        return $"""
            <!DOCTYPE html>
            <html lang="en-US">
            <head>
            <meta charset="utf-8">
            <title>{E(article.Title)} – {E(outlet.Name)}</title>
            <meta property="og:title" content="{E(article.Title)}">
            <meta property="og:site_name" content="{E(outlet.Name)}">
            <link rel="canonical" href="{outlet.Page(root, article.Slug)}">
            <script type="application/ld+json">{Json(graph)}</script>
            </head>
            <body>
            {Masthead(outlet, root)}
            <div class="cookie-note" role="dialog"><p>We use cookies to make this demonstration look like a real site.</p><button>Accept</button></div>
            <main>
            <article>
            <header class="article-header">
            <p class="eyebrow">{E(article.Kicker)}</p>
            <h1>{E(article.Title)}</h1>
            <p class="standfirst">{E(article.Lead)}</p>
            <address class="byline">By <a rel="author" href="#author">{E(article.Byline)}</a></address>
            <p class="timestamp"><time datetime="{Iso(article.Published)}">{article.Published.ToString("MMMM d, yyyy h:mm tt", English)}</time></p>
            </header>
            <div class="social-share"><span>Share</span> <button>Copy link</button> <button>Save</button></div>
            <figure class="lead-image"><img src="{outlet.Key}.svg" alt=""><figcaption>{E(article.Caption)} <span class="credit">Photograph: Quayside archive</span></figcaption></figure>
            <section class="article-content">
            {Body(article, "p", "h2")}
            </section>
            <div class="newsletter-signup"><p>Sign up for our weekly letter on foreign affairs.</p></div>
            </article>
            <aside class="related"><h2>Related stories</h2><ul>{Teasers(teasers, root, "li")}</ul></aside>
            </main>
            {Footer(outlet)}
            </body>
            </html>
            """;
    }
}
