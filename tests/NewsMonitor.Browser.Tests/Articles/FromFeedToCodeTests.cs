using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Articles;

/// <summary>The main job, end to end: a feed is added, its article arrives on an open page, an editor codes it, everybody sees it.</summary>
public sealed class FromFeedToCodeTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Sentence = "Der Minister drohte der Hafenbehörde mit Sanktionen, falls sie die Brücke sperrt.";

    private const string Page = $"""
        <!doctype html><html lang="de"><head><title>Streit um die Brücke</title>
        <meta property="og:type" content="article"><meta property="og:title" content="Streit um die Brücke">
        <meta property="article:published_time" content="2021-12-08T10:00:00+01:00"></head>
        <body><nav><a href="/">Start</a></nav><main><article><h1>Streit um die Brücke</h1>
        <p>{Sentence} Die Hafenbehörde wies die Forderung des Ministers am Mittwoch zurück und verwies auf das Gutachten.</p>
        <p>Beide Seiten wollen in der kommenden Woche weiter miteinander sprechen, wie aus dem Rathaus verlautete. Die Brücke bleibt vorerst offen.</p>
        <p>Seit dem Sommer streiten Stadt und Land darüber, wer die Sanierung bezahlt. Ein Ergebnis wird im Frühjahr erwartet.</p>
        </article></main></body></html>
        """;

    [Fact]
    public async Task An_article_comes_from_its_feed_to_the_screen_and_is_coded()
    {
        await using var publisher = await FeedServer.StartAsync();
        publisher.ServePlain("/bruecke", Page, Serving.Html);
        publisher.Serve("/feed.xml", $"""
            <?xml version="1.0"?><rss version="2.0"><channel><title>Hafenblatt</title><link>{publisher.Url("/")}</link><description>-</description>
            <item><title>Streit um die Brücke</title><link>{publisher.Url("/bruecke")}</link><guid>1</guid><pubDate>Wed, 08 Dec 2021 09:00:00 GMT</pubDate></item>
            </channel></rss>
            """);
        (string, string)[] settings =
            [("Ingestion:AllowPrivate:0", publisher.Authority), ("Ingestion:RunInWeb", "true"), ("Ingestion:HostGap", "00:00:00.05"), ("Suggestions:Enabled", "false")];
        string article;
        await using (var desk = RunningDesk.Start(database.ConnectionString, settings))
        {
            await desk.AddUserAsync("chief", Role.Admin);
            await desk.AddUserAsync("eda", Role.Editor);
            await desk.AddUserAsync("ana", Role.Analyst);

            await using var analyst = await chromium.VisitAsync(desk);
            await analyst.SignInAsync("ana");
            await analyst.OpenAsync("/articles");
            await Expect(analyst.Page.Locator(".state").First).ToContainTextAsync("No feeds yet.");

            await AddFeedAsync(desk, publisher);

            // The analyst's page was open all the while and is not reloaded.
            var line = analyst.Page.Locator(".list .row");
            await Expect(line).ToContainTextAsync("Streit um die Brücke", new() { Timeout = 60_000 });
            await analyst.IsAccessibleAsync();
            await analyst.Page.Keyboard.PressAsync("j");
            await Expect(analyst.Page.Locator(".rd .txt")).ToContainTextAsync(Sentence, new() { Timeout = 60_000 });
            await analyst.Page.Keyboard.PressAsync("o");
            await analyst.Page.Locator(".reading[data-ready]").WaitForAsync();
            article = new Uri(analyst.Page.Url).AbsolutePath;
            await analyst.OpenAsync(article);

            await CodeAsync(desk, article);

            // What the editor coded stands on the analyst's page, which nobody reloaded.
            await SeesAllAsync(analyst);
            await SelectAsync(analyst, "Brücke");
            await analyst.Page.Keyboard.PressAsync("a");
            await Expect(analyst.Page.Locator(".card")).ToHaveCountAsync(0);
            await Expect(analyst.Page.Locator(".tagbar")).ToHaveCountAsync(0);
            Assert.Empty(analyst.Complaints);
        }

        await using var again = RunningDesk.Start(database.ConnectionString, settings);
        await using var later = await chromium.VisitAsync(again, "de", width: 390, dark: true);
        await later.SignInAsync("ana");
        await later.OpenAsync(article);
        await Expect(later.Page.Locator(".hl.t").First).ToBeVisibleAsync();
        await Expect(later.Page.Locator(".hl.p.con").First).ToBeVisibleAsync();
        await later.IsAccessibleAsync();
    }

    private async Task AddFeedAsync(RunningDesk desk, FeedServer publisher)
    {
        await using var admin = await chromium.VisitAsync(desk);
        await admin.SignInAsync("chief");
        await admin.OpenAsync("/admin/feeds");
        await Expect(admin.Page.Locator(".state")).ToContainTextAsync("No feeds yet.");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add feed" }).First.ClickAsync();
        await admin.Page.FillAsync("[name=address]", publisher.Url("/feed.xml"));
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Page.Locator(".preview")).ToContainTextAsync("Streit um die Brücke");
        await admin.Page.ClickAsync(".mud-dialog .btn.main");
        await Expect(admin.Page.Locator("aside h2")).ToContainTextAsync("Hafenblatt");
        Assert.Empty(admin.Complaints);
    }

    /// <summary>By keys alone, but for the selection, which a test makes as a mouse would.</summary>
    private async Task CodeAsync(RunningDesk desk, string article)
    {
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync(article);

        await SelectAsync(editor, "Der Minister");
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("#card-actor")).ToBeFocusedAsync();
        await PickNewAsync(page, "card-actor", "Der Minister");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".card")).ToHaveCountAsync(0);
        await Expect(page.Locator(".hl.a")).ToHaveCountAsync(1);

        await SelectAsync(editor, Sentence);
        await page.Keyboard.PressAsync("t");
        // The actor tagged within the words is the card's first guess.
        await Expect(page.Locator(".card .back")).ToContainTextAsync("Der Minister");
        // The card takes the focus to its first field when it has opened: from another one it would take it away.
        await Expect(page.Locator("#card-threatener")).ToBeFocusedAsync();
        await PickNewAsync(page, "card-target", "Hafenbehörde");
        await PickNewAsync(page, "card-instrument", "Sanktionen");
        await page.FillAsync("#card-condition", "Sperrung der Brücke");
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".card")).ToHaveCountAsync(0);

        await SelectAsync(editor, "Die Hafenbehörde wies die Forderung des Ministers am Mittwoch zurück");
        await page.Keyboard.PressAsync("p");
        await Expect(page.Locator("#card-speaker")).ToBeFocusedAsync();
        await page.FillAsync("#card-speaker", "hafenbehörd");
        await Expect(page.Locator(".options li").First).ToContainTextAsync("Hafenbehörde");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".modes label", new() { HasText = "against" }).ClickAsync();
        await PickNewAsync(page, "card-issue", "Sperrung der Brücke");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".card")).ToHaveCountAsync(0);

        await SeesAllAsync(editor);
        await Expect(page.Locator(".margin .it.t .l1")).ToContainTextAsync("Der Minister → Hafenbehörde");
        await page.Locator(".margin .it.t .l1").ClickAsync();
        await Expect(page.Locator(".margin .it.t .by")).ToContainTextAsync("Coded by eda");
        await page.Keyboard.PressAsync("Escape");

        // Undo takes the last move back, redo brings it again.
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator(".hl.p")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+Shift+Z");
        await SeesAllAsync(editor);
        await editor.IsAccessibleAsync();
        Assert.Empty(editor.Complaints);
    }

    private static async Task SeesAllAsync(Visitor reader)
    {
        await Expect(reader.Page.Locator(".margin .it.t")).ToHaveCountAsync(1);
        await Expect(reader.Page.Locator(".margin .it.con")).ToHaveCountAsync(1);
        await Expect(reader.Page.Locator("[data-text] .hl.a").First).ToContainTextAsync("Der Minister");
    }

    /// <summary>Types a name that no list holds yet and takes the first way to make it.</summary>
    private static async Task PickNewAsync(IPage page, string field, string name)
    {
        await page.FillAsync($"#{field}", name);
        await Expect(page.Locator(".options li").First).ToContainTextAsync("new");
        await page.Locator($"#{field}").PressAsync("Enter");
        await Expect(page.Locator(".card .tok", new() { HasText = name }).First).ToBeVisibleAsync();
    }

    private static async Task SelectAsync(Visitor reader, string words)
    {
        await reader.Page.Locator(".reading[data-ready]").WaitForAsync();
        await reader.Page.EvaluateAsync("""
        words => {
          const runs = [...document.querySelectorAll('[data-text] [data-o]')];
          const nodes = runs.flatMap(run => { const found = []; const walk = document.createTreeWalker(run, NodeFilter.SHOW_TEXT); while (walk.nextNode()) found.push(walk.currentNode); return found; });
          const all = nodes.map(node => node.data).join('');
          const start = all.indexOf(words), end = start + words.length;
          const at = (offset, isEnd) => { for (const node of nodes) { if (isEnd ? offset <= node.length : offset < node.length) return [node, offset]; offset -= node.length; } };
          document.getSelection().setBaseAndExtent(...at(start, false), ...at(end, true));
        }
        """, words);
    }
}
