using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Codebook;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>
/// Keeps the codebook's entries: add, change, rename, move, retire, bring back. Every act asks for the editor role and makes the next
/// <see cref="CodebookVersion"/>; the codes themselves name the version that they were made under. Merges and splits, which move
/// statements, stand in <see cref="EntryMerge"/> and <see cref="EntrySplit"/>.
/// </summary>
public sealed class CodebookEditor(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public Task<ListResult> SaveAsync(IssueDraft draft, Caller caller, CancellationToken cancel) =>
        SaveAsync(draft, EntryKind.Issue, now => new Issue { Name = draft.Name.Trim(), CreatedAt = now, CreatedBy = caller.UserId }, caller, cancel);

    public Task<ListResult> SaveAsync(InstrumentDraft draft, Caller caller, CancellationToken cancel) =>
        SaveAsync(draft, EntryKind.Instrument, now => new Instrument { Name = draft.Name.Trim(), CreatedAt = now, CreatedBy = caller.UserId }, caller, cancel);

    private async Task<ListResult> SaveAsync<T>(EntryDraft draft, EntryKind kind, Func<DateTimeOffset, T> make, Caller caller, CancellationToken cancel) where T : CodebookEntry
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ListResult.NotAllowed();
        if (EntryCheck.FindFault(draft) is { } fault) return new ListResult.Invalid(fault);
        var entry = draft.Id is { } id ? await db.Book<T>().SingleOrDefaultAsync(e => e.Id == id && e.MergedIntoId == null, cancel) : null;
        if (draft.Id is not null && entry is null) return new ListResult.Invalid(ListFault.Unknown);
        if (entry is not null && entry.RowVersion != draft.RowVersion) return new ListResult.Stale();
        var (what, subject) = entry is null ? (MoveKind.IssueAdded, draft.Name.Trim())
            : entry.Name != draft.Name.Trim() ? (MoveKind.IssueRenamed, $"{entry.Name} → {draft.Name.Trim()}") : (MoveKind.IssueChanged, entry.Name);
        await using var move = await CodingMove.BeginAsync(db, Of(kind, what), caller.UserId, clock.GetUtcNow(), cancel, subject);
        if (await NeighbourFaultAsync<T>(db, draft, cancel) is { } taken) return new ListResult.Invalid(taken);
        if (entry is null)
        {
            entry = make(clock.GetUtcNow());
            EntryCheck.Fill(entry, draft);
            entry.ParentId = draft.ParentId;
            entry.Rank = await LastRankAsync<T>(db, draft.ParentId, cancel) + 1;
            move.Add(entry);
        }
        else
        {
            move.Watch(entry);
            EntryCheck.Fill(entry, draft);
        }
        return await EndAsync(move, entry, cancel);
    }

    /// <summary>Puts an entry below another, or at the top.</summary>
    /// <param name="kind">Issues or instruments.</param>
    /// <param name="id">What is moved; all that stands below comes with it.</param>
    /// <param name="parentId">Its new parent; null for the top.</param>
    /// <param name="afterId">The sibling that it follows; null for the first place.</param>
    /// <param name="caller">Who.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<ListResult> MoveAsync(EntryKind kind, long id, long? parentId, long? afterId, Caller caller, CancellationToken cancel) => kind == EntryKind.Issue
        ? MoveAsync<Issue>(kind, id, _ => (parentId, afterId), caller, cancel)
        : MoveAsync<Instrument>(kind, id, _ => (parentId, afterId), caller, cancel);

    /// <summary>One step through the tree, as the arrow keys ask for it.</summary>
    public Task<ListResult> StepAsync(EntryKind kind, long id, TreeStep step, Caller caller, CancellationToken cancel) => kind == EntryKind.Issue
        ? MoveAsync<Issue>(kind, id, tree => tree.Find(id, step), caller, cancel)
        : MoveAsync<Instrument>(kind, id, tree => tree.Find(id, step), caller, cancel);

    private async Task<ListResult> MoveAsync<T>(
        EntryKind kind, long id, Func<CodebookTree<T>, (long? Parent, long? After)?> place, Caller caller, CancellationToken cancel) where T : CodebookEntry
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ListResult.NotAllowed();
        await using var move = await CodingMove.BeginAsync(db, Of(kind, MoveKind.IssueMoved), caller.UserId, clock.GetUtcNow(), cancel);
        // Read under the lock: of two moves at once, each must see what the other did, or they make a ring.
        var tree = CodebookTree.Of(await db.Book<T>().Where(e => e.MergedIntoId == null && e.RetiredAt == null).ToListAsync(cancel));
        if (tree.Entry(id) is not { } entry) return new ListResult.Invalid(ListFault.Unknown);
        if (place(tree) is not var (parentId, afterId)) return new ListResult.Invalid(ListFault.NoPlace);
        if (parentId is { } parent && tree.Entry(parent) is null) return new ListResult.Invalid(ListFault.Unknown);
        if (parentId is { } below && tree.IsWithin(below, id)) return new ListResult.Invalid(ListFault.BelowItself);
        move.Subject = parentId is { } named && parentId != entry.ParentId ? $"{entry.Name} → {tree.Entry(named)!.Name}" : entry.Name;

        var siblings = tree.Children(parentId).Where(e => e.Id != id).ToList();
        var at = afterId is null ? 0 : siblings.FindIndex(s => s.Id == afterId) + 1;
        var (low, high) = (at > 0 ? siblings[at - 1].Rank : (double?)null, at < siblings.Count ? siblings[at].Rank : (double?)null);
        move.Watch(entry);
        entry.ParentId = parentId;
        entry.Rank = (low, high) switch { (null, null) => 1, (null, { } h) => h - 1, ({ } l, null) => l + 1, ({ } l, { } h) => (l + h) / 2 };
        if (low >= entry.Rank || high <= entry.Rank)
        {
            // No room between the two: the siblings are numbered anew.
            siblings.Insert(at, entry);
            foreach (var (sibling, number) in siblings.Select((s, i) => (s, i + 1)))
            {
                move.Watch(sibling);
                sibling.Rank = number;
            }
        }
        return await EndAsync(move, entry, cancel);
    }

    /// <summary>Takes an entry out of use. Its statements stay; it is no longer offered.</summary>
    public Task<ListResult> RetireAsync(EntryKind kind, long id, Caller caller, CancellationToken cancel) => SetRetiredAsync(kind, id, retired: true, caller, cancel);

    /// <summary>Brings a retired entry back.</summary>
    public Task<ListResult> BringBackAsync(EntryKind kind, long id, Caller caller, CancellationToken cancel) => SetRetiredAsync(kind, id, retired: false, caller, cancel);

    private Task<ListResult> SetRetiredAsync(EntryKind kind, long id, bool retired, Caller caller, CancellationToken cancel) => kind == EntryKind.Issue
        ? SetRetiredAsync<Issue>(kind, id, retired, caller, cancel)
        : SetRetiredAsync<Instrument>(kind, id, retired, caller, cancel);

    private async Task<ListResult> SetRetiredAsync<T>(EntryKind kind, long id, bool retired, Caller caller, CancellationToken cancel) where T : CodebookEntry
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await caller.MayAsync(Role.Editor, db, cancel)) return new ListResult.NotAllowed();
        var entry = await db.Book<T>().SingleOrDefaultAsync(e => e.Id == id && e.MergedIntoId == null, cancel);
        if (entry is null) return new ListResult.Invalid(ListFault.Unknown);
        if (entry.RetiredAt is not null == retired) return new ListResult.Saved(id);
        await using var move = await CodingMove.BeginAsync(
            db, Of(kind, retired ? MoveKind.IssueRetired : MoveKind.IssueBroughtBack), caller.UserId, clock.GetUtcNow(), cancel, entry.Name);
        if (!retired && await IsTakenAsync<T>(db, id, entry.Name, cancel)) return new ListResult.Invalid(ListFault.NameTaken);
        move.Watch(entry);
        entry.RetiredAt = retired ? clock.GetUtcNow() : null;
        return await EndAsync(move, entry, cancel);
    }

    private async Task<ListResult> EndAsync(CodingMove move, CodebookEntry entry, CancellationToken cancel)
    {
        try { await move.CommitAsync(cancel); }
        catch (DbUpdateConcurrencyException) { return new ListResult.Stale(); }
        // Two editors took the same name in the same instant: the second tries again on what the first has written.
        catch (DbUpdateException e) when (e.IsDuplicate()) { return new ListResult.Stale(); }
        board.Post(new(BulletinSubject.Lists));
        return new ListResult.Saved(entry.Id);
    }

    /// <summary>The same kind of move for the other list.</summary>
    internal static MoveKind Of(EntryKind kind, MoveKind ofIssues) => kind == EntryKind.Issue ? ofIssues : ofIssues switch
    {
        MoveKind.IssueAdded => MoveKind.InstrumentAdded,
        MoveKind.IssueChanged => MoveKind.InstrumentChanged,
        MoveKind.IssueRenamed => MoveKind.InstrumentRenamed,
        MoveKind.IssueMoved => MoveKind.InstrumentMoved,
        MoveKind.IssueRetired => MoveKind.InstrumentRetired,
        MoveKind.IssueBroughtBack => MoveKind.InstrumentBroughtBack,
        MoveKind.IssuesMerged => MoveKind.InstrumentsMerged,
        MoveKind.IssueSplit => MoveKind.InstrumentSplit,
        _ => throw new ArgumentOutOfRangeException(nameof(ofIssues), ofIssues, "Not a move of issues."),
    };

    private static async Task<ListFault?> NeighbourFaultAsync<T>(NewsDbContext db, EntryDraft draft, CancellationToken cancel) where T : CodebookEntry
    {
        if (await IsTakenAsync<T>(db, draft.Id, draft.Name.Trim(), cancel)) return ListFault.NameTaken;
        if (draft.Shortcut?.Trim().ToLowerInvariant() is { Length: 1 } key
            && await db.Book<T>().AnyAsync(e => e.Id != draft.Id && e.Shortcut == key && e.MergedIntoId == null && e.RetiredAt == null, cancel))
        {
            return ListFault.KeyTaken;
        }
        return draft.Id is null && draft.ParentId is { } parent && !await db.Book<T>().AnyAsync(e => e.Id == parent && e.MergedIntoId == null && e.RetiredAt == null, cancel)
            ? ListFault.Unknown : null;
    }

    internal static Task<bool> IsTakenAsync<T>(NewsDbContext db, long? id, string name, CancellationToken cancel) where T : CodebookEntry
    {
        var pattern = LikePattern.Escape(name);
        return db.Book<T>().AnyAsync(e => e.Id != id && e.MergedIntoId == null && e.RetiredAt == null && EF.Functions.ILike(e.Name, pattern, "\\"), cancel);
    }

    internal static async Task<double> LastRankAsync<T>(NewsDbContext db, long? parentId, CancellationToken cancel) where T : CodebookEntry =>
        await db.Book<T>().Where(e => e.ParentId == parentId).MaxAsync(e => (double?)e.Rank, cancel) ?? 0;
}
