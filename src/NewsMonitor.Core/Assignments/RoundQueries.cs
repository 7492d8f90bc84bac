using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Assignments;

/// <summary>Reads rounds and the work in them: how far, never what. What coders have coded is read under <see cref="Standing"/> alone.</summary>
public static class RoundQueries
{
    /// <summary>The rounds under way, newest first, then the closed ones.</summary>
    public static async Task<IReadOnlyList<RoundRow>> RoundsAsync(this NewsDbContext db, int most, CancellationToken cancel)
    {
        var rounds = await db.CodingRounds.AsNoTracking().OrderBy(r => r.ClosedAt != null).ThenByDescending(r => r.Id).Take(most)
            .Select(r => new { Round = r, Lead = db.Users.Where(u => u.Id == r.LeadId).Select(u => u.DisplayName).First() }).ToListAsync(cancel);
        var ids = rounds.Select(r => r.Round.Id).ToArray();
        var counts = (await db.Assignments.Where(a => ids.Contains(a.RoundId) && a.WithdrawnAt == null)
            .GroupBy(a => new { a.RoundId, a.State }).Select(g => new { g.Key.RoundId, g.Key.State, Count = g.Count() }).ToListAsync(cancel)).ToLookup(c => c.RoundId);
        var sizes = await db.Assignments.Where(a => ids.Contains(a.RoundId) && a.WithdrawnAt == null)
            .GroupBy(a => a.RoundId).Select(g => new { g.Key, Articles = g.Select(a => a.ArticleId).Distinct().Count(), Coders = g.Select(a => a.CoderId).Distinct().Count() })
            .ToDictionaryAsync(s => s.Key, cancel);
        return [.. rounds.Select(r => new RoundRow
        {
            Id = r.Round.Id, Name = r.Round.Name, Blind = r.Round.Blind, Lead = r.Lead, DueOn = r.Round.DueOn, CreatedAt = r.Round.CreatedAt, ClosedAt = r.Round.ClosedAt,
            Articles = sizes.GetValueOrDefault(r.Round.Id)?.Articles ?? 0, Coders = sizes.GetValueOrDefault(r.Round.Id)?.Coders ?? 0,
            Work = WorkCounts.Of(counts[r.Round.Id].SelectMany(c => Enumerable.Repeat(c.State, c.Count))),
        })];
    }

