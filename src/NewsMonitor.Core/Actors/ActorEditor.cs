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
    public string? Note { get; init; }
    public IReadOnlyList<ActorNameDraft> Names { get; init; } = [];
}

public sealed record ActorNameDraft(string? Language, string Text, bool Preferred);

/// <summary>Keeps the list of actors. Every act asks for the editor role and leaves an audit entry.</summary>
public sealed class ActorEditor(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public async Task<ListResult> SaveAsync(ActorDraft draft, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new ListResult.NotAllowed();
        var name = draft.Name.Trim();
        if (name.Length == 0) return new ListResult.Invalid(ListFault.NoName);
        if (name.Length > Limits.Name || draft.Names.Any(n => n.Text.Trim().Length > Limits.Name) || draft.Note?.Length > Limits.Note)
        {
            return new ListResult.Invalid(ListFault.TooLong);
        }
        if (await db.Actors.AnyAsync(a => a.Id != draft.Id && a.MergedIntoId == null && EF.Functions.ILike(a.Name, LikePattern.Escape(name), "\\"), cancel))
        {
            return new ListResult.Invalid(ListFault.NameTaken);
        }

        var now = clock.GetUtcNow();
        var actor = draft.Id is { } id
            ? await db.Actors.Include(a => a.Names).SingleOrDefaultAsync(a => a.Id == id && a.MergedIntoId == null, cancel)
            : new Actor { Name = name, CreatedAt = now, CreatedBy = userId };
        if (actor is null) return new ListResult.Invalid(ListFault.Unknown);
        if (draft.Id is null) db.Actors.Add(actor);
        else if (actor.RowVersion != draft.RowVersion) return new ListResult.Stale();

        actor.Name = name;
        actor.Kind = draft.Kind;
        actor.Country = Blank(draft.Country)?.ToUpperInvariant();
        actor.WikidataId = Blank(draft.WikidataId);
        actor.Note = Blank(draft.Note);
        ReplaceNames(actor, draft.Names);
        db.Note(now, userId, draft.Id is null ? "actor.added" : "actor.changed", name, draft.Id);
        try { await db.SaveChangesAsync(cancel); }
        catch (DbUpdateConcurrencyException) { return new ListResult.Stale(); }
        board.Post(new(BulletinSubject.Lists));
        return new ListResult.Saved(actor.Id);
    }

    /// <summary>Moves every code and name of one actor to another. The merged one stays as a signpost.</summary>
    public async Task<ListResult> MergeAsync(long fromId, long intoId, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new ListResult.NotAllowed();
        if (fromId == intoId) return new ListResult.Invalid(ListFault.IntoItself);
        var actors = await db.Actors.Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery()
            .Where(a => (a.Id == fromId || a.Id == intoId) && a.MergedIntoId == null).ToDictionaryAsync(a => a.Id, cancel);
        if (actors.Count != 2) return new ListResult.Invalid(ListFault.Unknown);
        var (from, into) = (actors[fromId], actors[intoId]);

        var now = clock.GetUtcNow();
        await using var move = await CodingMove.BeginAsync(db, MoveKind.ActorsMerged, userId, now, cancel, $"{from.Name} → {into.Name}");
        var codes = await move.LoadAsync(
            db.Codes.Where(c => ((Mention)c).ActorId == fromId || ((Statement)c).Participants.Any(p => p.ActorId == fromId)), cancel);
        foreach (var code in codes) Move(code, fromId, intoId);
        move.Watch(from);
        move.Watch(into);
        foreach (var name in from.Names.Select(n => (n.Language, n.Text)).Append((null, from.Name)))
        {
            if (into.Name != name.Text && !into.Names.Any(n => n.Language == name.Language && n.Text == name.Text))
            {
                into.Names.Add(new ActorName { Language = name.Language, Text = name.Text });
            }
        }
        from.MergedIntoId = intoId;
        db.Note(now, userId, "actor.merged", from.Name, fromId, new { into = into.Name, intoId, codes = codes.Count });
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateConcurrencyException) { return new ListResult.Stale(); }
        foreach (var article in move.Articles) board.Post(new(BulletinSubject.Codes, article));
        board.Post(new(BulletinSubject.Lists));
        return new ListResult.Merged(intoId, codes.Count);
    }

    private static void Move(Code code, long fromId, long intoId)
    {
        if (code is Mention mention && mention.ActorId == fromId) mention.ActorId = intoId;
        if (code is not Statement statement) return;
        // Where both stood in the same role, one of them is left.
        statement.ReplaceParticipants([.. statement.Participants.OrderBy(p => p.Role).ThenBy(p => p.Ordinal)
            .Select(p => new ParticipantDraft(p.Role, p.ActorId == fromId ? intoId : p.ActorId)).Distinct()]);
    }

    private static void ReplaceNames(Actor actor, IReadOnlyList<ActorNameDraft> names)
    {
        var wanted = names.Select(n => n with { Text = n.Text.Trim(), Language = Blank(n.Language) }).Where(n => n.Text.Length > 0)
            .DistinctBy(n => (n.Language, n.Text)).ToArray();
        foreach (var gone in actor.Names.Where(n => !wanted.Any(w => w.Language == n.Language && w.Text == n.Text)).ToArray()) actor.Names.Remove(gone);
        foreach (var name in wanted)
        {
            var kept = actor.Names.FirstOrDefault(n => n.Language == name.Language && n.Text == name.Text);
            if (kept is null) actor.Names.Add(new ActorName { Language = name.Language, Text = name.Text, Preferred = name.Preferred });
            else kept.Preferred = name.Preferred;
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
