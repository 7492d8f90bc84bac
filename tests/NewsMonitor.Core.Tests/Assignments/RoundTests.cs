using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Assignments;

public sealed class RoundTests(TestCluster cluster)
{
    [Fact]
    public async Task A_round_takes_what_its_search_finds_and_leaves_out_what_is_coded_or_in_another_round()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await ArticlesAsync(desk, 9);
        await desk.SaveAsync(desk.Threat());
        var draft = new RoundDraft { Name = "Probe", Coders = [desk.Editor, desk.SecondEditor], CodersEach = 2, SharedPercent = 50, Seed = 4, DueOn = new(2026, 4, 1), Instruction = "Nur Drohungen." };
        var preview = await desk.Maker().PreviewAsync(draft, desk.Editor, default);
        Assert.Equal((10, 0, 1, 9, 5, null), (preview.Found, preview.InOtherRounds, preview.Coded, preview.Articles, preview.Shared, preview.Fault));
        Assert.Equal([7, 7], preview.Loads.Values);

        var sample = draft with { SampleSize = 4 };
        Assert.Equal(4, (await desk.Maker().PreviewAsync(sample, desk.Editor, default)).Articles);
        var round = Assert.IsType<RoundResult.Done>(await desk.Maker().MakeAsync(sample, desk.Editor, default)).RoundId;
        preview = await desk.Maker().PreviewAsync(draft, desk.Editor, default);
        Assert.Equal((4, 5), (preview.InOtherRounds, preview.Articles));

