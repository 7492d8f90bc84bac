using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Networks;

/// <summary>What is being done, for whoever waits.</summary>
public enum PictureStep { Reading, Tying, Windows, Placing }

/// <summary>
/// Makes pictures of discourse networks. The arithmetic runs beside the page's thread and stops when it is given up. Positions are those of
/// the whole time, so that a node stays where it is while the windows pass.
/// </summary>
public sealed class NetworkPictures(NetworkSource source, IDbContextFactory<NewsDbContext> contexts)
{
    public async Task<NetworkPicture> DrawAsync(NetworkQuery query, PictureSettings settings, CancellationToken cancel, IProgress<PictureStep>? progress = null)
    {
        progress?.Report(PictureStep.Reading);
        var events = await source.EventsAsync(query, cancel);
        var drawn = await Task.Run(() => Draw(events, settings, cancel, progress), cancel);
        return await NamedAsync(drawn, settings, cancel);
    }

    /// <summary>The picture, its nodes still without names.</summary>
    internal static NetworkPicture Draw(IReadOnlyList<NetworkEvent> events, PictureSettings settings, CancellationToken cancel, IProgress<PictureStep>? progress = null)
    {
        progress?.Report(PictureStep.Tying);
        var whole = NetworkBuilder.Build(events, settings.Network, cancel);
        progress?.Report(PictureStep.Windows);
        var windows = settings.Window is { } window ? NetworkWindows.Build(events, settings.Network, window, cancel) : [];
        var ties = new TieCollection(whole, windows, settings);
        progress?.Report(PictureStep.Placing);
        var ofWhole = ties.Ties.Where(t => t.Weight != 0).ToArray();
        var communities = Communities.Of(ties.Nodes.Count, ofWhole);
        var centralities = Centralities.Of(ties.Nodes.Count, ofWhole);
        var places = NetworkLayout.Of(ties.Nodes.Count, ofWhole.Length > 0 ? ofWhole : ties.Ties, communities, cancel);
        return new()
        {
            Nodes = [.. ties.Nodes.Select((n, i) => new PictureNode(n.Id, n.IsIssue, "", null, n.Statements, places[i], communities[i], centralities[i]))],
            Ties = ties.Ties, Windows = ties.Windows, Statements = whole.Statements, AllTies = whole.Ties.Count, Strongest = whole.Ties.Count == 0 ? 0 : whole.Ties.Max(t => Math.Abs(t.Weight)),
            Modularity = Communities.Modularity(ties.Nodes.Count, ofWhole, communities), First = events.Count == 0 ? null : events[0].At, Last = events.Count == 0 ? null : events[^1].At,
            Days = Days(events, settings.Network.TimeZone),
        };
    }

    private static IReadOnlyList<(DateOnly, int)> Days(IReadOnlyList<NetworkEvent> events, TimeZoneInfo zone)
    {
        var counts = events.DistinctBy(e => e.StatementId).CountBy(e => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(e.At, zone).Date)).ToDictionary();
        if (counts.Count == 0) return [];
        var first = counts.Keys.Min();
        return [.. Enumerable.Range(0, counts.Keys.Max().DayNumber - first.DayNumber + 1).Select(d => (first.AddDays(d), counts.GetValueOrDefault(first.AddDays(d))))];
    }

    private async Task<NetworkPicture> NamedAsync(NetworkPicture picture, PictureSettings settings, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (actorIds, issueIds) = (picture.Nodes.Where(n => !n.IsIssue).Select(n => n.Id).ToArray(), picture.Nodes.Where(n => n.IsIssue).Select(n => n.Id).ToArray());
        var actors = await db.Actors.AsNoTracking().Where(a => actorIds.Contains(a.Id)).Include(a => a.Names.Where(n => n.Preferred)).ToDictionaryAsync(a => a.Id, cancel);
        var issues = await db.Issues.AsNoTracking().Where(i => issueIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancel);
        return picture with
        {
            Nodes = [.. picture.Nodes.Select(n => n.IsIssue ? n with { Name = issues[n.Id] } : n with { Name = actors[n.Id].NameIn(settings.Language), Kind = actors[n.Id].Kind })],
        };
    }

    /// <summary>The nodes and ties of the whole time and of all windows, the strongest only, each with one place.</summary>
    private sealed class TieCollection
    {
        private readonly Dictionary<(bool IsIssue, long Id), int> _nodes = [];
        private readonly Dictionary<((bool, long), (bool, long)), int> _ties = [];

        public TieCollection(Network whole, IReadOnlyList<NetworkWindow> windows, PictureSettings settings)
        {
            var weights = new Dictionary<((bool, long), (bool, long)), (double Whole, double Most)>();
            foreach (var (network, isWhole) in windows.Select(w => (w.Network, false)).Prepend((whole, true)))
            {
                foreach (var tie in network.Ties.Where(t => Math.Abs(t.Weight) >= settings.LeastWeight))
                {
                    var key = Key(network, tie);
                    var known = weights.GetValueOrDefault(key);
                    weights[key] = (isWhole ? tie.Weight : known.Whole, Math.Max(known.Most, Math.Abs(tie.Weight)));
                }
            }
            // The ties of the whole time come first: a picture of windows that leaves out its own whole would be none.
            var kept = weights.OrderByDescending(w => Math.Abs(w.Value.Whole)).ThenByDescending(w => w.Value.Most).ThenBy(w => w.Key).Take(settings.MostTies).OrderBy(w => w.Key).ToArray();
            var statements = Statements(whole);
            foreach (var ((from, to), _) in kept)
            {
                Add(from, statements);
                Add(to, statements);
            }
            if (settings.Network.Isolates) foreach (var node in statements.Keys.Order()) Add(node, statements);
            Ties = [.. kept.Select(k => new Tie(_nodes[k.Key.Item1], _nodes[k.Key.Item2], k.Value.Whole))];
            foreach (var (at, tie) in kept.Index()) _ties[tie.Key] = at;
            Windows = [.. windows.Select(w => new PictureWindow(w.From, w.Until, w.Network.Statements,
                [.. w.Network.Ties.Where(t => Math.Abs(t.Weight) >= settings.LeastWeight && _ties.ContainsKey(Key(w.Network, t))).Select(t => (_ties[Key(w.Network, t)], t.Weight))]))];
        }

        public List<(long Id, bool IsIssue, int Statements)> Nodes { get; } = [];
        public IReadOnlyList<Tie> Ties { get; }
        public IReadOnlyList<PictureWindow> Windows { get; }

        private void Add((bool IsIssue, long Id) node, Dictionary<(bool, long), int> statements)
        {
            if (!_nodes.TryAdd(node, Nodes.Count)) return;
            Nodes.Add((node.Id, node.IsIssue, statements.GetValueOrDefault(node)));
        }

        private static ((bool, long), (bool, long)) Key(Network network, Tie tie)
        {
            var rowsAreIssues = network.Settings.Kind == NetworkKind.Issues;
            return ((rowsAreIssues, network.Rows[tie.From]), (network.IsTwoMode || rowsAreIssues, network.Columns[tie.To]));
        }

        private static Dictionary<(bool, long), int> Statements(Network network)
        {
            var rowsAreIssues = network.Settings.Kind == NetworkKind.Issues;
            var all = network.Rows.Zip(network.RowStatements).ToDictionary(r => (rowsAreIssues, r.First), r => r.Second);
            if (network.IsTwoMode) foreach (var (id, count) in network.Columns.Zip(network.ColumnStatements)) all[(true, id)] = count;
            return all;
        }
    }
}
