using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Adjudication;

/// <summary>Reads the layers of an article's coders side by side; only once all of them have submitted.</summary>
public static class AdjudicationQueries
{
    public static async Task<AdjudicationAnswer> AdjudicationAsync(this NewsDbContext db, long roundId, long articleId, long userId, string language, CancellationToken cancel)
    {
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new AdjudicationAnswer.NotAllowed();
        var round = await db.CodingRounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, cancel);
        var article = await db.Articles.AsNoTracking().Include(a => a.Outlet).SingleOrDefaultAsync(a => a.Id == articleId, cancel);
        var work = await WorkAsync(db, roundId, articleId, cancel);
        if (round is null || article is null || work.Count == 0) return new AdjudicationAnswer.Unknown();
        if (!IsReady(round, work)) return new AdjudicationAnswer.NotYet(roundId, round.Name, article.Title, work.Count(w => IsIn(w.State)), work.Count);

        var version = await db.ArticleVersions.AsNoTracking().SingleAsync(v => v.ArticleId == articleId && v.Number == article.CurrentVersion, cancel);
        var submitted = work.Where(w => IsIn(w.State)).ToArray();
        var people = submitted.Select(w => w.CoderId).ToArray();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancel);
        var coders = submitted.Select(w => new AdjudicationCoder(w.Id, w.CoderId, names[w.CoderId])).OrderBy(c => c.Name, StringComparer.CurrentCulture).ThenBy(c => c.CoderId).ToArray();
        var adjudication = await db.Adjudications.AsNoTracking().SingleOrDefaultAsync(a => a.RoundId == roundId && a.ArticleId == articleId, cancel);
        var (places, added) = await PlacesAsync(db, coders, adjudication?.Id, articleId, version.Id, version.Text, language, cancel);
        var view = await db.RoundAsync(roundId, userId, cancel);
        return new AdjudicationAnswer.Here(new()
        {
            Round = round, Article = article, Outlet = article.Outlet!.Name, Version = version, Coders = coders, Places = places, Added = added,
            FinishedAt = adjudication?.FinishedAt,
            FinishedBy = adjudication?.FinishedBy is { } by ? await db.Users.Where(u => u.Id == by).Select(u => u.DisplayName).SingleOrDefaultAsync(cancel) : null,
            MayAdjudicate = await db.MayAdjudicateAsync(round, articleId, userId, cancel),
            Waiting = [.. view!.Articles.Where(a => a.ArticleId != articleId && a.Stage is ArticleStage.Ready or ArticleStage.Adjudicating).Select(a => a.ArticleId)],
        });
    }

    /// <summary>The coders' codes matched, with what the adjudicated layer makes of them.</summary>
    internal static async Task<(IReadOnlyList<Difference> Places, IReadOnlyList<MarginRow> Added)> PlacesAsync(
        NewsDbContext db, IReadOnlyList<AdjudicationCoder> coders, long? adjudicationId, long articleId, long versionId, string text, string language, CancellationToken cancel)
    {
        var layers = coders.Select(c => c.AssignmentId).ToArray();
        var rows = await MarginQueries.RowsAsync(db,
            db.Codes.Where(c => c.ArticleId == articleId && c.RemovedAt == null && (layers.Contains(c.AssignmentId!.Value) || (adjudicationId != null && c.AdjudicationId == adjudicationId))),
            new Dictionary<long, long> { [articleId] = versionId }, language, cancel);
        var coderOf = coders.ToDictionary(c => c.AssignmentId, c => c.CoderId);
        var theirs = rows.Where(r => r.Layer.AssignmentId is not null).Select(r => new CodersCode(coderOf[r.Layer.AssignmentId!.Value], r)).ToArray();
        var taken = rows.Where(r => r.Layer.AdjudicationId is not null).ToLookup(r => r.SourceId);
        var refused = theirs.Where(c => c.Row.State == CodeState.Rejected).ToArray();
        var matches = CodeMatching.Match([.. coders.Select(c => c.CoderId)], theirs.Where(c => c.Row.State == CodeState.Confirmed), text);
        var places = matches.Select(m => new Difference(
            m,
            [.. refused.Where(r => m.Of(r.Coder) is null && m.Codes.Any(c => CodeMatching.AreOfOne(r.Row, c.Row))).Select(r => r.Coder).Distinct()],
            [.. m.Codes.SelectMany(c => taken[c.Row.Id]).OrderBy(r => r.Id)])).ToArray();
        var answered = places.SelectMany(p => p.Taken).Select(r => r.Id).ToHashSet();
        return (places, [.. taken.SelectMany(g => g).Where(r => r.State == CodeState.Confirmed && !answered.Contains(r.Id)).OrderBy(r => r.First?.Start ?? int.MaxValue)]);
    }

    internal static Task<List<Assignment>> WorkAsync(NewsDbContext db, long roundId, long articleId, CancellationToken cancel) =>
        db.Assignments.AsNoTracking().Where(a => a.RoundId == roundId && a.ArticleId == articleId && a.WithdrawnAt == null).OrderBy(a => a.Id).ToListAsync(cancel);

    /// <summary>All have submitted, and there are two at least; in a closed round, of those who have.</summary>
    internal static bool IsReady(CodingRound round, IReadOnlyList<Assignment> work) =>
        work.Count(w => IsIn(w.State)) >= 2 && (round.ClosedAt is not null || work.All(w => IsIn(w.State)));

    private static bool IsIn(AssignmentState state) => state is AssignmentState.Submitted or AssignmentState.Adjudicated;
}
