using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;

namespace NewsMonitor.Core.Suggestions;

/// <summary>Keeps, with each reading, which persons an article names whom nobody has made an actor.</summary>
internal static class UnknownNameStore
{
    /// <summary>Bounds what a list of names in one text can put into the archive.</summary>
    private const int MostNames = 30;

    public static async Task ReplaceAsync(NewsDbContext db, long articleId, ArticleAnalysis read, CancellationToken cancel)
    {
        var found = read.Actors.Actors.Where(a => a.Proposed && a.Kind == ActorKind.Person && a.Name.Length <= Limits.Name && a.Name.Contains(' ', StringComparison.Ordinal) && a.Mentions.Count > 0)
            .DistinctBy(a => a.Name, StringComparer.Ordinal).Take(MostNames).ToArray();
        await db.UnknownNames.Where(n => n.ArticleId == articleId).ExecuteDeleteAsync(cancel);
        if (found.Length == 0) return;
        db.UnknownNames.AddRange(found.Select(a => new UnknownName
        {
            ArticleId = articleId, Name = a.Name, Start = a.Mentions[0].Start, End = a.Mentions[0].End, Mentions = a.Mentions.Count,
        }));
        await db.SaveChangesAsync(cancel);
    }
}
