namespace NewsMonitor.Core.Agreement;

/// <summary>
/// The share of pairs of coders' values on the same unit that are the same. With two coders it is the plain percentage. It is not corrected for
/// chance: coders who always say "no" agree perfectly. (Neuendorf, The Content Analysis Guidebook, 2002, ch. 7.)
/// </summary>
public static class PercentAgreement
{
    public static Coefficient Of(ReliabilityTable table)
    {
        var (same, pairs, units) = (0L, 0L, 0);
        foreach (var values in table.Pairable())
        {
            units++;
            pairs += (long)values.Length * (values.Length - 1) / 2;
            same += values.CountBy(v => v).Sum(v => (long)v.Value * (v.Value - 1) / 2);
        }
        return pairs == 0 ? Coefficient.None(NoValue.NoPair) : Coefficient.Of((double)same / pairs, units);
    }
}
