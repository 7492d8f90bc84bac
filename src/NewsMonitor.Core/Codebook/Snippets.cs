using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Codebook;

/// <summary>Which snippets of an entry of the lists are wanted.</summary>
public sealed record SnippetFilter
{
    public required EntryKind Kind { get; init; }
    public required long Id { get; init; }
    public Stance? Stance { get; init; }
    public CodeState? State { get; init; }
    public long? CoderId { get; init; }
    public long? OutletId { get; init; }
    public DateTimeOffset? From { get; init; }
    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }
    /// <summary>Of these issues or instruments too: those below the one that is moved.</summary>
    public IReadOnlyList<long> Below { get; init; } = [];
    /// <summary>Statements only, without mentions of the actor.</summary>
    public bool StatementsOnly { get; init; }
    /// <summary>Mentions of the actor only.</summary>
    public bool MentionsOnly { get; init; }
    /// <summary>Part of the quoted words.</summary>
    public string? Words { get; init; }
}

/// <summary>Where the next page of snippets begins: newest article first, within it by code.</summary>
public readonly record struct SnippetKey(DateTimeOffset PublishedAt, long CodeId);

/// <summary>A coded quote with all that one needs to judge it.</summary>
public sealed record SnippetRow
{
    public required long CodeId { get; init; }
    public required long ArticleId { get; init; }
    public required string Quote { get; init; }
    public required string Title { get; init; }
    public required string Outlet { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    /// <summary>Null for the program's own suggestions.</summary>
    public string? Coder { get; init; }
    public required CodeState State { get; init; }
    /// <summary>The speakers, the threateners, the actor mentioned.</summary>
    public required string Who { get; init; }
    /// <summary>The issue, the target, what the actor is mentioned as.</summary>
    public string? About { get; init; }
    public Stance? Stance { get; init; }
    public ThreatMode? Mode { get; init; }
    public int CodebookVersion { get; init; }
    public string? Note { get; init; }
}

/// <summary>"All snippets of this code", for issues, instruments and actors: what a merge or split would move is read here first.</summary>
public static class Snippets
{
    public static async Task<Page<SnippetRow, SnippetKey>> SnippetsAsync(
        this NewsDbContext db, SnippetFilter filter, SnippetKey? after, int limit, string language, CancellationToken cancel)
    {
        var keys = from code in Of(db, filter)
                   join article in db.Articles on code.ArticleId equals article.Id
                   select new { code.Id, article.PublishedAt };
        if (after is { } key) keys = keys.Where(k => k.PublishedAt < key.PublishedAt || (k.PublishedAt == key.PublishedAt && k.Id < key.CodeId));
        var page = await keys.OrderByDescending(k => k.PublishedAt).ThenByDescending(k => k.Id).Take(limit + 1).ToListAsync(cancel);
        var shown = page.Take(limit).ToArray();
        var rows = await RowsAsync(db, [.. shown.Select(k => k.Id)], language, cancel);
        return new([.. shown.Select(k => rows[k.Id])], page.Count > limit ? new SnippetKey(shown[^1].PublishedAt, shown[^1].Id) : null);
    }

    public static Task<int> CountSnippetsAsync(this NewsDbContext db, SnippetFilter filter, CancellationToken cancel) => Of(db, filter).CountAsync(cancel);

