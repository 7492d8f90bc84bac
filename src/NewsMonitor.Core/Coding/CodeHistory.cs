using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>A line of a code's history. <paramref name="By"/> is null for the program's own suggestions.</summary>
public sealed record RevisionRow(long Id, RevisionAction Action, RevisionWay Way, DateTimeOffset At, string? By, int CodebookVersion);

/// <summary>A change with both its sides, as a history shows it.</summary>
/// <param name="Line">Who, when, what.</param>
/// <param name="CodeId">Of which code.</param>
/// <param name="Move">As part of which move.</param>
/// <param name="Subject">What the move was done to, where it says.</param>
/// <param name="Before">The code as it was; null when it was made.</param>
/// <param name="After">The code as it is since.</param>
public sealed record HistoryEntry(RevisionRow Line, long CodeId, MoveKind Move, string? Subject, CodeSnapshot? Before, CodeSnapshot After);

/// <summary>Changes, newest first, and what the ids within them are called today.</summary>
public sealed record HistoryPage(
    IReadOnlyList<HistoryEntry> Entries, bool More, IReadOnlyDictionary<long, string> Actors, IReadOnlyDictionary<long, string> Issues,
    IReadOnlyDictionary<long, string> Instruments);

/// <summary>Reads the history of codes; <see cref="CodingMove"/> writes it.</summary>
public static class CodeHistory
{
    /// <summary>The changes of one code, oldest first.</summary>
    public static Task<List<RevisionRow>> OfCodeAsync(this NewsDbContext db, long codeId, CancellationToken cancel) =>
        db.Revisions.AsNoTracking().Where(r => r.CodeId == codeId).OrderBy(r => r.Id)
            .Select(r => new RevisionRow(
                r.Id, r.Action, r.Way, r.At, db.Users.Where(u => u.Id == r.By).Select(u => u.DisplayName).FirstOrDefault(), r.CodebookVersion))
            .ToListAsync(cancel);

    /// <summary>The changes of an article's codes, or of one of them, newest first.</summary>
    /// <param name="db">A context for this operation.</param>
    /// <param name="articleId">Which article.</param>
    /// <param name="codeId">Only of this code; null for all.</param>
    /// <param name="before">Only changes older than this one, for the next page; null for the newest.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="language">In which language actors are named.</param>
    /// <param name="cancel">Stops the query.</param>
    /// <param name="viewer">How the reader stands to the article: a coder of a round sees their own; null sees the history of what counts.</param>
    public static async Task<HistoryPage> HistoryAsync(
        this NewsDbContext db, long articleId, long? codeId, long? before, int size, string language, CancellationToken cancel, Standing? viewer = null)
    {
        var seen = db.Codes.Where(c => c.ArticleId == articleId).Where((viewer ?? new Standing { ArticleId = articleId }).Sees(db));
        var revisions = db.Revisions.AsNoTracking().Where(r => r.ArticleId == articleId && seen.Any(c => c.Id == r.CodeId));
        if (codeId is { } code) revisions = revisions.Where(r => r.CodeId == code);
        if (before is { } last) revisions = revisions.Where(r => r.Id < last);
        var rows = await (
            from r in revisions
            join m in db.Moves on r.MoveId equals m.Id
            orderby r.Id descending
            select new { Revision = r, m.Kind, m.Subject, By = db.Users.Where(u => u.Id == r.By).Select(u => u.DisplayName).FirstOrDefault() })
            .Take(size + 1).ToListAsync(cancel);
        var entries = rows.Take(size).Where(x => x.Revision.After is not null).Select(x => new HistoryEntry(
            new(x.Revision.Id, x.Revision.Action, x.Revision.Way, x.Revision.At, x.By, x.Revision.CodebookVersion), x.Revision.CodeId, x.Kind, x.Subject,
            x.Revision.Before is { } was ? CodeSnapshot.FromJson(was) : null, CodeSnapshot.FromJson(x.Revision.After!))).ToArray();

        var states = entries.SelectMany(e => new[] { e.Before, e.After }).OfType<CodeSnapshot>().ToArray();
        var actors = states.SelectMany(s => (s.Participants ?? []).Select(p => p.ActorId).Concat(s.ActorId is { } one ? [one] : [])).Distinct().ToArray();
        var issues = states.Select(s => s.IssueId).OfType<long>().Distinct().ToArray();
        var instruments = states.Select(s => s.InstrumentId).OfType<long>().Distinct().ToArray();
        return new(entries, rows.Count > size,
            (await db.Actors.AsNoTracking().Include(a => a.Names.Where(n => n.Preferred)).Where(a => actors.Contains(a.Id)).ToListAsync(cancel))
                .ToDictionary(a => a.Id, a => a.NameIn(language)),
            await db.Issues.Where(i => issues.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancel),
            await db.Instruments.Where(i => instruments.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancel));
    }
}
