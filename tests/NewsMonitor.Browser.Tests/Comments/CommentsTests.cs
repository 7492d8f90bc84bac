using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Comments;

public sealed class CommentsTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Text = "Die Allianz weist die Forderung zurück.";

    [Fact]
    public async Task A_statement_is_disputed_by_keys_and_the_one_who_was_named_finds_and_answers_it()
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken));
        await desk.AddUserAsync("chief", Role.Admin);
        var eda = await desk.AddUserAsync("eda", Role.Editor);
        await desk.AddUserAsync("ana", Role.Analyst);
        var article = await CodedArticleAsync(desk, eda);
        await using var analyst = await chromium.VisitAsync(desk, "de", width: 390, dark: true);
        await analyst.SignInAsync("ana");
        await analyst.OpenAsync("/questions");
        await Expect(analyst.Page.Locator(".state")).ToContainTextAsync("Keine offenen Fragen.");
        await analyst.IsAccessibleAsync();

        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync($"/articles/{article}");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("d");
        await Expect(page.Locator(".mud-dialog form[data-ready] textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("<b>Rejects</b>, or only regrets? @an");
        await Expect(page.Locator(".mud-dialog [role=option]")).ToContainTextAsync("@ana");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mud-dialog textarea")).ToHaveValueAsync("<b>Rejects</b>, or only regrets? @ana ");
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".mud-dialog .saidwords")).ToHaveTextAsync("<b>Rejects</b>, or only regrets? @ana");
        await Expect(page.Locator(".mud-dialog .saidwords b")).ToHaveTextAsync("@ana"); // a name, and nothing of what was typed as a tag
        await editor.IsAccessibleAsync();

        // It comes to the one who was named without her asking.
        await Expect(analyst.Page.Locator(".rail .rest .tip").First).ToContainTextAsync("1");
        await Expect(analyst.Page.Locator(".questions li")).ToContainTextAsync("weist die Forderung zurück");
        await analyst.IsAccessibleAsync();
        await analyst.Page.Locator(".questions a").ClickAsync();
        await analyst.Page.Locator(".mud-dialog").GetByText("Antworten").ClickAsync();
        await analyst.Page.Locator(".mud-dialog form[data-ready] textarea").FillAsync("Weist zurück, würde ich sagen.");
        await analyst.Page.Locator(".mud-dialog .btn.main").ClickAsync();
        await Expect(page.Locator(".mud-dialog .answer")).ToContainTextAsync("Weist zurück, würde ich sagen.");

        await page.Locator(".mud-dialog").GetByText("Resolve").ClickAsync();
        await Expect(analyst.Page.Locator(".mud-dialog .settled")).ToContainTextAsync("Geklärt von");
        await analyst.IsAccessibleAsync();
        await Expect(analyst.Page.Locator(".rail .rest .tip")).ToHaveCountAsync(0);
        Assert.Empty(editor.Complaints);
        Assert.Empty(analyst.Complaints);
    }

    private static async Task<long> CodedArticleAsync(RunningDesk desk, long editor)
    {
        var issue = Assert.IsType<ListResult.Saved>(await desk.Services.GetRequiredService<CodebookEditor>().SaveAsync(new IssueDraft { Name = "Grenzöffnung" }, Caller.Operator, default)).Id;
        var actor = Assert.IsType<ListResult.Saved>(await desk.Services.GetRequiredService<ActorEditor>().SaveAsync(new ActorDraft { Name = "Die Allianz", Kind = ActorKind.Alliance }, Caller.Operator, default)).Id;
        var version = await new SeededArchive(desk).ArticleAsync("Streit an der Grenze", Text);
        var at = Text.IndexOf("weist", StringComparison.Ordinal);
        Assert.IsType<CodingResult.Saved>(await desk.Services.GetRequiredService<CodeEditor>().SaveAsync(new PositionDraft
        {
            ArticleId = version.ArticleId, VersionId = version.Id, Anchors = [new(AnchorRole.Evidence, at, at + "weist die Forderung zurück".Length)],
            Participants = [new(ParticipantRole.Speaker, actor)], IssueId = issue, Stance = Stance.Opposes,
        }, editor, default));
        return version.ArticleId;
    }
}
