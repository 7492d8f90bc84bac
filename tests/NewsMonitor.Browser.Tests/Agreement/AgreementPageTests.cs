using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Pages;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Agreement;

public sealed class AgreementPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Sentence = "Die Allianz weist die Forderung zurück.";

    [Fact]
    public async Task Figures_lead_to_the_statements_in_which_coders_differ()
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken));
        await desk.AddUserAsync("chief", Role.Admin);
        var lead = await desk.AddUserAsync("lea", Role.Editor);
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("lea");
        await editor.OpenAsync("/agreement");
        await Expect(page.Locator(".state")).ToContainTextAsync("Nothing to compare yet.");
        await editor.IsAccessibleAsync();

        await CodeAsync(desk, lead, [await desk.AddUserAsync("eda", Role.Editor), await desk.AddUserAsync("ben", Role.Editor), await desk.AddUserAsync("cla", Role.Editor)]);
        await editor.OpenAsync("/agreement?variable=stance");
        // Eight articles, three coders; ben takes every third against for undecided, cla every fourth for for.
        await Expect(page.Locator(".measures tr[aria-selected=true]")).ToContainTextAsync("Stance");
        await Expect(page.Locator(".confusion tbody tr")).ToHaveCountAsync(3);
        await editor.IsAccessibleAsync();
        var cell = page.Locator(".confusion a[aria-label^='against and undecided']");
        await cell.ClickAsync();
        await Expect(page.Locator(".behind li").First.Locator(".sides > div")).ToHaveCountAsync(2);
        await Expect(page.Locator(".behind li").First.Locator("q").First).ToHaveTextAsync(Sentence.TrimEnd('.'));
        await editor.IsAccessibleAsync();
        Assert.Contains("cell=Opposes~Undecided", Uri.UnescapeDataString(page.Url));
        // Of two coders alone, by a figure of the matrix: now there is a kappa.
        await page.Locator(".pairs2 a").First.ClickAsync();
        await Expect(page.Locator(".measures").First).ToContainTextAsync("Cohen");
        await Expect(page.Locator(".confusion thead").First).ToContainTextAsync("ben");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".measures tr[aria-selected=true]").First).ToContainTextAsync("Act");
        var csv = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[download]").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("part,of,measure,value,units", lines[0].TrimStart('\uFEFF'));
        Assert.Contains(lines, l => l.StartsWith("variable,stance,cohen,", StringComparison.Ordinal));
        Assert.Empty(editor.Complaints);

        await using var phone = await chromium.VisitAsync(desk, "de", width: 390, dark: true);
        await phone.SignInAsync("lea");
        await phone.OpenAsync("/agreement?variable=stance&cell=Opposes~Undecided");
        await Expect(phone.Page.Locator(".behind h3")).ToContainTextAsync("dagegen und offen");
        await phone.IsAccessibleAsync();
        Assert.True(await phone.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone.");
        Assert.Empty(phone.Complaints);
    }

    private static async Task CodeAsync(RunningDesk desk, long lead, long[] coders)
    {
        T Get<T>() where T : notnull => desk.Services.GetRequiredService<T>();
        var issue = Assert.IsType<ListResult.Saved>(await Get<CodebookEditor>().SaveAsync(new IssueDraft { Name = "Grenzöffnung" }, Caller.Operator, default)).Id;
        var actor = Assert.IsType<ListResult.Saved>(await Get<ActorEditor>().SaveAsync(new ActorDraft { Name = "Die Allianz", Kind = ActorKind.Alliance }, Caller.Operator, default)).Id;
        await using var db = await Get<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        var outlet = new Outlet { Name = "Der Bote" };
        for (var i = 0; i < 8; i++)
        {
            var article = new Article
            {
                Outlet = outlet, CanonicalAddress = $"https://bote.example/{i}", Address = $"https://bote.example/{i}", Title = $"Streit an der Grenze, {i + 1}. Tag", Language = "de",
                PublishedAt = DateTimeOffset.UtcNow.AddDays(i - 9), PublishedFrom = "time", ArrivedAt = DateTimeOffset.UtcNow, TextState = TextState.Complete, CurrentVersion = 1,
            };
            article.Versions.Add(new() { Number = 1, Title = article.Title, Text = $"{Sentence} Der Minister fordert sie.", Blocks = [BlockKind.Paragraph], ContentHash = new byte[32], CapturedAt = DateTimeOffset.UtcNow });
            db.Articles.Add(article);
        }
        await db.SaveChangesAsync();
        var made = await Get<RoundMaker>().MakeAsync(new() { Name = "Probe", Coders = coders, CodersEach = coders.Length, Blind = true, Query = "" }, lead, default);
        Assert.IsType<RoundResult.Done>(made);
        foreach (var (coder, c) in coders.Select((coder, c) => (coder, c)))
        {
            foreach (var (work, i) in (await db.WorkAsync(coder, default)).OrderBy(w => w.ArticleId).Select((work, i) => (work, i)))
            {
                var version = await db.ArticleVersions.Where(v => v.ArticleId == work.ArticleId).Select(v => v.Id).SingleAsync();
                var stance = (c, i % 3, i % 4) switch { (1, 0, _) => Stance.Undecided, (2, _, 0) => Stance.Supports, _ => Stance.Opposes };
                if ((c, i) is not (2, 7))
                {
                    Assert.IsType<CodingResult.Saved>(await Get<CodeEditor>().SaveAsync(new PositionDraft
                    {
                        ArticleId = work.ArticleId, VersionId = version, Anchors = [new(AnchorRole.Evidence, 0, Sentence.Length - 1 - (c == 1 ? 7 : 0))], Participants = [new(ParticipantRole.Speaker, actor)],
                        IssueId = issue, Stance = stance, Act = PositionAct.Rejects,
                    }, coder, default));
                }
                Assert.IsType<RoundResult.Done>(await Get<OwnWork>().SubmitAsync(work.AssignmentId, coder, default));
            }
        }
    }
}
