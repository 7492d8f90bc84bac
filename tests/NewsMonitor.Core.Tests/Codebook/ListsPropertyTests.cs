using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Codebook;

/// <summary>Random acts on the codebook against the simplest model there is: where each statement stands, how each issue is called, what is above it.</summary>
public sealed class ListsPropertyTests(TestCluster cluster)
{
    [Theory, InlineData(11), InlineData(12), InlineData(13), InlineData(14)]
    public async Task Random_renames_merges_splits_moves_and_undos_end_where_the_model_says(int seed)
    {
        await using var desk = await Desk.SetAsync(cluster);
        var random = new Random(seed);
        var model = new Model();
        model.Issues[desk.Issue] = ("Grenzöffnung", null);
        for (var i = 0; i < 4; i++) model.Issues[await desk.IssueAsync($"Issue {i}")] = ($"Issue {i}", null);
        for (var i = 0; i < 6; i++)
        {
            var issue = Pick(random, model.Issues.Keys);
            model.Statements[await desk.SaveAsync(desk.Position() with { IssueId = issue })] = issue;
        }
        var (past, future) = (new Stack<Model>(), new Stack<Model>());
        // The statements above are moves too: undo must not reach them.
        for (var step = 0; step < 30; step++)
        {
            var before = model.Copy();
            var act = random.Next(8);
            if (act == 0 && past.Count > 0)
            {
                Assert.Empty(Assert.IsType<UndoResult.Moved>(await desk.Undo.UndoAsync(desk.Editor, default)).Left);
                future.Push(model);
                model = past.Pop();
            }
            else if (act == 1 && future.Count > 0)
            {
                Assert.Empty(Assert.IsType<UndoResult.Moved>(await desk.Undo.RedoAsync(desk.Editor, default)).Left);
                past.Push(model);
                model = future.Pop();
            }
            else if (await ActAsync(desk, model, random, step))
            {
                past.Push(before);
                future.Clear();
            }
            await CompareAsync(desk, model, $"seed {seed}, step {step}");
        }
    }

    private static async Task<bool> ActAsync(Desk desk, Model model, Random random, int step)
    {
        var issue = Pick(random, model.Issues.Keys);
        switch (random.Next(4))
        {
            case 0:
                await using (var db = await desk.OpenAsync())
                {
                    var row = await db.Issues.AsNoTracking().SingleAsync(i => i.Id == issue);
                    Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new IssueDraft { Id = issue, RowVersion = row.RowVersion, Name = $"Renamed {step}" }, desk.Editor, default));
                }
                model.Issues[issue] = ($"Renamed {step}", model.Issues[issue].Parent);
                return true;
            case 1 when model.Issues.Count > 1:
            {
                var into = Pick(random, model.Issues.Keys.Where(i => i != issue));
                Assert.IsType<ListResult.Merged>(await desk.Merge.MergeAsync(EntryKind.Issue, issue, into, desk.Editor, default));
                model.Merge(issue, into);
                return true;
            }
            case 2:
            {
                var part = random.Next(2);
                var chosen = model.Statements.Where(s => s.Value == issue && random.Next(2) == 0).Select(s => s.Key).ToArray();
                Assert.Equal(chosen.Length, Assert.IsType<ListResult.Merged>(await desk.Split.SplitAsync(new()
                {
                    Kind = EntryKind.Issue, Id = issue, Parts = [$"Part {step} a", $"Part {step} b"], Picked = chosen.ToDictionary(c => c, _ => part),
                }, desk.Editor, default)).Codes);
                await using var db = await desk.OpenAsync();
                var made = await db.Issues.Where(i => i.Name.StartsWith($"Part {step} ") && i.RetiredAt == null).OrderBy(i => i.Name).ToListAsync();
                foreach (var entry in made) model.Issues[entry.Id] = (entry.Name, model.Issues[issue].Parent);
                foreach (var statement in chosen) model.Statements[statement] = made[part].Id;
                return true;
            }
            default:
            {
                var last = await LastMoveAsync(desk);
                long? parent = random.Next(3) == 0 ? null : Pick(random, model.Issues.Keys);
                var result = await desk.Codebook.MoveAsync(EntryKind.Issue, issue, parent, null, desk.Editor, default);
                if (parent is { } below && model.IsWithin(below, issue))
                {
                    Assert.Equal(ListFault.BelowItself, Assert.IsType<ListResult.Invalid>(result).Fault);
                    return false;
                }
                Assert.IsType<ListResult.Saved>(result);
                model.Issues[issue] = (model.Issues[issue].Name, parent);
                // A move to where it is already leaves no trace, and nothing to undo.
                return await LastMoveAsync(desk) > last;
            }
        }
    }

    private static async Task<long> LastMoveAsync(Desk desk)
    {
        await using var db = await desk.OpenAsync();
        return await db.Moves.MaxAsync(m => m.Id);
    }

    private static async Task CompareAsync(Desk desk, Model model, string where)
    {
        await using var db = await desk.OpenAsync();
        var issues = await db.Issues.AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null).ToListAsync();
        Assert.True(model.Issues.Keys.Order().SequenceEqual(issues.Select(i => i.Id).Order()), $"{where}: other issues live.");
        foreach (var issue in issues)
        {
            Assert.True(model.Issues[issue.Id] == (issue.Name, issue.ParentId), $"{where}: {issue.Id} is {issue.Name} below {issue.ParentId}, not {model.Issues[issue.Id]}.");
        }
        var positions = await db.Positions.AsNoTracking().Include(p => p.Issue).ToListAsync();
        foreach (var position in positions)
        {
            Assert.True(position.Issue!.MergedIntoId is null, $"{where}: statement {position.Id} points to what was merged away.");
            Assert.True(model.Statements[position.Id] == position.IssueId, $"{where}: statement {position.Id} stands with {position.IssueId}, not {model.Statements[position.Id]}.");
        }
        Assert.Equal(issues.Count, CodebookTree.Of(issues).Rows().Count);
    }

    private static long Pick(Random random, IEnumerable<long> from)
    {
        var all = from.Order().ToArray();
        return all[random.Next(all.Length)];
    }

    private sealed class Model
    {
        public Dictionary<long, (string Name, long? Parent)> Issues { get; private init; } = [];
        public Dictionary<long, long> Statements { get; private init; } = [];

        public void Merge(long from, long into)
        {
            foreach (var statement in Statements.Where(s => s.Value == from).Select(s => s.Key).ToArray()) Statements[statement] = into;
            if (IsWithin(into, from)) Issues[into] = (Issues[into].Name, Issues[from].Parent);
            foreach (var child in Issues.Where(i => i.Value.Parent == from && i.Key != into).Select(i => i.Key).ToArray()) Issues[child] = (Issues[child].Name, into);
            Issues.Remove(from);
        }

        public bool IsWithin(long id, long ancestor)
        {
            for (long? at = id; at is { } here; at = Issues[here].Parent) if (here == ancestor) return true;
            return false;
        }

        public Model Copy() => new() { Issues = new(Issues), Statements = new(Statements) };
    }
}
