using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Core.Suggestions;

/// <summary>In which order suggestions are worked through.</summary>
public enum QueueOrder
{
    /// <summary>Those first of which the ranker knows least: each decision on them teaches it most.</summary>
    Uncertain,
    /// <summary>The newest article first, in text order.</summary>
    Article,
}

/// <summary>What is shown: what waits, or what was decided.</summary>
public enum QueueShow { Open, Accepted, Rejected, Edited }

/// <summary>Which suggestions of statements.</summary>
public sealed record QueueFilter
{
    public QueueShow Show { get; init; }
    public QueueOrder Order { get; init; }
    /// <summary><c>threat</c> or <c>position</c>.</summary>
    public string? Kind { get; init; }
    public string? Rule { get; init; }
    public string? Language { get; init; }
    public long? OutletId { get; init; }
    public long? ArticleId { get; init; }
    /// <summary>Scores from here on, 0 to 1.</summary>
    public double Least { get; init; }
}

/// <summary>A suggestion in the queue, with the score of this moment and why, and the words around its evidence.</summary>
public sealed record QueueItem(MarginRow Row, string Title, string Outlet, DateTimeOffset PublishedAt, string Language, double Score, IReadOnlyList<Reason> Reasons, Excerpt Words);

/// <summary>A stretch of a version's text; offsets of anchors less <paramref name="Start"/> count in it.</summary>
public sealed record Excerpt(string Text, int Start);

/// <summary>The queue: how many there are, within the bound, and the first of them.</summary>
public sealed record QueuePage(int Total, bool More, IReadOnlyList<QueueItem> Items);

/// <summary>A value to filter by.</summary>
public sealed record QueueChoice(string Value, string Words, int Count);

public sealed record QueueChoices(IReadOnlyList<QueueChoice> Rules, IReadOnlyList<QueueChoice> Languages, IReadOnlyList<QueueChoice> Outlets);

/// <summary>
/// Suggestions across articles, scored as they are read from the archive: what an editor has decided a moment ago has moved the rest already.
/// Looks at the newest <see cref="Most"/> that match; that many nobody decides in a week.
/// </summary>
public sealed class SuggestionQueries(IDbContextFactory<NewsDbContext> archive, RankerKeeper rankers)
{
    public const int Most = 5000;
    private const int Around = 280;

    public async Task<QueuePage> LoadAsync(QueueFilter filter, int most, string language, CancellationToken cancel)
    {
        var ranker = await rankers.GetAsync(cancel);
        await using var db = await archive.CreateDbContextAsync(cancel);
        var found = await (from code in Filtered(db, filter)
                           join article in db.Articles on code.ArticleId equals article.Id
                           orderby code.Id descending
                           select new Found(code.Id, code.ArticleId, article.PublishedAt, code.Score, code.Features)).Take(Most + 1).ToListAsync(cancel);
        var scored = found.Take(Most).Select(f => (Found: f, Score: ScoreOf(ranker, f.Features, f.Score))).Where(s => s.Score >= filter.Least);
        var ordered = (filter.Order == QueueOrder.Article
            ? scored.OrderByDescending(s => s.Found.PublishedAt).ThenBy(s => s.Found.ArticleId).ThenBy(s => s.Found.Id)
            : scored.OrderBy(s => Math.Abs(s.Score - 0.5)).ThenByDescending(s => s.Found.Id)).ToArray();
        var items = await ItemsAsync(db, ranker, ordered.Take(most).Select(s => s.Found.Id).ToArray(), language, cancel);
        var sorted = filter.Order == QueueOrder.Article
            ? items.OrderByDescending(i => i.PublishedAt).ThenBy(i => i.Row.ArticleId).ThenBy(i => i.Row.First?.Start ?? int.MaxValue).ThenBy(i => i.Row.Id)
            : items.OrderBy(i => Math.Abs(i.Score - 0.5)).ThenByDescending(i => i.Row.Id);
        return new(ordered.Length, found.Count > Most, [.. sorted]);
    }

