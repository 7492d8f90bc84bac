using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Actors;

/// <summary>An actor as an editor writes it down. Without an id it is a new one.</summary>
public sealed record ActorDraft
{
    public long? Id { get; init; }
    public uint RowVersion { get; init; }
    public required string Name { get; init; }
    public ActorKind Kind { get; init; }
    public string? Country { get; init; }
    public string? WikidataId { get; init; }
    public long? ParentId { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<ActorNameDraft> Names { get; init; } = [];
    /// <summary>Null leaves them as they are.</summary>
    public IReadOnlyList<OfficeDraft>? Offices { get; init; }
}

public sealed record ActorNameDraft(string? Language, string Text, bool Preferred, DateOnly? From = null, DateOnly? Until = null);

/// <summary>An office or membership with its days; the last one counts.</summary>
public sealed record OfficeDraft(string Office, long? OrganisationId, DateOnly? From, DateOnly? Until);

/// <summary>Keeps the list of actors. Every act asks for the editor role, is a move that undo takes back, and leaves an audit entry.</summary>
public sealed partial class ActorEditor(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    private const int MostNames = 300;

    public async Task<ListResult> SaveAsync(ActorDraft draft, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ListResult.NotAllowed();
        if (FindFault(draft) is { } fault) return new ListResult.Invalid(fault);
        var (now, name) = (clock.GetUtcNow(), draft.Name.Trim());
        await using var move = await CodingMove.BeginAsync(db, draft.Id is null ? MoveKind.ActorAdded : MoveKind.ActorChanged, caller.UserId, now, cancel, name);
        if (await IsTakenAsync(db, draft.Id, name, cancel)) return new ListResult.Invalid(ListFault.NameTaken);
        if (!await AreThereAsync(db, draft, cancel)) return new ListResult.Invalid(ListFault.Unknown);
        if (draft is { Id: { } own, ParentId: { } above } && await IsBelowAsync(db, above, own, cancel)) return new ListResult.Invalid(ListFault.BelowItself);

        var actor = draft.Id is { } id ? await LoadAsync(db, id, cancel) : new Actor { Name = name, CreatedAt = now, CreatedBy = caller.UserId };
        if (actor is null) return new ListResult.Invalid(ListFault.Unknown);
        if (draft.Id is null) move.Add(actor);
        else if (actor.RowVersion != draft.RowVersion) return new ListResult.Stale();
        else move.Watch(actor);
        Fill(actor, draft);
        db.Note(now, caller.UserId, draft.Id is null ? "actor.added" : "actor.changed", name, draft.Id);
        return await EndAsync(move, actor, cancel);
    }

    /// <summary>Takes an actor out of use. Its codes stay; it is no longer offered, nor looked for in new articles.</summary>
    public Task<ListResult> RetireAsync(long id, Caller caller, CancellationToken cancel) => SetRetiredAsync(id, retired: true, caller, cancel);

    public Task<ListResult> BringBackAsync(long id, Caller caller, CancellationToken cancel) => SetRetiredAsync(id, retired: false, caller, cancel);

    private async Task<ListResult> SetRetiredAsync(long id, bool retired, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ListResult.NotAllowed();
        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, retired ? MoveKind.ActorRetired : MoveKind.ActorBroughtBack, caller.UserId, now, cancel);
        if (await LoadAsync(db, id, cancel) is not { } actor) return new ListResult.Invalid(ListFault.Unknown);
        if (!retired && await IsTakenAsync(db, id, actor.Name, cancel)) return new ListResult.Invalid(ListFault.NameTaken);
        move.Subject = actor.Name;
        move.Watch(actor);
        actor.RetiredAt = retired ? actor.RetiredAt ?? now : null;
        db.Note(now, caller.UserId, retired ? "actor.retired" : "actor.brought-back", actor.Name, id);
        return await EndAsync(move, actor, cancel);
    }

