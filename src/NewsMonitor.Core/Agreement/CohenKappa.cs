namespace NewsMonitor.Core.Agreement;

/// <summary>
/// Cohen's kappa of two coders: κ = (pₒ − pₑ) / (1 − pₑ), chance being each coder's own habits. (Cohen, "A coefficient of agreement for nominal
/// scales", Educational and Psychological Measurement 20, 1960.) Weighted, disagreements count by how far apart they are: κ_w = 1 − Σ v·pₒ / Σ v·pₑ.
/// (Cohen, "Weighted kappa", Psychological Bulletin 70, 1968.) Units that only one has coded are left out.
/// </summary>
public static class CohenKappa
{
    /// <param name="table">Of two coders.</param>
    public static Coefficient Of(ReliabilityTable table) => Weighted(table, (one, other) => one == other ? 0 : 1);

    /// <summary>Of an ordered variable: the weight of a disagreement is the number of steps between the two.</summary>
    /// <param name="table">Of two coders.</param>
    /// <param name="order">All values, from one end to the other.</param>
    public static Coefficient Linear(ReliabilityTable table, IReadOnlyList<string> order)
    {
        var places = order.Select((value, place) => (value, place)).ToDictionary(v => v.value, v => v.place);
        return Weighted(table, (one, other) => Math.Abs(places[one] - places[other]));
    }

    /// <param name="table">Of two coders.</param>
    /// <param name="weight">How much a disagreement counts; 0 for agreement.</param>
    public static Coefficient Weighted(ReliabilityTable table, Func<string, string, double> weight)
    {
        if (table.Coders != 2) return Coefficient.None(NoValue.NotTwoCoders);
        var pairs = table.Pairable().Select(u => (One: u[0], Other: u[1])).ToArray();
        if (pairs.Length == 0) return Coefficient.None(NoValue.NoPair);
        var one = pairs.CountBy(p => p.One).ToArray();
        var other = pairs.CountBy(p => p.Other).ToArray();
        var observed = pairs.Sum(p => weight(p.One, p.Other)) / pairs.Length;
        var expected = one.Sum(a => other.Sum(b => weight(a.Key, b.Key) * a.Value * b.Value)) / pairs.Length / pairs.Length;
        return expected == 0 ? Coefficient.None(NoValue.NoVariation, pairs.Length) : Coefficient.Of(1 - observed / expected, pairs.Length);
    }
}