        await using var db = await desk.OpenAsync();
        var view = (await db.RoundAsync(round, desk.Editor, default))!;
        Assert.Equal(("Eda", true, 9, 4, 4), (view.Lead, view.MayManage, view.Round.FoundArticles, view.Round.SampleSize, view.Articles.Count));
        Assert.Equal(6, view.Coders.Sum(c => c.Work.Open));
        Assert.False((await db.RoundAsync(round, desk.SecondEditor, default))!.MayManage);
        Assert.Equal("round.made", (await db.AuditEntries.SingleAsync(e => e.SubjectId == round && e.Subject == "Probe")).Action);
        var list = await db.WorkAsync(desk.Editor, default);
        Assert.Equal(3, list.Count);
        var place = (await db.WorkPlaceAsync(list[0].ArticleId, desk.Editor, default))!;
        Assert.Equal((1, 3, 3, list[1].ArticleId, list[2].ArticleId, "Nur Drohungen."), (place.Place, place.Of, place.Left, place.NextArticle, place.PreviousArticle, place.Instruction));
    }

    [Fact]
    public async Task What_cannot_be_dealt_is_said_and_only_editors_deal()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var draft = new RoundDraft { Name = "Probe", Coders = [desk.Editor, desk.SecondEditor] };
        Assert.IsType<RoundResult.NotAllowed>(await desk.Maker().MakeAsync(draft, desk.Analyst, default));
        await FaultAsync(RoundFault.NoName, draft with { Name = " " });
        await FaultAsync(RoundFault.NoCoders, draft with { Coders = [] });
        await FaultAsync(RoundFault.NotACoder, draft with { Coders = [desk.Editor, desk.Analyst] });
        await FaultAsync(RoundFault.TooFewCoders, draft with { CodersEach = 3 });
        await FaultAsync(RoundFault.NoArticles, draft with { Query = "Heringe" });
        await FaultAsync(RoundFault.UnreadableQuery, draft with { Query = "outlet:Niemand" });

        async Task FaultAsync(RoundFault fault, RoundDraft wrong) =>
            Assert.Equal(fault, Assert.IsType<RoundResult.Invalid>(await desk.Maker().MakeAsync(wrong, desk.Editor, default)).Fault);
    }

    [Fact]
    public async Task Submitting_locks_a_layer_against_every_act_undo_too_and_taking_it_back_opens_it_with_an_entry_in_the_audit()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.RoundAsync();
        Assert.Equal(AssignmentState.Open, await StateAsync(desk, desk.Editor));
        var code = await desk.SaveAsync(desk.Threat(), desk.Editor);
        Assert.Equal(AssignmentState.Draft, await StateAsync(desk, desk.Editor));
        var row = Assert.Single(await desk.SeenByAsync(desk.Editor));
        var assignment = await desk.AssignmentAsync(desk.Editor);
        Assert.IsType<RoundResult.NotAllowed>(await desk.Work().SubmitAsync(assignment, desk.SecondEditor, default));
        await desk.SubmitAsync(desk.Editor);

        Assert.Equal(CodingLock.Submitted, Assert.IsType<CodingResult.Locked>(await desk.Codes.SaveAsync(desk.Position(), desk.Editor, default)).Why);
        Assert.Equal(CodingLock.Submitted, Assert.IsType<CodingResult.Locked>(await desk.Codes.RemoveAsync(code, row.RowVersion, desk.Editor, default)).Why);
        var undone = Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Equal((0, 1), (undone.Done, undone.Left.Count));
        Assert.Single(await desk.SeenByAsync(desk.Editor));

        Assert.IsType<RoundResult.Done>(await desk.Work().ReopenAsync(assignment, desk.Editor, default));
        await desk.SaveAsync(desk.Position(), desk.Editor);
        await using var db = await desk.OpenAsync();
        Assert.Equal(["assignment.submitted", "assignment.reopened"], await db.AuditEntries.Where(e => e.SubjectId == assignment && e.Action.StartsWith("assignment")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());

        // Once all have submitted they have seen each other: now it is the lead's to open one again.
        await desk.SubmitAsync(desk.Editor, desk.SecondEditor);
        Assert.IsType<RoundResult.NotAllowed>(await desk.Work().ReopenAsync(assignment, desk.Editor, default));
        Assert.IsType<RoundResult.Done>(await desk.Work().ReopenAsync(assignment, desk.ThirdEditor, default));
        Assert.DoesNotContain(await desk.SeenByAsync(desk.SecondEditor), r => r.Layer.AssignmentId == assignment);
    }

    [Fact]
    public async Task Who_alone_has_an_article_makes_its_codes_count_by_submitting_and_takes_them_back_by_reopening()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.RoundAsync(coders: [desk.Editor]);
        await desk.SaveAsync(desk.Threat(), desk.Editor);
        Assert.Equal((0, 0), ((await desk.ArticleAsync()).Statements, await desk.ExportedAsync(desk.Analyst)));
        await desk.SubmitAsync(desk.Editor);
        Assert.Equal((1, 1), ((await desk.ArticleAsync()).Statements, await desk.ExportedAsync(desk.Analyst)));
        Assert.Single(await desk.SeenByAsync(desk.Analyst));
        Assert.IsType<RoundResult.Done>(await desk.Work().ReopenAsync(await desk.AssignmentAsync(desk.Editor), desk.Editor, default));
        Assert.Equal((0, 0), ((await desk.ArticleAsync()).Statements, await desk.ExportedAsync(desk.Analyst)));

        // After the round anybody may go on with what counts.
        await desk.SubmitAsync(desk.Editor);
        await using var db = await desk.OpenAsync();
        var round = await db.CodingRounds.Select(r => r.Id).SingleAsync();
        Assert.IsType<RoundResult.Done>(await desk.Rounds().CloseAsync(round, desk.ThirdEditor, default));
        await desk.SaveAsync(desk.Position(), desk.SecondEditor);
        Assert.Equal(2, await desk.ExportedAsync(desk.Analyst));
    }

    [Fact]
    public async Task A_lead_gives_work_to_others_adds_coders_hands_over_and_closes_and_nobody_else_does()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await ArticlesAsync(desk, 5);
        var round = await desk.RoundAsync(coders: [desk.Editor]);
        await desk.SaveAsync(desk.Threat(), desk.Editor);
        Assert.IsType<RoundResult.NotAllowed>(await desk.Rounds().AddCoderAsync(round, desk.SecondEditor, desk.SecondEditor, default));
        Assert.Equal(3, Assert.IsType<RoundResult.Done>(await desk.Rounds().AddCoderAsync(round, desk.SecondEditor, desk.ThirdEditor, default)).Changed);
        Assert.Equal((3, 3), (await WorkAsync(desk, desk.Editor), await WorkAsync(desk, desk.SecondEditor)));
        Assert.Equal(RoundFault.NotACoder, Assert.IsType<RoundResult.Invalid>(await desk.Rounds().AddCoderAsync(round, desk.Analyst, desk.ThirdEditor, default)).Fault);

        // What was begun goes too: it stays the first one's, and the other starts from the text.
        Assert.Equal(3, Assert.IsType<RoundResult.Done>(await desk.Rounds().ReassignAsync(round, desk.Editor, desk.SecondEditor, null, desk.ThirdEditor, default)).Changed);
        Assert.Equal((0, 6), (await WorkAsync(desk, desk.Editor), await WorkAsync(desk, desk.SecondEditor)));
        Assert.Empty(await desk.SeenByAsync(desk.SecondEditor));
        await using (var db = await desk.OpenAsync()) Assert.Equal(1, await db.Codes.CountAsync(c => c.AssignmentId != null && !c.Counts));

        Assert.IsType<RoundResult.Done>(await desk.Rounds().HandOverAsync(round, desk.Editor, desk.ThirdEditor, default));
        Assert.IsType<RoundResult.NotAllowed>(await desk.Rounds().CloseAsync(round, desk.ThirdEditor, default));
        Assert.IsType<RoundResult.Done>(await desk.Rounds().CloseAsync(round, desk.Editor, default));
        Assert.Equal(RoundFault.Closed, Assert.IsType<RoundResult.Invalid>(await desk.Rounds().CloseAsync(round, desk.Editor, default)).Fault);
        await desk.SaveAsync(desk.Position(), desk.ThirdEditor);
        Assert.Equal(1, await desk.ExportedAsync(desk.Analyst));
    }

    private static async Task ArticlesAsync(Desk desk, int count)
    {
        await using var db = await desk.OpenAsync();
        for (var i = 0; i < count; i++) await Desk.AddArticleAsync(db, $"Meldung {i}", $"Text der Meldung {i}.", "de", new(2021, 12, 1, i, 0, 0, TimeSpan.Zero));
    }

    private static async Task<AssignmentState> StateAsync(Desk desk, long coder)
    {
        await using var db = await desk.OpenAsync();
        return (await db.WorkAsync(coder, default)).Single(w => w.ArticleId == desk.Article).State;
    }

    [Fact]
    public async Task Articles_chosen_one_by_one_are_dealt_and_no_others()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var (second, _) = await Desk.AddArticleAsync(db, "Zweiter", Desk.Text, "de", desk.Clock.GetUtcNow());
        await Desk.AddArticleAsync(db, "Dritter", Desk.Text, "de", desk.Clock.GetUtcNow());
        var draft = new RoundDraft { Name = "Von Hand", Coders = [desk.Editor, desk.SecondEditor], Articles = [desk.Article, second, second, 999_999], Query = "nichts davon" };
        Assert.Equal((2, 2, (RoundFault?)null), await desk.Maker().PreviewAsync(draft, desk.ThirdEditor, default) is var preview ? (preview.Found, preview.Articles, preview.Fault) : default);
        var made = Assert.IsType<RoundResult.Done>(await desk.Maker().MakeAsync(draft, desk.ThirdEditor, default)).RoundId;
        var round = await db.CodingRounds.AsNoTracking().SingleAsync(r => r.Id == made);
        Assert.Equal((true, "", 2), (round.ByHand, round.Query, round.FoundArticles));
        Assert.Equal([desk.Article, second], await db.Assignments.Where(a => a.RoundId == made).Select(a => a.ArticleId).Distinct().Order().ToListAsync());
        Assert.Equal(RoundFault.NoArticles, (await desk.Maker().PreviewAsync(draft with { Articles = [] }, desk.ThirdEditor, default)).Fault);
    }

    private static async Task<int> WorkAsync(Desk desk, long coder)
    {
        await using var db = await desk.OpenAsync();
        return (await db.WorkAsync(coder, default)).Count;
    }
}
