using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Jobs;
using Npgsql;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>Which import is to be taken back.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="AlsoCoded">Articles that people have coded since, too: their codes go with them.</param>
public sealed record ImportRemovalRequest(long ImportId, bool AlsoCoded);

/// <summary>
/// Takes an import back as a whole: its statements by the way of every undo, then its articles with all that hangs on them, a batch in a
/// transaction. What somebody else answers for stays: see <see cref="ImportArticleState"/>. The decisions that people have made on suggestions
/// stay in their log, as everything does there.
/// </summary>
public sealed class ImportRemoval(CodeUndo undo, NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, BulletinBoard board, TimeProvider clock) : JobKind
{
    public const string Kind = "import-removal";
    private const int Batch = 200;

    /// <summary>What the page's sentence is filled from.</summary>
    public sealed record Outcome(int Articles, int Statements, int Stay);

    private sealed record Place(int Articles, int Statements, long After);

    // Locked first: whoever saves a code on one of them in this moment waits, and finds no article then. So what is seen here holds.
    private const string TakeSql = "SELECT a.id FROM import_articles i JOIN articles a ON a.id = i.article_id WHERE i.import_id = $1 AND a.id > $2 ORDER BY a.id LIMIT $3 FOR UPDATE OF a";

    // Who follows the stream hears that a code which counted is gone. Children before parents: the archive refuses to lose history by accident.
    private static readonly string[] DeleteSql =
    [
        "INSERT INTO stream_entries (article_id, code_id, counting) SELECT article_id, id, true FROM codes WHERE article_id = ANY ($1) AND counts AND state = 'Confirmed' AND removed_at IS NULL",
        "DELETE FROM revisions WHERE article_id = ANY ($1)",
        "DELETE FROM codes WHERE article_id = ANY ($1)",
        "DELETE FROM quotations WHERE article_id = ANY ($1)",
        "DELETE FROM articles WHERE id = ANY ($1)",
    ];

    public override string Name => Kind;
    // Whose it is, or an admin's: asked of each import (see ImportRights).
    public override Role Needs => Role.Analyst;

    public override async Task<JobEnd> RunAsync(JobRun run, CancellationToken cancel)
    {
        var request = run.Parameters<ImportRemovalRequest>();
        var user = run.RequestedBy ?? 0;
        Import? import;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == request.ImportId, cancel);
            if (import is null || !await ImportRights.MayTakeBackAsync(db, import, user, cancel)) return new JobEnd.Failed("Your role does not allow this any more. An admin can take the import back.");
        }
        var place = run.Checkpoint<Place>() ?? new(0, 0, 0);
        place = place with { Statements = place.Statements + await UndoAsync(import, user, cancel) };
        await run.ReportAsync(0, Math.Max(1, import.Articles), place);
        var (gone, seen) = (place.Articles, place.Articles);
        for (var after = place.After; ;)
        {
            var (removed, looked, last) = await RemoveAsync(import, request, after, cancel);
            (gone, seen, after) = (gone + removed, seen + looked, last);
            await run.ReportAsync(seen, Math.Max(seen, import.Articles), new Place(gone, place.Statements, after));
            if (removed > 0) board.Post(new(BulletinSubject.Articles));
            if (looked < Batch) break;
        }
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            var now = clock.GetUtcNow();
            var stay = await db.ImportArticles.CountAsync(p => p.ImportId == import.Id, cancel);
            await db.Imports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.TakenBackAt, now).SetProperty(i => i.TakenBackBy, run.RequestedBy), cancel);
            db.Note(now, run.RequestedBy, "import.taken-back", import.FileName, import.Id, new { articles = gone, statements = place.Statements, stay, request.AlsoCoded });
            await db.SaveChangesAsync(cancel);
            return new JobEnd.Done(new Outcome(gone, place.Statements, stay));
        }
    }

    /// <returns>How many statements were taken back; what others have built on stays.</returns>
    private async Task<int> UndoAsync(Import import, long user, CancellationToken cancel)
    {
        if (import.MoveId is not { } move) return 0;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var before = await db.StatementsOf(move).CountAsync(cancel);
        await undo.TakeBackAnyAsync(move, user, cancel);
        return before - await db.StatementsOf(move).CountAsync(cancel);
    }

    private async Task<(int Removed, int Looked, long Last)> RemoveAsync(Import import, ImportRemovalRequest request, long after, CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var ids = new List<long>();
        await using (var take = new NpgsqlCommand(TakeSql, connection) { Parameters = { new() { Value = import.Id }, new() { Value = after }, new() { Value = Batch } } })
        {
            await using var rows = await take.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) ids.Add(rows.GetInt64(0));
        }
        if (ids.Count == 0) return (0, 0, after);
        var states = await ImportArticleStates.OfAsync(connection, [.. ids], import.MoveId, cancel);
        var go = ids.Where(id => states[id] == ImportArticleState.Untouched || (request.AlsoCoded && states[id] == ImportArticleState.Coded)).ToArray();
        if (go.Length > 0)
        {
            foreach (var sql in DeleteSql)
            {
                await using var delete = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = go } } };
                await delete.ExecuteNonQueryAsync(cancel);
            }
        }
        await transaction.CommitAsync(cancel);
        return (go.Length, ids.Count, ids[^1]);
    }
}
