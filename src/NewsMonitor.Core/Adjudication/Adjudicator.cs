using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Adjudication;

/// <summary>
/// Settles what the coders of a round coded differently, into a layer of its own; the coders' codes are never touched. Each decision is a
/// move, and so is finishing: undo takes them back one by one. A decision can be made anew until the article is finished.
/// </summary>
public sealed class Adjudicator(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    /// <summary>Takes some of the coders' codes as they are: one, several, or with an empty list none of them.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="articleId">The article in it.</param>
    /// <param name="place">The codes that answer each other, by <see cref="Difference.CodeIds"/>.</param>
    /// <param name="taken">Which of them stand.</param>
    /// <param name="userId">Who decides.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<AdjudicationResult> TakeAsync(long roundId, long articleId, IReadOnlyList<long> place, IReadOnlyList<long> taken, long userId, CancellationToken cancel) =>
        DecideAsync(roundId, articleId, place, userId, (_, codes, layer) =>
        {
            // "None of them" is a code too, a rejected one: the decision has its history and its undo, and shows as made.
            var copies = taken.Count > 0 ? codes.Where(c => taken.Contains(c.Id)).Select(c => layer.Copy(c, CodeState.Confirmed)) : [layer.Copy(codes[0], CodeState.Rejected)];
            return Task.FromResult<(IReadOnlyList<Code>, DraftFault?)>(([.. copies], null));
        }, cancel);

    /// <summary>Writes another in their place.</summary>
    public Task<AdjudicationResult> WriteAsync(long roundId, long articleId, IReadOnlyList<long> place, CodeDraft draft, long userId, CancellationToken cancel) =>
        DecideAsync(roundId, articleId, place, userId, async (db, codes, layer) =>
        {
            var version = await db.ArticleVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == draft.VersionId && v.ArticleId == articleId, cancel);
            if (await DraftCheck.FindFaultAsync(db, draft with { Id = null, ArticleId = articleId }, version, cancel) is { } fault) return ([], fault);
            return ([CodeEditor.Make(draft with { Id = null, ArticleId = articleId }, version!, layer, userId, clock.GetUtcNow(), codes[0].Id)], null);
        }, cancel);

    /// <summary>
    /// Writes what no coder has coded: it stands in the result with nothing that it answers. A draft that names one written so before changes
    /// that one; was it taken out meanwhile, it is written again.
    /// </summary>
    public Task<AdjudicationResult> AddAsync(long roundId, long articleId, CodeDraft draft, long userId, CancellationToken cancel) =>
        ActAsync(MoveKind.Saved, roundId, articleId, userId, async (db, move, opened) =>
        {
            draft = draft with { ArticleId = articleId };
            var version = await db.ArticleVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == draft.VersionId && v.ArticleId == articleId, cancel);
            if (await DraftCheck.FindFaultAsync(db, draft, version, cancel) is { } fault) return new AdjudicationResult.Invalid(fault);
            var former = await move.LoadAsync(db.Codes.Where(c => c.Id == draft.Id && c.AdjudicationId == opened.Adjudication.Id && c.RemovedAt == null), cancel);
            if (former is [var code] && CodeEditor.Fits(draft, code)) CodeEditor.Fill(code, draft, version!);
            else move.Add(CodeEditor.Make(draft with { Id = null }, version!, CodeLayer.Adjudicated(opened.Adjudication.Id), userId, clock.GetUtcNow()));
            return new AdjudicationResult.Done();
        }, cancel);

    /// <summary>Takes out of the result what was written there, where no coder had coded.</summary>
    public Task<AdjudicationResult> RemoveAsync(long roundId, long articleId, long codeId, long userId, CancellationToken cancel) =>
        ActAsync(MoveKind.Removed, roundId, articleId, userId, async (db, move, opened) =>
        {
            foreach (var code in await move.LoadAsync(db.Codes.Where(c => c.Id == codeId && c.AdjudicationId == opened.Adjudication.Id && c.RemovedAt == null), cancel)) code.RemovedAt = clock.GetUtcNow();
            return new AdjudicationResult.Done();
        }, cancel);

    /// <summary>
    /// Says that the article is settled: what all coded alike is taken too, the adjudicated layer counts from now on, and the article is
    /// coded.
    /// </summary>
    public Task<AdjudicationResult> FinishAsync(long roundId, long articleId, long userId, CancellationToken cancel) =>
        ActAsync(MoveKind.ArticleAdjudicated, roundId, articleId, userId, async (db, move, opened) =>
        {
            var article = await db.Articles.SingleAsync(a => a.Id == articleId, cancel);
            var version = await db.ArticleVersions.AsNoTracking().SingleAsync(v => v.ArticleId == articleId && v.Number == article.CurrentVersion, cancel);
            var coders = opened.Work.Where(w => w.SubmittedAt is not null).Select(w => new AdjudicationCoder(w.Id, w.CoderId, "")).ToArray();
            var (places, added) = await AdjudicationQueries.PlacesAsync(db, coders, opened.Adjudication.Id, articleId, version.Id, version.Text, "en", cancel);
            if (places.Count(p => !p.Decided) is > 0 and var left) return new AdjudicationResult.Undecided(left);

            var alike = places.Where(p => p.Match.Agreed && p.Taken.Count == 0).Select(p => p.Match.Codes[0].Row.Id).ToArray();
            var layer = CodeLayer.Adjudicated(opened.Adjudication.Id);
            foreach (var code in await LoadAsync(db, alike, cancel)) move.Add(layer.Copy(code, CodeState.Confirmed));
            move.Watch(opened.Adjudication);
            move.Watch(article);
            opened.Adjudication.Finish(userId, clock.GetUtcNow());
            article.CodingState = CodingState.Coded;
            db.Note(clock.GetUtcNow(), userId, "adjudication.finished", opened.Round.Name, opened.Adjudication.Id, new { round = roundId, article = articleId, places = places.Count, agreed = places.Count(p => p.Match.Agreed), added = added.Count });
            return new AdjudicationResult.Done();
        }, cancel);

    /// <summary>Opens a settled article again: until it is finished anew, what counted before the round counts.</summary>
    public async Task<AdjudicationResult> ReopenAsync(long roundId, long articleId, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, MoveKind.ArticleAdjudicated, userId, now, cancel);
        if (await OpenAsync(db, roundId, articleId, userId, now, cancel) is not { Adjudication: { } adjudication, Round: { } round }) return await RefusalAsync(db, roundId, articleId, userId, cancel);
        if (adjudication.FinishedAt is null) return new AdjudicationResult.Done();
        move.Watch(adjudication);
        adjudication.Reopen();
        db.Note(now, userId, "adjudication.reopened", round.Name, adjudication.Id, new { round = roundId, article = articleId });
        await move.CommitAsync(cancel);
        Announce(roundId, articleId, move);
        return new AdjudicationResult.Done();
    }

    private Task<AdjudicationResult> DecideAsync(
        long roundId, long articleId, IReadOnlyList<long> place, long userId,
        Func<NewsDbContext, IReadOnlyList<Code>, CodeLayer, Task<(IReadOnlyList<Code> Made, DraftFault? Fault)>> make, CancellationToken cancel) =>
        ActAsync(MoveKind.DifferenceSettled, roundId, articleId, userId, async (db, move, opened) =>
        {
            var layers = opened.Work.Select(w => w.Id).ToArray();
            var codes = (await LoadAsync(db, place, cancel)).Where(c => c.RemovedAt is null && layers.Contains(c.AssignmentId ?? 0)).ToArray();
            if (codes.Length == 0 || codes.Length < place.Count) return new AdjudicationResult.NotReady();

            var (made, fault) = await make(db, codes, CodeLayer.Adjudicated(opened.Adjudication.Id));
            if (fault is { } wrong) return new AdjudicationResult.Invalid(wrong);
            var former = await move.LoadAsync(db.Codes.Where(c => c.AdjudicationId == opened.Adjudication.Id && c.RemovedAt == null && place.Contains(c.SourceId!.Value)), cancel);
            foreach (var code in former) code.RemovedAt = clock.GetUtcNow();
            foreach (var code in made) move.Add(code);
            return new AdjudicationResult.Done();
        }, cancel);

    /// <summary>One move in the layer of an article that is open; written where the act is done.</summary>
    private async Task<AdjudicationResult> ActAsync(
        MoveKind kind, long roundId, long articleId, long userId, Func<NewsDbContext, CodingMove, Opened, Task<AdjudicationResult>> act, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, kind, userId, now, cancel);
        if (await OpenAsync(db, roundId, articleId, userId, now, cancel) is not { } opened) return await RefusalAsync(db, roundId, articleId, userId, cancel);
        if (opened.Adjudication.FinishedAt is not null) return new AdjudicationResult.Finished();
        var result = await act(db, move, opened);
        if (result is not AdjudicationResult.Done) return result;
        await move.CommitAsync(cancel);
        Announce(roundId, articleId, move);
        return result;
    }

    /// <summary>The article's layer for the result, begun where it is not yet, and locked until the transaction ends; null where it cannot be had.</summary>
    private static async Task<Opened?> OpenAsync(NewsDbContext db, long roundId, long articleId, long userId, DateTimeOffset now, CancellationToken cancel)
    {
        // A coder who takes their work back waits for us, or we for them.
        var round = await db.CodingRounds.FromSql($"SELECT * FROM coding_rounds WHERE id = {roundId} FOR SHARE").AsNoTracking().SingleOrDefaultAsync(cancel);
        if (round is null || !await db.MayAdjudicateAsync(round, articleId, userId, cancel)) return null;
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM assignments WHERE round_id = {roundId} AND article_id = {articleId} ORDER BY id FOR UPDATE", cancel);
        var work = await AdjudicationQueries.WorkAsync(db, roundId, articleId, cancel);
        if (!AdjudicationQueries.IsReady(round, work)) return null;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO adjudications (round_id, article_id, started_at, started_by) VALUES ({roundId}, {articleId}, {now}, {userId}) ON CONFLICT (round_id, article_id) DO NOTHING
            """, cancel);
        var adjudication = await db.Adjudications.FromSql($"SELECT * FROM adjudications WHERE round_id = {roundId} AND article_id = {articleId} FOR UPDATE").SingleAsync(cancel);
        return new(round, work, adjudication);
    }

    private static async Task<AdjudicationResult> RefusalAsync(NewsDbContext db, long roundId, long articleId, long userId, CancellationToken cancel) =>
        await db.CodingRounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, cancel) is { } round && await db.MayAdjudicateAsync(round, articleId, userId, cancel)
            ? new AdjudicationResult.NotReady() : new AdjudicationResult.NotAllowed();

    private static async Task<IReadOnlyList<Code>> LoadAsync(NewsDbContext db, IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        await db.Codes.AsNoTracking().AsSplitQuery().Where(c => ids.Contains(c.Id)).Include(c => c.Anchors).Include(c => ((Statement)c).Participants).OrderBy(c => c.Id).ToListAsync(cancel);

    private void Announce(long roundId, long articleId, CodingMove move)
    {
        board.Post(new(BulletinSubject.Codes, articleId));
        board.Post(new(BulletinSubject.Rounds, roundId));
        if (move.CodebookGrew) board.Post(new(BulletinSubject.Lists));
    }

    private sealed record Opened(CodingRound Round, IReadOnlyList<Assignment> Work, AdjudicatedArticle Adjudication);
}
