namespace NewsMonitor.Core.Positions;

/// <summary>
/// Puts what is alike side by side: rows are joined bottom up by the mean likeness of their members (average linkage over cosines), and at each
/// join the two groups are turned so that their likest ends meet. The same rows always come in the same order.
/// </summary>
public static class LikenessOrder
{
    /// <param name="profiles">A row of figures each, all of the same length.</param>
    /// <returns>The places of the rows, in their new order.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<double[]> profiles)
    {
        var likeness = new double[profiles.Count, profiles.Count];
        for (var i = 0; i < profiles.Count; i++)
        {
            for (var j = 0; j < i; j++) likeness[i, j] = likeness[j, i] = Cosine(profiles[i], profiles[j]);
        }
        var groups = Enumerable.Range(0, profiles.Count).Select(i => new List<int> { i }).ToList();
        // Sums of likeness between groups: a join only adds two rows of it, so that all joins together cost the square of the rows each.
        var sums = (double[,])likeness.Clone();
        var alive = Enumerable.Range(0, profiles.Count).ToList();
        while (alive.Count > 1)
        {
            var (best, first, second) = (double.NegativeInfinity, 0, 0);
            for (var i = 0; i < alive.Count; i++)
            {
                for (var j = i + 1; j < alive.Count; j++)
                {
                    var (a, b) = (alive[i], alive[j]);
                    var mean = sums[a, b] / (groups[a].Count * groups[b].Count);
                    if (mean > best) (best, first, second) = (mean, a, b);
                }
            }
            groups[first] = Joined(groups[first], groups[second], likeness);
            foreach (var other in alive) sums[first, other] = sums[other, first] = sums[first, other] + sums[second, other];
            alive.Remove(second);
        }
        return alive.Count == 0 ? [] : groups[alive[0]];
    }

    private static List<int> Joined(List<int> a, List<int> b, double[,] likeness)
    {
        List<int> Turned(List<int> group) => [.. Enumerable.Reverse(group)];
        var ways = new[] { (a, b), (a, Turned(b)), (Turned(a), b), (Turned(a), Turned(b)) };
        var (left, right) = ways.MaxBy(way => likeness[way.Item1[^1], way.Item2[0]]);
        return [.. left, .. right];
    }

    private static double Cosine(double[] a, double[] b)
    {
        var (product, first, second) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++) (product, first, second) = (product + a[i] * b[i], first + a[i] * a[i], second + b[i] * b[i]);
        return first == 0 || second == 0 ? 0 : product / Math.Sqrt(first * second);
    }
}
