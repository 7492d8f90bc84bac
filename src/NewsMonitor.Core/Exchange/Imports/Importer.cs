using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Exchange.Imports.Dna;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>How far an import is.</summary>
/// <param name="Done">Articles and statements gone through.</param>
/// <param name="Total">Of how many.</param>
/// <param name="Articles">Of them, articles that came in.</param>
public readonly record struct ImportProgress(long Done, long Total, int Articles);

/// <summary>Brings a file into the archive, whatever it holds: articles one by one, then the statements in one transaction.</summary>
public sealed class Importer(ArticleImport articles, StatementImport statements, IDbContextFactory<NewsDbContext> contexts, TimeProvider clock)
{
    /// <param name="file">What is brought.</param>
    /// <param name="request">How it is to be read.</param>
    /// <param name="caller">Who brings it.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancel">Stops it; articles that came in stay, and belong to the import.</param>
    /// <param name="job">The job that does it: begun anew, it goes on with the import that it began.</param>
    public async Task<ImportReport> RunAsync(ImportFile file, ImportRequest request, Caller caller, Func<ImportProgress, Task>? progress, CancellationToken cancel, long? job = null)
    {
        var import = await BeginAsync(request, caller, job, cancel);
        return await EndAsync(import, await ReadAsync(file, request, caller, import, progress, cancel), cancel);
    }

    private async Task<ImportReport> ReadAsync(ImportFile file, ImportRequest request, Caller caller, long import, Func<ImportProgress, Task>? progress, CancellationToken cancel)
    {
        switch (request.Format)
        {
            case ImportFormat.StatementsCsv or ImportFormat.StatementsJsonLines:
                var (read, faults) = await ReadAsync(file.StatementsAsync(request, cancel), cancel);
                return await WriteAsync(new(), read, faults, request, caller, 0, progress, cancel);
            case ImportFormat.Dna:
                return await DnaAsync(file, request, caller, import, progress, cancel);
            default:
                var total = await CountAsync(file, request, cancel);
                var stored = 0;
                return await articles.ApplyAsync(file.ArticlesAsync(request, cancel), request, caller, import, (done, _, fresh) => Tell(progress, done, Math.Max(total, done), fresh is null ? stored : ++stored), cancel);
        }
    }

    /// <summary>The texts and pages of a folder of the operator's, or a single one.</summary>
    public async Task<ImportReport> RunFolderAsync(string folder, ImportRequest request, Caller caller, Func<ImportProgress, Task>? progress, CancellationToken cancel)
    {
        var total = ArticleFiles.In(folder).Length;
        var import = await BeginAsync(request, caller, null, cancel);
        return await EndAsync(import, await articles.ApplyAsync(ArticleFiles.ReadFolderAsync(folder, cancel), request, caller, import, (done, _, _) => Tell(progress, done, total, 0), cancel), cancel);
    }

    /// <summary>Notes the act before anything comes in: what a broken-off import has brought can be taken back too.</summary>
    private async Task<long> BeginAsync(ImportRequest request, Caller caller, long? job, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (job is not null && await db.Imports.Where(i => i.JobId == job).Select(i => (long?)i.Id).SingleOrDefaultAsync(cancel) is { } begun) return begun;
        var import = new Import
        {
            FileName = request.FileName.Length <= Import.LongestName ? request.FileName : request.FileName[..Import.LongestName], Format = request.Format, By = caller.UserId, At = clock.GetUtcNow(), JobId = job,
        };
        db.Imports.Add(import);
        await db.SaveChangesAsync(cancel);
        return import.Id;
    }

    private async Task<ImportReport> EndAsync(long id, ImportReport report, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var import = await db.Imports.SingleAsync(i => i.Id == id, cancel);
        var articlesIn = await db.ImportArticles.CountAsync(p => p.ImportId == id, cancel);
        // Nothing of the file could be read: no act, but a mistake, which its report tells.
        if (report.TookNothing && articlesIn == 0) db.Imports.Remove(import);
        else
        {
            // What an earlier run of the same job brought in is nothing that was there before.
            import.MoveId = report.MoveId ?? import.MoveId ?? await LostMoveAsync(db, import, report, cancel);
            import.Articles = articlesIn;
            import.Statements = import.MoveId is { } move ? await db.StatementsOf(move).CountAsync(cancel) : 0;
            import.There = Math.Max(0, report.ArticlesThere + report.Articles - articlesIn) + Math.Max(0, report.StatementsThere + report.Statements - import.Statements);
            (import.Refused, import.EndedAt) = (report.Refused, clock.GetUtcNow());
        }
        await db.SaveChangesAsync(cancel);
        return report;
    }

