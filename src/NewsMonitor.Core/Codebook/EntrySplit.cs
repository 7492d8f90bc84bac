using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Codebook;

/// <summary>
/// Which codes go to one of the new entries. All conditions that are set must hold; a rule without any takes all. Times are moments: the page
/// turns the newsroom's days into them.
/// </summary>
public sealed record SplitRule
{
    /// <summary>Index of the new entry.</summary>
    public required int Part { get; init; }
    /// <summary>An actor that takes part in the statement, in whichever role.</summary>
    public long? ActorId { get; init; }
    public long? OutletId { get; init; }
    public DateTimeOffset? From { get; init; }
    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }
    public Stance? Stance { get; init; }
}

/// <summary>How an entry is to be split. What no rule takes and no hand has picked stays with the entry.</summary>
public sealed record SplitRequest
{
    public required EntryKind Kind { get; init; }
    public required long Id { get; init; }
    /// <summary>The names of the new entries.</summary>
    public required IReadOnlyList<string> Parts { get; init; }
    /// <summary>Asked in this order; the first that fits decides.</summary>
    public IReadOnlyList<SplitRule> Rules { get; init; } = [];
    /// <summary>Codes picked by hand: the index of the new entry, or -1 for those that stay. Stronger than any rule.</summary>
    public IReadOnlyDictionary<long, int> Picked { get; init; } = new Dictionary<long, int>();
}

