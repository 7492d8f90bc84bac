using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Agreement;

/// <summary>What is to be compared.</summary>
public sealed record AgreementFilter
{
    public long? RoundId { get; init; }
    /// <summary>Of these coders only; none for all.</summary>
    public IReadOnlyList<long> Coders { get; init; } = [];
    /// <summary>Statements of which at least one coder said that they are about this issue.</summary>
    public long? IssueId { get; init; }
    /// <summary>Handed in by the last of its coders on this day or later, in the newsroom's calendar.</summary>
    public DateOnly? From { get; init; }
    /// <summary>On this day or before.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>What the filters offer.</summary>
public sealed record AgreementChoices(IReadOnlyList<(long Id, string Name)> Rounds, IReadOnlyList<AgreementCoder> Coders, IReadOnlyList<(long Id, string Name)> Issues);

/// <summary>
/// Reads what several coders have made of the same articles. Only articles that all their coders have handed in are read, or that a closed round left with two who
/// have: so nothing of a blind round is seen before its time. For editors, whose codes they are.
/// </summary>
public sealed class AgreementQueries(IDbContextFactory<NewsDbContext> archive, NewsroomTime newsroom)
{
    /// <summary>The articles finished last; older ones are left out, and the page says so.</summary>
    public const int MostArticles = 5_000;

    private sealed record Work(long Id, long RoundId, long ArticleId, long CoderId, AssignmentState State, DateTimeOffset? SubmittedAt, bool Closed)
    {
        public bool IsIn => State is AssignmentState.Submitted or AssignmentState.Adjudicated;
    }

