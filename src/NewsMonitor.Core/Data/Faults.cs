using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace NewsMonitor.Core.Data;

/// <summary>What PostgreSQL's refusals mean to us.</summary>
internal static class Faults
{
    /// <summary>A unique index said no: somebody else was first.</summary>
    public static bool IsDuplicate(this DbUpdateException e) => e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
