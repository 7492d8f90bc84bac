using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Exchange.Imports.Dna;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>How far an import is.</summary>
/// <param name="Done">Articles and statements gone through.</param>
/// <param name="Total">Of how many.</param>
/// <param name="Articles">Of them, articles that came in.</param>
public readonly record struct ImportProgress(long Done, long Total, int Articles);

/// <summary>Brings a file into the archive, whatever it holds: articles one by one, then the statements in one transaction.</summary>
public sealed class Importer(ArticleImport articles, StatementImport statements)
{
    public async Task<ImportReport> RunAsync(ImportFile file, ImportRequest request, Caller caller, Func<ImportProgress, Task>? progress, CancellationToken cancel)
    {
        switch (request.Format)
        {
            case ImportFormat.StatementsCsv or ImportFormat.StatementsJsonLines:
                var (read, faults) = await ReadAsync(file.StatementsAsync(request, cancel), cancel);
                return await WriteAsync(new(), read, faults, request, caller, 0, progress, cancel);
            case ImportFormat.Dna:
                return await DnaAsync(file, request, caller, progress, cancel);
            default:
                var total = await CountAsync(file, request, cancel);
                var stored = 0;
                return await articles.ApplyAsync(file.ArticlesAsync(request, cancel), request, caller, (done, _, fresh) => Tell(progress, done, Math.Max(total, done), fresh is null ? stored : ++stored), cancel);
        }
    }

    /// <summary>The texts and pages of a folder of the operator's, or a single one.</summary>
    public Task<ImportReport> RunFolderAsync(string folder, ImportRequest request, Caller caller, Func<ImportProgress, Task>? progress, CancellationToken cancel)
    {
        var total = ArticleFiles.In(folder).Length;
        return articles.ApplyAsync(ArticleFiles.ReadFolderAsync(folder, cancel), request, caller, (done, _, _) => Tell(progress, done, total, 0), cancel);
    }

    private async Task<ImportReport> DnaAsync(ImportFile file, ImportRequest request, Caller caller, Func<ImportProgress, Task>? progress, CancellationToken cancel)
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
        var report = await articles.ApplyAsync(TextsAsync(dna), request, caller, (done, place, id) =>
        {
            if (id is { } known) ids[long.Parse(place.AsSpan("document ".Length), System.Globalization.CultureInfo.InvariantCulture)] = known;
            return Tell(progress, done, dna.Size, id is null ? stored : ++stored);
        }, cancel);
        var (read, faults) = await ReadAsync(dna.Statements(ids).ToAsyncEnumerable(), cancel);
        report = await WriteAsync(report, read, faults, request, caller, dna.Documents, progress, cancel);
        return report with { LeftOut = dna.LeftOut() };
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
