namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Claims that never ended: the worker died over its work, or stood still past its lease. Each such claim is counted on the row when the
/// next one takes it over, and forgotten as soon as the work ends in any way. A dead worker alone proves nothing, for all that it had in hand
/// is lost with it; but a text that takes all memory kills one worker after the other. So what was lost twice is taken over alone, one at a
/// time in the whole archive: the next deaths tell the guilty from its neighbours. What goes on being lost is not tried again at once but put
/// off like any failure, and then gets a single try each time it is due.
/// </summary>
internal static class LostClaims
{
    /// <summary>
    /// A claim of what was lost so often is not worked on, but put off. With four, a healthy feed was blamed where three workers were killed
    /// sixty times, after every ten checks; a killer has to wait for a lease each time, so eight are some twenty minutes.
    /// </summary>
    public const int Most = 8;

    /// <summary>For the claim: whoever takes over a lease that nobody ended counts it. The columns are the claimed row's, before the claim.</summary>
    public const string CountSql = "lost_claims = lost_claims + CASE WHEN lease_until IS NULL THEN 0 ELSE 1 END";

    /// <summary>Would be taken over from the second worker that was lost over it, or a later one.</summary>
    public const string SuspectSql = "(lost_claims > 1 OR (lost_claims = 1 AND lease_until IS NOT NULL))";

    /// <summary>A suspect that a worker has in hand.</summary>
    public const string HeldSql = "lost_claims > 1 AND lease_until > now()";

    /// <summary>For the end of the work, however it ends: all is forgotten; what was put off unworked stays on its last try.</summary>
    /// <remarks>The 8 is <see cref="Most"/>: a constant string cannot hold a constant number by its name.</remarks>
    public const string EndSql = "lost_claims = CASE WHEN lost_claims < 8 THEN 0 ELSE 7 END";

    /// <exception cref="WorkersLostException">What was claimed is to be put off and not worked on.</exception>
    public static void Check(int lost)
    {
        if (lost >= Most) throw new WorkersLostException();
    }
}

/// <summary>Work that is not done because it seems to end the process that does it.</summary>
internal sealed class WorkersLostException() : Exception(
    "Again and again the program ended, or stood still, while it worked on this. It may take more memory than there is. It is tried again, ever more seldom, and alone.");