    /// <summary>What there is to filter by among those that wait.</summary>
    public async Task<QueueChoices> ChoicesAsync(string? kind, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var open = from code in Filtered(db, new() { Kind = kind }).OrderByDescending(c => c.Id).Take(Most)
                   join article in db.Articles on code.ArticleId equals article.Id
                   select new { code.Rule, article.Language, article.OutletId, Outlet = article.Outlet!.Name };
        var rows = await open.GroupBy(o => new { o.Rule, o.Language, o.OutletId, o.Outlet }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return new(
            [.. rows.GroupBy(r => r.Key.Rule ?? "").Select(g => new QueueChoice(g.Key, g.Key, g.Sum(r => r.Count))).OrderByDescending(c => c.Count)],
            [.. rows.GroupBy(r => r.Key.Language).Select(g => new QueueChoice(g.Key, g.Key, g.Sum(r => r.Count))).OrderByDescending(c => c.Count)],
            [.. rows.GroupBy(r => (r.Key.OutletId, r.Key.Outlet)).Select(g => new QueueChoice($"{g.Key.OutletId}", g.Key.Outlet, g.Sum(r => r.Count))).OrderByDescending(c => c.Count)]);
    }

    /// <summary>The score of this moment and why, for rows of a margin.</summary>
    public async Task<IReadOnlyDictionary<long, RankedScore>> WhyAsync(IEnumerable<MarginRow> rows, CancellationToken cancel)
    {
        var ranker = await rankers.GetAsync(cancel);
        return rows.Select(r => (r.Id, Features: RankerFeatures.Read(r.Features))).Where(r => r.Features is not null).ToDictionary(r => r.Id, r => ranker.Score(r.Features!));
    }

    private static IQueryable<Statement> Filtered(NewsDbContext db, QueueFilter filter)
    {
        IQueryable<Statement> codes = filter.Kind switch { "threat" => db.Threats, "position" => db.Positions, _ => db.Codes.OfType<Statement>() };
        codes = filter.Show == QueueShow.Open
            ? codes.Where(c => c.State == CodeState.Suggested && c.RemovedAt == null)
            : Decided(db, codes, filter.Show);
        // What is in a round is decided there, by each of its coders.
        codes = codes.Where(c => c.Counts && !db.Assignments.Any(a => a.ArticleId == c.ArticleId && a.WithdrawnAt == null && a.State != AssignmentState.Adjudicated && a.Round!.ClosedAt == null));
        if (filter.Rule is { } rule) codes = codes.Where(c => c.Rule == rule);
        if (filter.ArticleId is { } article) codes = codes.Where(c => c.ArticleId == article);
        if (filter.Language is { } language) codes = codes.Where(c => db.Articles.Any(a => a.Id == c.ArticleId && a.Language == language));
        if (filter.OutletId is { } outlet) codes = codes.Where(c => db.Articles.Any(a => a.Id == c.ArticleId && a.OutletId == outlet));
        return codes;
    }

    /// <summary>Those whose last decision, not taken back, is this one.</summary>
    private static IQueryable<Statement> Decided(NewsDbContext db, IQueryable<Statement> codes, QueueShow show)
    {
        var verdict = Enum.Parse<DecisionVerdict>(show.ToString());
        return codes.Where(c => c.Origin != CodeOrigin.Person && db.Decisions.Any(d => d.CodeId == c.Id && d.Verdict == verdict
            && !db.Decisions.Any(later => later.CodeId == c.Id && later.Id > d.Id)));
    }

    private static async Task<List<QueueItem>> ItemsAsync(NewsDbContext db, CandidateRanker ranker, long[] ids, string language, CancellationToken cancel)
    {
        var articles = await (from article in db.Articles.AsNoTracking()
                              where db.Codes.Any(c => ids.Contains(c.Id) && c.ArticleId == article.Id)
                              join version in db.ArticleVersions on new { ArticleId = article.Id, Number = article.CurrentVersion } equals new { version.ArticleId, version.Number }
                              select new { article.Id, Version = version.Id, version.Title, version.Text, Outlet = article.Outlet!.Name, article.PublishedAt, article.Language })
            .ToDictionaryAsync(a => a.Id, cancel);
        var rows = await MarginQueries.RowsAsync(db, db.Codes.Where(c => ids.Contains(c.Id)), articles.ToDictionary(a => a.Key, a => a.Value.Version), language, cancel);
        return [.. rows.Select(row =>
        {
            var article = articles[row.ArticleId];
            var score = RankerFeatures.Read(row.Features) is { } features ? ranker.Score(features) : null;
            return new QueueItem(row, article.Title, article.Outlet, article.PublishedAt, article.Language, score?.Probability ?? row.Score ?? 0, score?.Reasons ?? [],
                ExcerptOf(article.Text, row));
        })];
    }

    /// <summary>The evidence with its surroundings, from a word's beginning to a word's end, within its paragraph where that is short.</summary>
    private static Excerpt ExcerptOf(string text, MarginRow row)
    {
        var placed = row.Anchors.Where(a => a.Fate != AnchorFate.Orphaned && a.End > a.Start).ToArray();
        if (placed.Length == 0) return new(string.Join(" … ", row.Anchors.Where(a => a.Role == AnchorRole.Evidence).Select(a => a.Quote)), 0);
        var (first, last) = (placed.Min(a => a.Start), Math.Min(placed.Max(a => a.End), placed.Min(a => a.Start) + 1500));
        var start = Math.Max(0, first - Around);
        var end = Math.Min(text.Length, last + Around);
        if (text.LastIndexOf('\n', Math.Max(0, first - 1), first - start) is >= 0 and var line) start = line + 1;
        if (text.IndexOf('\n', last, end - last) is >= 0 and var stop) end = stop;
        while (start > 0 && start < first && text[start - 1] != '\n' && !char.IsWhiteSpace(text[start - 1])) start++;
        while (end < text.Length && end > last && !char.IsWhiteSpace(text[end])) end--;
        return new(text[start..end], start);
    }

    private static double ScoreOf(CandidateRanker ranker, string? features, float? stored) =>
        RankerFeatures.Read(features) is { } known ? ranker.Probability(known) : stored ?? 0;

    private sealed record Found(long Id, long ArticleId, DateTimeOffset PublishedAt, float? Score, string? Features);
}
