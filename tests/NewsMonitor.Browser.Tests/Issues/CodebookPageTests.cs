using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Testing.Data;
using NewsMonitor.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace NewsMonitor.Browser.Tests.Issues;

public sealed class CodebookPageTests(TestDatabase database, Chromium chromium) : IClassFixture<TestDatabase>
{
    private const string Text = "Die Allianz weist die Forderung zurück.";

    [Fact]
    public async Task Two_issues_are_merged_and_parted_again_with_the_keyboard_alone()
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken));
        await desk.AddUserAsync("chief", Role.Admin);
        var eda = await desk.AddUserAsync("eda", Role.Editor);
        await FillAsync(desk, eda);
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync("/issues");
        await Expect(page.Locator(".tree tbody tr")).ToHaveCountAsync(2);
        await editor.IsAccessibleAsync();

        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".detail h2")).ToContainTextAsync("Grenzöffnung");
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("m");
        await Expect(page.Locator(".snippets q")).ToHaveTextAsync("weist die Forderung zurück");
        await page.Locator("#merge-into").FocusAsync();
        await page.Keyboard.TypeAsync("Grenze auf");
        await Expect(page.Locator(".picker [role=option]").First).ToContainTextAsync("Grenze auf");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".narrow .btn.main")).ToContainTextAsync("Merge into Grenze auf");
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".pane [role=status]")).ToContainTextAsync("1 snippet was moved.");
        Assert.Equal("Grenze auf", await IssueOfPositionAsync(desk));

        // Another page, another circuit: the step is in the history, and undo takes it back whole.
        await editor.OpenAsync("/issues");
        await Expect(page.Locator(".tree tbody tr")).ToHaveCountAsync(1);
        await editor.ListensAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator(".tree tbody tr")).ToHaveCountAsync(2);
        Assert.Equal("Grenzöffnung", await IssueOfPositionAsync(desk));
        await editor.OpenAsync("/issues/changes?from=2&to=4");
        await editor.IsAccessibleAsync();
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task A_codebook_comes_in_from_REFI_QDA_after_a_look_at_what_it_changes()
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken));
        await desk.AddUserAsync("chief", Role.Admin);
        var eda = await desk.AddUserAsync("eda", Role.Editor);
        await FillAsync(desk, eda);
        await using var editor = await chromium.VisitAsync(desk, "de", width: 390, dark: true);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync("/issues/import");
        await page.Locator("input[type=file]").WaitForAsync();
        await editor.ChooseFileAsync("input[type=file]", new FilePayload
        {
            Name = "book.qdc", MimeType = "text/xml",
            Buffer = """
                <CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="NVivo"><Codes><Code guid="11111111-2222-4333-8444-555555555501" name="Sicherheit" isCodable="true" color="#6d3b9e">
                <Code guid="11111111-2222-4333-8444-555555555502" name="Abrüstung" isCodable="true"/></Code><Code guid="11111111-2222-4333-8444-555555555503" name="Grenzöffnung" isCodable="true"/></Codes></CodeBook>
                """u8.ToArray(),
        });
        await Expect(page.Locator(".pane p[role=status]")).ToContainTextAsync("2 neu, 0 geändert, 0 gleich, 1 im Konflikt.");
        await editor.IsAccessibleAsync();
        await page.Locator(".tools .btn.main").ClickAsync();
        await Expect(page.Locator(".pane .state[role=status]")).ToContainTextAsync("2 angelegt");
        await editor.OpenAsync("/issues");
        await Expect(page.Locator(".tree tbody tr")).ToHaveCountAsync(4);
        await editor.IsAccessibleAsync();
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task Duplicates_are_merged_and_told_apart_by_a_key()
    {
        await using var desk = RunningDesk.Start(await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken));
        await desk.AddUserAsync("chief", Role.Admin);
        await desk.AddUserAsync("eda", Role.Editor);
        var actors = desk.Services.GetRequiredService<ActorEditor>();
        foreach (var name in new[] { "Wladimir Putin", "Vladimir Putin", "Société Générale", "Societe Generale" })
        {
            await actors.SaveAsync(new ActorDraft { Name = name, Kind = name.Contains("Putin", StringComparison.Ordinal) ? ActorKind.Person : ActorKind.Organisation }, Caller.Operator, default);
        }
        await using var editor = await chromium.VisitAsync(desk);
        var page = editor.Page;
        await editor.SignInAsync("eda");
        await editor.OpenAsync("/actors/duplicates");
        await Expect(page.Locator(".pairs li")).ToHaveCountAsync(2);
        await editor.IsAccessibleAsync();
        await page.Keyboard.PressAsync("y");
        await Expect(page.Locator(".pane [role=status]")).ToContainTextAsync("Societe Generale → Société Générale");
        await Expect(page.Locator(".pairs li")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".state")).ToContainTextAsync("No two actors look the same.");
        await editor.OpenAsync("/actors/duplicates");
        await Expect(page.Locator(".state")).ToContainTextAsync("No two actors look the same.");
        await editor.OpenAsync("/actors");
        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("j");
        await page.Locator("#actor-name").WaitForAsync();
        await editor.IsAccessibleAsync();
        Assert.Empty(editor.Complaints);
    }

    private static async Task FillAsync(RunningDesk desk, long editor)
    {
        var book = desk.Services.GetRequiredService<CodebookEditor>();
        var issue = Assert.IsType<ListResult.Saved>(await book.SaveAsync(new IssueDraft { Name = "Grenzöffnung", Proposition = "Die Grenze soll offen sein." }, Caller.Operator, default)).Id;
        await book.SaveAsync(new IssueDraft { Name = "Grenze auf" }, Caller.Operator, default);
        var actor = Assert.IsType<ListResult.Saved>(await desk.Services.GetRequiredService<ActorEditor>().SaveAsync(new ActorDraft { Name = "Die Allianz", Kind = ActorKind.Alliance }, Caller.Operator, default)).Id;
        var version = await new SeededArchive(desk).ArticleAsync("Streit an der Grenze", Text);
        var at = Text.IndexOf("weist", StringComparison.Ordinal);
        Assert.IsType<CodingResult.Saved>(await desk.Services.GetRequiredService<CodeEditor>().SaveAsync(new PositionDraft
        {
            ArticleId = version.ArticleId, VersionId = version.Id, Anchors = [new(AnchorRole.Evidence, at, at + "weist die Forderung zurück".Length)],
            Participants = [new(ParticipantRole.Speaker, actor)], IssueId = issue, Stance = Stance.Opposes,
        }, editor, default));
    }

    private static async Task<string> IssueOfPositionAsync(RunningDesk desk)
    {
        await using var db = await desk.Services.GetRequiredService<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();
        return await db.Positions.Select(p => p.Issue!.Name).SingleAsync();
    }
}
