using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>A line of the list of issues, with how many confirmed positions stand on each side.</summary>
public sealed record IssueRow(Issue Issue, int Supports, int Opposes, int Undecided);

/// <summary>A line of the list of instruments, with how many confirmed threats use it.</summary>
public sealed record InstrumentRow(Instrument Instrument, int Threats);

/// <summary>Reads the codebook.</summary>
public static class CodebookQueries
{
    public static async Task<IReadOnlyList<IssueRow>> IssuesAsync(this NewsDbContext db, CancellationToken cancel)
    {
        var issues = await db.Issues.AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null && i.ProposedAt == null).ToListAsync(cancel);
        var counts = await db.Positions.Where(p => p.RemovedAt == null && p.State == CodeState.Confirmed)
            .GroupBy(p => new { p.IssueId, p.Stance }).Select(g => new { g.Key.IssueId, g.Key.Stance, Count = g.Count() }).ToListAsync(cancel);
        int Count(long id, Stance stance) => counts.FirstOrDefault(c => c.IssueId == id && c.Stance == stance)?.Count ?? 0;
        return [.. issues.OrderBy(i => i.Name, StringComparer.CurrentCulture)
            .Select(i => new IssueRow(i, Count(i.Id, Stance.Supports), Count(i.Id, Stance.Opposes), Count(i.Id, Stance.Undecided)))];
    }

    public static async Task<IReadOnlyList<InstrumentRow>> InstrumentsAsync(this NewsDbContext db, CancellationToken cancel)
    {
        var instruments = await db.Instruments.AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null).ToListAsync(cancel);
        var counts = await db.Threats.Where(t => t.RemovedAt == null && t.State == CodeState.Confirmed && t.InstrumentId != null)
            .GroupBy(t => t.InstrumentId!.Value).Select(g => new { Id = g.Key, Count = g.Count() }).ToDictionaryAsync(c => c.Id, c => c.Count, cancel);
        return [.. instruments.OrderBy(i => i.Name, StringComparer.CurrentCulture).Select(i => new InstrumentRow(i, counts.GetValueOrDefault(i.Id)))];
    }
}