    /// <summary>Says that two actors are not the same: they are not offered as duplicates again.</summary>
    public async Task<ListResult> DistinguishAsync(long oneId, long otherId, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ListResult.NotAllowed();
        if (oneId == otherId) return new ListResult.Invalid(ListFault.IntoItself);
        var (first, second) = (Math.Min(oneId, otherId), Math.Max(oneId, otherId));
        if (await db.Actors.CountAsync(a => a.Id == first || a.Id == second, cancel) != 2) return new ListResult.Invalid(ListFault.Unknown);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO actor_distinctions (first_id, second_id, at, by) VALUES ({first}, {second}, {clock.GetUtcNow()}, {caller.UserId}) ON CONFLICT DO NOTHING
            """, cancel);
        return new ListResult.Saved(first);
    }

    private async Task<ListResult> EndAsync(CodingMove move, Actor actor, CancellationToken cancel)
    {
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateConcurrencyException) { return new ListResult.Stale(); }
        board.Post(new(BulletinSubject.Lists));
        return new ListResult.Saved(actor.Id);
    }

    private static Task<Actor?> LoadAsync(NewsDbContext db, long id, CancellationToken cancel) =>
        db.Actors.Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id && a.MergedIntoId == null, cancel);

    internal static Task<bool> IsTakenAsync(NewsDbContext db, long? id, string name, CancellationToken cancel)
    {
        var pattern = LikePattern.Escape(name);
        return db.Actors.AnyAsync(a => a.Id != id && a.MergedIntoId == null && a.RetiredAt == null && EF.Functions.ILike(a.Name, pattern, "\\"), cancel);
    }

    private static async Task<bool> AreThereAsync(NewsDbContext db, ActorDraft draft, CancellationToken cancel)
    {
        var ids = (draft.Offices ?? []).Select(o => o.OrganisationId).Append(draft.ParentId).OfType<long>().Distinct().ToArray();
        return await db.Actors.CountAsync(a => ids.Contains(a.Id) && a.MergedIntoId == null, cancel) == ids.Length;
    }

    /// <summary>Whether an actor is another one or belongs to it, over however many levels.</summary>
    private static async Task<bool> IsBelowAsync(NewsDbContext db, long id, long ancestorId, CancellationToken cancel) =>
        await db.Database.SqlQuery<bool>($"""
            WITH RECURSIVE above AS (
                SELECT id, parent_id, 0 AS steps FROM actors WHERE id = {id}
                UNION ALL SELECT a.id, a.parent_id, above.steps + 1 FROM above JOIN actors a ON a.id = above.parent_id WHERE above.steps < 100)
            SELECT EXISTS (SELECT 1 FROM above WHERE id = {ancestorId}) AS "Value"
            """).SingleAsync(cancel);

    internal static ListFault? FindFault(ActorDraft draft)
    {
        if (draft.Name.Trim().Length == 0) return ListFault.NoName;
        var offices = draft.Offices ?? [];
        if (draft.Name.Trim().Length > Limits.Name || draft.Names.Any(n => n.Text.Trim().Length > Limits.Name) || draft.Note?.Length > Limits.Note
            || offices.Any(o => o.Office.Trim().Length > Limits.Name) || draft.Names.Count > MostNames || offices.Count > MostNames || draft.Country?.Trim().Length > 2)
        {
            return ListFault.TooLong;
        }
        if (draft.Names.Any(n => n.Until < n.From) || offices.Any(o => o.Until < o.From)) return ListFault.DatesReversed;
        return Blank(draft.WikidataId) is { } wikidata && !WikidataId().IsMatch(wikidata) ? ListFault.NotWikidata : null;
    }

    internal static void Fill(Actor actor, ActorDraft draft)
    {
        (actor.Name, actor.Kind, actor.ParentId) = (draft.Name.Trim(), draft.Kind, draft.ParentId);
        actor.Country = Blank(draft.Country)?.ToUpperInvariant();
        actor.WikidataId = Blank(draft.WikidataId)?.ToUpperInvariant();
        actor.Note = Blank(draft.Note);
        actor.ReplaceNames(draft.Names.Where(n => !string.IsNullOrWhiteSpace(n.Text))
            .Select(n => new ActorName { Language = Blank(n.Language), Text = n.Text.Trim(), Preferred = n.Preferred, From = n.From, Until = n.Until }));
        if (draft.Offices is { } offices)
        {
            actor.ReplaceOffices(offices.Where(o => !string.IsNullOrWhiteSpace(o.Office))
                .Select(o => new Affiliation { Office = o.Office.Trim(), OrganisationId = o.OrganisationId, From = o.From, Until = o.Until }));
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex(@"^[Qq][1-9]\d{0,14}$")]
    private static partial Regex WikidataId();
}
