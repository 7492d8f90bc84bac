using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// Takes a coder's last move back, and brings it back again. The stack is the history itself, so it survives reloads and sign-outs.
/// A move that somebody else has built on is not touched: that is reported as stale.
/// </summary>
public sealed class CodeUndo(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public Task<CodingResult> UndoAsync(long userId, CancellationToken cancel) => MoveAsync(userId, RevisionWay.Undone, cancel);

    public Task<CodingResult> RedoAsync(long userId, CancellationToken cancel) => MoveAsync(userId, RevisionWay.Redone, cancel);

    private async Task<CodingResult> MoveAsync(long userId, RevisionWay way, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new CodingResult.NotAllowed();
        var move = way == RevisionWay.Undone ? await LastMoveAsync(db, userId, cancel) : await LastUndoneAsync(db, userId, cancel);
        if (move is null) return new CodingResult.Nothing();

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever saves the same code at the same time waits here, so "is this the last move?" stays true until we commit.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM codes WHERE id = {move.CodeId} FOR UPDATE", cancel);
        var code = await CodeEditor.LoadAsync(db, move.CodeId, cancel);
        if (code is null) return new CodingResult.Gone();
        if (await db.Revisions.AnyAsync(r => r.CodeId == move.CodeId && r.Id > move.Id && r.By != userId, cancel))
        {
            var by = await db.Users.Where(u => u.Id == code.ChangedBy).Select(u => u.DisplayName).FirstOrDefaultAsync(cancel);
            return new CodingResult.Stale(code.Id, by, code.ChangedAt);
        }

        var now = clock.GetUtcNow();
        var before = CodeSnapshot.Of(code);
        if (move.Before is { } earlier) CodeSnapshot.FromJson(earlier).RestoreTo(code, now);
        else code.RemovedAt = now; // the move made the code: taking it back removes it
        (code.ChangedAt, code.ChangedBy) = (now, userId);
        var action = (before.Removed, code.RemovedAt is not null) switch
        {
            (false, true) => RevisionAction.Removed,
            (true, false) => RevisionAction.Restored,
            _ => RevisionAction.Changed,
        };
        await CodeHistory.AppendAsync(db, code, before, action, userId, now, cancel, way, undoes: move.Id);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Codes, code.ArticleId));
        return new CodingResult.Saved(code.Id, code.ArticleId);
    }

    private static Task<Revision?> LastMoveAsync(NewsDbContext db, long userId, CancellationToken cancel) =>
        db.Revisions.AsNoTracking()
            .Where(r => r.By == userId && r.Way != RevisionWay.Undone && !db.Revisions.Any(later => later.UndoesId == r.Id))
            .OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);

    /// <summary>Only what was undone since the coder's last fresh move: a new move closes the way forward, as in any editor.</summary>
    private static Task<Revision?> LastUndoneAsync(NewsDbContext db, long userId, CancellationToken cancel) =>
        db.Revisions.AsNoTracking()
            .Where(r => r.By == userId && r.Way == RevisionWay.Undone && !db.Revisions.Any(later => later.UndoesId == r.Id)
                && !db.Revisions.Any(fresh => fresh.By == userId && fresh.Way == RevisionWay.Done && fresh.Id > r.Id))
            .OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
}
