using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Quotations;

/// <summary>What an editor decides of a quotation.</summary>
/// <param name="Id">Which one.</param>
/// <param name="RowVersion">As it was shown.</param>
/// <param name="State">Confirmed or rejected; suggested takes a decision back.</param>
/// <param name="SpeakerId">Who speaks, by the editor's word.</param>
/// <param name="ViaId">Through whom it is known.</param>
public sealed record QuotationDecision(long Id, uint RowVersion, CodeState State, long? SpeakerId, long? ViaId);

/// <summary>An editor's word on quotations. Each is a move: it stands in the history, and undo takes it back. In a blind round they wait until all have submitted.</summary>
public sealed class QuotationEditor(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public async Task<CodingResult> DecideAsync(QuotationDecision decision, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new CodingResult.NotAllowed();
        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, MoveKind.QuotationDecided, userId, now, cancel);
        var quotation = await db.Quotations.SingleOrDefaultAsync(q => q.Id == decision.Id, cancel);
        if (quotation is null) return new CodingResult.Gone(); // a newer reading took it away
        if (quotation.RowVersion != decision.RowVersion) return await StaleAsync(db, quotation, cancel);
        var standing = await Standing.OfAsync(db, quotation.ArticleId, userId, cancel);
        if (standing.HoldsQuotations) return new CodingResult.Locked(CodingLock.Blind, standing.Round);
        long?[] actors = [decision.SpeakerId, decision.ViaId];
        var known = await db.Actors.CountAsync(a => actors.Contains(a.Id) && a.MergedIntoId == null, cancel);
        if (known != actors.OfType<long>().Distinct().Count()) return new CodingResult.Invalid(DraftFault.UnknownActor);

        move.Watch(quotation);
        (quotation.State, quotation.SpeakerId, quotation.ViaId) = (decision.State, decision.SpeakerId, decision.ViaId);
        (quotation.DecidedAt, quotation.DecidedBy) = (now, userId);
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateConcurrencyException)
        {
            await move.DisposeAsync();
            return await StaleAsync(db, quotation, cancel);
        }
        board.Post(new(BulletinSubject.Codes, quotation.ArticleId));
        return new CodingResult.Saved(quotation.Id, quotation.ArticleId);
    }

    private static async Task<CodingResult> StaleAsync(NewsDbContext db, Quotation quotation, CancellationToken cancel)
    {
        var other = await db.Quotations.AsNoTracking().Where(q => q.Id == quotation.Id)
            .Select(q => new { q.DecidedAt, By = db.Users.Where(u => u.Id == q.DecidedBy).Select(u => u.DisplayName).FirstOrDefault() }).SingleOrDefaultAsync(cancel);
        return other is null ? new CodingResult.Gone() : new CodingResult.Stale(quotation.Id, other.By, other.DecidedAt ?? default);
    }
}
