namespace NewsMonitor.Core.Networks;

/// <summary>How a node stands in a network.</summary>
/// <param name="Degree">Ties.</param>
/// <param name="Strength">Sum of the absolute weights of its ties.</param>
/// <param name="Betweenness">Share of the shortest paths between others that lead over it, 0 to 1, ties counting alike (Brandes 2001).</param>
/// <param name="Eigenvector">Tied to the well tied, 0 to 1, the most central 1 (power iteration over absolute weights).</param>
public readonly record struct Centrality(int Degree, double Strength, double Betweenness, double Eigenvector);

/// <summary>Centralities of an undirected network.</summary>
public static class Centralities
{
    private const int MostIterations = 1_000;
    private const double Near = 1e-10;

    public static Centrality[] Of(int nodes, IReadOnlyCollection<Tie> ties)
    {
        var neighbours = new List<(int Node, double Weight)>[nodes];
        for (var i = 0; i < nodes; i++) neighbours[i] = [];
        foreach (var (from, to, weight) in ties)
        {
            neighbours[from].Add((to, Math.Abs(weight)));
            neighbours[to].Add((from, Math.Abs(weight)));
        }
        var (between, eigen) = (Betweenness(neighbours), Eigenvector(neighbours));
        return [.. Enumerable.Range(0, nodes).Select(i => new Centrality(neighbours[i].Count, neighbours[i].Sum(n => n.Weight), between[i], eigen[i]))];
    }

    private static double[] Betweenness(List<(int Node, double Weight)>[] neighbours)
    {
        var count = neighbours.Length;
        var result = new double[count];
        var (paths, distance, dependency) = (new double[count], new int[count], new double[count]);
        var order = new List<int>(count);
        var queue = new Queue<int>();
        for (var source = 0; source < count; source++)
        {
            Array.Clear(paths);
            Array.Fill(distance, -1);
            Array.Clear(dependency);
            order.Clear();
            (paths[source], distance[source]) = (1, 0);
            queue.Enqueue(source);
            while (queue.TryDequeue(out var node))
            {
                order.Add(node);
                foreach (var (next, _) in neighbours[node])
                {
                    if (distance[next] < 0)
                    {
                        distance[next] = distance[node] + 1;
                        queue.Enqueue(next);
                    }
                    if (distance[next] == distance[node] + 1) paths[next] += paths[node];
                }
            }
            for (var i = order.Count - 1; i > 0; i--)
            {
                var node = order[i];
                foreach (var (before, _) in neighbours[node])
                {
                    if (distance[before] == distance[node] - 1) dependency[before] += paths[before] / paths[node] * (1 + dependency[node]);
                }
                result[node] += dependency[node];
            }
        }
        // Each pair was met from both ends; (n − 1)(n − 2) ordered pairs do not hold the node.
        var most = (count - 1.0) * (count - 2.0);
        return most <= 0 ? result : [.. result.Select(r => r / most)];
    }

    private static double[] Eigenvector(List<(int Node, double Weight)>[] neighbours)
    {
        var count = neighbours.Length;
        var vector = new double[count];
        Array.Fill(vector, 1);
        for (var iteration = 0; iteration < MostIterations && count > 0; iteration++)
        {
            // The node's own share keeps a network of two camps (bipartite) from swinging for ever.
            var next = Enumerable.Range(0, count).Select(i => vector[i] + neighbours[i].Sum(n => n.Weight * vector[n.Node])).ToArray();
            var largest = next.Max();
            for (var i = 0; i < count; i++) next[i] /= largest;
            var change = next.Zip(vector, (a, b) => Math.Abs(a - b)).Max();
            vector = next;
            if (change < Near) break;
        }
        return [.. vector.Select((value, i) => neighbours[i].Count == 0 ? 0 : value)];
    }
}