/// <summary>Makes several entries of a list out of one: new entries beside it, and each code where a rule or a hand sends it. One move, undone whole.</summary>
public sealed class EntrySplit(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public const int MostParts = 20;

    /// <summary>Where each code of the entry would go: the index of the new entry, or -1. Removed codes follow the rules too, but are not told of.</summary>
    public async Task<IReadOnlyDictionary<long, int>> PlanAsync(SplitRequest request, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        return (await TraitsAsync(db, request, cancel)).Where(t => !t.Removed).ToDictionary(t => t.Id, t => PartOf(request, t));
    }

    /// <returns><see cref="ListResult.Merged"/> with the entry's id and how many codes went elsewhere.</returns>
    public async Task<ListResult> SplitAsync(SplitRequest request, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ListResult.NotAllowed();
        var names = request.Parts.Select(p => p.Trim()).ToArray();
        if (names.Length == 0 || names.Any(n => n.Length == 0)) return new ListResult.Invalid(ListFault.NoName);
        if (names.Length > MostParts || names.Any(n => n.Length > Limits.Name)) return new ListResult.Invalid(ListFault.TooLong);
        if (names.Distinct(StringComparer.CurrentCultureIgnoreCase).Count() < names.Length) return new ListResult.Invalid(ListFault.NameTaken);
        var now = clock.GetUtcNow();
        var what = request.Kind == EntryKind.Actor ? MoveKind.ActorSplit : CodebookEditor.Of(request.Kind, MoveKind.IssueSplit);
        await using var move = await CodingMove.BeginAsync(db, what, caller.UserId, now, cancel);
        if (await EntryCodes.LoadAsync(db, request.Kind, request.Id, cancel) is not { } from) return new ListResult.Invalid(ListFault.Unknown);
        move.Subject = $"{EntryCodes.NameOf(from)} → {string.Join(", ", names)}";
        foreach (var name in names)
        {
            if (await IsTakenAsync(db, request.Kind, name, cancel)) return new ListResult.Invalid(ListFault.NameTaken);
        }
        var parts = await MakeAsync(db, move, from, names, caller, now, cancel);
        var plan = (await TraitsAsync(db, request, cancel)).ToDictionary(t => t.Id, t => PartOf(request, t));
        var codes = await move.LoadAsync(EntryCodes.Of(db, request.Kind, request.Id), cancel);
        var moved = 0;
        foreach (var code in codes)
        {
            if (!plan.TryGetValue(code.Id, out var part) || part < 0) continue;
            EntryCodes.Repoint(code, request.Kind, request.Id, parts[part]);
            moved++;
        }
        if (request.Kind == EntryKind.Actor) await TakeQuotationsAsync(db, move, request.Id, parts, codes, plan, cancel);
        if (request.Kind == EntryKind.Actor) db.Note(now, caller.UserId, "actor.split", EntryCodes.NameOf(from), request.Id, new { into = names, codes = moved });
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateConcurrencyException) { return new ListResult.Stale(); }
        catch (DbUpdateException e) when (e.IsDuplicate()) { return new ListResult.Stale(); }
        foreach (var article in move.Articles) board.Post(new(BulletinSubject.Codes, article));
        board.Post(new(BulletinSubject.Lists));
        return new ListResult.Merged(request.Id, moved);
    }

    /// <summary>
    /// An actor's quotations are no codes, and no rule is asked for them: they go where the actor's codes of the same article go. Where those part, a quotation goes with
    /// the ones that rest on its words or on the verb that shows it; where even those part, or there are none, it stays.
    /// </summary>
    private static async Task TakeQuotationsAsync(
        NewsDbContext db, CodingMove move, long actor, long[] parts, IReadOnlyList<Code> codes, Dictionary<long, int> plan, CancellationToken cancel)
    {
        var byArticle = codes.Where(c => c.RemovedAt is null && c.State != CodeState.Rejected).ToLookup(c => c.ArticleId);
        var articles = byArticle.Where(g => g.Any(c => plan.GetValueOrDefault(c.Id, -1) >= 0)).Select(g => g.Key).ToArray();
        foreach (var quotation in await db.Quotations.Where(q => (q.SpeakerId == actor || q.ViaId == actor) && articles.Contains(q.ArticleId)).OrderBy(q => q.Id).ToListAsync(cancel))
        {
            var (start, end) = (Math.Min(quotation.Start, quotation.CueStart ?? quotation.Start), Math.Max(quotation.End, quotation.CueEnd ?? quotation.End));
            int[] all = [.. byArticle[quotation.ArticleId].Select(c => plan.GetValueOrDefault(c.Id, -1)).Distinct()];
            int[] near = [.. byArticle[quotation.ArticleId].Where(c => c.Anchors.Any(a => a.VersionId == quotation.VersionId && a.Start < end && start < a.End)).Select(c => plan.GetValueOrDefault(c.Id, -1)).Distinct()];
            if ((all, near) is not (([>= 0], _) or (_, [>= 0]))) continue;
            var part = parts[all.Length == 1 ? all[0] : near[0]];
            move.Watch(quotation);
            if (quotation.SpeakerId == actor) quotation.SpeakerId = part;
            if (quotation.ViaId == actor) quotation.ViaId = part;
        }
    }

    private static Task<bool> IsTakenAsync(NewsDbContext db, EntryKind kind, string name, CancellationToken cancel) => kind switch
    {
        EntryKind.Issue => CodebookEditor.IsTakenAsync<Issue>(db, null, name, cancel),
        EntryKind.Instrument => CodebookEditor.IsTakenAsync<Instrument>(db, null, name, cancel),
        _ => ActorEditor.IsTakenAsync(db, null, name, cancel),
    };

    /// <summary>The new entries, right behind the one that is split, of its kind and colour; their rules are for a person to write.</summary>
    private static async Task<long[]> MakeAsync(NewsDbContext db, CodingMove move, object from, string[] names, Caller caller, DateTimeOffset now, CancellationToken cancel)
    {
        var made = new List<object>();
        var next = from is CodebookEntry book ? await NextRankAsync(db, book, cancel) : 0;
        for (var i = 0; i < names.Length; i++)
        {
            object entry = from switch
            {
                Issue issue => new Issue { Name = names[i], CreatedAt = now, CreatedBy = caller.UserId, ParentId = issue.ParentId, Color = issue.Color, Rank = Between(issue.Rank, next, i, names.Length) },
                Instrument tool => new Instrument { Name = names[i], CreatedAt = now, CreatedBy = caller.UserId, ParentId = tool.ParentId, Color = tool.Color, Cameo = tool.Cameo, Rank = Between(tool.Rank, next, i, names.Length) },
                _ => new Actor { Name = names[i], Kind = ((Actor)from).Kind, Country = ((Actor)from).Country, CreatedAt = now, CreatedBy = caller.UserId },
            };
            move.Add(entry);
            made.Add(entry);
        }
        await db.SaveChangesAsync(cancel); // gives the ids that codes are going to name
        return [.. made.Select(entry => EntrySnapshot.KeyOf(entry).Id)];
    }

    private static double Between(double low, double high, int index, int count) => low + (high - low) * (index + 1) / (count + 1);

    private static async Task<double> NextRankAsync(NewsDbContext db, CodebookEntry entry, CancellationToken cancel) => (entry is Issue
        ? await db.Issues.Where(e => e.ParentId == entry.ParentId && e.Rank > entry.Rank && e.MergedIntoId == null).MinAsync(e => (double?)e.Rank, cancel)
        : await db.Instruments.Where(e => e.ParentId == entry.ParentId && e.Rank > entry.Rank && e.MergedIntoId == null).MinAsync(e => (double?)e.Rank, cancel)) ?? entry.Rank + 1;

    private static int PartOf(SplitRequest request, Traits traits)
    {
        if (request.Picked.TryGetValue(traits.Id, out var picked)) return picked < request.Parts.Count ? picked : -1;
        var rule = request.Rules.FirstOrDefault(r =>
            (r.ActorId is null || traits.Actors.Contains(r.ActorId.Value)) && (r.OutletId is null || r.OutletId == traits.OutletId)
            && (r.From is null || traits.PublishedAt >= r.From) && (r.Until is null || traits.PublishedAt < r.Until) && (r.Stance is null || r.Stance == traits.Stance));
        return rule is not null && rule.Part >= 0 && rule.Part < request.Parts.Count ? rule.Part : -1;
    }

    private static async Task<List<Traits>> TraitsAsync(NewsDbContext db, SplitRequest request, CancellationToken cancel) => await (
        from code in EntryCodes.Of(db, request.Kind, request.Id).AsNoTracking()
        join article in db.Articles on code.ArticleId equals article.Id
        select new Traits(
            code.Id, article.OutletId, article.PublishedAt, code is Position ? ((Position)code).Stance : null, code.RemovedAt != null,
            db.Participants.Where(p => p.StatementId == code.Id).Select(p => p.ActorId).ToList())).ToListAsync(cancel);

    /// <summary>What rules look at.</summary>
    private sealed record Traits(long Id, long OutletId, DateTimeOffset PublishedAt, Stance? Stance, bool Removed, List<long> Actors);
}
