using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Codebook;

/// <summary>
/// Makes one entry of a list out of two: all codes, names and children of one go to the other, which keeps the old name as a synonym. The
/// merged one stays as a signpost. It is one move: undo takes it back whole.
/// </summary>
public sealed class EntryMerge(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public async Task<ListResult> MergeAsync(EntryKind kind, long fromId, long intoId, Caller caller, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ListResult.NotAllowed();
        if (fromId == intoId) return new ListResult.Invalid(ListFault.IntoItself);
        var now = clock.GetUtcNow();
        var what = kind == EntryKind.Actor ? MoveKind.ActorsMerged : CodebookEditor.Of(kind, MoveKind.IssuesMerged);
        await using var move = await CodingMove.BeginAsync(db, what, caller.UserId, now, cancel);
        // Read under the lists' lock: nobody can merge either of them away meanwhile.
        var (from, into) = (await EntryCodes.LoadAsync(db, kind, fromId, cancel), await EntryCodes.LoadAsync(db, kind, intoId, cancel));
        if (from is null || into is null) return new ListResult.Invalid(ListFault.Unknown);
        move.Subject = $"{EntryCodes.NameOf(from)} → {EntryCodes.NameOf(into)}";
        move.Watch(from);
        move.Watch(into);
        var codes = await move.LoadAsync(EntryCodes.Of(db, kind, fromId), cancel);
        foreach (var code in codes) EntryCodes.Repoint(code, kind, fromId, intoId);
        switch (from, into)
        {
            case (Issue, Issue): await JoinAsync(db, move, (Issue)from, (Issue)into, cancel); break;
            case (Instrument, Instrument): await JoinAsync(db, move, (Instrument)from, (Instrument)into, cancel); break;
            case (Actor gone, Actor stays):
                Join(gone, stays);
                await AdoptAsync(db, move, fromId, intoId, cancel);
                db.Note(now, caller.UserId, "actor.merged", gone.Name, fromId, new { into = stays.Name, intoId, codes = codes.Count });
                break;
        }
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateConcurrencyException) { return new ListResult.Stale(); }
        catch (DbUpdateException e) when (e.IsDuplicate()) { return new ListResult.Stale(); }
        foreach (var article in move.Articles) board.Post(new(BulletinSubject.Codes, article));
        board.Post(new(BulletinSubject.Lists));
        return new ListResult.Merged(intoId, codes.Count);
    }

    private static async Task JoinAsync<T>(NewsDbContext db, CodingMove move, T from, T into, CancellationToken cancel) where T : CodebookEntry
    {
        var all = await db.Book<T>().Where(e => e.MergedIntoId == null).ToListAsync(cancel);
        var tree = CodebookTree.Of(all);
        if (tree.IsWithin(into.Id, from.Id))
        {
            // The one that stays stood below the one that goes: it takes its place, or it would hang below itself.
            (into.ParentId, into.Rank) = (from.ParentId, from.Rank);
        }
        var rank = all.Where(e => e.ParentId == into.Id).Select(e => e.Rank).DefaultIfEmpty().Max();
        foreach (var child in tree.Children(from.Id).Where(e => e.Id != into.Id))
        {
            move.Watch(child);
            (child.ParentId, child.Rank) = (into.Id, ++rank);
        }
        into.AddSynonym(from.Name);
        foreach (var synonym in from.Synonyms) into.AddSynonym(synonym);
        from.MergedIntoId = into.Id;
    }

    private static void Join(Actor from, Actor into)
    {
        foreach (var name in from.Names.Select(n => (n.Language, n.Text, n.From, n.Until)).Append((null, from.Name, null, null)))
        {
            if (into.Name == name.Text || into.Names.Any(n => n.Language == name.Language && n.Text == name.Text)) continue;
            into.Names.Add(new ActorName { Language = name.Language, Text = name.Text, From = name.From, Until = name.Until });
        }
        foreach (var office in from.Affiliations)
        {
            if (into.Affiliations.Any(a => a.Office == office.Office && a.OrganisationId == office.OrganisationId && a.From == office.From)) continue;
            into.Affiliations.Add(new Affiliation { Office = office.Office, OrganisationId = office.OrganisationId, From = office.From, Until = office.Until });
        }
        into.WikidataId ??= from.WikidataId;
        into.Country ??= from.Country;
        if (into.ParentId is null && from.ParentId != into.Id) into.ParentId = from.ParentId;
        if (into.ParentId == from.Id) into.ParentId = null;
        from.MergedIntoId = into.Id;
    }

    /// <summary>What belonged to the actor that goes belongs to the one that stays: its quotations, parts of an organisation, offices held in it.</summary>
    private static async Task AdoptAsync(NewsDbContext db, CodingMove move, long fromId, long intoId, CancellationToken cancel)
    {
        foreach (var quotation in await db.Quotations.Where(q => q.SpeakerId == fromId || q.ViaId == fromId).OrderBy(q => q.Id).ToListAsync(cancel))
        {
            move.Watch(quotation);
            if (quotation.SpeakerId == fromId) quotation.SpeakerId = intoId;
            if (quotation.ViaId == fromId) quotation.ViaId = intoId;
        }
        var concerned = await db.Actors.Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery()
            .Where(a => a.Id != intoId && a.MergedIntoId == null && (a.ParentId == fromId || a.Affiliations.Any(o => o.OrganisationId == fromId))).ToListAsync(cancel);
        foreach (var actor in concerned)
        {
            move.Watch(actor);
            if (actor.ParentId == fromId) actor.ParentId = intoId;
            actor.ReplaceOffices([.. actor.Affiliations.Select(o => o.OrganisationId == fromId
                ? new Affiliation { Office = o.Office, OrganisationId = intoId, From = o.From, Until = o.Until } : o)]);
        }
    }
}
