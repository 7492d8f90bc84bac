using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Quotations;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// Takes a person's last move back, and brings it back again, however many codes and entries it changed. The stack is the history itself
/// (<see cref="Move"/>), so it survives reloads and sign-outs, and whatever is written through <see cref="CodingMove"/> is in it.
/// </summary>
/// <remarks>
/// A part is put back only where it still is as the move left it and nobody else's change since stands; otherwise it is left and reported,
/// and the rest is done. A change that was itself taken back stands no more.
/// </remarks>
public sealed class CodeUndo(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public Task<UndoResult> UndoAsync(long userId, CancellationToken cancel) => MoveAsync(userId, RevisionWay.Undone, cancel);

    public Task<UndoResult> RedoAsync(long userId, CancellationToken cancel) => MoveAsync(userId, RevisionWay.Redone, cancel);

    /// <summary>Takes back one move of the person's own, wherever it stands in their stack: an import, long after it.</summary>
    public async Task<UndoResult> TakeBackAsync(long moveId, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new UndoResult.NotAllowed();
        var target = await db.Moves.AsNoTracking().SingleOrDefaultAsync(m => m.Id == moveId && m.By == userId && m.Way != RevisionWay.Undone && !db.Moves.Any(later => later.UndoesId == m.Id), cancel);
        return target is null ? new UndoResult.Nothing() : await MoveAsync(db, target, userId, RevisionWay.Undone, cancel);
    }

    /// <summary>The same of anybody's move, on behalf of somebody who was found to be allowed that: an admin who takes an import back.</summary>
    internal async Task<UndoResult> TakeBackAnyAsync(long moveId, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var target = await db.Moves.AsNoTracking().SingleOrDefaultAsync(m => m.Id == moveId && m.Way != RevisionWay.Undone && !db.Moves.Any(later => later.UndoesId == m.Id), cancel);
        return target is null ? new UndoResult.Nothing() : await MoveAsync(db, target, userId, RevisionWay.Undone, cancel);
    }

    private async Task<UndoResult> MoveAsync(long userId, RevisionWay way, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new UndoResult.NotAllowed();
        var target = way == RevisionWay.Undone ? await LastMoveAsync(db, userId, cancel) : await LastUndoneAsync(db, userId, cancel);
        return target is null ? new UndoResult.Nothing() : await MoveAsync(db, target, userId, way, cancel);
    }

    private async Task<UndoResult> MoveAsync(NewsDbContext db, Move target, long userId, RevisionWay way, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, target.Kind, userId, now, cancel, target.Subject);
        move.Direction = (way, target.Id);
        var parts = new Parts(db, move, target, userId, now);
        await parts.PutBackAsync(cancel);
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // The same move taken back in another window a moment before: there it is done. Else it is the unique name of an entry.
            return parts.Entries > 0 ? new UndoResult.NameTaken() : new UndoResult.Nothing();
        }
        foreach (var article in move.Articles.Union(parts.Quoted)) board.Post(new(BulletinSubject.Codes, article));
        if (parts.Entries > 0) board.Post(new(BulletinSubject.Lists));
        return new UndoResult.Moved(target.Kind, target.Subject, parts.Done, parts.Left, parts.OnlyCode?.Id, parts.OnlyCode?.ArticleId);
    }

    private static Task<Move?> LastMoveAsync(NewsDbContext db, long userId, CancellationToken cancel) =>
        db.Moves.AsNoTracking()
            .Where(m => m.By == userId && m.Way != RevisionWay.Undone && !db.Moves.Any(later => later.UndoesId == m.Id))
            .OrderByDescending(m => m.Id).FirstOrDefaultAsync(cancel);

    /// <summary>Only what was undone since the coder's last fresh move: a new move closes the way forward, as in any editor.</summary>
    private static Task<Move?> LastUndoneAsync(NewsDbContext db, long userId, CancellationToken cancel) =>
        db.Moves.AsNoTracking()
            .Where(m => m.By == userId && m.Way == RevisionWay.Undone && !db.Moves.Any(later => later.UndoesId == m.Id)
                && !db.Moves.Any(fresh => fresh.By == userId && fresh.Way == RevisionWay.Done && fresh.Id > m.Id))
            .OrderByDescending(m => m.Id).FirstOrDefaultAsync(cancel);

    /// <summary>The parts of one move, on their way back.</summary>
    private sealed class Parts(NewsDbContext db, CodingMove move, Move target, long userId, DateTimeOffset now)
    {
        private readonly List<LeftPart> _left = [];
        private readonly HashSet<long> _submitted = [];
        private IReadOnlyDictionary<long, Standing> _standings = new Dictionary<long, Standing>();

        public int Done { get; private set; }
        public int Entries { get; private set; }
        public IReadOnlyList<LeftPart> Left => _left;
        public Code? OnlyCode { get; private set; }
        /// <summary>The articles of quotations.</summary>
        public HashSet<long> Quoted { get; } = [];

        public async Task PutBackAsync(CancellationToken cancel)
        {
            var revisions = await db.Revisions.AsNoTracking().Where(r => r.MoveId == target.Id).ToDictionaryAsync(r => r.CodeId, cancel);
            // Layers before codes, in the order in which a save takes them.
            _standings = await Standing.OfAsync(db, revisions.Values.Select(r => r.ArticleId), userId, cancel);
            foreach (var standing in _standings.Values) if (!await standing.HoldAsync(db, cancel)) _submitted.Add(standing.ArticleId);
            var codes = await move.LoadAsync(db.Codes.Where(c => revisions.Keys.Contains(c.Id)), cancel);
            var others = await OthersAsync(cancel);
            foreach (var code in codes) PutBack(code, revisions[code.Id], others);
            if (codes.Count == 1) OnlyCode = codes[0];
            foreach (var revision in await db.EntryRevisions.AsNoTracking().Where(r => r.MoveId == target.Id).OrderBy(r => r.Id).ToListAsync(cancel))
            {
                await PutBackAsync(revision, cancel);
            }
            await EntryCodes.FollowMergesAsync(db, codes.Where(c => c.RemovedAt is null), cancel);
            if (Entries > 0) Note();
        }

        private void PutBack(Code code, Revision revision, ILookup<long, Since> others)
        {
            var after = CodeSnapshot.FromJson(revision.After!);
            if (others[code.Id].MaxBy(o => o.RevisionId) is { } other)
            {
                _left.Add(new(code.Id, code.ArticleId, other.Name, other.At));
            }
            else if (!after.Says(code) || IsLocked(code))
            {
                _left.Add(new(code.Id, code.ArticleId, null, code.ChangedAt));
            }
            else
            {
                if (revision.Before is { } earlier) CodeSnapshot.FromJson(earlier).RestoreTo(code, now);
                else code.RemovedAt = now; // the move made the code: taking it back removes it
                move.TakesBack(code, revision.Id);
                Done++;
            }
        }

        /// <summary>
        /// What was submitted, or given to a round since, stays as it is. Moves of the lists go through all layers, and what an adjudicator
        /// took is theirs to take back.
        /// </summary>
        private bool IsLocked(Code code) =>
            move.Decides && code.AdjudicationId is null && (_submitted.Contains(code.ArticleId) || _standings[code.ArticleId].LockOf(code) is not null);

        private async Task PutBackAsync(EntryRevision revision, CancellationToken cancel)
        {
            var entry = await EntrySnapshot.LoadAsync(db, revision.Kind, revision.EntryId, cancel);
            if (entry is Quotation waiting && (await Standing.OfAsync(db, waiting.ArticleId, userId, cancel)).HoldsQuotations)
            {
                _left.Add(new(null, waiting.ArticleId, null, waiting.DecidedAt));
                return;
            }
            if (entry is not null && EntrySnapshot.Stands(entry, revision.After) && (revision.Before is not null || !await InUseAsync(entry, cancel)))
            {
                move.Watch(entry);
                if (revision.Before is { } before) EntrySnapshot.Restore(entry, before);
                else if (entry is CodebookEntry made) made.RetiredAt = now; // made by the move: nothing is deleted, but it is offered no more
                else if (entry is Actor actor) actor.RetiredAt = now;
                move.TakesBack(entry, revision.Id);
                if (entry is Quotation quotation)
                {
                    Quoted.Add(quotation.ArticleId);
                    // Seen at once: when a speaker is loaded later, EF would take the former one, whom it still holds beside the quotation, for the truth.
                    db.Entry(quotation).DetectChanges();
                }
                else if (revision.Kind is not (EntryKind.Article or EntryKind.Adjudication)) Entries++;
                Done++;
                return;
            }
            var last = await db.EntryRevisions.Where(r => r.Kind == revision.Kind && r.EntryId == revision.EntryId).OrderByDescending(r => r.Id)
                .Select(r => new { r.At, Name = db.Users.Where(u => u.Id == r.By && r.By != userId).Select(u => u.DisplayName).FirstOrDefault() })
                .FirstOrDefaultAsync(cancel);
            _left.Add(new(null, revision.Kind == EntryKind.Article ? revision.EntryId : null, last?.Name, last?.At));
        }

        /// <summary>Others' changes since, of the move's codes, that stand.</summary>
        private async Task<ILookup<long, Since>> OthersAsync(CancellationToken cancel) =>
            (await (from mine in db.Revisions
                    from since in db.Revisions
                    where mine.MoveId == target.Id && since.CodeId == mine.CodeId && since.Id > mine.Id && since.By != userId
                        && since.Way != RevisionWay.Undone && !db.Revisions.Any(later => later.UndoesId == since.Id)
                    select new Since(since.CodeId, since.Id, since.At, db.Users.Where(u => u.Id == since.By).Select(u => u.DisplayName).FirstOrDefault()))
                .ToListAsync(cancel)).ToLookup(s => s.CodeId);

        /// <summary>A change of the lists is one, taken back or not: the audit has its entry.</summary>
        private void Note() =>
            db.Note(now, userId, move.Direction.Way == RevisionWay.Undone ? "lists.undone" : "lists.redone", target.Subject ?? target.Kind.ToString(), details: new { move = target.Id });

        /// <summary>Whether codes beside those of the move stand with an entry that the move made: it cannot be taken from them.</summary>
        private async Task<bool> InUseAsync(object entry, CancellationToken cancel)
        {
            var (kind, id) = EntrySnapshot.KeyOf(entry);
            var own = db.ChangeTracker.Entries<Code>().Select(c => c.Entity).ToList();
            if (own.Any(c => c.RemovedAt is null && EntryCodes.PointsTo(c, kind, id))) return true; // one that undo had to leave
            var ids = own.Select(c => c.Id).ToArray();
            return await EntryCodes.Of(db, kind, id).AnyAsync(c => c.RemovedAt == null && !ids.Contains(c.Id), cancel);
        }

        private sealed record Since(long CodeId, long RevisionId, DateTimeOffset At, string? Name);
    }
}
