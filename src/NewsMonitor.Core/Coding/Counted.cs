namespace NewsMonitor.Core.Coding;

/// <summary>
/// Which statements count wherever claims are counted, drawn or compared: one rule for the map of positions, the board of threats, networks
/// and exports, so that no two pages disagree. Only the layer of an article that counts (see <see cref="CountedCodes"/>), nothing removed or
/// rejected, suggestions only where they are asked for.
/// </summary>
internal static class Counted
{
    /// <param name="suggestions">Whether what nobody has decided counts too.</param>
    /// <returns>A condition of SQL over <c>codes c</c>.</returns>
    public static string Sql(bool suggestions) =>
        suggestions ? "c.removed_at IS NULL AND c.counts AND c.state IN ('Confirmed', 'Suggested')" : "c.removed_at IS NULL AND c.counts AND c.state = 'Confirmed'";
}
