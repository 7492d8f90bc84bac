using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// An editor's acts on codes: save, remove, accept, reject. Each is one transaction that holds the change, its revision and the
/// article's new tally; each asks the database for the editor role first.
/// </summary>
public sealed class CodeEditor(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    private readonly AnchorMover _mover = new(archive, board);

    /// <summary>Saves a draft as a new code, or over the one it names. Made on an older version, its words are placed on the current one too.</summary>
    public async Task<CodingResult> SaveAsync(CodeDraft draft, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var ground = await DraftGround.AskAsync(db, draft, userId, cancel);
        if (ground is null) return await db.HoldsAsync(userId, Role.Editor, cancel) ? new CodingResult.Invalid(DraftFault.UnknownArticle) : new CodingResult.NotAllowed();
        if (!ground.MayCode) return new CodingResult.NotAllowed();
        var version = ground.Version;
        if (DraftCheck.FindFault(draft, version, ground.Entries, ground.Actors) is { } fault) return new CodingResult.Invalid(fault);

        if (draft.Id is not { } id) return await CreateAsync(db, draft, version, userId, cancel);
        var code = await LoadAsync(db, id, cancel);
        if (code is null || code.ArticleId != draft.ArticleId || !Fits(draft, code)) return new CodingResult.Gone();
        return await ChangeAsync(db, code, draft.RowVersion, MoveKind.Saved, userId, own =>
        {
            Fill(own, draft, version);
            own.State = CodeState.Confirmed;
        }, cancel, version);
    }

    /// <summary>Takes a code out of the margin. Its history stays, and undo brings it back.</summary>
    public Task<CodingResult> RemoveAsync(long codeId, uint rowVersion, long userId, CancellationToken cancel) =>
        ActAsync(codeId, rowVersion, MoveKind.Removed, userId, code =>
        {
            // A suggestion that a coder of a round wants gone is rejected in their own layer: the others still decide it.
            if (code is { Id: 0 }) code.State = CodeState.Rejected;
            else code.RemovedAt = clock.GetUtcNow();
        }, cancel);

    public Task<CodingResult> AcceptAsync(long codeId, uint rowVersion, long userId, CancellationToken cancel) =>
        ActAsync(codeId, rowVersion, MoveKind.Accepted, userId, code => code.State = CodeState.Confirmed, cancel);

    public Task<CodingResult> RejectAsync(long codeId, uint rowVersion, long userId, CancellationToken cancel) =>
        ActAsync(codeId, rowVersion, MoveKind.Rejected, userId, code => code.State = CodeState.Rejected, cancel);

    /// <summary>Says what became of a threat, and nothing else of it. On a suggestion that accepts it: whoever says so has read it.</summary>
    public Task<CodingResult> SetLifeCycleAsync(long codeId, uint rowVersion, ThreatLifeCycle lifeCycle, long userId, CancellationToken cancel) =>
        ActAsync(codeId, rowVersion, MoveKind.Saved, userId, code =>
        {
            if (code is not Threat threat) throw new ArgumentException($"Code {codeId} is no threat and has no life cycle.", nameof(codeId));
            (threat.LifeCycle, threat.State) = (lifeCycle, CodeState.Confirmed);
        }, cancel);

    /// <summary>
    /// Puts a code back into the state in which a revision left it, as a new revision: nothing of what came between is lost. What it then
    /// named is still there, merged or retired or not: the lists keep all.
    /// </summary>
    public async Task<CodingResult> RevertAsync(long codeId, long revisionId, uint rowVersion, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new CodingResult.NotAllowed();
        var code = await LoadAsync(db, codeId, cancel);
        var revision = await db.Revisions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == revisionId && r.CodeId == codeId, cancel);
        if (code is null || revision?.After is null) return new CodingResult.Gone();
        var state = CodeSnapshot.FromJson(revision.After);
        return await ChangeAsync(db, code, rowVersion, MoveKind.Reverted, userId, own => state.RestoreTo(own, clock.GetUtcNow()), cancel);
    }

    /// <summary>Says that an article is coded to the end, or is not after all.</summary>
    public async Task<CodingResult> SetCodedAsync(long articleId, bool coded, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new CodingResult.NotAllowed();
        var standing = await Standing.OfAsync(db, articleId, userId, cancel);
        if (standing.RoundId is not null) return new CodingResult.Locked(standing.Lock ?? CodingLock.InRound, standing.Round);
        await using var move = await CodingMove.BeginAsync(db, MoveKind.ArticleCoded, userId, clock.GetUtcNow(), cancel);
        var article = await db.Articles.SingleOrDefaultAsync(a => a.Id == articleId, cancel);
        if (article is null) return new CodingResult.Gone();
        move.Watch(article);
        article.CodingState = coded ? CodingState.Coded : CodingState.InWork;
        await move.CommitAsync(cancel);
        board.Post(new(BulletinSubject.Codes, articleId));
        return new CodingResult.Saved(0, articleId);
    }

    private async Task<CodingResult> ActAsync(
        long codeId, uint rowVersion, MoveKind kind, long userId, Action<Code> act, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new CodingResult.NotAllowed();
        var code = await LoadAsync(db, codeId, cancel);
        if (code is null || code.RemovedAt is not null) return new CodingResult.Gone();
        return await ChangeAsync(db, code, rowVersion, kind, userId, act, cancel);
    }

    private async Task<CodingResult> CreateAsync(NewsDbContext db, CodeDraft draft, ArticleVersion version, long userId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var standing = await Standing.OfAsync(db, draft.ArticleId, userId, cancel);
        if (standing.Lock is { } locked) return new CodingResult.Locked(locked, standing.Round);
        var code = Make(draft, version, standing.Layer, userId, now);
        await using var move = await CodingMove.BeginAsync(db, MoveKind.Saved, userId, now, cancel);
        if (!await standing.HoldAsync(db, cancel)) return new CodingResult.Locked(CodingLock.Submitted, standing.Round);
        move.Add(code);
        await move.CommitAsync(cancel);
        return await DoneAsync(move, code, version, cancel);
    }

    /// <summary>A new code as the draft wants it, confirmed: a person made it.</summary>
    /// <param name="draft">What it says.</param>
    /// <param name="version">The version that its words stand in.</param>
    /// <param name="layer">Whose it is.</param>
    /// <param name="userId">Who makes it.</param>
    /// <param name="now">When.</param>
    /// <param name="sourceId">The code that it answers, in adjudication.</param>
    internal static Code Make(CodeDraft draft, ArticleVersion version, CodeLayer layer, long? userId, DateTimeOffset now, long? sourceId = null)
    {
        var (article, own, adjudicated) = (draft.ArticleId, layer.AssignmentId, layer.AdjudicationId);
        Code code = draft switch
        {
            MentionDraft => new Mention { ArticleId = article, CreatedAt = now, CreatedBy = userId, AssignmentId = own, AdjudicationId = adjudicated, SourceId = sourceId },
            ThreatDraft => new Threat { ArticleId = article, CreatedAt = now, CreatedBy = userId, AssignmentId = own, AdjudicationId = adjudicated, SourceId = sourceId },
            _ => new Position { ArticleId = article, CreatedAt = now, CreatedBy = userId, AssignmentId = own, AdjudicationId = adjudicated, SourceId = sourceId },
        };
        (code.State, code.Counts) = (CodeState.Confirmed, layer == CodeLayer.Common);
        Fill(code, draft, version);
        return code;
    }

    private async Task<CodingResult> DoneAsync(CodingMove move, Code code, ArticleVersion? drawnOn, CancellationToken cancel)
    {
        board.Post(new(BulletinSubject.Codes, code.ArticleId));
        if (move.CodebookGrew) board.Post(new(BulletinSubject.Lists));
        if (drawnOn is not null && !move.IsCurrent(code.ArticleId, drawnOn.Number)) await _mover.MoveAsync(code.ArticleId, cancel);
        return new CodingResult.Saved(code.Id, code.ArticleId);
    }

    private async Task<CodingResult> ChangeAsync(
        NewsDbContext db, Code code, uint rowVersion, MoveKind kind, long userId, Action<Code> change, CancellationToken cancel, ArticleVersion? drawnOn = null)
    {
        if (code.RowVersion != rowVersion) return await StaleAsync(db, code, cancel);
        var standing = await Standing.OfAsync(db, code.ArticleId, userId, cancel);
        if (standing.LockOf(code) is { } locked) return new CodingResult.Locked(locked, standing.Round);
        await using var move = await CodingMove.BeginAsync(db, kind, userId, clock.GetUtcNow(), cancel);
        if (!await standing.HoldAsync(db, cancel)) return new CodingResult.Locked(CodingLock.Submitted, standing.Round);
        if (standing.IsOffered(code))
        {
            code = standing.Layer.Copy(code, CodeState.Confirmed);
            change(code);
            move.Add(code);
        }
        else
        {
            move.Watch(code);
            change(code);
        }
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateConcurrencyException)
        {
            await move.DisposeAsync();
            return await StaleAsync(db, code, cancel);
        }
        return await DoneAsync(move, code, drawnOn, cancel);
    }

    private static async Task<CodingResult> StaleAsync(NewsDbContext db, Code code, CancellationToken cancel)
    {
        var other = await db.Codes.AsNoTracking().Where(c => c.Id == code.Id)
            .Select(c => new { c.ChangedAt, By = db.Users.Where(u => u.Id == c.ChangedBy).Select(u => u.DisplayName).FirstOrDefault() })
            .SingleOrDefaultAsync(cancel);
        // A suggestion that a newer reading took away in this moment.
        return other is null ? new CodingResult.Gone() : new CodingResult.Stale(code.Id, other.By, other.ChangedAt);
    }

    internal static Task<Code?> LoadAsync(NewsDbContext db, long id, CancellationToken cancel) =>
        // One question, not three: a code has a few anchors and a few participants.
        db.Codes.Include(c => c.Anchors).Include(c => ((Statement)c).Participants).AsSingleQuery().SingleOrDefaultAsync(c => c.Id == id, cancel);

    internal static bool Fits(CodeDraft draft, Code code) => (draft, code) is (MentionDraft, Mention) or (ThreatDraft, Threat) or (PositionDraft, Position);

    internal static void Fill(Code code, CodeDraft draft, ArticleVersion version)
    {
        code.Note = string.IsNullOrWhiteSpace(draft.Note) ? null : draft.Note.Trim();
        code.ReplaceAnchors(draft.Anchors.Distinct().Select(a => Anchor.On(version, a.Role, a.Start, a.End)));
        switch (code, draft)
        {
            case (Mention mention, MentionDraft wanted):
                (mention.ActorId, mention.Form) = (wanted.ActorId, wanted.Form);
                break;
            case (Threat threat, ThreatDraft wanted):
                (threat.EventDate, threat.InstrumentId) = (wanted.EventDate, wanted.InstrumentId);
                (threat.InstrumentWords, threat.Condition) = (Trimmed(wanted.InstrumentWords), Trimmed(wanted.Condition));
                (threat.Mode, threat.LifeCycle) = (wanted.Mode, wanted.LifeCycle);
                threat.ReplaceParticipants(wanted.Participants);
                break;
            case (Position position, PositionDraft wanted):
                (position.EventDate, position.IssueId) = (wanted.EventDate, wanted.IssueId);
                (position.Stance, position.Act) = (wanted.Stance, wanted.Act);
                position.ReplaceParticipants(wanted.Participants);
                break;
        }
    }

    private static string? Trimmed(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();
}
