using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Assignments;

/// <summary>Which of some codes a person may see, of whatever articles: what counts; as a coder of a round what <see cref="Standing"/> lets them see of its articles.</summary>
public static class StatementSight
{
    public static async Task<IReadOnlySet<long>> SeenAsync(this NewsDbContext db, IReadOnlyCollection<long> codeIds, long userId, CancellationToken cancel)
    {
        if (codeIds.Count == 0) return new HashSet<long>();
        var articles = await db.Codes.Where(c => codeIds.Contains(c.Id)).Select(c => c.ArticleId).Distinct().ToArrayAsync(cancel);
        var standings = await Standing.OfAsync(db, articles, userId, cancel);
        // Most people are in no round with most articles: one query for all of those.
        var plain = articles.Where(id => standings[id].AssignmentId is null).ToArray();
        var seen = await db.Codes.Where(c => codeIds.Contains(c.Id) && plain.Contains(c.ArticleId) && c.Counts).Select(c => c.Id).ToHashSetAsync(cancel);
        foreach (var article in articles.Except(plain))
        {
            seen.UnionWith(await db.Codes.Where(c => codeIds.Contains(c.Id) && c.ArticleId == article).Where(standings[article].Sees(db)).Select(c => c.Id).ToListAsync(cancel));
        }
        return seen;
    }
}
