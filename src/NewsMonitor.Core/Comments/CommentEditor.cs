using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Comments;

/// <summary>
/// Asking, answering, resolving. Whoever may sign in may ask and answer, analysts too: a comment changes no code, and it is who reads the results
/// that notices a doubtful one. Resolving is for whoever asked, and for editors, who answer for the codes. Editing and withdrawing is for
/// one's own. Each is asked of the database first.
/// </summary>
public sealed class CommentEditor(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Asks a question about something.</summary>
    public Task<CommentResult> AskAsync(CommentOn on, long subjectId, string text, long userId, CancellationToken cancel) =>
        WriteAsync(on, subjectId, null, text, userId, cancel);

    /// <summary>Answers a question. Answering does not resolve it.</summary>
    public async Task<CommentResult> AnswerAsync(long questionId, string text, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var question = await db.Comments.SeenBy(db, userId).AsNoTracking().SingleOrDefaultAsync(c => c.Id == questionId && c.QuestionId == null, cancel);
        return question is null ? new CommentResult.Gone() : await WriteAsync(question.On, question.SubjectId, questionId, text, userId, cancel);
    }

    /// <summary>Gives one's own comment other words; the former are kept.</summary>
    public Task<CommentResult> EditAsync(long id, string text, long userId, CancellationToken cancel) => ChangeAsync(id, CommentAct.Edited, userId, async (db, comment) =>
    {
        if (comment.By != userId) return new CommentResult.NotAllowed();
        var clean = CommentText.Clean(text);
        if (Fault(clean) is { } fault) return new CommentResult.Invalid(fault);
        if (comment.Text == clean) return new CommentResult.Saved(id);
        (comment.Text, comment.EditedAt) = (clean, clock.GetUtcNow());
        await MentionAsync(db, comment, cancel);
        return null;
    }, cancel);

    /// <summary>Takes one's own comment back; its words are kept, and shown to nobody.</summary>
    public Task<CommentResult> WithdrawAsync(long id, long userId, CancellationToken cancel) => ChangeAsync(id, CommentAct.Withdrawn, userId, (_, comment) =>
    {
        if (comment.By != userId) return Refused(new CommentResult.NotAllowed());
        (comment.Text, comment.WithdrawnAt) = ("", clock.GetUtcNow());
        comment.Mentions.Clear();
        return Refused(null);
    }, cancel);

    /// <summary>Closes a question: it is answered, or settled elsewhere.</summary>
    public Task<CommentResult> ResolveAsync(long questionId, long userId, CancellationToken cancel) => SettleAsync(questionId, CommentAct.Resolved, userId, cancel);

    public Task<CommentResult> ReopenAsync(long questionId, long userId, CancellationToken cancel) => SettleAsync(questionId, CommentAct.Reopened, userId, cancel);

    private Task<CommentResult> SettleAsync(long questionId, CommentAct act, long userId, CancellationToken cancel) => ChangeAsync(questionId, act, userId, async (db, question) =>
    {
        if (question.QuestionId is not null) return new CommentResult.Gone();
        if (question.By != userId && !await db.HoldsAsync(userId, Role.Editor, cancel)) return new CommentResult.NotAllowed();
        if (question.ResolvedAt is not null == (act == CommentAct.Resolved)) return new CommentResult.Saved(questionId);
        var resolved = act == CommentAct.Resolved;
        (question.ResolvedAt, question.ResolvedBy) = (resolved ? clock.GetUtcNow() : null, resolved ? userId : null);
        return null;
    }, cancel);

    private async Task<CommentResult> WriteAsync(CommentOn on, long subjectId, long? questionId, string text, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await MayAsync(db, userId, cancel)) return new CommentResult.NotAllowed();
        var clean = CommentText.Clean(text);
        if (Fault(clean) is { } fault) return new CommentResult.Invalid(fault);
        if (!await IsThereAsync(db, on, subjectId, cancel)) return new CommentResult.Invalid(CommentFault.UnknownSubject);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var comment = new Comment { On = on, SubjectId = subjectId, QuestionId = questionId, Text = clean, At = clock.GetUtcNow(), By = userId };
        await MentionAsync(db, comment, cancel);
        db.Comments.Add(comment);
        await db.SaveChangesAsync(cancel);
        // Whether it may be seen is one rule, in one place: what the writer may not see, they may not have written on.
        if (!await db.Comments.SeenBy(db, userId).AnyAsync(c => c.Id == comment.Id, cancel)) return new CommentResult.Invalid(CommentFault.UnknownSubject);
        await transaction.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Comments));
        return new CommentResult.Saved(comment.Id);
    }

    private async Task<CommentResult> ChangeAsync(
        long id, CommentAct act, long userId, Func<NewsDbContext, Comment, Task<CommentResult?>> change, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await MayAsync(db, userId, cancel)) return new CommentResult.NotAllowed();
        var comment = await db.Comments.SeenBy(db, userId).Include(c => c.Mentions).SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (comment is null || comment.WithdrawnAt is not null) return new CommentResult.Gone();
        var before = comment.Text;
        if (await change(db, comment) is { } refused) return refused;
        var now = clock.GetUtcNow();
        db.Add(new CommentRevision { CommentId = id, Act = act, At = now, By = userId, Before = comment.Text == before ? null : before });
        db.Note(now, userId, $"comment.{act.ToString().ToLowerInvariant()}", await SubjectAsync(db, comment, cancel), id);
        try { await db.SaveChangesAsync(cancel); }
        // Two windows, or two who resolve it at once: the second finds it as the first left it.
        catch (DbUpdateConcurrencyException) { return new CommentResult.Gone(); }
        board.Post(new(BulletinSubject.Comments));
        return new CommentResult.Saved(id);
    }

    private static CommentFault? Fault(string clean) => clean.Length == 0 ? CommentFault.Empty : clean.Length > Comment.MostText ? CommentFault.TooLong : null;

    private static Task<CommentResult?> Refused(CommentResult? result) => Task.FromResult(result);

    private static Task<bool> MayAsync(NewsDbContext db, long userId, CancellationToken cancel) =>
        db.Users.AnyAsync(u => u.Id == userId && u.DisabledAt == null && db.UserRoles.Any(r => r.UserId == userId), cancel);

    private static async Task MentionAsync(NewsDbContext db, Comment comment, CancellationToken cancel)
    {
        var names = CommentText.MentionedNames(comment.Text).Select(n => n.ToUpperInvariant()).ToArray();
        var people = names.Length == 0 ? []
            : await db.Users.Where(u => u.DisabledAt == null && names.Contains(u.NormalizedUserName)).Select(u => u.Id).ToListAsync(cancel);
        foreach (var gone in comment.Mentions.Where(m => !people.Contains(m.UserId)).ToArray()) comment.Mentions.Remove(gone);
        foreach (var id in people.Where(id => comment.Mentions.All(m => m.UserId != id))) comment.Mentions.Add(new() { UserId = id });
    }

    private static Task<bool> IsThereAsync(NewsDbContext db, CommentOn on, long id, CancellationToken cancel) => on switch
    {
        CommentOn.Statement => db.Codes.AnyAsync(c => c.Id == id, cancel),
        CommentOn.Issue => db.Issues.AnyAsync(i => i.Id == id, cancel),
        CommentOn.Instrument => db.Instruments.AnyAsync(i => i.Id == id, cancel),
        _ => db.Actors.AnyAsync(a => a.Id == id, cancel),
    };

    /// <summary>What the audit names it by.</summary>
    private static async Task<string> SubjectAsync(NewsDbContext db, Comment comment, CancellationToken cancel) => (comment.On switch
    {
        CommentOn.Statement => await db.Anchors.Where(a => a.CodeId == comment.SubjectId && a.Role == AnchorRole.Evidence).OrderBy(a => a.Start).Select(a => a.Quote).FirstOrDefaultAsync(cancel),
        CommentOn.Issue => await db.Issues.Where(i => i.Id == comment.SubjectId).Select(i => i.Name).FirstOrDefaultAsync(cancel),
        CommentOn.Instrument => await db.Instruments.Where(i => i.Id == comment.SubjectId).Select(i => i.Name).FirstOrDefaultAsync(cancel),
        _ => await db.Actors.Where(a => a.Id == comment.SubjectId).Select(a => a.Name).FirstOrDefaultAsync(cancel),
    }) ?? "–";
}
