using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// One article as it is read: the row with a version. Edited says that the publisher changed the text: the page's text taking the place
/// of the feed's teaser is no edit.
/// </summary>
public sealed record ArticleReading(Article Article, ArticleVersion Version, string Outlet, int Versions, bool Edited, bool Read, bool Starred)
{
    /// <param name="db">A context for this operation.</param>
    /// <param name="articleId">Which article.</param>
    /// <param name="number">Which version; null for the current one.</param>
    /// <param name="userId">Whose marks.</param>
    /// <param name="cancel">Stops the query.</param>
    /// <returns>Null where there is no such article or version.</returns>
    public static async Task<ArticleReading?> FindAsync(NewsDbContext db, long articleId, int? number, long userId, CancellationToken cancel)
    {
        var article = await db.Articles.AsNoTracking().Include(a => a.Outlet).SingleOrDefaultAsync(a => a.Id == articleId, cancel);
        if (article is null) return null;
        var wanted = number ?? article.CurrentVersion;
        var version = await db.ArticleVersions.AsNoTracking().SingleOrDefaultAsync(v => v.ArticleId == articleId && v.Number == wanted, cancel);
        if (version is null) return null;
        var mark = await db.ArticleMarks.AsNoTracking().SingleOrDefaultAsync(m => m.ArticleId == articleId && m.UserId == userId, cancel);
        var edited = await db.ArticleVersions.CountAsync(v => v.ArticleId == articleId && v.Source == version.Source && v.Source != TextSource.Reread, cancel) > 1;
        return new(article, version, article.Outlet!.Name, article.CurrentVersion, edited, mark?.ReadAt is not null, mark?.StarredAt is not null);
    }
}
