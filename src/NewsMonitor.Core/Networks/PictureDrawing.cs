using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Networks;

/// <summary>
/// Draws a picture of statements, its nodes still without names: first the whole time, then the windows. Of a network's ties only the strongest are
/// ever held; the others pass by and are counted.
/// </summary>
internal sealed class PictureDrawing
{
    private readonly IReadOnlyList<NetworkEvent> _events;
    private readonly PictureSettings _settings;
    private readonly Action<PictureProgress>? _progress;
    private readonly CancellationToken _cancel;
    private readonly List<NetworkEvent> _kept;
    private readonly Profiles _profiles;
    /// <summary>Without suggestions; the same where there are none.</summary>
    private readonly Profiles _confirmed;
    private IReadOnlyList<Tie> _ties = [];
    private int _allTies;
    private double _strongest;

    /// <param name="events">Oldest first.</param>
    /// <param name="settings">What is to be drawn.</param>
    /// <param name="progress">Told what is being done, on the thread that does it.</param>
    /// <param name="cancel">Stops it.</param>
    public PictureDrawing(IReadOnlyList<NetworkEvent> events, PictureSettings settings, Action<PictureProgress>? progress, CancellationToken cancel)
    {
        (_events, _settings, _progress, _cancel) = (events, settings, progress, cancel);
        NetworkBuilder.Check(settings.Network);
        progress?.Invoke(new(PictureStep.Tying));
        _kept = NetworkBuilder.DistinctList(events, settings.Network);
        _profiles = NetworkBuilder.ProfilesOf(CollectionsMarshal.AsSpan(_kept), settings.Network);
        // Of a suggestion and a confirmed one that say the same, the first stands for both: so the duplicates are taken out anew.
        _confirmed = events.Any(e => e.Suggested)
            ? NetworkBuilder.ProfilesOf(CollectionsMarshal.AsSpan(NetworkBuilder.DistinctList(events.Where(e => !e.Suggested), settings.Network)), settings.Network) : _profiles;
    }

    private bool IsTwoMode => _settings.Network.Kind == NetworkKind.ActorsAndIssues;

    /// <summary>The strongest ties of the whole time.</summary>
    public NetworkPicture Whole()
    {
        var strongest = new StrongestTies(_settings.MostTies);
        foreach (var tie in new TieWeights(_profiles, _settings.Network).All(_cancel))
        {
            var strength = Math.Abs(tie.Weight);
            _allTies++;
            _strongest = Math.Max(_strongest, strength);
            if (strength >= _settings.LeastWeight) strongest.Add(tie, strength);
        }
        _ties = strongest.InOrder();
        return Picture(_ties);
    }

    /// <summary>The picture of the whole with its windows. Ties that stand in windows only are added where there is room for more.</summary>
    public NetworkPicture Played(NetworkPicture whole)
    {
        var spans = NetworkWindows.Spans(_kept, _settings.Network.TimeZone, _settings.Window!);
        var room = _settings.MostTies - _ties.Count;
        var rounds = spans.Count * (room > 0 ? 2 : 1);
        var places = _ties.Index().ToDictionary(t => (t.Item.From, t.Item.To), t => t.Index);
        var picture = whole;
        if (room > 0 && Passing(spans, places, room, rounds) is { Count: > 0 } passing)
        {
            _ties = [.. _ties.Concat(passing).OrderBy(t => (t.From, t.To))];
            places = _ties.Index().ToDictionary(t => (t.Item.From, t.Item.To), t => t.Index);
            picture = Picture(_ties);
        }
        var windows = new List<PictureWindow>(spans.Count);
        foreach (var (index, span) in spans.Index())
        {
            Tell(rounds - spans.Count + index, rounds);
            List<(int, double)> ties = [];
            foreach (var tie in TiesOf(span)) if (places.TryGetValue((tie.From, tie.To), out var place)) ties.Add((place, tie.Weight));
            windows.Add(new(span.From, span.Until, span.Count, ties));
        }
        return picture with { Windows = windows };
    }

    /// <summary>The strongest ties that stand in a window, but not over the whole time: of weight 0 there.</summary>
    private IReadOnlyList<Tie> Passing(IReadOnlyList<WindowSpan> spans, Dictionary<(int, int), int> known, int room, int rounds)
    {
        var most = new Dictionary<(int From, int To), double>();
        foreach (var (index, span) in spans.Index())
        {
            Tell(index, rounds);
            foreach (var tie in TiesOf(span))
            {
                if (known.ContainsKey((tie.From, tie.To))) continue;
                ref var strength = ref CollectionsMarshal.GetValueRefOrAddDefault(most, (tie.From, tie.To), out _);
                strength = Math.Max(strength, Math.Abs(tie.Weight));
            }
        }
        return [.. most.OrderByDescending(m => m.Value).ThenBy(m => m.Key).Take(room).Select(m => new Tie(m.Key.From, m.Key.To, 0))];
    }

    /// <summary>The ties of a window that are strong enough, by the places of the whole.</summary>
    private IEnumerable<Tie> TiesOf(WindowSpan span)
    {
        _cancel.ThrowIfCancellationRequested();
        var profiles = NetworkBuilder.ProfilesOf(CollectionsMarshal.AsSpan(_kept).Slice(span.First, span.Count), _settings.Network);
        var (rows, columns) = (Places(profiles.Nodes, _profiles.Nodes), IsTwoMode ? Places(profiles.Others, _profiles.Others) : null);
        return new TieWeights(profiles, _settings.Network).All(_cancel).Where(tie => Math.Abs(tie.Weight) >= _settings.LeastWeight)
            .Select(tie => new Tie(rows[tie.From], (columns ?? rows)[tie.To], tie.Weight));
    }

