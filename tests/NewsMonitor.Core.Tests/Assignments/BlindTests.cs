using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Quotations;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Assignments;

/// <summary>What a coder of a blind round can learn of the others, asked of every query that could tell.</summary>
public sealed class BlindTests(TestCluster cluster)
{
    [Fact]
    public async Task Until_all_have_submitted_a_coder_sees_nothing_of_what_another_codes_anywhere()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.RoundAsync();
        var threat = await desk.SaveAsync(desk.Threat(), desk.Editor);
        await desk.SaveAsync(desk.Position(), desk.Editor);
        await desk.SaveAsync(desk.Mention(), desk.Editor);
        Assert.Equal(3, (await desk.SeenByAsync(desk.Editor)).Count);
        foreach (var other in new[] { desk.SecondEditor, desk.ThirdEditor, desk.Analyst }) await NothingIsSeenAsync(desk, other, threat);

        // One has submitted, the other has not: still nothing, for either.
        await desk.SubmitAsync(desk.Editor);
        await NothingIsSeenAsync(desk, desk.SecondEditor, threat);
        Assert.Equal(3, (await desk.SeenByAsync(desk.Editor)).Count);

        await desk.SubmitAsync(desk.SecondEditor);
        Assert.Equal(3, (await desk.SeenByAsync(desk.SecondEditor)).Count);
        // Two layers that nobody has settled: counted by nothing yet.
        Assert.Equal(0, await desk.ExportedAsync(desk.SecondEditor));
        Assert.Equal(0, (await desk.ArticleAsync()).Statements);
    }

    [Fact]
    public async Task Quotations_which_all_would_see_are_decided_once_all_have_submitted()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var editor = new QuotationEditor(desk.Factory, desk.Board, desk.Clock);
        await using var db = await desk.OpenAsync();
        var quotation = new Quotation { ArticleId = desk.Article, VersionId = desk.Version, Form = NewsMonitor.Reading.Speech.QuotationForm.Direct, Spans = [0, 12], Words = "Der Minister", Rule = "test" };
        db.Add(quotation);
        await db.SaveChangesAsync();
        async Task<QuotationDecision> RejectionAsync() => new(quotation.Id, (await db.Quotations.AsNoTracking().SingleAsync()).RowVersion, CodeState.Rejected, null, null);
        Assert.IsType<CodingResult.Saved>(await editor.DecideAsync(await RejectionAsync(), desk.Editor, default));

        await desk.RoundAsync();
        foreach (var person in new[] { desk.Editor, desk.SecondEditor, desk.ThirdEditor })
        {
            Assert.Equal(CodingLock.Blind, Assert.IsType<CodingResult.Locked>(await editor.DecideAsync(await RejectionAsync(), person, default)).Why);
        }
        Assert.Single(Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default)).Left); // nor is a decision from before taken back
        await desk.SubmitAsync(desk.Editor);
        Assert.IsType<CodingResult.Locked>(await editor.DecideAsync(await RejectionAsync(), desk.SecondEditor, default));
        await desk.SubmitAsync(desk.SecondEditor);
        Assert.IsType<CodingResult.Saved>(await editor.DecideAsync(await RejectionAsync(), desk.SecondEditor, default));
    }

    [Fact]
    public async Task A_quotation_rejected_before_the_round_is_undecided_to_its_blind_coders_and_rejected_to_all_others_and_in_lists()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var quotation = new Quotation { ArticleId = desk.Article, VersionId = desk.Version, Form = NewsMonitor.Reading.Speech.QuotationForm.Direct, Spans = [0, 12], Words = "Der Minister", Rule = "test", SpeakerId = desk.Minister };
        db.Add(quotation);
        await db.SaveChangesAsync();
        await new QuotationEditor(desk.Factory, desk.Board, desk.Clock).DecideAsync(new(quotation.Id, quotation.RowVersion, CodeState.Rejected, desk.Minister, null), desk.Editor, default);

        await desk.RoundAsync();
        foreach (var coder in new[] { desk.Editor, desk.SecondEditor }) Assert.Equal((CodeState.Suggested, null), await SeenAsync(coder));
        foreach (var other in new[] { desk.ThirdEditor, desk.Analyst }) Assert.Equal((CodeState.Rejected, "Eda"), await SeenAsync(other));
        Assert.Empty((await db.QuotationsOfAsync(desk.Minister, null, 10, "de", default)).Rows);
        await desk.SubmitAsync(desk.Editor, desk.SecondEditor);
        Assert.Equal((CodeState.Rejected, "Eda"), await SeenAsync(desk.SecondEditor));

        async Task<(CodeState, string?)> SeenAsync(long reader) => Assert.Single(await db.QuotationsAsync(desk.Article, desk.Version, reader, "de", default)) is var row ? (row.State, row.DecidedBy) : default;
    }

    private static async Task NothingIsSeenAsync(Desk desk, long userId, long code)
    {
        Assert.Empty(await desk.SeenByAsync(userId));
        await using var db = await desk.OpenAsync();
        var standing = await Standing.OfAsync(db, desk.Article, userId, default);
        Assert.Empty((await db.HistoryAsync(desk.Article, null, null, 50, "de", default, standing)).Entries);
        Assert.Empty((await db.HistoryAsync(desk.Article, code, null, 50, "de", default, standing)).Entries);
        Assert.Empty((await db.HistoryAsync(desk.Article, null, null, 50, "de", default)).Entries);

        var queries = new ArticleQueries(desk.Source());
        var row = await queries.RowAsync(desk.Article, userId, default);
        Assert.Equal((CodingState.None, 0, 0, 0), (row!.CodingState, row.Statements, row.Threats, row.OpenSuggestions));
        foreach (var line in new[] { "threat:any", "actor:Minister", "issue:Grenzöffnung", "stance:-", "coder:Eda", "coded:yes", "threat:confirmed" })
        {
            var asked = await desk.Search().ResolveAsync(line, default);
            Assert.True(asked.IsSound, line);
            Assert.Empty((await queries.PageAsync(asked.Query, userId, null, 10, default)).Rows);
        }
        var around = await new ArticleSummaries(desk.Source(), new(TimeZoneInfo.Utc)).SummarizeAsync(new(), userId, default);
        Assert.Equal(1, around.Total);
        Assert.Empty(around.Actors);
        Assert.Empty(around.Issues);
        Assert.Equal("None", Assert.Single(around.Threats).Value);

        Assert.Equal(0, await desk.ExportedAsync(userId));
        Assert.Equal(0, (await db.IssuesAsync(default)).Sum(i => i.Supports + i.Opposes + i.Undecided));
        Assert.All((await db.ActorsAsync(new(), "de", default)).Rows, a => Assert.Equal((0, 0), (a.Articles, a.Statements)));
        Assert.Empty((await db.SnippetsAsync(new() { Kind = EntryKind.Actor, Id = desk.Minister }, null, 10, "de", default)).Rows);
        Assert.Empty(await db.ChosenRowsAsync(null, desk.Minister, null, "de", default));
        Assert.All((await db.FindPhraseAsync("Sanktionen", default)).Places, p => Assert.Equal(0, p.Coded));
        Assert.Equal(0, (await ArticleHistory.FindAsync(db, desk.Article, null, null, default))!.Versions.Sum(v => v.CodesMade));
    }

    [Fact]
    public async Task Two_coders_code_the_same_words_alike_each_in_a_layer_of_their_own()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.RoundAsync();
        var (hers, his) = (await desk.SaveAsync(desk.Threat(), desk.Editor), await desk.SaveAsync(desk.Threat(), desk.SecondEditor));
        Assert.Equal(hers, Assert.Single(await desk.SeenByAsync(desk.Editor)).Id);
        Assert.Equal(his, Assert.Single(await desk.SeenByAsync(desk.SecondEditor)).Id);

        // Nobody else can reach them, by whatever act; and who is not in the round codes elsewhere.
        var version = (await desk.SeenByAsync(desk.Editor))[0].RowVersion;
        Assert.Equal(CodingLock.OthersLayer, Locked(await desk.Codes.RemoveAsync(hers, version, desk.SecondEditor, default)));
        Assert.Equal(CodingLock.OthersLayer, Locked(await desk.Codes.SaveAsync(desk.Threat() with { Id = hers, RowVersion = version }, desk.SecondEditor, default)));
        Assert.Equal(CodingLock.InRound, Locked(await desk.Codes.SaveAsync(desk.Position(), desk.ThirdEditor, default)));
        Assert.Equal(CodingLock.InRound, Locked(await desk.Codes.SetCodedAsync(desk.Article, true, desk.ThirdEditor, default)));
        await using var db = await desk.OpenAsync();
        var first = (await db.OfCodeAsync(hers, default))[0].Id;
        Assert.Equal(CodingLock.OthersLayer, Locked(await desk.Codes.RevertAsync(hers, first, version, desk.SecondEditor, default)));
        var bulk = Assert.IsType<BulkResult.Done>(await desk.Bulk.ChangeAsync([new(hers, version)], new() { Remove = true }, null, desk.SecondEditor, default));
        Assert.Equal((0, CodingLock.OthersLayer), (bulk.Codes, Assert.Single(bulk.Skipped).Lock));
        var places = (await db.FindPhraseAsync("Sanktionen", default)).Places;
        bulk = Assert.IsType<BulkResult.Done>(await desk.Bulk.CodePlacesAsync("Sanktionen", desk.Mention(), places, desk.ThirdEditor, default));
        Assert.Equal((0, CodingLock.InRound), (bulk.Codes, Assert.Single(bulk.Skipped).Lock));
        Assert.Single(await desk.SeenByAsync(desk.Editor));
    }

    [Fact]
    public async Task A_suggestion_waits_for_each_coder_whatever_another_decides()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var suggestion = await desk.SuggestAsync();
        await desk.RoundAsync();
        var seen = Assert.Single(await desk.SeenByAsync(desk.Editor));
        var accepted = Assert.IsType<CodingResult.Saved>(await desk.Codes.AcceptAsync(suggestion, seen.RowVersion, desk.Editor, default)).CodeId;
        Assert.Equal((accepted, CodeState.Confirmed), Assert.Single(await desk.SeenByAsync(desk.Editor)) is var mine ? (mine.Id, mine.State) : default);
        Assert.Equal((suggestion, CodeState.Suggested), Assert.Single(await desk.SeenByAsync(desk.SecondEditor)) is var his ? (his.Id, his.State) : default);

        Assert.IsType<CodingResult.Saved>(await desk.Codes.RejectAsync(suggestion, seen.RowVersion, desk.SecondEditor, default));
        Assert.Equal(CodeState.Rejected, Assert.Single(await desk.SeenByAsync(desk.SecondEditor)).State);
        Assert.Equal(CodeState.Confirmed, Assert.Single(await desk.SeenByAsync(desk.Editor)).State);

        // Undo takes each one's own decision back, and the suggestion stands there again; redo decides it again.
        Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.SecondEditor, default));
        Assert.Equal((suggestion, CodeState.Suggested), Assert.Single(await desk.SeenByAsync(desk.SecondEditor)) is var again ? (again.Id, again.State) : default);
        Assert.IsType<UndoResult.Moved>(await desk.Undo.RedoAsync(desk.SecondEditor, default));
        Assert.Equal(CodeState.Rejected, Assert.Single(await desk.SeenByAsync(desk.SecondEditor)).State);
        // Nothing of it teaches the rules before it is settled.
        await using var db = await desk.OpenAsync();
        Assert.Empty(await db.Decisions.ToListAsync());
    }

    [Fact]
    public async Task In_a_blind_round_nobody_is_told_who_else_is_there_and_in_an_open_one_layers_are_seen_but_not_changed()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.RoundAsync();
        var (mine, hers) = (Guid.NewGuid(), Guid.NewGuid());
        await desk.Presences.SayAsync(new() { Id = hers, ArticleId = desk.Article, UserId = desk.SecondEditor, VersionId = desk.Version, Start = 4, End = 12 }, default);
        Assert.Empty(await desk.Presences.OthersAsync(desk.Article, mine, desk.Editor, default));
        Assert.Single(await desk.Presences.OthersAsync(desk.Article, mine, desk.ThirdEditor, default));

        await using var other = await Desk.SetAsync(cluster);
        await other.RoundAsync(blind: false);
        var code = await other.SaveAsync(other.Threat(), other.Editor);
        var row = Assert.Single(await other.SeenByAsync(other.SecondEditor));
        Assert.Equal(CodingLock.OthersLayer, Locked(await other.Codes.RemoveAsync(code, row.RowVersion, other.SecondEditor, default)));
        Assert.Equal(0, await other.ExportedAsync(other.SecondEditor));
    }

    private static CodingLock Locked(CodingResult result) => Assert.IsType<CodingResult.Locked>(result).Why;
}
