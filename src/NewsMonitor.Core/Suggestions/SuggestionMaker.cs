using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Quotations;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Suggestions.LanguageModel;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Core.Suggestions;

/// <summary>What a reading changed.</summary>
/// <param name="Added">Suggestions that are new.</param>
/// <param name="Removed">Open suggestions that this reading does not make again.</param>
/// <param name="Kept">Open suggestions that stay as they are.</param>
public sealed record MadeSuggestions(int Added, int Removed, int Kept)
{
    /// <summary>Whether the article's quotations are other than they were.</summary>
    public bool OtherQuotations { get; init; }
}

/// <summary>
/// Reads an article with the engine and puts what it finds into the margin as suggestions, one transaction an article. Doing it again
/// changes nothing; a newer text or a newer engine replaces only what nobody has touched. A suggestion leaves no revision: it is no
/// person's deed, and the first revision of one that is decided holds it as it was.
/// </summary>
public sealed class SuggestionMaker(
    IDbContextFactory<NewsDbContext> archive, ListKeeper lists, RankerKeeper rankers, RegistryActors registry, StoryPlacer stories, BulletinBoard board,
    IOptions<SuggestionOptions> options, IOptions<ModelOptions> model, TimeProvider clock)
{
    /// <summary>Older arrivals are read again by a job, perhaps a million of them: the model is asked about news.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(2);

    /// <summary>
    /// Raise it when the engine's rules have changed so much that old articles are to be read again. Nodes of an older number leave the
    /// newer ones' readings alone.
    /// </summary>
    public const int Engine = 6;

    /// <summary>Reads one claimed article. A newer text, or a lease that was lost meanwhile, makes it nothing.</summary>
    /// <returns>Null if nothing was written, because the article is gone, has a newer text or is another worker's.</returns>
    public async Task<MadeSuggestions?> MakeAsync(ClaimedReading reading, CancellationToken cancel)
    {
        var known = await lists.GetAsync(cancel);
        var ranker = await rankers.GetAsync(cancel);
        await using var db = await archive.CreateDbContextAsync(cancel);
        var article = await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == reading.ArticleId, cancel);
        if (article is null) return null;
        var version = await db.ArticleVersions.AsNoTracking().SingleAsync(v => v.ArticleId == article.Id && v.Number == article.CurrentVersion, cancel);
        var read = ArticleAnalyzer.Analyze(
            version.Text, article.Language == "und" ? null : article.Language, DateOnly.FromDateTime(article.PublishedAt.UtcDateTime), known.Actors.Index,
            known.Issues);
        // First, and in a transaction of its own: what breaks later is read again, and placing again changes nothing.
        await stories.PlaceAsync(article, version, read, known.Actors.Index, cancel);
        var proposals = new Proposals(known, ranker, options.Value, article.OutletId.ToString(CultureInfo.InvariantCulture)).Of(read);
        var ids = await registry.IdsAsync(known, [.. proposals.SelectMany(p => p.Keys), .. QuotationStore.Keys(read)], cancel);
        var now = clock.GetUtcNow();
        var wanted = (await WithIssuesAsync(db, proposals, cancel)).Where(p => p.Keys.All(ids.ContainsKey)).Select(p => p.ToCode(version, ids, known.CodebookVersion, now))
            .Where(c => c is not Mention m || !ranker.WasRejected(ClaimFingerprint.Of(m.ActorId, m.Anchors.First().Quote))).ToArray();
        var made = await StoreAsync(db, reading, version, known.Codebook, wanted, async () =>
        {
            await UnknownNameStore.ReplaceAsync(db, version.ArticleId, read, cancel);
            if (model.Value.Enabled && now - article.ArrivedAt < News) await AskModelAsync(db, version, cancel);
            return await QuotationStore.ReplaceAsync(db, version, read, ids, cancel);
        }, cancel);
        if (made is { Added: > 0 } or { Removed: > 0 } or { OtherQuotations: true }) board.Post(new(BulletinSubject.Codes, article.Id));
        return made;
    }

    /// <summary>Once a text, behind the rules and in the same transaction: the model is asked about what they have read, or not at all.</summary>
    private static Task<int> AskModelAsync(NewsDbContext db, ArticleVersion version, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO model_tasks AS t (article_id, version, due_at, attempts, lease_token) VALUES ({version.ArticleId}, {version.Number}, now(), 0, 0)
        ON CONFLICT (article_id) DO UPDATE SET version = EXCLUDED.version, due_at = EXCLUDED.due_at, attempts = 0 WHERE t.version <> EXCLUDED.version
        """, cancel);

    /// <summary>Gives positions on a new issue that issue's id; those on one that an editor has retired are left out.</summary>
    private static async Task<IEnumerable<Proposal>> WithIssuesAsync(NewsDbContext db, IReadOnlyList<Proposal> proposals, CancellationToken cancel)
    {
        var names = proposals.Select(p => p.NewIssue).OfType<ProposedIssue>().DistinctBy(i => i.Key).ToDictionary(i => i.Key, i => i.Name, StringComparer.Ordinal);
        var ids = await ProposedIssues.BringAsync(db, names, cancel);
        return proposals.Select(p => p is PositionProposal { NewIssue: { } issue } position ? position with { IssueId = ids.GetValueOrDefault(issue.Key) } : p)
            .Where(p => p is not PositionProposal { IssueId: 0 });
    }

    private static async Task<MadeSuggestions?> StoreAsync(
        NewsDbContext db, ClaimedReading reading, ArticleVersion version, long codebook, IReadOnlyList<Code> wanted, Func<Task<bool>> storeBesides, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // In the order in which an editor's save takes them, codes before article: neither waits for the other in a circle.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM codes WHERE article_id = {reading.ArticleId} FOR UPDATE", cancel);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM articles WHERE id = {reading.ArticleId} FOR NO KEY UPDATE", cancel);
        var ours = await db.Database.ExecuteSqlAsync($"""
            UPDATE reading_tasks SET due_at = NULL, attempts = 0, last_detail = NULL, lease_until = NULL, lease_owner = NULL, lost_claims = 0,
                engine = {Engine}, codebook = {codebook}, version = {version.Number}, read_at = now()
            WHERE article_id = {reading.ArticleId} AND lease_token = {reading.LeaseToken}
              AND (SELECT current_version FROM articles WHERE id = {reading.ArticleId}) = {version.Number}
            """, cancel);
        if (ours == 0) return null;
        var made = await ReplaceAsync(db, version, wanted, cancel) with { OtherQuotations = await storeBesides() };
        if (made.Added + made.Removed > 0) await ArticleTally.UpdateAsync(db, version.ArticleId, cancel);
        await transaction.CommitAsync(cancel);
        return made;
    }

    private static async Task<MadeSuggestions> ReplaceAsync(NewsDbContext db, ArticleVersion version, IReadOnlyList<Code> wanted, CancellationToken cancel)
    {
        var there = await db.Codes.Include(c => c.Anchors).Include(c => ((Statement)c).Participants).AsSplitQuery()
            .Where(c => c.ArticleId == version.ArticleId && c.AssignmentId == null).ToListAsync(cancel); // a coder's own layer decides for nobody else
        var decided = await Decided.LoadAsync(db, there, version, cancel);
        var open = there.Where(Decided.IsOpen).ToLookup(Content);
        var kept = new HashSet<Code>();
        var added = 0;
        foreach (var code in wanted.DistinctBy(Content).Where(c => !decided.Covers(c)))
        {
            if (open[Content(code)].FirstOrDefault() is { } same)
            {
                (same.Score, same.Features, same.Fingerprint) = (code.Score, code.Features, code.Fingerprint);
                kept.Add(same);
                continue;
            }
            db.Codes.Add(code);
            added++;
        }
        // Nobody has seen fit to decide them, and no revision names them: they go without a trace.
        var gone = there.Where(c => Decided.IsOpen(c) && !kept.Contains(c)).ToArray();
        db.Codes.RemoveRange(gone);
        await db.SaveChangesAsync(cancel);
        return new(added, gone.Length, kept.Count);
    }

    /// <summary>All that a code says, as one string: equal for equal suggestions.</summary>
    private static string Content(Code code) => $"{code.Rule}\n{CodeSnapshot.Of(code).ToJson().RootElement.GetRawText()}";
}
