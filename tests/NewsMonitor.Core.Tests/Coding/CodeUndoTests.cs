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

        Assert.IsType<CodingResult.Saved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Equal((desk.Threat().Condition, ThreatMode.Explicit), await StateAsync(desk));
        Assert.IsType<CodingResult.Saved>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Empty(await desk.MarginAsync());
        Assert.IsType<CodingResult.Nothing>(await desk.Undo.UndoAsync(desk.Editor, default));

        Assert.IsType<CodingResult.Saved>(await desk.Undo.RedoAsync(desk.Editor, default));
        Assert.Equal((desk.Threat().Condition, ThreatMode.Explicit), await StateAsync(desk));
        Assert.IsType<CodingResult.Saved>(await desk.Undo.RedoAsync(desk.Editor, default));
        Assert.Equal(("anders", ThreatMode.Warning), await StateAsync(desk));
        Assert.IsType<CodingResult.Nothing>(await desk.Undo.RedoAsync(desk.Editor, default));
    }

    [Fact]
    public async Task A_fresh_move_closes_the_way_forward()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat());
        await desk.Undo.UndoAsync(desk.Editor, default);
        await desk.SaveAsync(desk.Position());
        Assert.IsType<CodingResult.Nothing>(await desk.Undo.RedoAsync(desk.Editor, default));
    }

    [Fact]
    public async Task Undo_never_touches_another_coders_move()
    {
        await using var desk = await Desk.SetAsync(cluster);
        await desk.SaveAsync(desk.Threat(), desk.SecondEditor);
        Assert.IsType<CodingResult.Nothing>(await desk.Undo.UndoAsync(desk.Editor, default));
        Assert.Single(await desk.MarginAsync());
    }

    [Fact]
    public async Task A_move_that_another_coder_has_built_on_is_stale()
    {
        await using var desk = await Desk.SetAsync(cluster);
        var id = await desk.SaveAsync(desk.Threat());
        var row = Assert.Single(await desk.MarginAsync());
        await desk.SaveAsync(desk.Threat() with { Id = id, RowVersion = row.RowVersion, Condition = "hers" }, desk.SecondEditor);
        Assert.Equal("Emil", Assert.IsType<CodingResult.Stale>(await desk.Undo.UndoAsync(desk.Editor, default)).ChangedBy);
        Assert.Equal("hers", (await StateAsync(desk)).Condition);
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