    /// <returns>Null where the caller is no editor.</returns>
    public async Task<AgreementData?> LoadAsync(AgreementFilter filter, Caller caller, string language, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return null;
        var articles = (await ReadyAsync(db, filter, cancel))
            .Select(work => (Work: work, Day: Day(work.Max(w => w.SubmittedAt))))
            .Where(a => (filter.From is not { } from || a.Day >= from) && (filter.Until is not { } until || a.Day <= until))
            .OrderByDescending(a => a.Day).ThenByDescending(a => a.Work[0].ArticleId).Take(MostArticles).ToArray();
        if (articles.Length == 0) return AgreementData.Empty;

        var layers = articles.SelectMany(a => a.Work).ToDictionary(w => w.Id);
        var (ids, layerIds) = (articles.Select(a => a.Work[0].ArticleId).Distinct().ToArray(), layers.Keys.ToArray());
        var codes = db.Codes.Where(c => c.AssignmentId != null && layerIds.Contains(c.AssignmentId.Value) && c.RemovedAt == null && c.State == CodeState.Confirmed);
        var versions = await VersionsAsync(db, ids, codes, cancel);
        var rows = await MarginQueries.RowsAsync(db, codes, versions.ToDictionary(v => v.Key, v => v.Value.Id), language, cancel);
        var about = await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Title, a.PublishedAt, Outlet = a.Outlet!.Name }).ToDictionaryAsync(a => a.Id, cancel);
        var byLayer = rows.ToLookup(r => r.Layer.AssignmentId!.Value);
        var people = layers.Values.Select(w => w.CoderId).Distinct().ToArray();
        return new(
            await db.Users.Where(u => people.Contains(u.Id)).OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new AgreementCoder(u.Id, u.DisplayName)).ToListAsync(cancel),
            [.. articles.Select(a =>
            {
                var article = about[a.Work[0].ArticleId];
                var units = StatementMatching.Match([.. a.Work.SelectMany(w => byLayer[w.Id].Select(row => CodedStatement.Of(row, w.CoderId)))], acrossKinds: true);
                if (filter.IssueId is { } issue) units = [.. units.Where(u => u.Statements.Any(s => s.Values.GetValueOrDefault(Variable.Issue) == issue.ToString(CultureInfo.InvariantCulture)))];
                return new AgreementArticle(
                    new(article.Id, [.. a.Work.Select(w => w.CoderId)], units), a.Work[0].RoundId, article.Title, article.Outlet, article.PublishedAt, a.Day, versions[article.Id].Length);
            })],
            Named(rows.OfType<StatementRow>().SelectMany(s => s.Participants.Select(p => (p.ActorId, p.Name))).Concat(rows.OfType<MentionRow>().Select(m => (m.Actor.Id, m.Actor.Name)))),
            Named(rows.OfType<PositionRow>().Select(p => (p.IssueId, p.Issue))),
            Named(rows.OfType<ThreatRow>().Where(t => t.InstrumentId is not null).Select(t => (t.InstrumentId!.Value, t.Instrument ?? "–"))),
            rows.ToDictionary(r => r.Id, r => new CodedQuote(string.Join(" … ", r.Anchors.Where(x => x.Role == AnchorRole.Evidence).Select(x => x.Quote)), r.Note)));
    }

    /// <summary>
    /// The text on which an article's codes are laid beside each other: the one that all of them were made on, where every word still stands; else the current one,
    /// with the words where later texts have left them.
    /// </summary>
    private static async Task<Dictionary<long, (long Id, int Length)>> VersionsAsync(NewsDbContext db, long[] articles, IQueryable<Code> codes, CancellationToken cancel)
    {
        var madeOn = (await db.Anchors.Join(codes, a => a.CodeId, c => c.Id, (a, c) => new { c.ArticleId, a.VersionId }).Distinct().ToListAsync(cancel)).ToLookup(a => a.ArticleId, a => a.VersionId);
        var versions = await db.ArticleVersions.Where(v => articles.Contains(v.ArticleId))
            .Select(v => new { v.Id, v.ArticleId, v.Text.Length, IsCurrent = db.Articles.Any(a => a.Id == v.ArticleId && a.CurrentVersion == v.Number) }).ToListAsync(cancel);
        return versions.GroupBy(v => v.ArticleId).ToDictionary(g => g.Key, g =>
        {
            var version = madeOn[g.Key].ToArray() is [var only] ? g.Single(v => v.Id == only) : g.Single(v => v.IsCurrent);
            return (version.Id, version.Length);
        });
    }

    private static Dictionary<long, string> Named(IEnumerable<(long Id, string Name)> names) => names.DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => n.Name);

    /// <summary>Rounds and coders that there is something of, and issues.</summary>
    public async Task<AgreementChoices> ChoicesAsync(AgreementFilter filter, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        var ready = await ReadyAsync(db, new(), cancel);
        var rounds = ready.Select(w => w[0].RoundId).Distinct().ToArray();
        var coders = ready.Where(w => filter.RoundId is null || w[0].RoundId == filter.RoundId).SelectMany(w => w).Select(w => w.CoderId).Distinct().ToArray();
        return new(
            [.. (await db.CodingRounds.Where(r => rounds.Contains(r.Id)).OrderByDescending(r => r.Id).Select(r => new { r.Id, r.Name }).ToListAsync(cancel)).Select(r => (r.Id, r.Name))],
            await db.Users.Where(u => coders.Contains(u.Id)).OrderBy(u => u.DisplayName).Select(u => new AgreementCoder(u.Id, u.DisplayName)).ToListAsync(cancel),
            [.. (await db.Issues.Where(i => i.MergedIntoId == null && i.ProposedAt == null && db.Positions.Any(p => p.IssueId == i.Id && p.AssignmentId != null)).OrderBy(i => i.Name)
                .Select(i => new { i.Id, i.Name }).ToListAsync(cancel)).Select(i => (i.Id, i.Name))]);
    }

    /// <summary>For each article that may be compared, its coders' work; those whom the filter leaves out are not among them.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<Work>>> ReadyAsync(NewsDbContext db, AgreementFilter filter, CancellationToken cancel)
    {
        var work = await db.Assignments.AsNoTracking().Where(a => a.WithdrawnAt == null && (filter.RoundId == null || a.RoundId == filter.RoundId))
            .OrderBy(a => a.Id).Select(a => new Work(a.Id, a.RoundId, a.ArticleId, a.CoderId, a.State, a.SubmittedAt, a.Round!.ClosedAt != null)).ToListAsync(cancel);
        return [.. work.GroupBy(w => (w.RoundId, w.ArticleId)).Where(g => g.First().Closed || g.All(w => w.IsIn))
            .Select(g => (IReadOnlyList<Work>)[.. g.Where(w => w.IsIn && (filter.Coders.Count == 0 || filter.Coders.Contains(w.CoderId)))]).Where(w => w.Count > 1)];
    }

    private DateOnly Day(DateTimeOffset? at) => at is { } moment ? DateOnly.FromDateTime(newsroom.Local(moment).DateTime) : DateOnly.MinValue;
}
