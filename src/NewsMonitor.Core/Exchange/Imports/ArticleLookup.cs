using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Feeds;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>An article that statements of a file stand in: its texts, and what is coded there already in the layer that the person codes into.</summary>
internal sealed class FoundArticle(long id, Standing standing, IReadOnlyList<ArticleVersion> versions, IEnumerable<Statement> statements)
{
    private readonly Dictionary<long, Lazy<CodePoints>> _points = versions.ToDictionary(v => v.Id, v => new Lazy<CodePoints>(() => new(v.Text)));

    public long Id => id;
    public Standing Standing => standing;
    public int Newest => versions.Max(v => v.Number);
    public IReadOnlyList<Statement> Statements { get; } = [.. statements.Where(s => CodeLayer.Of(s) == standing.Layer)];

    /// <summary>The version that has all the words, with their places: the one that the file names, else the current one, else the latest that has them.</summary>
    public (ArticleVersion Version, AnchorDraft[] Anchors)? Place(IReadOnlyList<ImportedEvidence> evidence)
    {
        var named = evidence.FirstOrDefault(e => e.Version is not null)?.Version;
        foreach (var version in versions.OrderByDescending(v => v.Number == named).ThenByDescending(v => v.Number))
        {
            var places = evidence.Select(e => EvidencePlace.Find(version.Text, _points[version.Id], e)).ToArray();
            if (places.All(p => p is not null)) return (version, [.. evidence.Select((e, i) => new AnchorDraft(e.Role, places[i]!.Value.Start, places[i]!.Value.End))]);
        }
        return null;
    }
}

/// <summary>Finds the articles that a file speaks of: by id, by address, else by title and day.</summary>
internal static class ArticleLookup
{
    /// <returns>The ids by how the file names them; several or none where it does not say which.</returns>
    public static async Task<Dictionary<ImportedArticle, IReadOnlyList<long>>> FindAsync(NewsDbContext db, IReadOnlyCollection<ImportedArticle> wanted, CancellationToken cancel)
    {
        var found = new Dictionary<ImportedArticle, IReadOnlyList<long>>();
        foreach (var batch in wanted.Distinct().Chunk(500))
        {
            var canonical = batch.Where(w => w.Id is null && w.Address is not null).ToDictionary(w => w, w => Canonical(w.Address!));
            var addresses = canonical.Values.Concat(canonical.Keys.Select(k => k.Address!)).Distinct().ToArray();
            var byAddress = await db.Articles.AsNoTracking().Where(a => addresses.Contains(a.CanonicalAddress)).ToDictionaryAsync(a => a.CanonicalAddress, a => a.Id, cancel);
            var titles = batch.Where(w => w.Id is null && w.Title is not null).Select(w => w.Title!).Distinct().ToArray();
            var byTitle = (await db.Articles.AsNoTracking().Where(a => titles.Contains(a.Title)).Select(a => new { a.Id, a.Title, a.PublishedAt }).ToListAsync(cancel)).ToLookup(a => a.Title);
            foreach (var article in batch)
            {
                if (article.Id is { } id) found[article] = [id];
                else if (article.Address is { } address && (byAddress.TryGetValue(address, out var at) || byAddress.TryGetValue(canonical[article], out at))) found[article] = [at];
                // An address that the archive does not know is another article, whatever its title.
                else if (article.Address is not null || article.Title is null) found[article] = [];
                else
                {
                    var namesakes = byTitle[article.Title].ToArray();
                    var onDay = namesakes.Where(a => article.Day is { } day && Math.Abs(DateOnly.FromDateTime(a.PublishedAt.UtcDateTime).DayNumber - day.DayNumber) <= 1).ToArray();
                    found[article] = [.. (onDay.Length > 0 ? onDay : namesakes).Select(a => a.Id)];
                }
            }
        }
        return found;
    }

    public static async Task<Dictionary<long, FoundArticle>> LoadAsync(NewsDbContext db, IReadOnlyCollection<long> ids, Caller caller, CancellationToken cancel)
    {
        // The operator codes in nobody's round.
        var standings = await Standing.OfAsync(db, ids, caller.UserId ?? 0, cancel);
        var versions = (await db.ArticleVersions.AsNoTracking().Where(v => ids.Contains(v.ArticleId)).ToListAsync(cancel)).ToLookup(v => v.ArticleId);
        var statements = (await db.Codes.OfType<Statement>().AsNoTracking().AsSplitQuery().Include(s => s.Anchors).Include(s => s.Participants)
            .Where(s => ids.Contains(s.ArticleId) && s.RemovedAt == null && s.State != CodeState.Rejected).ToListAsync(cancel)).ToLookup(s => s.ArticleId);
        return ids.Where(id => versions[id].Any()).ToDictionary(id => id, id => new FoundArticle(id, standings[id], [.. versions[id]], statements[id]));
    }

    private static string Canonical(string address) => FeedAddress.Parse(address) is { } uri ? CanonicalUrl.Of(uri) : address;
}