    /// <summary>One round; null where there is none.</summary>
    public static async Task<RoundView?> RoundAsync(this NewsDbContext db, long roundId, long userId, CancellationToken cancel)
    {
        if (await db.CodingRounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, cancel) is not { } round) return null;
        var work = await db.Assignments.AsNoTracking().Where(a => a.RoundId == roundId && a.WithdrawnAt == null).OrderBy(a => a.Id)
            .Select(a => new { a.Id, a.ArticleId, a.CoderId, a.State }).ToListAsync(cancel);
        var articles = await db.Articles.AsNoTracking().Where(a => db.Assignments.Any(w => w.RoundId == roundId && w.ArticleId == a.Id && w.WithdrawnAt == null))
            .Select(a => new { a.Id, a.Title, Outlet = a.Outlet!.Name, a.PublishedAt }).ToListAsync(cancel);
        var started = await db.Adjudications.Where(a => a.RoundId == roundId).Select(a => new { a.ArticleId, Finished = a.FinishedAt != null }).ToDictionaryAsync(a => a.ArticleId, a => a.Finished, cancel);
        var people = work.Select(w => w.CoderId).Append(round.LeadId).Distinct().ToArray();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancel);
        var byArticle = work.ToLookup(w => w.ArticleId);
        return new(
            round, names[round.LeadId],
            [.. work.GroupBy(w => w.CoderId).Select(g => new RoundCoder(g.Key, names[g.Key], WorkCounts.Of(g.Select(w => w.State)))).OrderBy(c => c.Name, StringComparer.CurrentCulture)],
            [.. articles.Select(a => new RoundArticle(a.Id, a.Title, a.Outlet, a.PublishedAt,
                    [.. byArticle[a.Id].OrderBy(w => names[w.CoderId], StringComparer.CurrentCulture).Select(w => new ArticleWork(w.Id, w.CoderId, w.State))],
                    StageOf([.. byArticle[a.Id].Select(w => w.State)], started.TryGetValue(a.Id, out var finished) ? finished : null)))
                .OrderBy(a => a.Stage is not (ArticleStage.Ready or ArticleStage.Adjudicating)).ThenBy(a => a.PublishedAt).ThenBy(a => a.ArticleId)],
            await db.MayManageAsync(round, userId, cancel));
    }

    /// <param name="states">Of all its coders' work.</param>
    /// <param name="adjudicated">Null where nobody has begun to settle it; else whether that is finished.</param>
    public static ArticleStage StageOf(IReadOnlyCollection<AssignmentState> states, bool? adjudicated) =>
        adjudicated is true ? ArticleStage.Adjudicated
        : states.Any(s => s is AssignmentState.Open or AssignmentState.Draft) ? ArticleStage.Coding
        : adjudicated is false ? ArticleStage.Adjudicating
        : states.Count == 1 ? ArticleStage.Alone
        : ArticleStage.Ready;

    /// <summary>A coder's own work, in rounds under way: the round that is due first first, within it in the dealt order.</summary>
    public static async Task<IReadOnlyList<WorkRow>> WorkAsync(this NewsDbContext db, long coderId, CancellationToken cancel) =>
        await (from a in db.Assignments.AsNoTracking()
               join article in db.Articles on a.ArticleId equals article.Id
               where a.CoderId == coderId && a.WithdrawnAt == null && a.Round!.ClosedAt == null
               orderby a.Round!.DueOn ?? DateOnly.MaxValue, a.RoundId, a.Ordinal
               select new WorkRow
               {
                   AssignmentId = a.Id, RoundId = a.RoundId, Round = a.Round!.Name, DueOn = a.Round.DueOn, Blind = a.Round.Blind, State = a.State, ArticleId = a.ArticleId,
                   Title = article.Title, Outlet = article.Outlet!.Name, PublishedAt = article.PublishedAt, Words = article.Words,
                   Statements = db.Codes.OfType<Statement>().Count(c => c.AssignmentId == a.Id && c.RemovedAt == null && c.State == CodeState.Confirmed),
               }).Take(RoundMaker.Most * 2).ToListAsync(cancel);

    /// <summary>How much of a coder's work is still to be done.</summary>
    public static Task<int> WorkLeftAsync(this NewsDbContext db, long coderId, CancellationToken cancel) =>
        db.Assignments.CountAsync(a => a.CoderId == coderId && a.WithdrawnAt == null && a.Round!.ClosedAt == null && (a.State == AssignmentState.Open || a.State == AssignmentState.Draft), cancel);

    /// <summary>What an article's page tells of the round that it is in; null where it is in none.</summary>
    public static async Task<WorkPlace?> WorkPlaceAsync(this NewsDbContext db, long articleId, long userId, CancellationToken cancel)
    {
        var standing = await Standing.OfAsync(db, articleId, userId, cancel);
        if (standing.RoundId is not { } roundId) return null;
        var round = await db.CodingRounds.AsNoTracking().SingleAsync(r => r.Id == roundId, cancel);
        var lead = await db.Users.Where(u => u.Id == round.LeadId).Select(u => u.DisplayName).SingleAsync(cancel);
        var list = await db.Assignments.AsNoTracking().Where(a => a.RoundId == roundId && a.CoderId == userId && a.WithdrawnAt == null).OrderBy(a => a.Ordinal)
            .Select(a => new { a.ArticleId, a.State }).ToListAsync(cancel);
        var at = list.FindIndex(a => a.ArticleId == articleId);
        var left = list.Where(a => a.State is AssignmentState.Open or AssignmentState.Draft).Select(a => a.ArticleId).ToArray();
        // From here on round the list: whoever skips one comes by it again.
        var others = list.Skip(at + 1).Concat(list.Take(Math.Max(0, at))).Select(a => a.ArticleId).Where(left.Contains).ToArray();
        var canReopen = standing is { State: AssignmentState.Submitted, AssignmentId: not null }
            && (!standing.Blind || standing.Coders == 1 || standing.Submitted < standing.Coders || await db.MayManageAsync(round, userId, cancel));
        return new(standing, round.Instruction, round.DueOn, lead, at + 1, list.Count, left.Length, others.Length > 0 ? others[^1] : null, others.Length > 0 ? others[0] : null,
            canReopen);
    }

    /// <summary>Editors who can be given work, by name, with how much they have.</summary>
    public static async Task<IReadOnlyList<RoundCoder>> CodersAsync(this NewsDbContext db, CancellationToken cancel)
    {
        var people = await db.Editors().OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancel);
        var work = (await db.Assignments.Where(a => a.WithdrawnAt == null && a.Round!.ClosedAt == null).GroupBy(a => new { a.CoderId, a.State })
            .Select(g => new { g.Key.CoderId, g.Key.State, Count = g.Count() }).ToListAsync(cancel)).ToLookup(w => w.CoderId);
        return [.. people.Select(p => new RoundCoder(p.Id, p.DisplayName, WorkCounts.Of(work[p.Id].SelectMany(w => Enumerable.Repeat(w.State, w.Count)))))];
    }
}
