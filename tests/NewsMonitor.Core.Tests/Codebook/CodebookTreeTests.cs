using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Codebook;

public sealed class CodebookTreeTests(TestCluster cluster)
{
    [Fact]
    public async Task Entries_move_up_down_in_and_out_and_the_order_stays()
    {
        await using var desk = await Desk.SetAsync(cluster);
        foreach (var name in new[] { "B", "C", "D" }) await desk.IssueAsync(name);
        Assert.Equal("Grenzöffnung B C D", await TreeAsync(desk));
        await StepAsync(desk, "D", TreeStep.Up);
        Assert.Equal("Grenzöffnung B D C", await TreeAsync(desk));
        await StepAsync(desk, "D", TreeStep.In);
        await StepAsync(desk, "C", TreeStep.In);
        Assert.Equal("Grenzöffnung B -D -C", await TreeAsync(desk));
        await StepAsync(desk, "C", TreeStep.In);
        Assert.Equal("Grenzöffnung B -D --C", await TreeAsync(desk));
        await StepAsync(desk, "D", TreeStep.Out);
        Assert.Equal("Grenzöffnung B D -C", await TreeAsync(desk));
        await StepAsync(desk, "B", TreeStep.Down);
        Assert.Equal("Grenzöffnung D -C B", await TreeAsync(desk));
        Assert.Equal(ListFault.NoPlace, Assert.IsType<ListResult.Invalid>(await desk.Codebook.StepAsync(EntryKind.Issue, desk.Issue, TreeStep.Up, desk.Editor, default)).Fault);
    }

