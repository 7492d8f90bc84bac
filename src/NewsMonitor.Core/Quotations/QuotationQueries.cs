using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Assignments;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Core.Quotations;

/// <summary>A quotation as an article's page shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RowVersion">For the decision: an older one is stale.</param>
/// <param name="Form">Direct, indirect or reported.</param>
/// <param name="Places">What is said, in UTF-16 units of the shown version.</param>
/// <param name="Words">The same as text.</param>
/// <param name="Speaker">The actor, or with a null id the text's own words for somebody unknown; null where nobody is named.</param>
/// <param name="Via">The source, likewise.</param>
/// <param name="Cue">The words that show it.</param>
/// <param name="Rule">Which rule found it.</param>
/// <param name="State">Suggested, confirmed or rejected.</param>
/// <param name="DecidedBy">Who decided, by name.</param>
public sealed record QuotationRow(
    long Id, uint RowVersion, QuotationForm Form, IReadOnlyList<TextSpan> Places, string Words, NamedSpeaker? Speaker, NamedSpeaker? Via, TextSpan? Cue,
    string Rule, CodeState State, string? DecidedBy);

/// <summary>Somebody who speaks; the id is null where the lists do not know them.</summary>
public sealed record NamedSpeaker(long? ActorId, string Name);

/// <summary>A quotation in a list that crosses articles, with the door to it.</summary>
public sealed record QuotationLine(
    long Id, long ArticleId, string Title, string Outlet, DateTimeOffset PublishedAt, QuotationForm Form, string Words, NamedSpeaker? Via, CodeState State, int Start);

/// <summary>Reads quotations.</summary>
public static class QuotationQueries
{
    /// <summary>
    /// Those of one version of an article, in text order, rejected ones included. Who codes the article blind sees none of the decisions that were made before
    /// the round, just as the margin shows them no code from before; lists and figures across articles are the archive's, and the same for everybody.
    /// </summary>
    public static async Task<IReadOnlyList<QuotationRow>> QuotationsAsync(this NewsDbContext db, long articleId, long versionId, long readerId, string language, CancellationToken cancel)
    {
        var blind = (await Standing.OfAsync(db, articleId, readerId, cancel)).IsBlind;
        var found = await db.Quotations.AsNoTracking().AsSplitQuery().Where(q => q.ArticleId == articleId && q.VersionId == versionId)
            .Include(q => q.Speaker).ThenInclude(a => a!.Names.Where(n => n.Preferred)).Include(q => q.Via).ThenInclude(a => a!.Names.Where(n => n.Preferred))
            .ToListAsync(cancel);
        var people = found.Select(q => q.DecidedBy).OfType<long>().Distinct().ToArray();
        var names = people.Length == 0 ? [] : await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancel);
        return
        [
            .. found.OrderBy(q => q.Start).ThenBy(q => q.End).Select(q => new QuotationRow(
                q.Id, q.RowVersion, q.Form, [.. q.Places()], q.Words, Named(q.SpeakerId, q.Speaker?.NameIn(language), q.SpeakerWords),
                Named(q.ViaId, q.Via?.NameIn(language), q.ViaWords), q is { CueStart: { } start, CueEnd: { } end } ? new TextSpan(start, end) : null,
                q.Rule, blind ? CodeState.Suggested : q.State, !blind && q.DecidedBy is { } by ? names.GetValueOrDefault(by) : null)),
        ];
    }

    /// <summary>
    /// What an actor said, newest article first, without what was rejected; those of actors that were merged into this one are theirs. Goes
    /// by key: the last line's article date and id. A time is that of the articles, its end excluded.
    /// </summary>
    public static async Task<Page<QuotationLine, ArticleKey>> QuotationsOfAsync(
        this NewsDbContext db, long actorId, ArticleKey? after, int size, string language, CancellationToken cancel, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        // A merge is one step: merging moves those merged before along.
        var ids = await db.Actors.Where(a => a.Id == actorId || a.MergedIntoId == actorId).Select(a => (long?)a.Id).ToArrayAsync(cancel);
        var query = from q in db.Quotations.AsNoTracking()
                    join a in db.Articles on q.ArticleId equals a.Id
                    where ids.Contains(q.SpeakerId) && q.State != CodeState.Rejected
                    select new { Quotation = q, a.Title, Outlet = a.Outlet!.Name, a.PublishedAt };
        if (from is { } first) query = query.Where(l => l.PublishedAt >= first);
        if (until is { } end) query = query.Where(l => l.PublishedAt < end);
        if (after is { } key) query = query.Where(l => l.PublishedAt < key.PublishedAt || (l.PublishedAt == key.PublishedAt && l.Quotation.Id < key.Id));
        var lines = await query.OrderByDescending(l => l.PublishedAt).ThenByDescending(l => l.Quotation.Id).Take(size + 1)
            .Select(l => new { l.Quotation, l.Title, l.Outlet, l.PublishedAt, Via = l.Quotation.Via!.Name }).ToListAsync(cancel);
        var more = lines.Count > size;
        var rows = lines.Take(size).Select(l => new QuotationLine(
            l.Quotation.Id, l.Quotation.ArticleId, l.Title, l.Outlet, l.PublishedAt, l.Quotation.Form, l.Quotation.Words,
            Named(l.Quotation.ViaId, l.Via, l.Quotation.ViaWords), l.Quotation.State, l.Quotation.Start)).ToArray();
        return new(rows, more ? new ArticleKey(rows[^1].PublishedAt, rows[^1].Id) : null);
    }

    private static NamedSpeaker? Named(long? id, string? name, string? words) => (name ?? words) is { } known ? new(id, known) : null;
}
