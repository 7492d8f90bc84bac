using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Assignments;

/// <summary>What a lead does with a round that is under way. Each act is one transaction with its entry in the audit log.</summary>
public sealed class RoundEditor(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Changes what the coders are told: name, instruction, day.</summary>
    public Task<RoundResult> DescribeAsync(long roundId, string name, string? instruction, DateOnly? dueOn, long userId, CancellationToken cancel) =>
        ActAsync(roundId, userId, "round.described", (_, round, _) =>
        {
            if (string.IsNullOrWhiteSpace(name)) return Task.FromResult<Outcome>(RoundFault.NoName);
            if (name.Trim().Length > Limits.Name || instruction?.Length > Limits.Note) return Task.FromResult<Outcome>(RoundFault.TooLong);
            var before = new { round.Name, round.DueOn };
            (round.Name, round.Instruction, round.DueOn) = (name.Trim(), string.IsNullOrWhiteSpace(instruction) ? null : instruction.Trim(), dueOn);
            return Task.FromResult(new Outcome(1, new { before, after = new { round.Name, round.DueOn } }, []));
        }, cancel);

    /// <summary>Another coder joins, and takes over untouched work of those who have most.</summary>
    public Task<RoundResult> AddCoderAsync(long roundId, long coderId, long userId, CancellationToken cancel) =>
        ActAsync(roundId, userId, "round.coder-added", async (db, round, now) =>
        {
            if (await db.CountEditorsAsync([coderId], cancel) == 0) return RoundFault.NotACoder;
            var all = await StandingWorkAsync(db, roundId, cancel);
            var taken = Dealing.TakeOver(all, coderId);
            if (taken.Count == 0) return RoundFault.NothingToDo;
            await GiveAsync(db, taken, coderId, all.Where(a => a.CoderId == coderId), now, cancel);
            return new(taken.Count, new { coder = coderId, taken = taken.Count }, taken);
        }, cancel);

    /// <summary>
    /// Gives one coder's unsubmitted work to another: one article, or all that is left. What the first had begun is kept as theirs and counts
    /// for nothing; the other starts from the text.
    /// </summary>
    public Task<RoundResult> ReassignAsync(long roundId, long fromId, long toId, long? articleId, long userId, CancellationToken cancel) =>
        ActAsync(roundId, userId, "round.reassigned", async (db, round, now) =>
        {
            if (fromId == toId || await db.CountEditorsAsync([toId], cancel) == 0) return RoundFault.NotACoder;
            var all = await StandingWorkAsync(db, roundId, cancel);
            var has = all.Where(a => a.CoderId == toId).ToArray();
            var given = all.Where(a => a.CoderId == fromId && a.State is (AssignmentState.Open or AssignmentState.Draft) && (articleId is null || a.ArticleId == articleId)
                && has.All(h => h.ArticleId != a.ArticleId)).OrderBy(a => a.Ordinal).ToArray();
            if (given.Length == 0) return RoundFault.NothingToDo;
            await GiveAsync(db, given, toId, has, now, cancel);
            return new(given.Length, new { from = fromId, to = toId, articles = given.Select(g => g.ArticleId) }, given);
        }, cancel);

    /// <summary>Another editor answers for it from now on.</summary>
    public Task<RoundResult> HandOverAsync(long roundId, long leadId, long userId, CancellationToken cancel) =>
        ActAsync(roundId, userId, "round.handed-over", async (db, round, _) =>
        {
            if (await db.CountEditorsAsync([leadId], cancel) == 0) return RoundFault.NotACoder;
            var before = round.LeadId;
            round.LeadId = leadId;
            return new(1, new { from = before, to = leadId }, []);
        }, cancel);

    /// <summary>Ends it: nobody codes in it any more. What was settled counts on; what was not is kept and counts for nothing.</summary>
    public Task<RoundResult> CloseAsync(long roundId, long userId, CancellationToken cancel) =>
        ActAsync(roundId, userId, "round.closed", async (db, round, now) =>
        {
            var all = await StandingWorkAsync(db, roundId, cancel);
            (round.ClosedAt, round.ClosedBy) = (now, userId);
            return new(all.Count, new { unsubmitted = all.Count(a => a.State is AssignmentState.Open or AssignmentState.Draft) }, all);
        }, cancel);

    private static Task<List<Assignment>> StandingWorkAsync(NewsDbContext db, long roundId, CancellationToken cancel) =>
        db.Assignments.Where(a => a.RoundId == roundId && a.WithdrawnAt == null).OrderBy(a => a.Id).ToListAsync(cancel);

    private static async Task GiveAsync(NewsDbContext db, IReadOnlyList<Assignment> given, long toId, IEnumerable<Assignment> has, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var assignment in given) assignment.WithdrawnAt = now;
        await db.SaveChangesAsync(cancel);
        var last = has.Select(a => a.Ordinal).DefaultIfEmpty().Max();
        db.Assignments.AddRange(given.Select((a, i) => new Assignment { RoundId = a.RoundId, ArticleId = a.ArticleId, CoderId = toId, Ordinal = last + i + 1 }));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<RoundResult> ActAsync(
        long roundId, long userId, string action, Func<NewsDbContext, CodingRound, DateTimeOffset, Task<Outcome>> act, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Acts on one round wait for each other, and submitting waits for them.
        var round = await db.CodingRounds.FromSql($"SELECT * FROM coding_rounds WHERE id = {roundId} FOR UPDATE").SingleOrDefaultAsync(cancel);
        if (round is null) return new RoundResult.Invalid(RoundFault.Unknown);
        if (!await db.MayManageAsync(round, userId, cancel)) return new RoundResult.NotAllowed();
        if (round.ClosedAt is not null) return new RoundResult.Invalid(RoundFault.Closed);
        var now = clock.GetUtcNow();
        var outcome = await act(db, round, now);
        if (outcome.Fault is { } fault) return new RoundResult.Invalid(fault);
        db.Note(now, userId, action, round.Name, round.Id, outcome.Details);
        await db.SaveChangesAsync(cancel);
        var articles = outcome.Touched.Select(a => a.ArticleId).Distinct().Order().ToArray();
        foreach (var article in articles) await ArticleTally.UpdateAsync(db, article, cancel);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Rounds, roundId));
        foreach (var article in articles) board.Post(new(BulletinSubject.Codes, article));
        return new RoundResult.Done(roundId, outcome.Changed);
    }

    private sealed record Outcome(int Changed, object? Details, IReadOnlyList<Assignment> Touched, RoundFault? Fault = null)
    {
        public static implicit operator Outcome(RoundFault fault) => new(0, null, [], fault);
    }
}
