namespace NewsMonitor.Core.Agreement;

/// <summary>
/// Krippendorff's alpha: α = 1 − Dₒ / Dₑ, for any number of coders and with missing values. (Krippendorff, "Computing Krippendorff's
/// Alpha-Reliability", 2011; Content Analysis, 3rd ed. 2013, ch. 12.) Each unit's pairs weigh 1 / (mᵤ − 1), so that a unit counts by how many
/// coders have valued it; a unit of one coder counts not at all.
/// </summary>
public static class KrippendorffAlpha
{
    /// <summary>Values are the same or not.</summary>
    public static Coefficient Nominal(ReliabilityTable table) => Of(Coincidences.Of(table), (_, _, _) => 1);

    /// <summary>Values have an order; how far two are apart says how many values stand between them: δ² = (Σ n_g from c to k − (n_c + n_k) / 2)².</summary>
    /// <param name="table">What was coded.</param>
    /// <param name="order">All values, from one end to the other.</param>
    public static Coefficient Ordinal(ReliabilityTable table, IReadOnlyList<string> order) => Of(Coincidences.Of(table, order), static (totals, c, k) =>
    {
        var between = -(totals[c] + totals[k]) / 2;
        for (var g = c; g <= k; g++) between += totals[g];
        return between * between;
    });

    /// <summary>
    /// The interval in which 95 % of the alphas of resampled units lie: the percentile bootstrap (Efron 1979), units drawn with replacement. A
    /// draw in which nothing varies has no alpha and is left out; where that are more than half, there is no interval.
    /// </summary>
    /// <param name="table">What was coded.</param>
    /// <param name="seed">The same seed draws the same.</param>
    /// <param name="draws">How often.</param>
    public static (double Low, double High)? Interval(ReliabilityTable table, int seed = 1, int draws = 1_000)
    {
        var units = table.Pairable().ToArray();
        if (units.Length < 2) return null;
        // All that a nominal alpha asks of a unit: how many pairs in it differ, and its values.
        var places = new Dictionary<string, int>();
        foreach (var value in units.SelectMany(u => u)) places.TryAdd(value, places.Count);
        var differing = units.Select(u => ((double)u.Length * u.Length - u.CountBy(v => v).Sum(v => (double)v.Value * v.Value)) / (u.Length - 1)).ToArray();
        var values = units.Select(u => u.Select(v => places[v]).ToArray()).ToArray();
        var random = new Random(seed);
        var (alphas, totals) = (new List<double>(draws), new double[places.Count]);
        for (var draw = 0; draw < draws; draw++)
        {
            var (observed, all) = (0.0, 0);
            Array.Clear(totals);
            for (var i = 0; i < units.Length; i++)
            {
                var unit = random.Next(units.Length);
                observed += differing[unit];
                all += values[unit].Length;
                foreach (var value in values[unit]) totals[value]++;
            }
            var expected = (double)all * all - totals.Sum(t => t * t);
            if (expected > 0) alphas.Add(1 - (all - 1) * observed / expected);
        }
        if (alphas.Count < draws / 2) return null;
        alphas.Sort();
        return (alphas[(int)(0.025 * (alphas.Count - 1))], alphas[(int)Math.Ceiling(0.975 * (alphas.Count - 1))]);
    }

    /// <param name="found">The coincidences of pairs of values within units.</param>
    /// <param name="difference">δ² of two values by their places, the first before the second; the totals of all are given.</param>
    private static Coefficient Of(Coincidences found, Func<double[], int, int, double> difference)
    {
        if (found.Units == 0) return Coefficient.None(NoValue.NoPair);
        var (observed, expected) = (0.0, 0.0);
        for (var c = 0; c < found.Totals.Length; c++)
        {
            for (var k = c + 1; k < found.Totals.Length; k++)
            {
                var apart = difference(found.Totals, c, k);
                observed += found.Counts[c][k] * apart;
                expected += found.Totals[c] * found.Totals[k] * apart;
            }
        }
        return expected == 0 ? Coefficient.None(NoValue.NoVariation, found.Units) : Coefficient.Of(1 - (found.All - 1) * observed / expected, found.Units);
    }

    /// <summary>The matrix of coincidences o_ck with its margins n_c and n.</summary>
    private sealed record Coincidences(double[][] Counts, double[] Totals, double All, int Units)
    {
        public static Coincidences Of(ReliabilityTable table, IReadOnlyList<string>? order = null)
        {
            var units = table.Pairable().ToArray();
            var places = new Dictionary<string, int>();
            foreach (var value in order ?? [.. units.SelectMany(u => u).Distinct()]) places.TryAdd(value, places.Count);
            var counts = new double[places.Count][];
            for (var i = 0; i < counts.Length; i++) counts[i] = new double[places.Count];
            foreach (var values in units)
            {
                var share = 1.0 / (values.Length - 1);
                for (var i = 0; i < values.Length; i++)
                {
                    for (var j = 0; j < values.Length; j++)
                    {
                        if (i != j) counts[places[values[i]]][places[values[j]]] += share;
                    }
                }
            }
            var totals = counts.Select(row => row.Sum()).ToArray();
            return new(counts, totals, totals.Sum(), units.Length);
        }
    }
}
