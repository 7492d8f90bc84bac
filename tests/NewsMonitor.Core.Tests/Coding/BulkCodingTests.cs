using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

public sealed class BulkCodingTests(TestCluster cluster)
{
    private static ChosenCode[] Chosen(IEnumerable<MarginRow> rows) => [.. rows.Select(r => new ChosenCode(r.Id, r.RowVersion))];

    [Fact]
    public async Task All_places_of_a_phrase_are_found_by_whole_words_and_coded_as_one_move()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var (other, _) = await Desk.AddArticleAsync(db, "Anderswo", "Die Allianz tagt. Die Allianzen zerfallen, sagt die Allianz.", "de", desk.Clock.GetUtcNow());

        var finds = await db.FindPhraseAsync("die  Allianz", default);
        Assert.Equal([(other, "Die Allianz"), (other, "die Allianz"), (desk.Article, "Die Allianz")], finds.Places.Select(p => (p.ArticleId, p.Words)));
        Assert.Equal((" tagt. Die Allianzen zerfallen, sagt die Allianz.", 2), (finds.Places[0].After, finds.Articles));
        Assert.Empty((await db.FindPhraseAsync("die Gegenseite", default)).Places); // its stem is there, its letters are not

        var model = new MentionDraft { ArticleId = 0, VersionId = 0, Anchors = [], ActorId = desk.Alliance };
        var done = Assert.IsType<BulkResult.Done>(await desk.Bulk.CodePlacesAsync("die Allianz", model, [.. finds.Places.Where(p => p.Words[0] == 'D')], desk.Editor, default));
        Assert.Equal((2, 2), (done.Codes, done.Articles));
        Assert.Equal([1, 0, 1], (await db.FindPhraseAsync("die Allianz", default)).Places.Select(p => p.Coded));

        var undone = Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Equal((MoveKind.PhraseCoded, "die Allianz", 2), (undone.Kind, undone.Subject, undone.Done));
        Assert.Empty(await desk.MarginAsync());
    }

    [Fact]
    public async Task Codes_changed_in_bulk_leave_alone_what_a_colleague_changed_since_the_preview_and_say_so()
    {
        await using var desk = await Desk.SetAsync(cluster);
        for (var i = 0; i < 3; i++) await desk.SaveAsync(desk.Threat() with { Condition = $"{i}" });
        var preview = await desk.MarginAsync();
        await desk.SaveAsync(desk.Threat() with { Id = preview[1].Id, RowVersion = preview[1].RowVersion, Condition = "hers" }, desk.SecondEditor);

        var done = Assert.IsType<BulkResult.Done>(await desk.Bulk.ChangeAsync(Chosen(preview), new() { Mode = ThreatMode.Alleged }, "Vorwurf", desk.Editor, default));
        Assert.Equal((2, preview[1].Id, "Emil"), (done.Codes, Assert.Single(done.Skipped).CodeId, done.Skipped[0].ChangedBy));
        Assert.Equal(2, (await desk.MarginAsync()).OfType<ThreatRow>().Count(r => r.Mode == ThreatMode.Alleged));
        await desk.Undo.UndoAsync(desk.Editor, default);
        Assert.All((await desk.MarginAsync()).OfType<ThreatRow>(), r => Assert.Equal(ThreatMode.Explicit, r.Mode));
    }

    [Fact]
    public async Task Codes_that_say_the_same_become_one_with_all_their_words_and_undo_parts_them_again()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var kept = await desk.SaveAsync(desk.Threat());
        await desk.SaveAsync(desk.Threat("mit Sanktionen"));
        await desk.SaveAsync(desk.Threat("die Grenze") with { Mode = ThreatMode.Warning });

        Assert.Equal(2, Assert.IsType<BulkResult.Done>(await desk.Bulk.MergeAsync(Chosen(await desk.MarginAsync()), desk.Editor, default)).Codes);
        var margin = await desk.MarginAsync();
        Assert.Equal(2, margin.Count);
        Assert.Equal(["droht der Gegenseite mit Sanktionen", "mit Sanktionen"], margin.Single(r => r.Id == kept).Anchors.Select(a => a.Quote));
        await desk.Undo.UndoAsync(desk.Editor, default);
        Assert.Equal(3, (await desk.MarginAsync()).Count);
    }

    [Fact]
    public async Task Bulk_asks_for_the_role_and_for_lists_that_hold_what_is_named()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Position());
        var chosen = Chosen(await desk.MarginAsync());
        Assert.IsType<BulkResult.NotAllowed>(await desk.Bulk.ChangeAsync(chosen, new() { Remove = true }, null, desk.Analyst, default));
        Assert.IsType<BulkResult.NotAllowed>(await desk.Bulk.MergeAsync(chosen, desk.Analyst, default));
        Assert.Equal(DraftFault.UnknownIssue, Assert.IsType<BulkResult.Invalid>(await desk.Bulk.ChangeAsync(chosen, new() { IssueId = 4711 }, null, desk.Editor, default)).Fault);
        Assert.Single(await desk.MarginAsync());
    }
}
