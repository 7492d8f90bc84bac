namespace NewsMonitor.Core.Networks;

/// <summary>How often a node speaks for, against and undecidedly on one other.</summary>
internal readonly record struct Counts(int For, int Against, int Undecided)
{
    public int All => For + Against + Undecided;

    public Counts With(int stance) => stance switch { > 0 => this with { For = For + 1 }, < 0 => this with { Against = Against + 1 }, _ => this with { Undecided = Undecided + 1 } };
}

/// <summary>What two nodes share, summed over what both speak on.</summary>
internal struct Shared
{
    /// <summary>Products of all counts, whatever the stance.</summary>
    public double Any;
    public double Congruence;
    public double Conflict;
    /// <summary>Products of the counts of the same stance, the intersection of Discourse Network Analyzer's Jaccard.</summary>
    public double Products;
    /// <summary>The first one's counts where the second has the same stance too.</summary>
    public double First;
    public double Second;

    public void Add(Counts a, Counts b, double undecidedDistance)
    {
        Any += (double)a.All * b.All;
        var same = (double)a.For * b.For + (double)a.Against * b.Against + (double)a.Undecided * b.Undecided;
        var opposite = (double)a.For * b.Against + (double)a.Against * b.For;
        // One undecided, the other not: half way (a distance of 1 out of 2).
        var beside = (double)a.Undecided * (b.For + b.Against) + (double)b.Undecided * (a.For + a.Against);
        Congruence += same + beside * (1 - undecidedDistance);
        Conflict += opposite + beside * undecidedDistance;
        Products += same;
        First += (b.For > 0 ? a.For : 0) + (b.Against > 0 ? a.Against : 0) + (b.Undecided > 0 ? a.Undecided : 0);
        Second += (a.For > 0 ? b.For : 0) + (a.Against > 0 ? b.Against : 0) + (a.Undecided > 0 ? b.Undecided : 0);
    }
}

/// <summary>Each node's counts by what it speaks on, sparse.</summary>
internal sealed class Profiles
{
    private const double HalfWay = 0.5;
    private const int Dense = 2_000;

    private readonly Dictionary<long, Counts>[] _profiles;
    private readonly Dictionary<long, List<int>> _byOther = [];

    public Profiles(IEnumerable<(long Node, long Other, int Stance)> statements)
    {
        var byNode = new SortedDictionary<long, Dictionary<long, Counts>>();
        foreach (var (node, other, stance) in statements)
        {
            if (!byNode.TryGetValue(node, out var profile)) byNode[node] = profile = [];
            profile[other] = profile.GetValueOrDefault(other).With(stance);
        }
        Nodes = [.. byNode.Keys];
        _profiles = [.. byNode.Values];
        Activities = [.. _profiles.Select(p => p.Values.Sum(c => c.All))];
        for (var place = 0; place < _profiles.Length; place++)
        {
            foreach (var other in _profiles[place].Keys)
            {
                if (!_byOther.TryGetValue(other, out var nodes)) _byOther[other] = nodes = [];
                nodes.Add(place);
            }
        }
    }

    public IReadOnlyList<long> Nodes { get; }
    public IReadOnlyList<int> Activities { get; }
    public IEnumerable<long> Others => _byOther.Keys;

    public int Activity(int place) => Activities[place];

    /// <summary>The Euclidean norm of the profile over other and stance.</summary>
    public double Norm(int place) =>
        Math.Sqrt(_profiles[place].Values.Sum(c => (double)c.For * c.For + (double)c.Against * c.Against + (double)c.Undecided * c.Undecided));

    public IEnumerable<KeyValuePair<long, Counts>> Of(int place) => _profiles[place];

    /// <summary>Pairs that share anything, the smaller place first.</summary>
    public IEnumerable<(int First, int Second, Shared Shared)> Pairs(CancellationToken cancel) => _profiles.Length <= Dense ? InTriangle(cancel) : InDictionary(cancel);

    /// <summary>Where most pairs share something, a place for each costs less than looking it up: up to some 100 MB.</summary>
    private IEnumerable<(int First, int Second, Shared Shared)> InTriangle(CancellationToken cancel)
    {
        var count = _profiles.Length;
        var shared = new Shared[(long)count * (count - 1) / 2];
        long Row(int first) => (long)first * (2 * count - first - 1) / 2 - first - 1;
        foreach (var (nodes, counts) in Columns(cancel))
        {
            for (var i = 0; i < nodes.Count; i++)
            {
                var row = Row(nodes[i]);
                for (var j = i + 1; j < nodes.Count; j++) shared[row + nodes[j]].Add(counts[i], counts[j], HalfWay);
            }
        }
        for (var first = 0; first < count; first++)
        {
            for (var second = first + 1; second < count; second++)
            {
                if (shared[Row(first) + second] is { Any: > 0 } sum) yield return (first, second, sum);
            }
        }
    }

    private IEnumerable<(int First, int Second, Shared Shared)> InDictionary(CancellationToken cancel)
    {
        var shared = new Dictionary<(int, int), Shared>();
        foreach (var (nodes, counts) in Columns(cancel))
        {
            for (var i = 0; i < nodes.Count; i++)
            {
                for (var j = i + 1; j < nodes.Count; j++)
                {
                    ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(shared, (nodes[i], nodes[j]), out _);
                    sum.Add(counts[i], counts[j], HalfWay);
                }
            }
        }
        return shared.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value));
    }

    /// <summary>Each other with those who speak on it, in ascending order, and how often each does.</summary>
    private IEnumerable<(List<int> Nodes, Counts[] Counts)> Columns(CancellationToken cancel)
    {
        foreach (var (other, nodes) in _byOther)
        {
            cancel.ThrowIfCancellationRequested();
            yield return (nodes, [.. nodes.Select(node => _profiles[node][other])]);
        }
    }
}
