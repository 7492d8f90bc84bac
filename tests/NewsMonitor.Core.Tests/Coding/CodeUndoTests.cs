using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

public sealed class CodeUndoTests(TestCluster cluster)
{
    [Fact]
    public async Task Undo_takes_the_last_move_back_and_redo_brings_it_again()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());
        var row = Assert.Single(await desk.MarginAsync());
        await desk.SaveAsync(desk.Threat() with { Id = id, RowVersion = row.RowVersion, Condition = "anders", Mode = ThreatMode.Warning });

        Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Equal((desk.Threat().Condition, ThreatMode.Explicit), await StateAsync(desk));
        Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Empty(await desk.MarginAsync());
        Assert.IsType<UndoResult.Nothing>(await desk.Undo.UndoAsync(desk.Editor, default));

        Assert.IsType<UndoResult.Moved>(await desk.Undo.RedoAsync(desk.Editor, default));
        Assert.Equal((desk.Threat().Condition, ThreatMode.Explicit), await StateAsync(desk));
        Assert.IsType<UndoResult.Moved>(await desk.Undo.RedoAsync(desk.Editor, default));
        Assert.Equal(("anders", ThreatMode.Warning), await StateAsync(desk));
        Assert.IsType<UndoResult.Nothing>(await desk.Undo.RedoAsync(desk.Editor, default));
    }

    [Fact]
    public async Task A_fresh_move_closes_the_way_forward()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat());
        await desk.Undo.UndoAsync(desk.Editor, default);
        await desk.SaveAsync(desk.Position());
        Assert.IsType<UndoResult.Nothing>(await desk.Undo.RedoAsync(desk.Editor, default));
    }

    [Fact]
    public async Task Undo_never_touches_another_coders_move()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat(), desk.SecondEditor);
        Assert.IsType<UndoResult.Nothing>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Single(await desk.MarginAsync());
    }

    [Fact]
    public async Task A_move_that_another_coder_has_built_on_is_left_and_named()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());
        var row = Assert.Single(await desk.MarginAsync());
        await desk.SaveAsync(desk.Threat() with { Id = id, RowVersion = row.RowVersion, Condition = "hers" }, desk.SecondEditor);
        var undone = Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Equal((0, "Emil"), (undone.Done, Assert.Single(undone.Left).ChangedBy));
        Assert.Equal("hers", (await StateAsync(desk)).Condition);
    }

    [Fact]
    public async Task What_another_coder_built_and_took_back_again_stands_in_nobodys_way()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());
        var row = Assert.Single(await desk.MarginAsync());
        await desk.SaveAsync(desk.Threat() with { Id = id, RowVersion = row.RowVersion, Condition = "hers" }, desk.SecondEditor);
        await desk.Undo.UndoAsync(desk.SecondEditor, default);
        Assert.Equal(1, Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default)).Done);
        Assert.Empty(await desk.MarginAsync());
    }

    [Fact]
    public async Task A_merge_of_actors_is_taken_back_as_one_move_but_for_what_another_has_built_on()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var duplicate = await desk.ActorAsync("Herr Minister", ActorKind.Person);
        var threat = await desk.SaveAsync(desk.Threat() with { Participants = [new(ParticipantRole.Threatener, duplicate)] });
        var mention = await desk.SaveAsync(desk.Mention() with { ActorId = duplicate });
        await desk.Merge.MergeAsync(EntryKind.Actor, duplicate, desk.Minister, desk.Editor, default);
        var seen = (await desk.MarginAsync()).OfType<MentionRow>().Single();
        await desk.SaveAsync(desk.Mention() with { Id = mention, RowVersion = seen.RowVersion, Note = "mine" }, desk.SecondEditor);

        var undone = Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Equal((MoveKind.ActorsMerged, mention, "Emil"), (undone.Kind, Assert.Single(undone.Left).CodeId, undone.Left[0].ChangedBy));
        var margin = await desk.MarginAsync();
        Assert.Equal(duplicate, margin.OfType<ThreatRow>().Single(r => r.Id == threat).Participants[0].ActorId);
        Assert.Equal(desk.Minister, margin.OfType<MentionRow>().Single().Actor.Id);
        await using (var db = await desk.OpenAsync())
        {
            Assert.Null((await db.Actors.SingleAsync(a => a.Id == duplicate)).MergedIntoId);
            Assert.Empty(await db.ActorNames.Where(n => n.ActorId == desk.Minister).ToListAsync());
        }

        Assert.IsType<UndoResult.Moved>(await desk.Undo.RedoAsync(desk.Editor, default));
        Assert.Equal(desk.Minister, (await desk.MarginAsync()).OfType<ThreatRow>().Single().Participants[0].ActorId);
        await using var after = await desk.OpenAsync();
        Assert.Equal(desk.Minister, (await after.Actors.SingleAsync(a => a.Id == duplicate)).MergedIntoId);
    }

    [Fact]
    public async Task A_merge_of_issues_and_the_word_that_an_article_is_coded_are_moves_too()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Position());
        var other = Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new IssueDraft { Name = "Grenze auf" }, desk.Editor, default)).Id;
        await desk.Merge.MergeAsync(EntryKind.Issue, desk.Issue, other, desk.Editor, default);
        await desk.Codes.SetCodedAsync(desk.Article, true, desk.Editor, default);

        await desk.Undo.UndoAsync(desk.Editor, default);
        Assert.Equal(CodingState.InWork, (await desk.ArticleAsync()).CodingState);
        Assert.Equal(3, Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default)).Done);
        await using var db = await desk.OpenAsync();
        Assert.Equal(desk.Issue, (await db.Positions.SingleAsync()).IssueId);
        Assert.Null((await db.Issues.SingleAsync(i => i.Id == desk.Issue)).MergedIntoId);
        Assert.StartsWith("Undone", (await db.CodebookVersions.OrderBy(v => v.Number).LastAsync()).Change);
        await desk.Undo.RedoAsync(desk.Editor, default);
        await desk.Undo.RedoAsync(desk.Editor, default);
        Assert.Equal(CodingState.Coded, (await desk.ArticleAsync()).CodingState);
        Assert.Equal(other, (await desk.MarginAsync()).OfType<PositionRow>().Single().IssueId);
    }

    [Fact]
    public async Task Undo_in_two_windows_at_once_takes_each_move_back_once()
    {
        await using var desk = await Desk.SetAsync(cluster);
        for (var i = 0; i < 4; i++) await desk.SaveAsync(desk.Threat());
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.Undo.UndoAsync(desk.Editor, default)));
        var done = results.OfType<UndoResult.Moved>().Sum(r => r.Done);
        Assert.Equal(4 - done, (await desk.MarginAsync()).Count);
        Assert.All(results.OfType<UndoResult.Moved>(), r => Assert.Empty(r.Left));
    }

    /// <summary>Against the simplest model there is: a stack of states for each coder who works alone on codes of their own.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Random_moves_end_where_a_stack_of_states_says(int seed)
    {
        await using var desk = await Desk.SetAsync(cluster);
        var random = new Random(seed);
        var states = new List<string?> { null };
        var at = 0;
        long? id = null;
        for (var step = 0; step < 25; step++)
        {
            switch (random.Next(4))
            {
                case 0 when at > 0:
                    await desk.Undo.UndoAsync(desk.Editor, default);
                    at--;
                    break;
                case 1 when at < states.Count - 1:
                    await desk.Undo.RedoAsync(desk.Editor, default);
                    at++;
                    break;
                case 2 when states[at] is not null && random.Next(2) == 0:
                {
                    var row = (await desk.MarginAsync()).Single();
                    Assert.IsType<CodingResult.Saved>(await desk.Codes.RemoveAsync(row.Id, row.RowVersion, desk.Editor, default));
                    states.RemoveRange(at + 1, states.Count - at - 1);
                    states.Add(null);
                    at++;
                    break;
                }
                default:
                {
                    var row = (await desk.MarginAsync()).SingleOrDefault();
                    var condition = $"state {step}";
                    id = await desk.SaveAsync(desk.Threat() with { Id = row?.Id, RowVersion = row?.RowVersion ?? 0, Condition = condition });
                    states.RemoveRange(at + 1, states.Count - at - 1);
                    states.Add(condition);
                    at++;
                    break;
                }
            }
            var now = (await desk.MarginAsync()).SingleOrDefault() as ThreatRow;
            Assert.Equal(states[at], now?.Condition);
        }
        Assert.NotNull(id);
    }

    private static async Task<(string? Condition, ThreatMode Mode)> StateAsync(Desk desk) =>
        Assert.IsType<ThreatRow>(Assert.Single(await desk.MarginAsync())) is var threat ? (threat.Condition, threat.Mode) : default;
}
