using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Coding;

/// <summary>An issue as an editor writes it down. Without an id it is a new one.</summary>
public sealed record IssueDraft
{
    public long? Id { get; init; }
    public uint RowVersion { get; init; }
    public required string Name { get; init; }
    public string? Proposition { get; init; }
    public string? Definition { get; init; }
    public string? Include { get; init; }
    public string? Exclude { get; init; }
    public string? Example { get; init; }
}

/// <summary>An instrument as an editor writes it down. Without an id it is a new one.</summary>
public sealed record InstrumentDraft
{
    public long? Id { get; init; }
    public uint RowVersion { get; init; }
    public required string Name { get; init; }
    public string? Cameo { get; init; }
    public string? Definition { get; init; }
}

/// <summary>
/// Keeps the codebook. Every act asks for the editor role and makes the next <see cref="CodebookVersion"/>, whose change log says what
/// was done; the codes themselves name the version that they were made under.
/// </summary>
public sealed class CodebookEditor(IDbContextFactory<NewsDbContext> archive, BulletinBoard board, TimeProvider clock)
{
    public async Task<ListResult> SaveAsync(IssueDraft draft, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new ListResult.NotAllowed();
        var name = draft.Name.Trim();
        if (name.Length == 0) return new ListResult.Invalid(ListFault.NoName);
        string?[] texts = [draft.Definition, draft.Include, draft.Exclude, draft.Example];
        if (name.Length > Limits.Name || draft.Proposition?.Length > Limits.Title || texts.Any(t => t?.Length > Limits.Note))
        {
            return new ListResult.Invalid(ListFault.TooLong);
        }
        var pattern = LikePattern.Escape(name);
        if (await db.Issues.AnyAsync(i => i.Id != draft.Id && i.MergedIntoId == null && i.RetiredAt == null && i.ProposedAt == null && EF.Functions.ILike(i.Name, pattern, "\\"), cancel))
        {
            return new ListResult.Invalid(ListFault.NameTaken);
        }
        var issue = draft.Id is { } id
            ? await db.Issues.SingleOrDefaultAsync(i => i.Id == id && i.MergedIntoId == null, cancel)
            : db.Issues.Add(new Issue { Name = name, CreatedAt = clock.GetUtcNow(), CreatedBy = userId }).Entity;
        if (issue is null) return new ListResult.Invalid(ListFault.Unknown);
        if (draft.Id is not null && issue.RowVersion != draft.RowVersion) return new ListResult.Stale();

        var change = draft.Id is null ? $"Issue added: {name}" : issue.Name == name ? $"Issue changed: {name}" : $"Issue renamed: {issue.Name} → {name}";
        issue.Name = name;
        (issue.Proposition, issue.Definition) = (Blank(draft.Proposition), Blank(draft.Definition));
        (issue.Include, issue.Exclude, issue.Example) = (Blank(draft.Include), Blank(draft.Exclude), Blank(draft.Example));
        return await CommitAsync(db, change, userId, cancel) ? new ListResult.Saved(issue.Id) : new ListResult.Stale();
    }

    public async Task<ListResult> SaveAsync(InstrumentDraft draft, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new ListResult.NotAllowed();
        var name = draft.Name.Trim();
        if (name.Length == 0) return new ListResult.Invalid(ListFault.NoName);
        if (name.Length > Limits.Name || draft.Definition?.Length > Limits.Note || draft.Cameo?.Trim().Length > 4)
        {
            return new ListResult.Invalid(ListFault.TooLong);
        }
        var pattern = LikePattern.Escape(name);
        if (await db.Instruments.AnyAsync(i => i.Id != draft.Id && i.MergedIntoId == null && i.RetiredAt == null && EF.Functions.ILike(i.Name, pattern, "\\"), cancel))
        {
            return new ListResult.Invalid(ListFault.NameTaken);
        }
        var instrument = draft.Id is { } id
            ? await db.Instruments.SingleOrDefaultAsync(i => i.Id == id && i.MergedIntoId == null, cancel)
            : db.Instruments.Add(new Instrument { Name = name, CreatedAt = clock.GetUtcNow(), CreatedBy = userId }).Entity;
        if (instrument is null) return new ListResult.Invalid(ListFault.Unknown);
        if (draft.Id is not null && instrument.RowVersion != draft.RowVersion) return new ListResult.Stale();

        var change = draft.Id is null ? $"Instrument added: {name}" : $"Instrument changed: {name}";
        (instrument.Name, instrument.Cameo, instrument.Definition) = (name, Blank(draft.Cameo), Blank(draft.Definition));
        return await CommitAsync(db, change, userId, cancel) ? new ListResult.Saved(instrument.Id) : new ListResult.Stale();
    }

    /// <summary>Moves every position of one issue to another; the merged one stays as a signpost.</summary>
    public async Task<ListResult> MergeIssuesAsync(long fromId, long intoId, long userId, CancellationToken cancel)
    {
        await using var db = await archive.CreateDbContextAsync(cancel);
        if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return new ListResult.NotAllowed();
        if (fromId == intoId) return new ListResult.Invalid(ListFault.IntoItself);
        var issues = await db.Issues.Where(i => (i.Id == fromId || i.Id == intoId) && i.MergedIntoId == null).ToDictionaryAsync(i => i.Id, cancel);
        if (issues.Count != 2) return new ListResult.Invalid(ListFault.Unknown);
        var (from, into) = (issues[fromId], issues[intoId]);

        await using var move = await CodingMove.BeginAsync(db, MoveKind.IssuesMerged, userId, clock.GetUtcNow(), cancel, $"{from.Name} → {into.Name}");
        var positions = await move.LoadAsync(db.Positions.Where(p => p.IssueId == fromId), cancel);
        foreach (var position in positions.Cast<Position>()) position.IssueId = intoId;
        move.Watch(from);
        from.MergedIntoId = intoId;
        await NoteAsync(db, $"Issue merged: {from.Name} → {into.Name} ({positions.Count} positions)", userId, cancel);
        if (!await WroteAsync(() => move.CommitAsync(cancel))) return new ListResult.Stale();
        foreach (var article in move.Articles) board.Post(new(BulletinSubject.Codes, article));
        return new ListResult.Merged(intoId, positions.Count);
    }

    /// <returns>False where somebody else saved the same entry first.</returns>
    private async Task<bool> CommitAsync(NewsDbContext db, string change, long userId, CancellationToken cancel)
    {
        await NoteAsync(db, change, userId, cancel);
        return await WroteAsync(() => db.SaveChangesAsync(cancel));
    }

    private async Task NoteAsync(NewsDbContext db, string change, long userId, CancellationToken cancel)
    {
        var number = (await db.CodebookVersions.MaxAsync(v => (int?)v.Number, cancel) ?? 0) + 1;
        db.CodebookVersions.Add(new() { Number = number, At = clock.GetUtcNow(), By = userId, Change = change.Length <= Limits.Title ? change : change[..Limits.Title] });
    }

    private async Task<bool> WroteAsync(Func<Task> write)
    {
        try { await write(); }
        catch (DbUpdateConcurrencyException) { return false; }
        // Two editors took the same number or name in the same instant: the second tries again on what the first has written.
        catch (DbUpdateException e) when (e.IsDuplicate()) { return false; }
        board.Post(new(BulletinSubject.Lists));
        return true;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
