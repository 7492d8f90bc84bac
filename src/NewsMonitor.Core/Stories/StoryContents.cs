using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Quotations;

namespace NewsMonitor.Core.Stories;

/// <summary>What stands in a story's reports: words that they have people say, their texts, what later versions changed.</summary>
public sealed class StoryContents(IDbContextFactory<NewsDbContext> contexts)
{
    public const int MostQuotations = 600, MostChanged = 20;

    /// <summary>Who is quoted with what, in the present texts, by report and place; what was rejected and what nobody is named for is left out.</summary>
    public async Task<IReadOnlyList<StoryQuotation>> QuotationsAsync(long storyId, string language, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await db.Quotations.AsNoTracking().Include(q => q.Speaker)
            .Where(q => q.State != CodeState.Rejected && (q.SpeakerId != null || q.SpeakerWords != null)
                && db.StoryArticles.Any(p => p.StoryId == storyId && p.ArticleId == q.ArticleId)
                && db.ArticleVersions.Any(v => v.Id == q.VersionId && db.Articles.Any(a => a.Id == v.ArticleId && a.CurrentVersion == v.Number)))
            .OrderBy(q => q.ArticleId).ThenBy(q => q.Id).Take(MostQuotations).ToListAsync(cancel);
        var called = await CalledAsync(db, [.. found.Where(q => q.SpeakerId is null).Select(q => q.SpeakerWords).OfType<string>().Distinct()], cancel);
        // Who was merged into another speaks as that one.
        var names = await db.NamesOfActorsAsync([.. found.SelectMany(q => new[] { SpeakerOf(q), q.ViaId }).OfType<long>().Distinct()], language, cancel);
        return [.. found.OrderBy(q => q.ArticleId).ThenBy(q => q.Start).Select(q => new StoryQuotation(q.Id, q.ArticleId, Named(SpeakerOf(q), q.SpeakerWords)!, Named(q.ViaId, q.ViaWords), q.Form, q.Words))];

        long? SpeakerOf(Quotation quotation) => quotation.Speaker?.MergedIntoId ?? quotation.SpeakerId
            ?? (quotation.SpeakerWords is { } words && called.TryGetValue(words, out var actor) ? actor : null);

        NamedSpeaker? Named(long? id, string? words) =>
            id is { } known && names.TryGetValue(known, out var name) ? new(known, name) : words is not null ? new(null, words) : id is null ? null : new(id, "–");
    }

    /// <summary>Whom words name in full, in whatever language: only where they are one actor's name and no other's.</summary>
    private static async Task<Dictionary<string, long>> CalledAsync(NewsDbContext db, string[] words, CancellationToken cancel)
    {
        if (words.Length == 0) return [];
        var named = await db.Actors.AsNoTracking().Where(a => a.MergedIntoId == null).SelectMany(a => a.Names.Select(n => new { a.Id, n.Text }))
            .Concat(db.Actors.Where(a => a.MergedIntoId == null).Select(a => new { a.Id, Text = a.Name }))
            .Where(n => words.Contains(n.Text)).Distinct().ToListAsync(cancel);
        return named.GroupBy(n => n.Text).Where(n => n.Select(one => one.Id).Distinct().Count() == 1).ToDictionary(n => n.Key, n => n.First().Id);
    }

    /// <summary>The current texts of some articles, in their order; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<StoryText>> TextsAsync(IReadOnlyList<long> articles, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var texts = await db.Articles.AsNoTracking().Where(a => articles.Contains(a.Id))
            .Join(db.ArticleVersions, a => new { a.Id, Number = a.CurrentVersion }, v => new { Id = v.ArticleId, v.Number }, (a, v) => new StoryText(a.Id, v.Title, a.Language, v.Text))
            .ToDictionaryAsync(t => t.ArticleId, cancel);
        return [.. articles.Where(texts.ContainsKey).Select(id => texts[id])];
    }

    /// <summary>The reports whose text was changed, with the first and the present one, in the order in which they appeared.</summary>
    public async Task<IReadOnlyList<ChangedReport>> ChangedAsync(long storyId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var changed = await db.Articles.AsNoTracking().Where(a => a.CurrentVersion > 1 && db.StoryArticles.Any(p => p.StoryId == storyId && p.ArticleId == a.Id)
                && db.ArticleVersions.Count(v => v.ArticleId == a.Id && v.Source == db.ArticleVersions.First(c => c.ArticleId == a.Id && c.Number == a.CurrentVersion).Source) > 1)
            .OrderBy(a => a.PublishedAt).ThenBy(a => a.Id).Take(MostChanged)
            .Select(a => new
            {
                a.Id, Outlet = a.Outlet!.Name, a.Language,
                // The step from the feed's few words to the page is none that the outlet made: texts of one source are compared.
                Versions = db.ArticleVersions.Where(v => v.ArticleId == a.Id && v.Source == db.ArticleVersions.First(c => c.ArticleId == a.Id && c.Number == a.CurrentVersion).Source)
                    .OrderBy(v => v.Number).Select(v => new ReportVersion(v.Number, v.CapturedAt, v.Title, v.Text)).ToList(),
            }).ToListAsync(cancel);
        return [.. changed.Select(a => new ChangedReport(a.Id, a.Outlet, a.Language, a.Versions.Count, a.Versions[0], a.Versions[^1]))];
    }
}
