using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Adjudication;
using NewsMonitor.Core.Agreement;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Suggestions;
using NewsMonitor.Core.Tests.Assignments;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Adjudication;

public sealed class AdjudicationTests(TestCluster cluster)
{
    [Fact]
    public async Task Nobody_compares_before_all_have_submitted_and_then_those_who_have_not_coded_it_or_lead()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var round = await desk.RoundAsync();
        await desk.SubmitAsync(desk.Editor);
        await using var db = await desk.OpenAsync();
        Assert.Equal((1, 2), Assert.IsType<AdjudicationAnswer.NotYet>(await db.AdjudicationAsync(round, desk.Article, desk.ThirdEditor, "de", default)) is var waiting ? (waiting.Submitted, waiting.Coders) : default);
        Assert.IsType<AdjudicationResult.NotReady>(await desk.Adjudicator().FinishAsync(round, desk.Article, desk.ThirdEditor, default));
        await desk.SubmitAsync(desk.SecondEditor);
        Assert.IsType<AdjudicationAnswer.NotAllowed>(await db.AdjudicationAsync(round, desk.Article, desk.Analyst, "de", default));
        Assert.True((await desk.ViewAsync(round)).MayAdjudicate);
        Assert.False((await desk.ViewAsync(round, desk.Editor)).MayAdjudicate);
        Assert.IsType<AdjudicationResult.NotAllowed>(await desk.Adjudicator().FinishAsync(round, desk.Article, desk.Editor, default));
    }

    [Fact]
    public async Task One_both_a_third_or_none_is_taken_into_a_layer_of_its_own_and_undo_takes_each_decision_back()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var round = await TwoCodersAsync(desk);
        var place = Assert.Single((await desk.ViewAsync(round)).Places, p => !p.Match.Agreed);
        Assert.Equal([CodeField.Mode], place.Match.Differing);
        var (hers, his) = (place.Match.Of(desk.Editor)!.Id, place.Match.Of(desk.SecondEditor)!.Id);

        await TakeAsync(hers);
        Assert.True(await PlaceAsync() is { Decided: true } one && one.Took(desk.Editor) && !one.Took(desk.SecondEditor));
        await TakeAsync(hers, his);
        Assert.True(await PlaceAsync() is var both && both.Took(desk.Editor) && both.Took(desk.SecondEditor) && !both.IsThird);
        await TakeAsync();
        Assert.True((await PlaceAsync()).IsNone);
        Assert.IsType<AdjudicationResult.Done>(await desk.Adjudicator().WriteAsync(round, desk.Article, place.CodeIds, desk.Threat() with { Mode = ThreatMode.Warning }, desk.ThirdEditor, default));
        Assert.Equal((true, ThreatMode.Warning), await PlaceAsync() is var third ? (third.IsThird, ((ThreatRow)Assert.Single(third.Taken)).Mode) : default);
        Assert.Equal(DraftFault.NoThreatener, Assert.IsType<AdjudicationResult.Invalid>(
            await desk.Adjudicator().WriteAsync(round, desk.Article, place.CodeIds, desk.Threat() with { Participants = [] }, desk.ThirdEditor, default)).Fault);

        await UndoAsync();
        Assert.True((await PlaceAsync()).IsNone);
        await UndoAsync();
        Assert.True((await PlaceAsync()).Took(desk.SecondEditor));
        await UndoAsync();
        await UndoAsync();
        Assert.False((await PlaceAsync()).Decided);
        Assert.IsType<UndoResult.Moved>(await desk.Undo.RedoAsync(desk.ThirdEditor, default));
        Assert.True((await PlaceAsync()).Took(desk.Editor));
        // The coders' own are as they were, and still nothing counts.
        Assert.Equal([hers, his], (await PlaceAsync()).CodeIds);
        Assert.Equal(0, await desk.ExportedAsync(desk.Analyst));

        async Task UndoAsync() => Assert.Empty(Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.ThirdEditor, default)).Left);
        async Task TakeAsync(params long[] taken) => Assert.IsType<AdjudicationResult.Done>(await desk.Adjudicator().TakeAsync(round, desk.Article, place.CodeIds, taken, desk.ThirdEditor, default));
        async Task<Difference> PlaceAsync() => Assert.Single((await desk.ViewAsync(round)).Places, p => p.Id == place.Id);
    }

    [Fact]
    public async Task A_finished_article_counts_once_agreements_included_until_undo_or_reopening_takes_it_back()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var round = await TwoCodersAsync(desk);
        var view = await desk.ViewAsync(round);
        Assert.Equal((2, 1), (view.Places.Count, view.Undecided));
        Assert.Equal(1, Assert.IsType<AdjudicationResult.Undecided>(await desk.Adjudicator().FinishAsync(round, desk.Article, desk.ThirdEditor, default)).Count);
        var place = view.Places.Single(p => !p.Match.Agreed);
        await desk.Adjudicator().TakeAsync(round, desk.Article, place.CodeIds, [place.Match.Of(desk.SecondEditor)!.Id], desk.ThirdEditor, default);
        Assert.IsType<AdjudicationResult.Done>(await desk.Adjudicator().FinishAsync(round, desk.Article, desk.ThirdEditor, default));

        Assert.Equal(2, await desk.ExportedAsync(desk.Analyst));
        Assert.Equal((CodingState.Coded, 2), await desk.ArticleAsync() is var article ? (article.CodingState, article.Statements) : default);
        Assert.Equal([ThreatMode.Alleged], (await desk.SeenByAsync(desk.Analyst)).OfType<ThreatRow>().Select(t => t.Mode));
        await using (var db = await desk.OpenAsync())
        {
            Assert.All(await db.Assignments.ToListAsync(), a => Assert.Equal(AssignmentState.Adjudicated, a.State));
            Assert.Equal(6, await db.Codes.CountAsync(c => c.RemovedAt == null)); // two coders' two each, and the result's two
            Assert.Contains("adjudication.finished", await db.AuditEntries.Select(e => e.Action).ToListAsync());
        }
        Assert.IsType<AdjudicationResult.Finished>(await desk.Adjudicator().TakeAsync(round, desk.Article, place.CodeIds, [], desk.ThirdEditor, default));
        Assert.Equal(CodingLock.OthersLayer, Assert.IsType<CodingResult.Locked>(await desk.Codes.RemoveAsync(place.CodeIds[0], place.Match.Of(desk.Editor)!.RowVersion, desk.Editor, default)).Why);

        // Finishing is a move like any other.
        Assert.Empty(Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.ThirdEditor, default)).Left);
        Assert.Equal((0, null), (await desk.ExportedAsync(desk.Analyst), (await desk.ViewAsync(round)).FinishedAt));
        await using (var db = await desk.OpenAsync()) Assert.All(await db.Assignments.ToListAsync(), a => Assert.Equal(AssignmentState.Submitted, a.State));
        Assert.Empty(Assert.IsType<UndoResult.Moved>(await desk.Undo.RedoAsync(desk.ThirdEditor, default)).Left);
        Assert.Equal((2, "Enno"), (await desk.ExportedAsync(desk.Analyst), (await desk.ViewAsync(round)).FinishedBy));

        // What is added afterwards by anybody stands in the layer that counts.
        await desk.SaveAsync(desk.Position() with { Stance = Stance.Undecided }, desk.Editor);
        Assert.Equal(3, await desk.ExportedAsync(desk.Analyst));
        Assert.Single((await desk.ViewAsync(round)).Added);
        Assert.IsType<AdjudicationResult.Done>(await desk.Adjudicator().ReopenAsync(round, desk.Article, desk.ThirdEditor, default));
        Assert.Equal(0, await desk.ExportedAsync(desk.Analyst));
    }

    [Fact]
    public async Task Where_no_coder_coded_the_adjudicator_writes_changes_and_takes_out_without_touching_agreement()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var round = await TwoCodersAsync(desk);
        var queries = new AgreementQueries(desk.Factory, new(TimeZoneInfo.Utc));
        var units = await UnitsAsync();
        var draft = desk.Threat("falls sie die Grenze schließt") with { Mode = ThreatMode.Warning };
        Assert.Equal(DraftFault.NoThreatener, Assert.IsType<AdjudicationResult.Invalid>(await AddAsync(draft with { Participants = [] })).Fault);
        Assert.IsType<AdjudicationResult.NotAllowed>(await desk.Adjudicator().AddAsync(round, desk.Article, draft, desk.Editor, default));

        Assert.IsType<AdjudicationResult.Done>(await AddAsync(draft));
        var added = Assert.IsType<ThreatRow>(Assert.Single((await desk.ViewAsync(round)).Added));
        await using (var db = await desk.OpenAsync())
        {
            // The adjudicator's own: it answers no coder's code, and does not count before the article is finished.
            var code = await db.Codes.AsNoTracking().SingleAsync(c => c.Id == added.Id);
            Assert.Equal((null, desk.ThirdEditor, CodeOrigin.Person, false), (code.SourceId, code.CreatedBy, code.Origin, code.Counts));
        }
        Assert.Equal(1, (await desk.ViewAsync(round)).Undecided); // the coders' places are as they were
        Assert.IsType<AdjudicationResult.Done>(await AddAsync(draft with { Id = added.Id, Mode = ThreatMode.Potential }));
        Assert.Equal((added.Id, ThreatMode.Potential), await ModeAsync());
        Assert.IsType<AdjudicationResult.Done>(await desk.Adjudicator().RemoveAsync(round, desk.Article, added.Id, desk.ThirdEditor, default));
        Assert.Empty((await desk.ViewAsync(round)).Added);

        // Removal, change and making are taken back one by one, each with its revision.
        foreach (var mode in new[] { ThreatMode.Potential, ThreatMode.Warning })
        {
            await UndoAsync();
            Assert.Equal((added.Id, mode), await ModeAsync());
        }
        await UndoAsync();
        Assert.Empty((await desk.ViewAsync(round)).Added);
        await desk.Undo.RedoAsync(desk.ThirdEditor, default);
        await using (var db = await desk.OpenAsync()) Assert.Equal(7, await db.Revisions.CountAsync(r => r.CodeId == added.Id && r.By == desk.ThirdEditor));

        // Taken out of another's sight while it is changed: it is written again, not lost.
        await desk.Adjudicator().RemoveAsync(round, desk.Article, added.Id, desk.ThirdEditor, default);
        Assert.IsType<AdjudicationResult.Done>(await AddAsync(draft with { Id = added.Id }));
        Assert.NotEqual(added.Id, (await ModeAsync()).Id);
        // A coder's own code, named by its number, is not reached this way.
        var place = (await desk.ViewAsync(round)).Places.Single(p => !p.Match.Agreed);
        await desk.Adjudicator().RemoveAsync(round, desk.Article, place.CodeIds[0], desk.ThirdEditor, default);
        Assert.Equal(2, (await desk.ViewAsync(round)).Places.Count);

        await desk.Adjudicator().TakeAsync(round, desk.Article, place.CodeIds, [], desk.ThirdEditor, default);
        Assert.IsType<AdjudicationResult.Done>(await desk.Adjudicator().FinishAsync(round, desk.Article, desk.ThirdEditor, default));
        Assert.Equal(2, await desk.ExportedAsync(desk.Analyst)); // the agreed position, and what was added
        Assert.IsType<AdjudicationResult.Finished>(await AddAsync(draft));
        Assert.Equal(units, await UnitsAsync());

        Task<AdjudicationResult> AddAsync(CodeDraft wanted) => desk.Adjudicator().AddAsync(round, desk.Article, wanted, desk.ThirdEditor, default);
        async Task UndoAsync() => Assert.Empty(Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.ThirdEditor, default)).Left);
        async Task<(long Id, ThreatMode Mode)> ModeAsync() => Assert.Single((await desk.ViewAsync(round)).Added) is ThreatRow row ? (row.Id, row.Mode) : default;
        async Task<IReadOnlyList<long>> UnitsAsync() => [.. (await queries.LoadAsync(new() { RoundId = round }, desk.ThirdEditor, "de", default))!.Articles.Single().Coded.Units.SelectMany(u => u.Statements).Select(s => s.Id).Order()];
    }

    [Fact]
    public async Task Who_rejected_a_suggestion_that_another_accepted_is_told_and_the_decision_teaches_the_rules_once()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var suggestion = await desk.SuggestAsync();
        var round = await desk.RoundAsync();
        var version = Assert.Single(await desk.SeenByAsync(desk.Editor)).RowVersion;
        await desk.Codes.AcceptAsync(suggestion, version, desk.Editor, default);
        await desk.Codes.RejectAsync(suggestion, version, desk.SecondEditor, default);
        await desk.SubmitAsync(desk.Editor, desk.SecondEditor);
        Assert.Equal([desk.SecondEditor], Assert.Single((await desk.ViewAsync(round)).Places).Refused);
        // A newer reading may take the suggestion away: what was made of it, and of whom, is known still.
        await using (var reading = await desk.OpenAsync()) await reading.Codes.Where(c => c.Id == suggestion).ExecuteDeleteAsync();
        var place = Assert.Single((await desk.ViewAsync(round)).Places);
        Assert.Equal([desk.SecondEditor], place.Refused);
        await desk.Adjudicator().TakeAsync(round, desk.Article, place.CodeIds, [], desk.ThirdEditor, default);
        await desk.Adjudicator().FinishAsync(round, desk.Article, desk.ThirdEditor, default);
        Assert.Equal(0, await desk.ExportedAsync(desk.Analyst));
        await using var db = await desk.OpenAsync();
        Assert.Equal(DecisionVerdict.Rejected, Assert.Single(await db.Decisions.ToListAsync()).Verdict);
    }

    /// <summary>Both code a position alike; the threat is explicit to one, alleged to the other.</summary>
    private static async Task<long> TwoCodersAsync(Desk desk)
    {
        var round = await desk.RoundAsync();
        await desk.SaveAsync(desk.Threat(), desk.Editor);
        await desk.SaveAsync(desk.Position(), desk.Editor);
        await desk.SaveAsync(desk.Threat() with { Mode = ThreatMode.Alleged }, desk.SecondEditor);
        await desk.SaveAsync(desk.Position(), desk.SecondEditor);
        await desk.SubmitAsync(desk.Editor, desk.SecondEditor);
        return round;
    }
}
