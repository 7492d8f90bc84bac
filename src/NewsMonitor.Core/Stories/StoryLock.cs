using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Stories;

/// <summary>
/// Whoever places articles in stories, machine or editor, does it alone, on all nodes: two workers with the first two reports of an event
/// would each find no story and make two. What can be worked out before is worked out before; what is left holds the lock for some
/// milliseconds, and the archive itself gives it back if its holder dies.
/// </summary>
internal static class StoryLock
{
    /// <summary>An advisory lock until the end of the transaction. A statement of its own: the next one's snapshot sees what the last holder wrote.</summary>
    public const string Sql = "SELECT pg_advisory_xact_lock(7309940371)";

    public static Task TakeAsync(NewsDbContext db, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(Sql, cancel);
}
