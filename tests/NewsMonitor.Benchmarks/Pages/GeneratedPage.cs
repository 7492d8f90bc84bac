using System.Text;

namespace NewsMonitor.Benchmarks.Pages;

/// <summary>Makes a news page out of words, the same one for the same seed: head with scripts and JSON-LD, navigation, text, boxes, teasers, comments, footer.</summary>
internal static class GeneratedPage
{
    private static readonly string[] Words =
        "der die das und Hafen Schleuse Stadt Bau Ministerin sagte am Freitag nicht mehr Geld Jahre Umwelt Klage Rat Schiff Reeder Kosten neue alte Planung Ende vor nach wegen Menschen Arbeit Land".Split(' ');

    internal static string Make(int paragraphs, int seed)
    {
        var random = new Random(seed);
        var page = new StringBuilder("<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>Der Hafen bekommt eine Schleuse | Beispielblatt</title>");
        page.Append("<meta property=\"og:title\" content=\"Der Hafen bekommt eine Schleuse\"><meta property=\"article:published_time\" content=\"2023-04-28T14:02:00+02:00\">");
        for (var i = 0; i < 25; i++)
        {
            page.Append("<script>window.q").Append(i).Append("=function(a){if(a<b&&'</p>')return{").Append('x', 4_000).Append("}};</script><style>.c").Append(i).Append("{color:#fff}</style>");
        }

        var texts = Enumerable.Range(0, paragraphs).Select(_ => Sentences(random, 4)).ToList();
        page.Append("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"Der Hafen bekommt eine Schleuse\",\"articleBody\":\"")
            .AppendJoin(' ', texts).Append("\"}</script></head><body><nav><ul>");
        for (var i = 0; i < 80; i++)
        {
            page.Append("<li class=\"nav__item\"><a href=\"/r").Append(i).Append("\">").Append(Phrase(random, 2)).Append("</a></li>");
        }

        page.Append("</ul></nav><main><article class=\"article\"><header><span class=\"kicker\">Küste</span><h1>Der Hafen bekommt eine Schleuse</h1><p class=\"intro\">").Append(Sentences(random, 2)).Append("</p></header>");
        for (var i = 0; i < texts.Count; i++)
        {
            page.Append("<p class=\"textabsatz m-ten m-offset-one\">").Append(texts[i]).Append(" <a href=\"/x\">").Append(Phrase(random, 3)).Append("</a>.</p>");
            if (i % 4 == 3)
            {
                page.Append("<h2>").Append(Phrase(random, 4)).Append("</h2><figure><picture><source srcset=\"a.webp\"><img src=\"a.jpg\"></picture><figcaption>").Append(Phrase(random, 8)).Append("</figcaption></figure>");
            }
        }

        page.Append("</article><section class=\"related\">");
        for (var i = 0; i < 120; i++)
        {
            page.Append("<article class=\"teaser\"><div class=\"teaser__box\"><svg viewBox=\"0 0 9 9\"><path d=\"").Append('M', 400).Append("\"/></svg><h3><a href=\"/t").Append(i).Append("\">")
                .Append(Phrase(random, 7)).Append("</a></h3><p>").Append(Sentences(random, 1)).Append("</p></div></article>");
        }

        page.Append("</section><section class=\"comments\">");
        for (var i = 0; i < 60; i++)
        {
            page.Append("<div class=\"comment\"><b>").Append(Phrase(random, 1)).Append("</b><p>").Append(Sentences(random, 2)).Append("</p></div>");
        }

        return page.Append("</section></main><footer><p>Alle Rechte vorbehalten.</p></footer></body></html>").ToString();
    }

    private static string Sentences(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Phrase(random, random.Next(8, 20)) + "."));

    private static string Phrase(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
}
