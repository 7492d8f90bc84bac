namespace NewsMonitor.Core.Agreement;

/// <summary>
/// Fleiss' kappa of any number of coders: κ = (P̄ − P̄ₑ) / (1 − P̄ₑ), chance being the habits of all together. (Fleiss, "Measuring nominal scale
/// agreement among many raters", Psychological Bulletin 76, 1971.) It wants the same number of values on each unit: only units that all have
/// coded count. With missing values use <see cref="KrippendorffAlpha"/>.
/// </summary>
public static class FleissKappa
{
    public static Coefficient Of(ReliabilityTable table)
    {
        if (table.Coders < 2) return Coefficient.None(NoValue.NoPair);
        var units = table.Pairable().Where(u => u.Length == table.Coders).ToArray();
        if (units.Length == 0) return Coefficient.None(NoValue.NoUnitOfAll);
        double n = table.Coders;
        var observed = units.Average(u => u.CountBy(v => v).Sum(v => v.Value * (v.Value - 1d)) / (n * (n - 1)));
        var expected = units.SelectMany(u => u).CountBy(v => v).Sum(v => Math.Pow(v.Value / (n * units.Length), 2));
        // One category only: the sum is 1 but for rounding.
        return 1 - expected < 1e-12 ? Coefficient.None(NoValue.NoVariation, units.Length) : Coefficient.Of((observed - expected) / (1 - expected), units.Length);
    }
}
