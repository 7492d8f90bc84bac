namespace NewsMonitor.Core.Networks;

/// <summary>
/// Communities by the Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities in large networks", 2008),
/// nodes taken in their order, so that the same network always falls into the same parts. Ties of disagreement keep nobody together: only
/// positive weights count.
/// </summary>
public static class Communities
{
    private const double LeastGain = 1e-9;
    private const int MostPasses = 50;

    /// <summary>For each node its community, numbered from 0 by the first node in it. Nodes without a tie are communities of their own.</summary>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="ties">Undirected; each once.</param>
    public static int[] Of(int nodes, IEnumerable<Tie> ties)
    {
        var graph = new Dictionary<int, double>[nodes];
        for (var i = 0; i < nodes; i++) graph[i] = [];
        foreach (var (from, to, weight) in ties)
        {
            if (weight <= 0 || from == to) continue;
            graph[from][to] = graph[from].GetValueOrDefault(to) + weight;
            graph[to][from] = graph[to].GetValueOrDefault(from) + weight;
        }
        var membership = Enumerable.Range(0, nodes).ToArray();
        var loops = new double[nodes];
        while (true)
        {
            var (parts, moved) = Move(graph, loops);
            membership = [.. membership.Select(node => parts[node])];
            if (!moved) return Renumbered(membership);
            (graph, loops) = Fold(graph, loops, parts);
        }
    }

    /// <summary>Newman's modularity of a division, −½ to 1: how many more ties stand within its parts than chance would put there.</summary>
    public static double Modularity(int nodes, IEnumerable<Tie> ties, IReadOnlyList<int> communities)
    {
        var (within, ends, total) = (0.0, new double[nodes], 0.0);
        foreach (var (from, to, weight) in ties.Where(t => t.Weight > 0))
        {
            total += weight;
            if (communities[from] == communities[to]) within += weight;
            ends[communities[from]] += weight;
            ends[communities[to]] += weight;
        }
        return total == 0 ? 0 : within / total - ends.Sum(end => end / (2 * total) * (end / (2 * total)));
    }

    /// <summary>Moves each node to the neighbours' community that it gains most from, until none gains anything.</summary>
    private static (int[] Parts, bool Moved) Move(Dictionary<int, double>[] graph, double[] loops)
    {
        var count = graph.Length;
        var strength = new double[count];
        for (var i = 0; i < count; i++) strength[i] = graph[i].Values.Sum() + 2 * loops[i];
        var twice = strength.Sum();
        var parts = Enumerable.Range(0, count).ToArray();
        if (twice == 0) return (parts, false);
        var totals = (double[])strength.Clone();
        var (anyMoved, moving) = (false, true);
        for (var pass = 0; moving && pass < MostPasses; pass++)
        {
            moving = false;
            for (var node = 0; node < count; node++)
            {
                var own = parts[node];
                totals[own] -= strength[node];
                var links = new SortedDictionary<int, double> { [own] = 0 };
                foreach (var (neighbour, weight) in graph[node]) links[parts[neighbour]] = links.GetValueOrDefault(parts[neighbour]) + weight;
                double Gain(int part) => links[part] - totals[part] * strength[node] / twice;
                var best = own;
                foreach (var part in links.Keys)
                {
                    if (Gain(part) > Gain(best) + LeastGain) best = part;
                }
                totals[best] += strength[node];
                if (best == own) continue;
                parts[node] = best;
                anyMoved = moving = true;
            }
        }
        return (Renumbered(parts), anyMoved);
    }

    private static (Dictionary<int, double>[] Graph, double[] Loops) Fold(Dictionary<int, double>[] graph, double[] loops, int[] parts)
    {
        var count = parts.Max() + 1;
        var (folded, inside) = (new Dictionary<int, double>[count], new double[count]);
        for (var i = 0; i < count; i++) folded[i] = [];
        for (var node = 0; node < graph.Length; node++)
        {
            inside[parts[node]] += loops[node];
            foreach (var (neighbour, weight) in graph[node])
            {
                if (parts[node] == parts[neighbour]) inside[parts[node]] += weight / 2; // met from both ends
                else folded[parts[node]][parts[neighbour]] = folded[parts[node]].GetValueOrDefault(parts[neighbour]) + weight;
            }
        }
        return (folded, inside);
    }

    private static int[] Renumbered(int[] parts)
    {
        var numbers = new Dictionary<int, int>();
        return [.. parts.Select(part => numbers.TryGetValue(part, out var number) ? number : numbers[part] = numbers.Count)];
    }
}