    /// <summary>Who has coded with the entry, and which outlets it was found in: the choices of the filter.</summary>
    public static async Task<(IReadOnlyList<(long Id, string Name)> Coders, IReadOnlyList<(long Id, string Name)> Outlets)> SnippetFacetsAsync(
        this NewsDbContext db, EntryKind kind, long id, CancellationToken cancel)
    {
        var codes = Of(db, new() { Kind = kind, Id = id });
        var coders = await db.Users.Where(u => codes.Any(c => c.ChangedBy == u.Id)).OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.DisplayName }).ToListAsync(cancel);
        var outlets = await db.Outlets.Where(o => codes.Any(c => db.Articles.Any(a => a.Id == c.ArticleId && a.OutletId == o.Id))).OrderBy(o => o.Name)
            .Select(o => new { o.Id, o.Name }).ToListAsync(cancel);
        return ([.. coders.Select(c => (c.Id, c.DisplayName))], [.. outlets.Select(o => (o.Id, o.Name))]);
    }

    private static IQueryable<Code> Of(NewsDbContext db, SnippetFilter filter)
    {
        var codes = (filter.Below.Count == 0 ? EntryCodes.Of(db, filter.Kind, filter.Id) : EntryCodes.Of(db, filter.Kind, [filter.Id, .. filter.Below])).AsNoTracking().Where(c => c.RemovedAt == null && c.Counts);
        codes = filter.State is { } state ? codes.Where(c => c.State == state) : codes.Where(c => c.State != CodeState.Rejected);
        if (filter.Stance is { } stance) codes = codes.Where(c => ((Position)c).Stance == stance);
        if (filter.CoderId is { } coder) codes = codes.Where(c => c.ChangedBy == coder);
        if (filter.OutletId is { } outlet) codes = codes.Where(c => db.Articles.Any(a => a.Id == c.ArticleId && a.OutletId == outlet));
        if (filter.From is { } from) codes = codes.Where(c => db.Articles.Any(a => a.Id == c.ArticleId && a.PublishedAt >= from));
        if (filter.Until is { } until) codes = codes.Where(c => db.Articles.Any(a => a.Id == c.ArticleId && a.PublishedAt < until));
        if (filter.MentionsOnly) codes = codes.Where(c => c is Mention);
        if (filter.StatementsOnly) codes = codes.Where(c => c is Statement);
        if (!string.IsNullOrWhiteSpace(filter.Words))
        {
            var pattern = $"%{LikePattern.Escape(filter.Words.Trim())}%";
            codes = codes.Where(c => c.Anchors.Any(a => EF.Functions.ILike(a.Quote, pattern, "\\")));
        }
        return codes;
    }

    private static async Task<Dictionary<long, SnippetRow>> RowsAsync(NewsDbContext db, long[] ids, string language, CancellationToken cancel)
    {
        var codes = await db.Codes.AsNoTracking().AsSplitQuery().Where(c => ids.Contains(c.Id)).Include(c => c.Anchors)
            .Include(c => ((Mention)c).Actor).ThenInclude(a => a!.Names.Where(n => n.Preferred))
            .Include(c => ((Statement)c).Participants).ThenInclude(p => p.Actor).ThenInclude(a => a!.Names.Where(n => n.Preferred))
            .Include(c => ((Threat)c).Instrument).Include(c => ((Position)c).Issue).ToListAsync(cancel);
        var articles = await db.Articles.AsNoTracking().Where(a => db.Codes.Any(c => ids.Contains(c.Id) && c.ArticleId == a.Id))
            .Select(a => new { a.Id, a.Title, a.PublishedAt, a.Address, Outlet = a.Outlet!.Name }).ToDictionaryAsync(a => a.Id, cancel);
        var people = codes.Select(c => c.ChangedBy).OfType<long>().Distinct().ToArray();
        var coders = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancel);
        return codes.ToDictionary(c => c.Id, c =>
        {
            var article = articles[c.ArticleId];
            var position = c as Position;
            var threat = c as Threat;
            return new SnippetRow
            {
                CodeId = c.Id, ArticleId = c.ArticleId, Quote = string.Join(" … ", c.Anchors.Where(a => a.Role == AnchorRole.Evidence).OrderBy(a => a.Start).Select(a => a.Quote)),
                Title = article.Title, Outlet = article.Outlet, Address = article.Address, PublishedAt = article.PublishedAt,
                Coder = c.ChangedBy is { } by ? coders.GetValueOrDefault(by) : null, State = c.State, CodebookVersion = c.CodebookVersion, Note = c.Note,
                Stance = position?.Stance, Mode = threat?.Mode,
                Who = c is Mention mention ? mention.Actor!.NameIn(language) : Names((Statement)c, position is not null ? ParticipantRole.Speaker : ParticipantRole.Threatener, language),
                About = position is not null ? position.Issue!.Name : threat is not null ? string.Join(", ", new[] { Names(threat, ParticipantRole.Target, language), threat.Instrument?.Name }.Where(w => !string.IsNullOrEmpty(w))) : null,
            };
        });
    }

    private static string Names(Statement statement, ParticipantRole role, string language) =>
        string.Join(", ", statement.Participants.Where(p => p.Role == role).OrderBy(p => p.Ordinal).Select(p => p.Actor!.NameIn(language)));
}
