namespace NewsMonitor.Core.Agreement;

/// <summary>
/// What coders said of the same units: a row a unit, a column a coder, null where a coder said nothing. Krippendorff's reliability data matrix,
/// turned on its side.
/// </summary>
public sealed class ReliabilityTable
{
    private ReliabilityTable(int coders, IReadOnlyList<IReadOnlyList<string?>> units) => (Coders, Units) = (coders, units);

    public int Coders { get; }
    public IReadOnlyList<IReadOnlyList<string?>> Units { get; }

    /// <param name="coders">Columns.</param>
    /// <param name="units">Rows, each as long as there are coders.</param>
    public static ReliabilityTable Of(int coders, IReadOnlyList<IReadOnlyList<string?>> units) => units.All(u => u.Count == coders)
        ? new(coders, units)
        : throw new ArgumentException("A unit has more or fewer places than there are coders.", nameof(units));

    /// <summary>From a line a coder, words apart, as the literature prints it; "." is missing.</summary>
    public static ReliabilityTable Parse(params string[] coders)
    {
        var columns = coders.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return Of(coders.Length, [.. Enumerable.Range(0, columns.Max(c => c.Length))
            .Select(unit => (IReadOnlyList<string?>)[.. columns.Select(c => c[unit] == "." ? null : c[unit])])]);
    }

    /// <summary>Two of the coders, by themselves.</summary>
    public ReliabilityTable Pair(int one, int other) => new(2, [.. Units.Select(u => (IReadOnlyList<string?>)[u[one], u[other]])]);

    /// <summary>The values of each unit that two coders or more have valued.</summary>
    internal IEnumerable<string[]> Pairable() => Units.Select(u => u.OfType<string>().ToArray()).Where(u => u.Length > 1);
}
