using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace NewsMonitor.Core.Data;

/// <summary>What PostgreSQL's refusals mean to us.</summary>
internal static class Faults
{
    /// <summary>
    /// The database cannot work at the moment, whatever it was asked: no connection, shutting down, no disk, no memory. The work is to be
    /// done again, and nobody's fault but the server's.
    /// </summary>
    public static bool MeansArchiveAway(this Exception e) => e switch
    {
        PostgresException p => p.IsTransient || p.SqlState.StartsWith("53", StringComparison.Ordinal) || p.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || p.SqlState.StartsWith("58", StringComparison.Ordinal),
        NpgsqlException or TimeoutException => true,
        // EF Core's wrapping of what may pass.
        InvalidOperationException or DbUpdateException => e.InnerException?.MeansArchiveAway() == true,
        _ => false,
    };

    /// <summary>A unique index said no: somebody else was first.</summary>
    public static bool IsDuplicate(this DbUpdateException e) => e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
