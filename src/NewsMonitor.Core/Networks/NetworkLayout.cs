namespace NewsMonitor.Core.Networks;

/// <summary>A place in the picture: 0 to 1 from left to right; from top to bottom in the same unit, so at most 1.</summary>
public readonly record struct Place(double X, double Y);

/// <summary>
/// Places the nodes of a network so that those who are tied stand near each other (Fruchterman and Reingold, "Graph drawing by force-directed
/// placement", 1991). Disagreement pushes apart. It begins with a spiral in the order of the communities and holds no chance: the same network
/// always looks the same.
/// </summary>
public static class NetworkLayout
{
    /// <summary>Pairs of nodes that are worked through in all: some third of a second on a small machine.</summary>
    private const double MostWork = 30_000_000;
    private const double GoldenAngle = 2.399963229728653;

    /// <param name="nodes">How many.</param>
    /// <param name="ties">Each once.</param>
    /// <param name="communities">The community of each node.</param>
    /// <param name="cancel">Stops it.</param>
    public static IReadOnlyList<Place> Of(int nodes, IReadOnlyCollection<Tie> ties, IReadOnlyList<int> communities, CancellationToken cancel = default)
    {
        if (nodes == 0) return [];
        if (nodes == 1) return [new(0.5, 0.5)];
        var (x, y) = (new double[nodes], new double[nodes]);
        foreach (var (rank, node) in Enumerable.Range(0, nodes).OrderBy(i => communities[i]).ThenBy(i => i).Index())
        {
            var radius = Math.Sqrt((rank + 0.5) / nodes);
            (x[node], y[node]) = (radius * Math.Cos(rank * GoldenAngle), radius * Math.Sin(rank * GoldenAngle));
        }
        Settle(x, y, ties, cancel);
        Even(x, y);
        return Framed(x, y);
    }

    private static void Settle(double[] x, double[] y, IReadOnlyCollection<Tie> ties, CancellationToken cancel)
    {
        var nodes = x.Length;
        var strongest = ties.Count == 0 ? 1 : ties.Max(t => Math.Abs(t.Weight));
        var ideal = Math.Sqrt(Math.PI / nodes); // the unit circle shared out among the nodes
        var degrees = new int[nodes];
        foreach (var (from, to, weight) in ties.Where(t => t.Weight > 0)) (degrees[from], degrees[to]) = (degrees[from] + 1, degrees[to] + 1);
        var rounds = (int)Math.Clamp(MostWork / ((double)nodes * nodes), 30, 400);
        var (dx, dy) = (new double[nodes], new double[nodes]);
        for (var round = 0; round < rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            Array.Clear(dx);
            Array.Clear(dy);
            for (var i = 0; i < nodes; i++)
            {
                for (var j = i + 1; j < nodes; j++)
                {
                    var (ox, oy) = (x[i] - x[j], y[i] - y[j]);
                    var push = ideal * ideal / Math.Max(ox * ox + oy * oy, 1e-6);
                    (dx[i], dy[i], dx[j], dy[j]) = (dx[i] + ox * push, dy[i] + oy * push, dx[j] - ox * push, dy[j] - oy * push);
                }
                // Towards the middle, so that parts without a tie between them do not fly apart.
                (dx[i], dy[i]) = (dx[i] - x[i] * ideal * 0.6, dy[i] - y[i] * ideal * 0.6);
            }
            foreach (var (from, to, weight) in ties)
            {
                var (ox, oy) = (x[from] - x[to], y[from] - y[to]);
                var distance = Math.Sqrt(ox * ox + oy * oy);
                // The root: a tie ten times as strong pulls three times as hard, or the strongest would leave nothing to see of the others.
                var share = Math.Sqrt(Math.Abs(weight) / strongest);
                // Whoever is tied to many is pulled by each the less: else a camp where all agree would fall into a point.
                var pull = weight > 0 ? share * distance / (ideal * Math.Max(1, Math.Sqrt((double)degrees[from] * degrees[to]) / 2)) : -0.15 * share * ideal / Math.Max(distance, 0.05);
                (dx[from], dy[from], dx[to], dy[to]) = (dx[from] - ox * pull, dy[from] - oy * pull, dx[to] + ox * pull, dy[to] + oy * pull);
            }
            var heat = 0.12 * Math.Pow(1 - (double)round / rounds, 1.5) + 0.0005;
            for (var i = 0; i < nodes; i++)
            {
                var length = Math.Max(Math.Sqrt(dx[i] * dx[i] + dy[i] * dy[i]), 1e-9);
                var step = Math.Min(length, heat) / length;
                (x[i], y[i]) = (x[i] + dx[i] * step, y[i] + dy[i] * step);
            }
        }
    }

    /// <summary>
    /// In a crowd the core falls together, and those who only disagree stand far out: the picture would be mostly empty. So the more there are, the
    /// more each one's distance from the middle follows its rank instead, as seats do in a round hall; directions and the order outwards stay.
    /// </summary>
    private static void Even(double[] x, double[] y)
    {
        const int few = 10, many = 120;
        const double most = 0.75;
        var share = most * Math.Clamp((x.Length - few) / (double)(many - few), 0, 1);
        if (share == 0) return;
        var (mx, my) = (x.Average(), y.Average());
        var radius = x.Zip(y, (a, b) => Math.Sqrt((a - mx) * (a - mx) + (b - my) * (b - my))).ToArray();
        var largest = Math.Max(radius.Max(), 1e-9);
        foreach (var (rank, node) in Enumerable.Range(0, x.Length).OrderBy(i => radius[i]).ThenBy(i => i).Index())
        {
            var seat = largest * Math.Sqrt((rank + 0.5) / x.Length);
            var by = (share * seat + (1 - share) * radius[node]) / Math.Max(radius[node], 1e-9);
            (x[node], y[node]) = (mx + (x[node] - mx) * by, my + (y[node] - my) * by);
        }
    }

    /// <summary>Turned so that it is widest from left to right, and brought into the picture.</summary>
    private static IReadOnlyList<Place> Framed(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (ox, oy) = (x[i] - mx, y[i] - my);
            (xx, yy, xy) = (xx + ox * ox, yy + oy * oy, xy + ox * oy);
        }
        var angle = 0.5 * Math.Atan2(2 * xy, xx - yy);
        var (cos, sin) = (Math.Cos(-angle), Math.Sin(-angle));
        var turned = Enumerable.Range(0, x.Length).Select(i => (X: (x[i] - mx) * cos - (y[i] - my) * sin, Y: (x[i] - mx) * sin + (y[i] - my) * cos)).ToArray();
        var (left, top) = (turned.Min(p => p.X), turned.Min(p => p.Y));
        var size = Math.Max(Math.Max(turned.Max(p => p.X) - left, turned.Max(p => p.Y) - top), 1e-9);
        return [.. turned.Select(p => new Place(Math.Round((p.X - left) / size, 4), Math.Round((p.Y - top) / size, 4)))];
    }
}