    [Fact]
    public async Task Nothing_moves_below_itself_and_a_hundred_moves_into_the_same_gap_find_room()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var (b, c) = (await desk.IssueAsync("B"), await desk.IssueAsync("C"));
        await desk.Codebook.MoveAsync(EntryKind.Issue, b, desk.Issue, null, desk.Editor, default);
        Assert.Equal(ListFault.BelowItself, Assert.IsType<ListResult.Invalid>(await desk.Codebook.MoveAsync(EntryKind.Issue, desk.Issue, b, null, desk.Editor, default)).Fault);
        await desk.Codebook.MoveAsync(EntryKind.Issue, b, null, desk.Issue, desk.Editor, default);
        for (var i = 0; i < 70; i++)
        {
            // Always right behind the first: the gap halves each time, and a double has 52 halvings.
            var moved = i % 2 == 0 ? c : b;
            Assert.IsType<ListResult.Saved>(await desk.Codebook.MoveAsync(EntryKind.Issue, moved, null, desk.Issue, desk.Editor, default));
            Assert.Equal(i % 2 == 0 ? "Grenzöffnung C B" : "Grenzöffnung B C", await TreeAsync(desk));
        }
    }

    [Fact]
    public async Task Versions_are_told_by_who_and_what_and_two_of_them_are_compared_field_by_field()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await using var db = await desk.OpenAsync();
        var before = await db.CodebookVersions.MaxAsync(v => v.Number);
        var issue = await db.Issues.AsNoTracking().SingleAsync();
        await desk.Codebook.SaveAsync(new IssueDraft
        {
            Id = issue.Id, RowVersion = issue.RowVersion, Name = "Offene Grenze", Definition = "Neu", Examples = ["Eins", "Zwei"], Color = "#6D3B9E", Shortcut = "G",
        }, desk.Editor, default);
        var child = await desk.IssueAsync("Kind", desk.Editor);
        await desk.Codebook.MoveAsync(EntryKind.Issue, child, desk.Issue, null, desk.SecondEditor, default);
        await desk.Codebook.RetireAsync(EntryKind.Issue, child, desk.Editor, default);

        var log = (await db.VersionsAsync(null, 10, default)).Rows;
        Assert.Equal([MoveKind.IssueRetired, MoveKind.IssueMoved, MoveKind.IssueAdded, MoveKind.IssueRenamed], log.Take(4).Select(r => r.Kind!.Value));
        Assert.Equal(["Eda", "Emil", "Eda", "Eda"], log.Take(4).Select(r => r.By));
        Assert.Equal("Grenzöffnung → Offene Grenze", log[3].Subject);

        var diff = await db.DiffAsync(before, log[0].Version!.Value, default);
        Assert.Equal(["Kind", "Offene Grenze"], diff.Select(d => d.Name));
        Assert.True(diff[0].Added);
        Assert.Contains(new FieldDiff("Parent", null, "Offene Grenze"), diff[0].Fields);
        Assert.Equal(
            [new("Name", "Grenzöffnung", "Offene Grenze"), new("Definition", null, "Neu"), new("Examples", null, "Eins\nZwei"), new("Synonyms", null, "Grenzöffnung"), new("Color", null, "#6d3b9e"), new("Shortcut", null, "g")],
            diff[1].Fields);
        Assert.Equal([MoveKind.IssueRetired, MoveKind.IssueMoved, MoveKind.IssueAdded], (await db.HistoryAsync(EntryKind.Issue, child, default)).Select(r => r.Kind!.Value));

        // What was done and taken back is no difference.
        Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Empty((await db.DiffAsync(log[0].Version!.Value - 1, log[0].Version!.Value + 1, default)));
        Assert.Null((await db.Issues.AsNoTracking().SingleAsync(i => i.Id == child)).RetiredAt);
    }

    [Fact]
    public async Task A_key_and_a_name_pick_one_entry_and_a_retired_one_lets_them_go()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var first = Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new InstrumentDraft { Name = "Sanktionen", Shortcut = "s", Cameo = "1312" }, desk.Editor, default)).Id;
        Assert.Equal(ListFault.KeyTaken, Assert.IsType<ListResult.Invalid>(await desk.Codebook.SaveAsync(new InstrumentDraft { Name = "Sperre", Shortcut = "S" }, desk.Editor, default)).Fault);
        Assert.Equal(ListFault.NoColor, Assert.IsType<ListResult.Invalid>(await desk.Codebook.SaveAsync(new InstrumentDraft { Name = "Sperre", Color = "red" }, desk.Editor, default)).Fault);
        await desk.Codebook.RetireAsync(EntryKind.Instrument, first, desk.Editor, default);
        Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new InstrumentDraft { Name = "Sanktionen", Shortcut = "s" }, desk.Editor, default));
        Assert.Equal(ListFault.NameTaken, Assert.IsType<ListResult.Invalid>(await desk.Codebook.BringBackAsync(EntryKind.Instrument, first, desk.Editor, default)).Fault);
    }

    [Fact]
    public async Task A_position_on_a_retired_issue_stays_and_can_be_changed_but_no_new_one_is_made()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Position());
        await desk.Codebook.RetireAsync(EntryKind.Issue, desk.Issue, desk.Editor, default);
        var row = Assert.Single(await desk.MarginAsync());
        await desk.SaveAsync(desk.Position() with { Id = id, RowVersion = row.RowVersion, Note = "still" });
        Assert.Equal(DraftFault.UnknownIssue, Assert.IsType<CodingResult.Invalid>(await desk.Codes.SaveAsync(desk.Position(), desk.Editor, default)).Fault);
    }

    private static async Task StepAsync(Desk desk, string name, TreeStep step)
    {
        await using var db = await desk.OpenAsync();
        var id = await db.Issues.Where(i => i.Name == name).Select(i => i.Id).SingleAsync();
        Assert.IsType<ListResult.Saved>(await desk.Codebook.StepAsync(EntryKind.Issue, id, step, desk.Editor, default));
    }

    private static async Task<string> TreeAsync(Desk desk)
    {
        await using var db = await desk.OpenAsync();
        return string.Join(' ', (await db.IssuesAsync(default)).Select(r => new string('-', r.Depth) + r.Issue.Name));
    }
}
