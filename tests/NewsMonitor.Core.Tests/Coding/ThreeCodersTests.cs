using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

/// <summary>
/// Three coders code, edit, remove, change in bulk, undo and redo on one article, at random. Everything ends where a model in memory says:
/// a list of moves for each coder and the rule of undo, with no database in it.
/// </summary>
public sealed class ThreeCodersTests(TestCluster cluster)
{
    private readonly record struct State(string Condition, ThreatMode Mode, bool Removed);

    private sealed class Part(long code, State? before, State after)
    {
        public long Code => code;
        public State? Before => before;
        public State After => after;
        public bool TakenBack { get; set; }
        public required Step Of { get; init; }
    }

    private sealed class Step(long by, RevisionWay way)
    {
        public long By => by;
        public RevisionWay Way => way;
        public List<Part> Parts { get; } = [];
        public bool TakenBack { get; set; }
    }

    private sealed class Model
    {
        private readonly List<Part> _history = [];
        private readonly List<Step> _steps = [];

        public SortedDictionary<long, State> Codes { get; } = [];

        public void Do(long by, params (long Code, State After)[] changes)
        {
            var step = new Step(by, RevisionWay.Done);
            foreach (var (code, after) in changes)
            {
                State? before = Codes.TryGetValue(code, out var was) ? was : null;
                if (before != after) Write(step, code, before, after);
            }
            if (step.Parts.Count > 0) _steps.Add(step);
        }

        /// <returns>How many codes were put back; null where there was nothing to take back.</returns>
        public int? TakeBack(long by, RevisionWay way)
        {
            var mine = _steps.Where(s => s.By == by).ToList();
            var target = way == RevisionWay.Undone
                ? mine.LastOrDefault(s => s.Way != RevisionWay.Undone && !s.TakenBack)
                : mine.Skip(mine.FindLastIndex(s => s.Way == RevisionWay.Done) + 1).LastOrDefault(s => s.Way == RevisionWay.Undone && !s.TakenBack);
            if (target is null) return null;
            var step = new Step(by, way);
            foreach (var part in target.Parts)
            {
                var since = _history.Skip(_history.IndexOf(part) + 1).Where(p => p.Code == part.Code);
                if (since.Any(p => p.Of.By != by && p.Of.Way != RevisionWay.Undone && !p.TakenBack) || Codes[part.Code] != part.After) continue;
                part.TakenBack = true;
                Write(step, part.Code, part.After, part.Before ?? part.After with { Removed = true });
            }
            target.TakenBack = true;
            _steps.Add(step);
            return step.Parts.Count;
        }

        private void Write(Step step, long code, State? before, State after)
        {
            var part = new Part(code, before, after) { Of = step };
            step.Parts.Add(part);
            _history.Add(part);
            Codes[code] = after;
        }
    }

    [Theory, InlineData(11), InlineData(22), InlineData(33), InlineData(44)]
    public async Task Random_moves_of_three_coders_end_where_the_model_says(int seed)
    {
        await using var desk = await Desk.SetAsync(cluster);
        long[] coders = [desk.Editor, desk.SecondEditor, desk.ThirdEditor];
        var random = new Random(seed);
        var model = new Model();
        for (var step = 0; step < 70; step++)
        {
            var by = coders[random.Next(coders.Length)];
            var margin = (await desk.MarginAsync()).OfType<ThreatRow>().ToArray();
            switch (random.Next(10))
            {
                case 0 or 1 or 2 when step > 5:
                    await TakeBackAsync(desk, model, by, RevisionWay.Undone);
                    break;
                case 3 or 4 when step > 5:
                    await TakeBackAsync(desk, model, by, RevisionWay.Redone);
                    break;
                case 5 when margin.Length > 0:
                {
                    var row = margin[random.Next(margin.Length)];
                    Assert.IsType<CodingResult.Saved>(await desk.Codes.RemoveAsync(row.Id, row.RowVersion, by, default));
                    model.Do(by, (row.Id, model.Codes[row.Id] with { Removed = true }));
                    break;
                }
                case 6 or 7 when margin.Length > 1:
                {
                    var chosen = margin.Where(_ => random.Next(2) == 0).ToArray();
                    var mode = (ThreatMode)random.Next(3);
                    var done = Assert.IsType<BulkResult.Done>(await desk.Bulk.ChangeAsync(
                        [.. chosen.Select(r => new ChosenCode(r.Id, r.RowVersion))], new() { Mode = mode }, null, by, default));
                    Assert.Empty(done.Skipped);
                    model.Do(by, [.. chosen.Select(r => (r.Id, model.Codes[r.Id] with { Mode = mode }))]);
                    break;
                }
                default:
                {
                    var row = margin.Length > 3 || (margin.Length > 0 && random.Next(2) == 0) ? margin[random.Next(margin.Length)] : null;
                    var mode = (ThreatMode)random.Next(3);
                    var id = await desk.SaveAsync(desk.Threat() with { Id = row?.Id, RowVersion = row?.RowVersion ?? 0, Condition = $"{step}", Mode = mode }, by);
                    model.Do(by, (id, new($"{step}", mode, false)));
                    break;
                }
            }
            var stands = (await desk.MarginAsync()).OfType<ThreatRow>().OrderBy(r => r.Id).Select(r => (r.Id, r.Condition!, r.Mode));
            Assert.Equal(model.Codes.Where(c => !c.Value.Removed).Select(c => (c.Key, c.Value.Condition, c.Value.Mode)), stands);
        }
    }

    private static async Task TakeBackAsync(Desk desk, Model model, long by, RevisionWay way)
    {
        var result = way == RevisionWay.Undone ? await desk.Undo.UndoAsync(by, default) : await desk.Undo.RedoAsync(by, default);
        var expected = model.TakeBack(by, way);
        Assert.Equal(expected, result is UndoResult.Moved moved ? moved.Done : null);
        if (expected is null) Assert.IsType<UndoResult.Nothing>(result);
    }
}
