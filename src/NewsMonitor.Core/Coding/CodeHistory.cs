using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>Reads the history of codes; <see cref="CodingMove"/> writes it.</summary>
public static class CodeHistory
{
    /// <summary>The changes of one code, oldest first.</summary>
    public static Task<List<RevisionRow>> OfCodeAsync(this NewsDbContext db, long codeId, CancellationToken cancel) =>
        db.Revisions.AsNoTracking().Where(r => r.CodeId == codeId).OrderBy(r => r.Id)
            .Select(r => new RevisionRow(
                r.Id, r.Action, r.Way, r.At, db.Users.Where(u => u.Id == r.By).Select(u => u.DisplayName).FirstOrDefault(), r.CodebookVersion))
            .ToListAsync(cancel);
}

/// <summary>A line of a code's history. <paramref name="By"/> is null for the program's own suggestions.</summary>
public sealed record RevisionRow(long Id, RevisionAction Action, RevisionWay Way, DateTimeOffset At, string? By, int CodebookVersion);
