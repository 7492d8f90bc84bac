using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>Writes the history of codes, and reads it.</summary>
public static class CodeHistory
{
    /// <summary>Saves the context's changes of a code together with the revision that tells of them, and the article's tally.</summary>
    internal static async Task AppendAsync(
        NewsDbContext db, Code code, CodeSnapshot? before, RevisionAction action, long? by, DateTimeOffset at, CancellationToken cancel,
        RevisionWay way = RevisionWay.Done, long? undoes = null)
    {
        db.Revisions.Add(new Revision
        {
            CodeId = code.Id,
            ArticleId = code.ArticleId,
            Action = action,
            Way = way,
            Before = before?.ToJson(),
            After = CodeSnapshot.Of(code).ToJson(),
            At = at,
            By = by,
            CodebookVersion = code.CodebookVersion,
            UndoesId = undoes,
        });
        await db.SaveChangesAsync(cancel);
        await ArticleTally.UpdateAsync(db, code.ArticleId, cancel);
    }

    /// <summary>The changes of one code, oldest first.</summary>
    public static Task<List<RevisionRow>> OfCodeAsync(this NewsDbContext db, long codeId, CancellationToken cancel) =>
        db.Revisions.AsNoTracking().Where(r => r.CodeId == codeId).OrderBy(r => r.Id)
            .Select(r => new RevisionRow(
                r.Id, r.Action, r.Way, r.At, db.Users.Where(u => u.Id == r.By).Select(u => u.DisplayName).FirstOrDefault(), r.CodebookVersion))
            .ToListAsync(cancel);
}

/// <summary>A line of a code's history. <paramref name="By"/> is null for the program's own suggestions.</summary>
public sealed record RevisionRow(long Id, RevisionAction Action, RevisionWay Way, DateTimeOffset At, string? By, int CodebookVersion);