    /// <summary>Where each of some ascending ids stands among more of them.</summary>
    private static int[] Places(IReadOnlyList<long> some, IReadOnlyList<long> all)
    {
        var places = new int[some.Count];
        for (var (i, at) = (0, 0); i < some.Count; i++)
        {
            while (all[at] != some[i]) at++;
            places[i] = at;
        }
        return places;
    }

    private void Tell(int done, int all) => _progress?.Invoke(new(PictureStep.Windows, done, all));

    private NetworkPicture Picture(IReadOnlyList<Tie> ties)
    {
        _progress?.Invoke(new(PictureStep.Placing));
        // Places in the picture: the rows of the network, then the columns of a two-mode one, as far as they are drawn.
        var columnsFrom = IsTwoMode ? _profiles.Nodes.Count : 0;
        var drawn = new bool[columnsFrom + (IsTwoMode ? _profiles.Others.Count : _profiles.Nodes.Count)];
        foreach (var tie in ties) drawn[tie.From] = drawn[columnsFrom + tie.To] = true;
        var nodes = Enumerable.Range(0, drawn.Length).Where(node => drawn[node] || _settings.Network.Isolates).ToArray();
        var place = new int[drawn.Length];
        foreach (var (at, node) in nodes.Index()) place[node] = at;
        Tie[] placed = [.. ties.Select(tie => new Tie(place[tie.From], place[columnsFrom + tie.To], tie.Weight))];
        Tie[] ofWhole = [.. placed.Where(tie => tie.Weight != 0)];
        var communities = Communities.Of(nodes.Length, ofWhole);
        var centralities = Centralities.Of(nodes.Length, ofWhole);
        _cancel.ThrowIfCancellationRequested();
        var places = NetworkLayout.Of(nodes.Length, ofWhole.Length > 0 ? ofWhole : placed, communities, _cancel);
        var (activities, prominences) = (Activities(_confirmed.Nodes, _confirmed.Activities, _profiles.Nodes), IsTwoMode ? Activities(_confirmed.Others, _confirmed.Prominences, _profiles.Others) : []);
        int[] confirmed = [.. activities, .. prominences];
        return new()
        {
            Nodes = [.. nodes.Select((node, i) => Node(node, confirmed[node], places[i], communities[i], centralities[i]))],
            Ties = placed, Confirmed = Confirmed(ties), Windows = [], Statements = _profiles.Statements, Suggested = _profiles.Statements - _confirmed.Statements, AllTies = _allTies, Strongest = _strongest,
            Modularity = Communities.Modularity(nodes.Length, ofWhole, communities), First = _events.Count == 0 ? null : _events[0].At, Last = _events.Count == 0 ? null : _events[^1].At,
            Days = Days(),
        };
    }

    /// <summary>Numbers of statements, by the places of more nodes.</summary>
    private static int[] Activities(IReadOnlyList<long> some, IReadOnlyList<int> statements, IReadOnlyList<long> all)
    {
        var result = new int[all.Count];
        foreach (var (i, place) in Places(some, all).Index()) result[place] = statements[i];
        return result;
    }

    /// <summary>The weights of some ties where only what people have decided counts.</summary>
    private double[] Confirmed(IReadOnlyList<Tie> ties)
    {
        if (ReferenceEquals(_confirmed, _profiles)) return [.. ties.Select(tie => tie.Weight)];
        var wanted = ties.Index().ToDictionary(t => (t.Item.From, t.Item.To), t => t.Index);
        var (rows, columns) = (Places(_confirmed.Nodes, _profiles.Nodes), IsTwoMode ? Places(_confirmed.Others, _profiles.Others) : null);
        var weights = new double[ties.Count];
        foreach (var tie in new TieWeights(_confirmed, _settings.Network).All(_cancel))
        {
            if (wanted.TryGetValue((rows[tie.From], (columns ?? rows)[tie.To]), out var at)) weights[at] = tie.Weight;
        }
        return weights;
    }

    private PictureNode Node(int node, int confirmed, Place place, int community, Centrality centrality)
    {
        var isColumn = node >= _profiles.Nodes.Count;
        var (id, statements) = isColumn
            ? (_profiles.Others[node - _profiles.Nodes.Count], _profiles.Prominences[node - _profiles.Nodes.Count]) : (_profiles.Nodes[node], _profiles.Activities[node]);
        return new(id, isColumn || _settings.Network.Kind == NetworkKind.Issues, "", null, statements, confirmed, place, community, centrality);
    }

    /// <summary>Statements by day, each once, however many speakers it has.</summary>
    private List<(DateOnly, int)> Days()
    {
        var (walk, seen, days) = (new DayWalk(_settings.Network.TimeZone), new HashSet<long>(_events.Count), new List<(DateOnly Day, int Statements)>());
        foreach (var e in _events)
        {
            if (!seen.Add(e.StatementId)) continue;
            var day = DateOnly.FromDateTime(walk.Of(e.At));
            if (days.Count == 0) days.Add((day, 0));
            while (days[^1].Day < day) days.Add((days[^1].Day.AddDays(1), 0));
            days[^1] = (day, days[^1].Statements + 1);
        }
        return days;
    }
}
