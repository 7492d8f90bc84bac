using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>A code in the preview of a change in bulk.</summary>
public sealed record ChosenRow(long Id, uint RowVersion, long ArticleId, string Title, DateTimeOffset PublishedAt, CodeState State, string Who, string? Quote);

/// <summary>Finds the codes that a change in bulk is to be made to.</summary>
public static class ChosenRows
{
    /// <summary>The codes that meet every condition given, newest article first, <see cref="BulkCoding.Most"/> at most.</summary>
    public static async Task<IReadOnlyList<ChosenRow>> ChosenRowsAsync(
        this NewsDbContext db, long? issueId, long? actorId, long? instrumentId, string language, CancellationToken cancel)
    {
        var codes = db.Codes.AsNoTracking().Where(c => c.RemovedAt == null && c.Counts);
        if (issueId is { } issue) codes = codes.Where(c => ((Position)c).IssueId == issue);
        if (instrumentId is { } instrument) codes = codes.Where(c => ((Threat)c).InstrumentId == instrument);
        if (actorId is { } actor) codes = codes.Where(c => ((Mention)c).ActorId == actor || ((Statement)c).Participants.Any(p => p.ActorId == actor));
        var rows = await (
            from c in codes
            join a in db.Articles on c.ArticleId equals a.Id
            orderby a.PublishedAt descending, c.Id
            select new { c.Id, c.RowVersion, c.ArticleId, a.Title, a.PublishedAt, c.State }).Take(BulkCoding.Most).ToListAsync(cancel);
        var ids = rows.Select(r => r.Id).ToArray();
        var quotes = (await db.Anchors.Where(a => ids.Contains(a.CodeId) && a.Role == AnchorRole.Evidence).OrderBy(a => a.Start)
            .Select(a => new { a.CodeId, a.Quote }).ToListAsync(cancel)).ToLookup(a => a.CodeId, a => a.Quote);
        var parts = (await db.Participants.AsNoTracking().Include(p => p.Actor).ThenInclude(a => a!.Names.Where(n => n.Preferred)).Where(p => ids.Contains(p.StatementId))
            .OrderBy(p => p.Role).ThenBy(p => p.Ordinal).ToListAsync(cancel)).ToLookup(p => p.StatementId, p => p.Actor!.NameIn(language));
        return [.. rows.Select(r => new ChosenRow(r.Id, r.RowVersion, r.ArticleId, r.Title, r.PublishedAt, r.State, string.Join(", ", parts[r.Id].Distinct()), quotes[r.Id].FirstOrDefault()))];
    }
}
