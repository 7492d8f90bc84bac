using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Jobs;
using Npgsql;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>An import as lists show it.</summary>
public sealed record ImportRow(
    long Id, string FileName, ImportFormat Format, string? By, DateTimeOffset At, DateTimeOffset? EndedAt, int Articles, int Statements, int There, int Refused, long? JobId,
    DateTimeOffset? TakenBackAt, string? TakenBackBy);

/// <summary>An article of an import, and whether it could go.</summary>
public sealed record ImportedArticleRow(long Id, string Title, string Outlet, DateTimeOffset PublishedAt, ImportArticleState State);

/// <summary>What would go and what would stay, were the import taken back now.</summary>
public sealed record ImportRemovalLook
{
    public required ImportRow Import { get; init; }
    /// <summary>Whether the reader may take it back.</summary>
    public required bool May { get; init; }
    /// <summary>Articles of it that are there still, by what became of them.</summary>
    public required IReadOnlyDictionary<ImportArticleState, int> Articles { get; init; }
    /// <summary>Statements of the import that stand.</summary>
    public required int Statements { get; init; }
    /// <summary>Open suggestions of rules that go with untouched articles.</summary>
    public required int Suggestions { get; init; }
    /// <summary>People's codes on articles that they have coded since.</summary>
    public required int Codes { get; init; }
    /// <summary>Whose codes those are.</summary>
    public required IReadOnlyList<string> Coders { get; init; }
    /// <summary>The first articles, those that stay before the others.</summary>
    public required IReadOnlyList<ImportedArticleRow> First { get; init; }

    public int Count(ImportArticleState state) => Articles.GetValueOrDefault(state);
    /// <summary>There is something left to take back.</summary>
    public bool CanStart => May && Import.EndedAt is not null && Statements + Count(ImportArticleState.Untouched) + Count(ImportArticleState.Coded) > 0;
}

/// <summary>The imports that there were: each an act with its page, from which it is taken back.</summary>
public sealed class ImportHistory(IDbContextFactory<NewsDbContext> contexts, NpgsqlDataSource archive, JobDesk jobs)
{
    private const int MostShown = 200;

    /// <summary>The latest of everybody's; for editors and admins.</summary>
    public async Task<IReadOnlyList<ImportRow>> RecentAsync(int most, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await MayReadAsync(db, userId, cancel) ? await Rows(db, db.Imports.OrderByDescending(i => i.Id).Take(most)).ToListAsync(cancel) : [];
    }

    /// <summary>What taking it back would do.</summary>
    /// <returns>Null where there is no such import, and without the role.</returns>
    public async Task<ImportRemovalLook?> LookAsync(long importId, long userId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await MayReadAsync(db, userId, cancel) || await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId, cancel) is not { } import) return null;
        var ids = await db.ImportArticles.Where(p => p.ImportId == importId).OrderBy(p => p.ArticleId).Select(p => p.ArticleId).ToArrayAsync(cancel);
        Dictionary<long, ImportArticleState> states;
        await using (var connection = await archive.OpenConnectionAsync(cancel)) states = await ImportArticleStates.OfAsync(connection, ids, import.MoveId, cancel);
        var coded = ids.Where(id => states.GetValueOrDefault(id) == ImportArticleState.Coded).ToArray();
        var untouched = ids.Where(id => states.GetValueOrDefault(id) == ImportArticleState.Untouched).ToArray();
        var people = db.Codes.Where(c => coded.Contains(c.ArticleId) && c.RemovedAt == null && c.State == CodeState.Confirmed && !db.Revisions.Any(r => r.CodeId == c.Id && r.MoveId == import.MoveId));
        var shown = ids.OrderByDescending(id => states.GetValueOrDefault(id) != ImportArticleState.Untouched).ThenBy(id => id).Take(MostShown).ToArray();
        var first = (await db.Articles.AsNoTracking().Where(a => shown.Contains(a.Id)).Select(a => new { a.Id, a.Title, Outlet = a.Outlet!.Name, a.PublishedAt }).ToListAsync(cancel)).ToDictionary(a => a.Id);
        return new()
        {
            Import = await Rows(db, db.Imports.Where(i => i.Id == importId)).SingleAsync(cancel),
            May = await ImportRights.MayTakeBackAsync(db, import, userId, cancel),
            Articles = states.Values.CountBy(s => s).ToDictionary(),
            Statements = import.MoveId is { } move && await db.StandsAsync(move, cancel) ? await db.StatementsOf(move).CountAsync(cancel) : 0,
            Suggestions = await db.Codes.CountAsync(c => untouched.Contains(c.ArticleId) && c.RemovedAt == null && c.State == CodeState.Suggested, cancel),
            Codes = await people.CountAsync(cancel),
            Coders = await db.Users.Where(u => db.Revisions.Any(r => r.By == u.Id && r.MoveId != import.MoveId && people.Any(c => c.Id == r.CodeId))).OrderBy(u => u.DisplayName).Select(u => u.DisplayName).Take(5).ToListAsync(cancel),
            First = [.. shown.Where(first.ContainsKey).Select(id => new ImportedArticleRow(id, first[id].Title, first[id].Outlet, first[id].PublishedAt, states[id]))],
        };
    }

    /// <summary>Starts taking an import back, as work that can be watched.</summary>
    public async Task<JobAnswer> TakeBackAsync(ImportRemovalRequest request, long userId, CancellationToken cancel)
    {
        string name;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == request.ImportId, cancel) is not { } import) return new JobAnswer.Gone();
            if (!await ImportRights.MayTakeBackAsync(db, import, userId, cancel)) return new JobAnswer.NotAllowed();
            name = import.FileName;
        }
        return await jobs.StartAsync(new(ImportRemoval.Kind, name) { Parameters = request, Once = $"import {request.ImportId}" }, userId, cancel);
    }

    private static async Task<bool> MayReadAsync(NewsDbContext db, long userId, CancellationToken cancel) =>
        await db.HoldsAsync(userId, Role.Editor, cancel) || await db.HoldsAsync(userId, Role.Admin, cancel);

    private static IQueryable<ImportRow> Rows(NewsDbContext db, IQueryable<Import> imports) => imports.Select(i => new ImportRow(
        i.Id, i.FileName, i.Format, db.Users.Where(u => u.Id == i.By).Select(u => u.DisplayName).FirstOrDefault(), i.At, i.EndedAt, i.Articles, i.Statements, i.There, i.Refused, i.JobId,
        i.TakenBackAt, db.Users.Where(u => u.Id == i.TakenBackBy).Select(u => u.DisplayName).FirstOrDefault()));
}

internal static class ImportMoves
{
    /// <summary>Whether the move was never taken back.</summary>
    public static Task<bool> StandsAsync(this NewsDbContext db, long moveId, CancellationToken cancel) => db.Moves.AnyAsync(m => m.Id == moveId && !db.Moves.Any(later => later.UndoesId == m.Id), cancel);

    /// <summary>The statements that the move made and that are there still.</summary>
    public static IQueryable<Code> StatementsOf(this NewsDbContext db, long moveId) => db.Codes.Where(c => c.RemovedAt == null && db.Revisions.Any(r => r.CodeId == c.Id && r.MoveId == moveId && r.Before == null));
}
