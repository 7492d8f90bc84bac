using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Articles;

/// <summary>A version of an article's text, as its history lists it.</summary>
/// <param name="Number">1, 2, 3 … within the article.</param>
/// <param name="CapturedAt">When we got it.</param>
/// <param name="Source">Where it was taken from.</param>
/// <param name="Title">Its headline.</param>
/// <param name="CodesMade">Codes whose evidence was chosen on this version.</param>
public sealed record VersionRow(int Number, DateTimeOffset CapturedAt, TextSource Source, string Title, int CodesMade);

/// <summary>A code whose words the newer of two versions has no longer.</summary>
public sealed record OrphanRow(long CodeId, string Quote);

/// <summary>An article's versions, two of them whole.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Language">Its language.</param>
/// <param name="Versions">All, newest first.</param>
/// <param name="Old">The earlier of the two.</param>
/// <param name="New">The later of the two.</param>
/// <param name="Orphans">What the later one has lost of the evidence.</param>
public sealed record ArticleHistory(
    long ArticleId, string Language, IReadOnlyList<VersionRow> Versions, ArticleVersion Old, ArticleVersion New, IReadOnlyList<OrphanRow> Orphans)
{
    /// <param name="db">A context for this operation.</param>
    /// <param name="articleId">Which article.</param>
    /// <param name="older">The earlier version; null for the one before the later.</param>
    /// <param name="newer">The later version; null for the current one.</param>
    /// <param name="cancel">Stops the query.</param>
    /// <returns>Null where there is no such article or version; old and new are the same where it has one version only.</returns>
    public static async Task<ArticleHistory?> FindAsync(NewsDbContext db, long articleId, int? older, int? newer, CancellationToken cancel)
    {
        var article = await db.Articles.AsNoTracking().Where(a => a.Id == articleId).Select(a => new { a.Language, a.CurrentVersion }).SingleOrDefaultAsync(cancel);
        if (article is null) return null;
        var to = newer ?? article.CurrentVersion;
        var from = older ?? Math.Max(1, to - 1);
        var versions = await db.ArticleVersions.AsNoTracking().Where(v => v.ArticleId == articleId).OrderByDescending(v => v.Number).Take(200)
            .Select(v => new VersionRow(v.Number, v.CapturedAt, v.Source, v.Title,
                db.Codes.Count(c => c.ArticleId == articleId && c.RemovedAt == null && c.Counts && c.Anchors.Any(a => a.VersionId == v.Id))))
            .ToListAsync(cancel);
        var two = await db.ArticleVersions.AsNoTracking().Where(v => v.ArticleId == articleId && (v.Number == from || v.Number == to)).ToListAsync(cancel);
        if (two.SingleOrDefault(v => v.Number == Math.Min(from, to)) is not { } old || two.SingleOrDefault(v => v.Number == Math.Max(from, to)) is not { } now) return null;
        var orphans = await db.AnchorPlacements.AsNoTracking().Where(p => p.VersionId == now.Id && p.Fate == AnchorFate.Orphaned)
            .Join(db.Anchors, p => p.AnchorId, a => a.Id, (p, a) => a)
            .Where(a => a.Role == AnchorRole.Evidence && db.Codes.Any(c => c.Id == a.CodeId && c.RemovedAt == null && c.Counts && c.State != CodeState.Rejected))
            .OrderBy(a => a.Start).Select(a => new OrphanRow(a.CodeId, a.Quote)).Take(200).ToListAsync(cancel);
        return new(articleId, article.Language, versions, old, now, orphans);
    }
}
