using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Codebook;

/// <summary>The codebook as a file has it: the living entries and the retired ones, in the tree's order.</summary>
public static class CodebookExport
{
    public static async Task<IReadOnlyList<CodebookFileEntry>> ReadAsync(NewsDbContext db, CancellationToken cancel)
    {
        var issues = await db.Book<Issue>().AsNoTracking().Where(i => i.MergedIntoId == null).ToListAsync(cancel);
        var instruments = await db.Book<Instrument>().AsNoTracking().Where(i => i.MergedIntoId == null).ToListAsync(cancel);
        return [.. Of(issues), .. Of(instruments)];
    }

    private static IEnumerable<CodebookFileEntry> Of<T>(List<T> entries) where T : CodebookEntry
    {
        var uids = entries.ToDictionary(e => e.Id, e => e.Uid);
        return CodebookTree.Of(entries).Rows().Select(row => CodebookFile.Of(row.Entry, uids));
    }
}
