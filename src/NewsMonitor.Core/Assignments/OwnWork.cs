using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Assignments;

/// <summary>A coder hands work in, or takes it back as long as nobody has built on it.</summary>
public sealed class OwnWork(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Locks the coder's layer of an article. An article without codes may be submitted too: that there is nothing is a finding.</summary>
    public Task<RoundResult> SubmitAsync(long assignmentId, long userId, CancellationToken cancel) =>
        ActAsync(assignmentId, userId, "assignment.submitted", a => a.State is AssignmentState.Open or AssignmentState.Draft, (a, now) => a.Submit(now), cancel);

    /// <summary>
    /// Opens a submitted layer again, until its article is adjudicated. In a blind round the coder may as long as somebody is still to submit:
    /// afterwards they have seen what the others did, and it is the lead's to say that they may change theirs.
    /// </summary>
    public Task<RoundResult> ReopenAsync(long assignmentId, long userId, CancellationToken cancel) =>
        ActAsync(assignmentId, userId, "assignment.reopened", a => a.State == AssignmentState.Submitted, (a, _) => a.Reopen(), cancel);

    private async Task<RoundResult> ActAsync(
        long assignmentId, long userId, string action, Func<Assignment, bool> may, Action<Assignment, DateTimeOffset> act, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new RoundResult.NotAllowed();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var roundId = await db.Assignments.Where(a => a.Id == assignmentId).Select(a => a.RoundId).SingleOrDefaultAsync(cancel);
        var round = await db.CodingRounds.FromSql($"SELECT * FROM coding_rounds WHERE id = {roundId} FOR SHARE").SingleOrDefaultAsync(cancel);
        if (round is null) return new RoundResult.Invalid(RoundFault.Unknown);
        var assignment = await db.Assignments.FromSql($"SELECT * FROM assignments WHERE id = {assignmentId} FOR UPDATE").SingleAsync(cancel);
        if (assignment.WithdrawnAt is not null || !await MayAsync(db, round, assignment, userId, cancel)) return new RoundResult.NotAllowed();
        if (round.ClosedAt is not null) return new RoundResult.Invalid(RoundFault.Closed);
        if (!may(assignment)) return new RoundResult.Invalid(RoundFault.NothingToDo);
        act(assignment, now);
        var alone = !await db.Assignments.AnyAsync(a => a.RoundId == roundId && a.ArticleId == assignment.ArticleId && a.Id != assignmentId && a.WithdrawnAt == null, cancel);
        if (alone && assignment.State == AssignmentState.Submitted)
        {
            // Nobody will settle it with another's: from now on it counts, and its new issues are the codebook's.
            var positions = await db.Positions.Where(p => p.AssignmentId == assignmentId && p.RemovedAt == null).ToListAsync(cancel);
            await ProposedIssues.AdoptAsync(db, positions, userId, now, cancel);
        }
        db.Note(now, userId, action, round.Name, assignmentId, new { round = roundId, article = assignment.ArticleId });
        await db.SaveChangesAsync(cancel);
        await ArticleTally.UpdateAsync(db, assignment.ArticleId, cancel);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Codes, assignment.ArticleId));
        board.Post(new(BulletinSubject.Rounds, roundId));
        return new RoundResult.Done(roundId, 1);
    }

    private static async Task<bool> MayAsync(NewsDbContext db, CodingRound round, Assignment assignment, long userId, CancellationToken cancel)
    {
        if (assignment.State == AssignmentState.Submitted && await db.MayManageAsync(round, userId, cancel)) return true;
        if (assignment.CoderId != userId) return false;
        if (assignment.State != AssignmentState.Submitted || !round.Blind) return true;
        var others = db.Assignments.Where(a => a.RoundId == round.Id && a.ArticleId == assignment.ArticleId && a.Id != assignment.Id && a.WithdrawnAt == null);
        return !await others.AnyAsync(cancel) || await others.AnyAsync(a => a.SubmittedAt == null, cancel);
    }
}
