using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Articles;

/// <summary>The query line is the state of the list: typing, facets, the brush and the order all write into it.</summary>
public sealed class SearchTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_search_is_typed_completed_narrowed_mended_ordered_and_shared()
    {
        await using var desk = RunningDesk.Start(database.ConnectionString, [("Ingestion:RunInWeb", "false")]);
        await desk.AddUserAsync("chief", Role.Admin);
        await desk.AddUserAsync("ana", Role.Analyst);
        await FillAsync(database.ConnectionString);
        await using var analyst = await chromium.VisitAsync(desk);
        await analyst.SignInAsync("ana");
        await analyst.OpenAsync("/articles");
        var page = analyst.Page;
        var line = page.Locator("input[name=q]");
        var rows = page.Locator(".list .row");
        await page.Locator(".query[data-ready]").WaitForAsync();
        await Expect(rows).ToHaveCountAsync(6);

        // Typing completes: a key, then one of its values, by the keys alone.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("sanctions outl");
        await Expect(page.Locator(".offers li").First).ToHaveTextAsync("outlet:outlet");
        await page.Locator(".query.open:not(.typing)").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(line).ToHaveValueAsync("sanctions outlet:");
        await page.Keyboard.TypeAsync("har");
        await Expect(page.Locator(".offers li").First).ToContainTextAsync("\"The Harbour\"");
        await page.Locator(".query.open:not(.typing)").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(line).ToHaveValueAsync("sanctions outlet:\"The Harbour\" ");
        await page.Keyboard.PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=sanctions"));

        // The hits are marked, in headline and text.
        await Expect(page.Locator(".snip mark").First).ToHaveTextAsync("sanctions");
        await Expect(page.Locator(".row .h mark").First).ToHaveTextAsync("Sanctions");
        await analyst.IsAccessibleAsync();

        // A facet writes into the line, and takes its words out again.
        var english = page.GetByRole(AriaRole.Checkbox, new() { Name = "English" });
        await english.ClickAsync();
        await Expect(line).ToHaveValueAsync("sanctions outlet:\"The Harbour\" lang:en");
        await Expect(english).ToHaveAttributeAsync("aria-checked", "true");
        await english.ClickAsync();
        await Expect(line).ToHaveValueAsync("sanctions outlet:\"The Harbour\"");

        // So does the brush.
        await Expect(page.Locator("#articles-title")).ToHaveTextAsync("3 articles");
        var chart = (await page.Locator(".hist").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(chart.X + chart.Width * .9f, chart.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(chart.X + chart.Width - 2, chart.Y + 20);
        await page.Mouse.UpAsync();
        await Expect(line).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("after:2021-12-2. (until|before):"));
        await Expect(rows).ToHaveCountAsync(1);

        // The best match first, on demand; the order is part of the line too.
        await line.FillAsync("sanctions");
        await line.PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(rows.First).ToContainTextAsync("Late news");
        await page.Locator("select.order").SelectOptionAsync("Relevance");
        await Expect(line).ToHaveValueAsync("sanctions sort:relevance");
        await Expect(rows.First).ToContainTextAsync("Sanctions and sanctions");

        // A fault is said at its place below the line, with what was meant; one press mends it.
        await line.FillAsync("sanctions outlet:Harbur");
        await line.PressAsync("Enter");
        await Expect(page.Locator(".qback .bad")).ToHaveTextAsync("Harbur");
        await Expect(page.Locator(".qfaults")).ToContainTextAsync("There is no outlet “Harbur”.");
        await page.Locator(".qfaults .lnk").First.ClickAsync();
        await Expect(line).ToHaveValueAsync("sanctions outlet:\"The Harbour\"");
        await Expect(rows).ToHaveCountAsync(3);

        // The form says the same as the line.
        await page.Locator(".query .btn.icon").ClickAsync();
        await Expect(page.Locator("#search-form")).ToBeVisibleAsync();
        await page.GetByLabel("None of these words").FillAsync("port");
        await page.Locator("#search-form button.main").ClickAsync();
        await Expect(line).ToHaveValueAsync("sanctions -port outlet:\"The Harbour\"");

        // A shared link opens the same view: on a phone, in German, in the dark.
        await using var other = await chromium.VisitAsync(desk, "de", width: 390, dark: true);
        await other.SignInAsync("ana");
        await other.OpenAsync(new Uri(page.Url).PathAndQuery.Replace("outlet%3A", "quelle%3A", StringComparison.Ordinal));
        await Expect(other.Page.Locator("input[name=q]")).ToHaveValueAsync("sanctions -port quelle:\"The Harbour\"");
        await Expect(other.Page.Locator(".list .row")).ToHaveCountAsync(2);
        await other.IsAccessibleAsync();
        await other.OpenAsync("/articles?q=akteur%3ANiemand");
        await Expect(other.Page.Locator(".page [role=alert]")).ToContainTextAsync("Einen Akteur „Niemand“ gibt es nicht.");
        Assert.Empty(analyst.Complaints);
        Assert.Empty(other.Complaints);
    }

    [Fact]
    public async Task Positions_umlauts_and_stories_complete_and_the_brush_is_drawn_by_keys()
    {
        var archive = await database.Cluster.CreateDatabaseAsync();
        await using var desk = RunningDesk.Start(archive, [("Ingestion:RunInWeb", "false")]);
        await desk.AddUserAsync("chief", Role.Admin);
        await desk.AddUserAsync("ana", Role.Analyst);
        await FillAsync(archive);
        await using (var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(archive).Options))
        {
            db.Actors.Add(new Actor { Name = "Übersee Öl AG", Kind = ActorKind.Organisation });
            db.Issues.Add(new() { Name = "NATO-Osterweiterung im Süden" });
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlAsync($"INSERT INTO stories (name, central_article_id, articles, last_at, created_at) SELECT NULL, id, 2, published_at, now() FROM articles WHERE title = 'Late news'");
        }
        await using var analyst = await chromium.VisitAsync(desk);
        await analyst.SignInAsync("ana");
        await analyst.OpenAsync("/articles");
        var page = analyst.Page;
        var line = page.Locator("input[name=q]");
        await page.Locator(".query[data-ready]").WaitForAsync();

        await line.ClickAsync();
        async Task TakeAsync(string typed, string offer, string taken)
        {
            await page.Keyboard.TypeAsync(typed);
            await Expect(page.Locator(".offers li").First).ToContainTextAsync(offer);
            await page.Locator(".query.open:not(.typing)").WaitForAsync();
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Enter");
            await Expect(line).ToHaveValueAsync(taken);
        }
        await TakeAsync("actor:üb", "Übersee", "actor:\"Übersee Öl AG\" ");
        await line.FillAsync("");
        await TakeAsync("position:nato", "NATO", "position:\"NATO-Osterweiterung im Süden\" ");
        await line.FillAsync("");
        await TakeAsync("position:\"NATO-Osterweiterung im Süden\"/", "/+", "position:\"NATO-Osterweiterung im Süden/+\" ");
        await line.FillAsync("");
        await page.Keyboard.TypeAsync("story:late");
        await Expect(page.Locator(".offers li").First).ToContainTextAsync("Late news");
        await page.Keyboard.PressAsync("Escape");

        // The histogram by keys: the last bar, then wider, then taken.
        await Expect(page.Locator("#articles-title")).ToHaveTextAsync("6 articles");
        await page.Locator(".hist[data-ready]").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("[data-bar-words]")).ToContainTextAsync("28 Dec 2021: 1 article");
        await page.Keyboard.PressAsync("Shift+Home");
        await Expect(page.Locator("[data-bar-words]")).ToContainTextAsync("1 Dec 2021: 1 article –");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-bar-words]")).ToHaveTextAsync("");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Enter");
        await Expect(line).ToHaveValueAsync("after:2021-12-01 until:2021-12-01");
        await Expect(page.Locator(".list .row")).ToHaveCountAsync(1);
        Assert.Empty(analyst.Complaints);
    }

    private static async Task FillAsync(string archive)
    {
        await using var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(archive).Options);
        db.Actors.Add(new Actor { Name = "Joe Biden", Kind = ActorKind.Person });
        var (harbour, market) = (new Outlet { Name = "The Harbour", Language = "en" }, new Outlet { Name = "Marktblatt", Language = "de" });
        var day = new DateTimeOffset(2021, 12, 1, 11, 0, 0, TimeSpan.Zero);
        (Outlet Outlet, string Title, string Text, string Language, DateTimeOffset Published)[] articles =
        [
            (harbour, "Sanctions and sanctions", "Sanctions, sanctions and once more sanctions.", "en", day),
            (harbour, "A quiet day at the port", "Nobody spoke of a sanction.", "en", day.AddDays(10)),
            (harbour, "Late news", "At the very end of the month somebody spoke of sanctions.", "en", day.AddDays(27)),
            (market, "Wetter", "Es regnet.", "de", day.AddDays(3)),
            (market, "Sport", "Es wird gespielt.", "de", day.AddDays(4)),
            (market, "Kultur", "Es wird gesungen.", "de", day.AddDays(5)),
        ];
        foreach (var (outlet, title, text, language, published) in articles)
        {
            var article = new Article
            {
                Outlet = outlet, CanonicalAddress = $"https://a.example/{title}", Address = "https://a.example/", Title = title, Language = language, PublishedAt = published, PublishedFrom = "time",
                ArrivedAt = published, TextState = TextState.Complete, CurrentVersion = 1,
            };
            article.Versions.Add(new() { Number = 1, Title = title, Text = text, Blocks = [BlockKind.Paragraph], ContentHash = new byte[32], CapturedAt = published });
            db.Articles.Add(article);
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlAsync($"UPDATE articles SET tsv = article_vector(language, kicker, title, {text}) WHERE id = {article.Id}");
        }
    }
}
