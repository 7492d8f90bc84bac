using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

public sealed class HistoryTests(TestCluster cluster)
{
    [Fact]
    public async Task An_articles_history_shows_both_sides_of_each_change_newest_first_in_pages()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());
        await desk.SaveAsync(desk.Position());
        var row = (await desk.MarginAsync()).Single(r => r.Id == id);
        await desk.SaveAsync(desk.Threat() with { Id = id, RowVersion = row.RowVersion, Condition = "anders" }, desk.SecondEditor);

        await using var db = await desk.OpenAsync();
        var page = await db.HistoryAsync(desk.Article, null, null, 2, "de", default);
        Assert.True(page.More);
        var change = page.Entries[0];
        Assert.Equal(("Emil", "falls sie die Grenze schließt", "anders"), (change.Line.By, change.Before!.Condition, change.After.Condition));
        Assert.Equal("Der Minister", page.Actors[desk.Minister]);
        Assert.Equal("Grenzöffnung", page.Issues[desk.Issue]);
        Assert.Single((await db.HistoryAsync(desk.Article, null, page.Entries[^1].Line.Id, 2, "de", default)).Entries);
        Assert.Equal(2, (await db.HistoryAsync(desk.Article, id, null, 9, "de", default)).Entries.Count);
    }

    [Fact]
    public async Task An_earlier_state_comes_back_as_a_new_revision_and_undo_knows_it()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());
        var row = Assert.Single(await desk.MarginAsync());
        await desk.SaveAsync(desk.Threat() with { Id = id, RowVersion = row.RowVersion, Condition = "anders" }, desk.SecondEditor);
        await using var db = await desk.OpenAsync();
        var first = (await db.OfCodeAsync(id, default))[0].Id;

        Assert.IsType<CodingResult.Stale>(await desk.Codes.RevertAsync(id, first, row.RowVersion, desk.Editor, default));
        row = Assert.Single(await desk.MarginAsync());
        Assert.IsType<CodingResult.NotAllowed>(await desk.Codes.RevertAsync(id, first, row.RowVersion, desk.Analyst, default));
        Assert.IsType<CodingResult.Saved>(await desk.Codes.RevertAsync(id, first, row.RowVersion, desk.Editor, default));
        Assert.Equal(desk.Threat().Condition, ((ThreatRow)Assert.Single(await desk.MarginAsync())).Condition);
        Assert.Equal(3, (await db.OfCodeAsync(id, default)).Count);
        await desk.Undo.UndoAsync(desk.Editor, default);
        Assert.Equal("anders", ((ThreatRow)Assert.Single(await desk.MarginAsync())).Condition);
    }
}