    /// <summary>The statements came in, and the worker died before it could say so: the next run finds them there, and their move by its file.</summary>
    private static async Task<long?> LostMoveAsync(NewsDbContext db, Import import, ImportReport report, CancellationToken cancel) =>
        import.JobId is null || report.StatementsThere == 0 ? null
        : await db.Moves.Where(m => m.Kind == MoveKind.StatementsImported && m.By == import.By && m.Subject == import.FileName && m.At >= import.At && !db.Imports.Any(i => i.MoveId == m.Id))
            .OrderBy(m => m.Id).Select(m => (long?)m.Id).FirstOrDefaultAsync(cancel);

    private async Task<ImportReport> DnaAsync(ImportFile file, ImportRequest request, Caller caller, long import, Func<ImportProgress, Task>? progress, CancellationToken cancel)
    {
        DnaMapping dna;
        try { dna = file.ReadDna(cancel); }
        catch (DnaUnreadableException e)
        {
            cancel.ThrowIfCancellationRequested(); // the database's library was stopped in its work
            return ImportReport.Of(new("", ImportFaultKind.NotReadable, e.Message));
        }
        var ids = new Dictionary<long, long>();
        var stored = 0;
        var report = await articles.ApplyAsync(TextsAsync(dna), request, caller, import, (done, place, id) =>
        {
            if (id is { } known) ids[long.Parse(place.AsSpan("document ".Length), System.Globalization.CultureInfo.InvariantCulture)] = known;
            return Tell(progress, done, dna.Size, id is null ? stored : ++stored);
        }, cancel);
        var (read, faults) = await ReadAsync(dna.Statements(ids).ToAsyncEnumerable(), cancel);
        report = await WriteAsync(report, read, faults, request, caller, dna.Documents, progress, cancel);
        return report with { LeftOutParts = dna.LeftOut() };
    }

    private async Task<ImportReport> WriteAsync(
        ImportReport before, IReadOnlyList<ImportedStatement> read, FaultList faults, ImportRequest request, Caller caller, int done, Func<ImportProgress, Task>? progress, CancellationToken cancel)
    {
        ImportReport report = new();
        if (read.Count > 0)
        {
            var written = await statements.ApplyAsync(read, request, caller, n => Tell(progress, done + n, done + read.Count, before.Articles), cancel);
            if (written is null) return before with { Refused = before.Refused + 1, Faults = [.. before.Faults, new("", ImportFaultKind.NotAllowed)] };
            report = written;
        }
        else if (faults.Count == 0 && before.TookNothing && before.Refused == 0) faults.Add("", ImportFaultKind.NoRows);
        return report with
        {
            Articles = before.Articles, ArticlesThere = before.ArticlesThere, Refused = before.Refused + faults.Count + report.Refused,
            Faults = [.. before.Faults.Concat(FaultList.InOrder(faults.Faults.Concat(report.Faults))).Take(ImportBounds.MostFaults)],
        };
    }

    /// <summary>All statements of a file; nothing at all where it holds too many, for an import is one transaction.</summary>
    internal static async Task<(IReadOnlyList<ImportedStatement> Statements, FaultList Faults)> ReadAsync(IAsyncEnumerable<ImportedLine> lines, CancellationToken cancel, int most = ImportBounds.MostStatements)
    {
        var (statements, faults) = (new List<ImportedStatement>(), new FaultList());
        await foreach (var (statement, fault) in lines.WithCancellation(cancel))
        {
            if (fault is not null) faults.Add(fault);
            else if (statements.Count < most) statements.Add(statement!);
            else if (most < ImportBounds.MostStatements) break;
            else
            {
                faults.Add(statement!.Place, ImportFaultKind.TooMany, $"{ImportBounds.MostStatements:N0} statements");
                return ([], faults);
            }
        }
        return (statements, faults);
    }

    private static async Task<long> CountAsync(ImportFile file, ImportRequest request, CancellationToken cancel)
    {
        var count = 0L;
        await using var content = file.Open();
        switch (request.Format)
        {
            case ImportFormat.ArticleFiles:
                try
                {
                    await using var zip = await System.IO.Compression.ZipArchive.CreateAsync(content, System.IO.Compression.ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancel);
                    return zip.Entries.Count;
                }
                catch (InvalidDataException) { return 0; } // its reader says so, with its place
            default:
                var buffer = new byte[81920];
                for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;) count += buffer.AsSpan(0, read).Count((byte)'\n');
                return count;
        }
    }

    private static Task Tell(Func<ImportProgress, Task>? progress, long done, long total, int stored) => progress is null ? Task.CompletedTask : progress(new(done, total, stored));

    private static async IAsyncEnumerable<ImportedText> TextsAsync(DnaMapping dna)
    {
        foreach (var (_, text) in dna.Articles()) yield return text;
        await Task.CompletedTask;
    }
}
