namespace NewsMonitor.Core.Networks;

/// <summary>How often a node speaks for, against and undecidedly on one other.</summary>
internal readonly record struct Counts(int For, int Against, int Undecided)
{
    public int All => For + Against + Undecided;

    public Counts With(int stance) => stance switch { > 0 => this with { For = For + 1 }, < 0 => this with { Against = Against + 1 }, _ => this with { Undecided = Undecided + 1 } };
}

/// <summary>
/// Each node's counts by what it speaks on: a sparse matrix, by rows and once more by columns, in arrays of integers. Nodes and others are places
/// in ascending lists of ids; of both an archive has some thousands, while statements come by the hundred thousand.
/// </summary>
internal sealed class Profiles
{
    private readonly long[] _nodes, _others;
    /// <summary>The cells of a row are those from its start to the next one's, in the order of the others.</summary>
    private readonly int[] _rowStarts, _rowOthers;
    private readonly Counts[] _rowCounts;
    /// <summary>The same cells by column, in the order of the nodes.</summary>
    private readonly int[] _columnStarts, _columnNodes;
    private readonly Counts[] _columnCounts;
    private readonly int[] _activities, _prominences;

    /// <param name="statements">Those that count.</param>
    /// <param name="issuesFirst">Whether issues are the nodes, and actors what they are tied by.</param>
    public Profiles(ReadOnlySpan<NetworkEvent> statements, bool issuesFirst)
    {
        var (actors, issues) = (Ids(statements, actors: true), Ids(statements, actors: false));
        (_nodes, _others) = issuesFirst ? (issues, actors) : (actors, issues);
        Statements = statements.Length;
        var cells = Cells(statements, Places(actors), Places(issues), issuesFirst);
        (_rowStarts, _rowOthers, _rowCounts) = (new int[_nodes.Length + 1], new int[cells.Count], new Counts[cells.Count]);
        (_columnStarts, _columnNodes, _columnCounts) = (new int[_others.Length + 1], new int[cells.Count], new Counts[cells.Count]);
        (_activities, _prominences) = (new int[_nodes.Length], new int[_others.Length]);
        for (var i = 0; i < cells.Count; i++)
        {
            var (node, other, counts) = cells[i];
            (_rowOthers[i], _rowCounts[i]) = (other, counts);
            _rowStarts[node + 1] = i + 1;
            _columnStarts[other + 1]++;
            _activities[node] += counts.All;
            _prominences[other] += counts.All;
        }
        for (var other = 0; other < _others.Length; other++) _columnStarts[other + 1] += _columnStarts[other];
        var next = _columnStarts.AsSpan(0, _others.Length).ToArray();
        foreach (var (node, other, counts) in cells)
        {
            var at = next[other]++;
            (_columnNodes[at], _columnCounts[at]) = (node, counts);
        }
    }

    public int Statements { get; }
    public IReadOnlyList<long> Nodes => _nodes;
    public IReadOnlyList<long> Others => _others;
    /// <summary>Statements of each node.</summary>
    public IReadOnlyList<int> Activities => _activities;
    /// <summary>Statements on each other.</summary>
    public IReadOnlyList<int> Prominences => _prominences;

    /// <summary>The Euclidean norm of the profile over other and stance.</summary>
    public double Norm(int node)
    {
        var sum = 0.0;
        foreach (var c in Row(node).Counts) sum += (double)c.For * c.For + (double)c.Against * c.Against + (double)c.Undecided * c.Undecided;
        return Math.Sqrt(sum);
    }

    /// <summary>What a node speaks on.</summary>
    public Line Row(int node) => new(
        _rowOthers.AsSpan(_rowStarts[node], _rowStarts[node + 1] - _rowStarts[node]), _rowCounts.AsSpan(_rowStarts[node], _rowStarts[node + 1] - _rowStarts[node]));

    /// <summary>Who speaks on an other, from the given one of them on.</summary>
    public Line Column(int other, int from) => new(
        _columnNodes.AsSpan(_columnStarts[other] + from, _columnStarts[other + 1] - _columnStarts[other] - from),
        _columnCounts.AsSpan(_columnStarts[other] + from, _columnStarts[other + 1] - _columnStarts[other] - from));

    /// <summary>A row or a column: the places that have something, ascending, with their counts.</summary>
    public readonly ref struct Line(ReadOnlySpan<int> places, ReadOnlySpan<Counts> counts)
    {
        public ReadOnlySpan<int> Places { get; } = places;
        public ReadOnlySpan<Counts> Counts { get; } = counts;
    }

    private static long[] Ids(ReadOnlySpan<NetworkEvent> statements, bool actors)
    {
        var ids = new HashSet<long>();
        foreach (ref readonly var e in statements) ids.Add(actors ? e.Actor : e.Issue);
        long[] ascending = [.. ids];
        Array.Sort(ascending);
        return ascending;
    }

    private static Dictionary<long, int> Places(long[] ids)
    {
        var places = new Dictionary<long, int>(ids.Length);
        for (var i = 0; i < ids.Length; i++) places[ids[i]] = i;
        return places;
    }

    /// <summary>By node, then by other: node, other and stance are packed into one number each, and what is the same lies side by side when they are sorted.</summary>
    private static List<(int Node, int Other, Counts Counts)> Cells(ReadOnlySpan<NetworkEvent> statements, Dictionary<long, int> actors, Dictionary<long, int> issues, bool issuesFirst)
    {
        var keys = new long[statements.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            ref readonly var e = ref statements[i];
            var (actor, issue) = (actors[e.Actor], issues[e.Issue]);
            var (node, other) = issuesFirst ? (issue, actor) : (actor, issue);
            keys[i] = (long)node << 33 | (long)other << 2 | (uint)(Math.Sign(e.Stance) + 1);
        }
        Array.Sort(keys);
        var cells = new List<(int, int, Counts)>();
        var (last, sum) = (-1L, default(Counts));
        foreach (var key in keys)
        {
            if (key >> 2 != last)
            {
                if (last >= 0) cells.Add(((int)(last >> 31), (int)(last & int.MaxValue), sum));
                (last, sum) = (key >> 2, default);
            }
            sum = sum.With((int)(key & 3) - 1);
        }
        if (last >= 0) cells.Add(((int)(last >> 31), (int)(last & int.MaxValue), sum));
        return cells;
    }
}
