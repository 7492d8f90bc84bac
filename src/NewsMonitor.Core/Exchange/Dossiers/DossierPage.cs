using System.Globalization;
using System.Net;

namespace NewsMonitor.Core.Exchange.Dossiers;

/// <summary>Writes a dossier as HTML. All texts are foreign and go through <see cref="E"/>; there is no script and nothing is fetched.</summary>
internal sealed class DossierPage(TextWriter page, ExportSource source, DossierContent content)
{
    private readonly DossierWords _words = DossierWords.In(source.Request.Language);
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(source.Request.Language == "de" ? "de-DE" : "en-GB");

    public async Task WriteAsync()
    {
        var query = source.Request.Query;
        await page.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{(source.Request.Language == "de" ? "de" : "en")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="NewsMonitor">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{E(_words.Dossier)}: {E(query.Length == 0 ? _words.Everything : query)}</title>
            <style>{DossierStyle.Css}</style>
            </head>
            <body>
            <header>
            <p class="kind">{E(_words.Dossier)}</p>
            <h1>{E(query.Length == 0 ? _words.Everything : query)}</h1>
            <p class="meta">{E(_words.Made)} {At(source.At)} · NewsMonitor, {E(_words.Codebook)} {source.CodebookVersion}{Period()}</p>
            <p class="meta">{Count(content.Articles.Count)} {Counted(_words.Articles)} · {Count(content.Statements.Count())} {Counted(_words.Statements)}{(content.LeftOut > 0 ? $" · {E(_words.LeftOut)}: {Count(content.LeftOut)}" : "")}</p>
            </header>
            <main>

            """);
        await PositionsAsync();
        await ThreatsAsync();
        if (!content.Statements.Any()) await page.WriteAsync($"<p class=\"meta\">{E(_words.None)}</p>\n");
        await page.WriteAsync($"<section><h2>{E(_words.Articles)}</h2>\n");
        foreach (var article in content.Articles) await ArticleAsync(article);
        await page.WriteAsync("</section>\n");
        await SourcesAsync();
        await page.WriteAsync($"</main>\n<footer><p class=\"meta\">{E(_words.Print)}</p></footer>\n</body>\n</html>\n");
    }

    /// <summary>Who stands where: a line for each actor, issue and stance, with the sources.</summary>
    private async Task PositionsAsync()
    {
        var lines = content.Statements.Where(s => s.Statement.Kind == "position").SelectMany(s => s.Statement.In("speaker").Select(p => (p.Name, s.Statement.Issue, s.Statement.Stance, s.Article)))
            .GroupBy(l => (l.Issue, l.Name, l.Stance)).OrderBy(g => g.Key.Issue, StringComparer.Create(_culture, true)).ThenBy(g => g.Key.Stance).ThenBy(g => g.Key.Name, StringComparer.Create(_culture, true)).ToArray();
        if (lines.Length == 0) return;
        await page.WriteAsync($"<section><h2>{E(_words.Positions)}</h2>\n<table><thead><tr><th>{E(_words.Issue)}</th><th>{E(_words.Actor)}</th><th>{E(_words.Stance)}</th><th>{E(_words.Sources)}</th></tr></thead><tbody>\n");
        string? before = null;
        foreach (var line in lines)
        {
            var issue = line.Key.Issue == before ? "" : E(line.Key.Issue);
            before = line.Key.Issue;
            await page.WriteAsync($"<tr><td>{issue}</td><td>{E(line.Key.Name)}</td><td class=\"stance\">{Stance(line.Key.Stance)}</td><td>{References(line.Select(l => l.Article))}</td></tr>\n");
        }
        await page.WriteAsync("</tbody></table></section>\n");
    }

    private async Task ThreatsAsync()
    {
        var threats = content.Statements.Where(s => s.Statement.Kind == "threat").ToArray();
        if (threats.Length == 0) return;
        await page.WriteAsync($"<section><h2>{E(_words.Threats)}</h2>\n<ul class=\"claims\">\n");
        foreach (var (article, s) in threats.OrderBy(t => t.Article.Number)) await page.WriteAsync($"<li>{Claim(s)} {References([article])}</li>\n");
        await page.WriteAsync("</ul></section>\n");
    }

    private async Task ArticleAsync(DossierArticle a)
    {
        await page.WriteAsync($"""
            <article id="a{a.Number}">
            <p class="meta"><a href="#s{a.Number}">[{a.Number}]</a> {E(a.Outlet)} · {At(a.Published)}{(a.Byline.Count > 0 ? $" · {E(string.Join(", ", a.Byline))}" : "")}</p>
            <h3 lang="{E(a.Language)}">{(a.Kicker is null ? "" : $"<span class=\"kicker\">{E(a.Kicker)}</span> ")}{E(a.Title)}</h3>
            <p class="text" lang="{E(a.Language)}">{E(a.Beginning)}</p>

            """);
        foreach (var s in a.Statements.OrderBy(s => s.Evidence.Where(e => e.Role == "evidence").Select(e => e.Start).DefaultIfEmpty().Min()))
        {
            await page.WriteAsync($"<blockquote lang=\"{E(a.Language)}\"><p>{E(s.Quote)}</p><footer>{Claim(s)}{Aside(s)}</footer></blockquote>\n");
        }
        if (a.Quotations.Count > 0)
        {
            await page.WriteAsync($"<h4>{E(_words.Quoted)}</h4>\n<ul class=\"said\">\n");
            foreach (var q in a.Quotations)
            {
                await page.WriteAsync($"<li><b>{E(q.Speaker ?? "?")}</b>{(q.Via is null ? "" : $" ({E(q.Via)})")}: <q lang=\"{E(a.Language)}\">{E(q.Words)}</q>{(q.IsSuggested ? $" <span class=\"meta\">{E(_words.Suggested)}</span>" : "")}</li>\n");
            }
            await page.WriteAsync("</ul>\n");
        }
        await page.WriteAsync("</article>\n");
    }

    private async Task SourcesAsync()
    {
        await page.WriteAsync($"<section class=\"sources\"><h2>{E(_words.Sources)}</h2>\n<ol>\n");
        foreach (var a in content.Articles)
        {
            var address = WebLink.Of(a.Address) is { } link ? $" <a href=\"{E(link)}\" rel=\"noreferrer noopener\">{E(link)}</a>" : "";
            await page.WriteAsync($"<li id=\"s{a.Number}\" value=\"{a.Number}\">{(a.Byline.Count > 0 ? E(string.Join(", ", a.Byline)) + ": " : "")}<a href=\"#a{a.Number}\">{E(a.Title)}</a>. {E(a.Outlet)}, {At(a.Published)}.{address} ({E(_words.Read)} {Day(a.Captured)})</li>\n");
        }
        await page.WriteAsync("</ol></section>\n");
    }

    /// <summary>The claim in one line: shape and words say the stance, not the colour alone.</summary>
    private string Claim(StatementRecord s)
    {
        string Names(string role) => E(string.Join(", ", s.In(role).Select(p => p.Name)));
        var state = s.State == "suggested" ? $" <span class=\"meta\">{E(_words.Suggested)}</span>" : "";
        if (s.Kind == "position") return $"<b>{Names("speaker")}</b> {Stance(s.Stance)}: {E(s.Issue)}{state}";
        var target = s.In("target").Any() ? $" {E(_words.Against)} <b>{Names("target")}</b>" : "";
        var means = s.InstrumentWords ?? s.Instrument;
        return $"<span class=\"threat\">⬣</span> <b>{Names("threatener")}</b>{(means is null ? "" : $" {E(_words.Threatens)} {E(means)}")}{target}{(s.Condition is null ? "" : $"; {E(_words.Condition)} <i>{E(s.Condition)}</i>")} ({E(_words.Term(s.Mode))}, {E(_words.Term(s.LifeCycle))}){state}";
    }

    private static string Aside(StatementRecord s) => s.Note is null ? "" : $"<br><span class=\"meta\">{E(s.Note)}</span>";

    private string Stance(string? stance) => stance switch
    {
        "supports" => $"<span class=\"pro\">▲</span> {E(_words.Term(stance))}",
        "opposes" => $"<span class=\"con\">▼</span> {E(_words.Term(stance))}",
        _ => $"<span class=\"und\">◆</span> {E(_words.Term(stance))}",
    };

    private static string References(IEnumerable<DossierArticle> articles) =>
        string.Join(" ", articles.Select(a => a.Number).Distinct().Order().Select(n => $"<a href=\"#a{n}\">[{n}]</a>"));

    private string Period() => content.Articles.Count == 0 ? "" : $" · {E(_words.Period)} {Day(content.Articles[0].Published)} – {Day(content.Articles[^1].Published)}";

    private string At(DateTimeOffset at) => E(TimeZoneInfo.ConvertTime(at, source.Zone).ToString("d MMM yyyy, HH:mm", _culture));

    private string Day(DateTimeOffset at) => E(TimeZoneInfo.ConvertTime(at, source.Zone).ToString("d MMM yyyy", _culture));

    /// <summary>"19 articles": German writes its nouns large everywhere, English does not.</summary>
    private string Counted(string noun) => E(source.Request.Language == "de" ? noun : noun.ToLowerInvariant());

    private string Count(long number) => number.ToString("N0", _culture);

    private static string E(string? text) => WebUtility.HtmlEncode(text ?? "");
}
