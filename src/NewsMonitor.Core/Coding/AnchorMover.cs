using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>Places the anchors of an article's codes on its current version, after a new text has come in. Twice does no harm.</summary>
public sealed class AnchorMover(IDbContextFactory<NewsDbContext> archive, BulletinBoard board)
{
    /// <returns>How many anchors were placed.</returns>
    public async Task<int> MoveAsync(long articleId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var version = await db.ArticleVersions.AsNoTracking()
            .SingleOrDefaultAsync(v => v.ArticleId == articleId && db.Articles.Any(a => a.Id == articleId && a.CurrentVersion == v.Number), cancel);
        if (version is null) return 0;
        var anchors = await db.Anchors.AsNoTracking()
            .Where(a => a.VersionId != version.Id && db.Codes.Any(c => c.Id == a.CodeId && c.ArticleId == articleId)
                && !db.AnchorPlacements.Any(p => p.AnchorId == a.Id && p.VersionId == version.Id))
            .ToListAsync(cancel);
        if (anchors.Count == 0) return 0;
        db.AnchorPlacements.AddRange(anchors.Select(anchor => AnchorPlacing.Place(anchor, version)));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return 0; // another node has placed them in this moment, by the same rule
        }
        board.Post(new(BulletinSubject.Codes, articleId));
        return anchors.Count;
    }
}
