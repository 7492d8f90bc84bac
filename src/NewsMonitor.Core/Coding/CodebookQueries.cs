using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>A line of the list of issues, with how many confirmed positions stand on each side.</summary>
public sealed record IssueRow(Issue Issue, int Supports, int Opposes, int Undecided)
{
    /// <summary>How many entries stand above it in the tree.</summary>
    public int Depth { get; init; }
}

/// <summary>A line of the list of instruments, with how many confirmed threats use it.</summary>
public sealed record InstrumentRow(Instrument Instrument, int Threats)
{
    /// <summary>How many entries stand above it in the tree.</summary>
    public int Depth { get; init; }
}

/// <summary>Reads the codebook.</summary>
public static class CodebookQueries
{
    /// <summary>All entries of one list that are or were the codebook's own: not what a rule merely proposes.</summary>
    internal static IQueryable<T> Book<T>(this NewsDbContext db) where T : CodebookEntry =>
        typeof(T) == typeof(Issue) ? (IQueryable<T>)db.Issues.Where(i => i.ProposedAt == null) : db.Set<T>();

    /// <summary>
    /// The number of the codebook's next version, which nobody else gets until the caller's transaction ends. A lock of its own, taken last
    /// and held while only inserts follow: a coder whose acceptance takes in a proposed issue need not wait for the moves of the lists.
    /// </summary>
    internal static async Task<int> NextVersionAsync(this NewsDbContext db, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(7308608371231)", cancel);
        return (await db.CodebookVersions.MaxAsync(v => (int?)v.Number, cancel) ?? 0) + 1;
    }

    /// <summary>The living issues in the tree's order; with the retired ones too, if asked for.</summary>
    public static async Task<IReadOnlyList<IssueRow>> IssuesAsync(this NewsDbContext db, CancellationToken cancel, bool retired = false)
    {
        var issues = await db.Issues.AsNoTracking().Where(i => i.MergedIntoId == null && i.ProposedAt == null && (retired || i.RetiredAt == null)).ToListAsync(cancel);
        var counts = await db.Positions.Where(p => p.RemovedAt == null && p.Counts && p.State == CodeState.Confirmed)
            .GroupBy(p => new { p.IssueId, p.Stance }).Select(g => new { g.Key.IssueId, g.Key.Stance, Count = g.Count() }).ToListAsync(cancel);
        int Count(long id, Stance stance) => counts.FirstOrDefault(c => c.IssueId == id && c.Stance == stance)?.Count ?? 0;
        return [.. CodebookTree.Of(issues).Rows().Select(row =>
            new IssueRow(row.Entry, Count(row.Entry.Id, Stance.Supports), Count(row.Entry.Id, Stance.Opposes), Count(row.Entry.Id, Stance.Undecided)) { Depth = row.Depth })];
    }

    /// <summary>The living instruments in the tree's order; with the retired ones too, if asked for.</summary>
    public static async Task<IReadOnlyList<InstrumentRow>> InstrumentsAsync(this NewsDbContext db, CancellationToken cancel, bool retired = false)
    {
        var instruments = await db.Instruments.AsNoTracking().Where(i => i.MergedIntoId == null && (retired || i.RetiredAt == null)).ToListAsync(cancel);
        var counts = await db.Threats.Where(t => t.RemovedAt == null && t.Counts && t.State == CodeState.Confirmed && t.InstrumentId != null)
            .GroupBy(t => t.InstrumentId!.Value).Select(g => new { Id = g.Key, Count = g.Count() }).ToDictionaryAsync(c => c.Id, c => c.Count, cancel);
        return [.. CodebookTree.Of(instruments).Rows().Select(row => new InstrumentRow(row.Entry, counts.GetValueOrDefault(row.Entry.Id)) { Depth = row.Depth })];
    }
}
