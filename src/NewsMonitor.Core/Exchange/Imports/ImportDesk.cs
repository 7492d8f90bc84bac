using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Exchange.Imports.Dna;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>What people do with imports: look, start, read the report. All of it is for editors; <see cref="ImportHistory"/> takes back.</summary>
public sealed class ImportDesk(StatementImport statements, JobDesk jobs, JobFiles files, IDbContextFactory<NewsDbContext> contexts)
{
    /// <summary>How much of a file a look goes through: enough to see whether it is read as it is meant.</summary>
    private const int MostStatements = 1_000, MostArticles = 200, MostSamples = 5, MostNames = 40, MostFaults = 50;

    /// <returns>Null without the role.</returns>
    public async Task<ImportLook?> LookAsync(ImportFile file, ImportRequest request, long userId, CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return null;
        }
        var columns = await file.ColumnsAsync(request, cancel);
        var (meanings, missing) = (columns, request.Format) switch
        {
            (null, _) => ([], []),
            (_, ImportFormat.ArticlesCsv) => (ArticleColumns.All, ArticleColumns.Missing(columns)),
            _ => (StatementColumns.All, StatementColumns.Missing(columns)),
        };
        var look = new ImportLook { Columns = columns, Meanings = meanings, Missing = missing };
        if (missing.Count > 0) return look;
        return request.Format switch
        {
            ImportFormat.StatementsCsv or ImportFormat.StatementsJsonLines => await StatementsAsync(look, file, request, userId, cancel),
            ImportFormat.Dna => await DnaAsync(look, file, cancel),
            _ => await ArticlesAsync(look, file, request, cancel),
        };
    }

    /// <summary>Stores the file with a job, and lets it start.</summary>
    public async Task<JobAnswer> StartAsync(ImportFile file, ImportRequest request, long userId, CancellationToken cancel)
    {
        var answer = await jobs.StartAsync(new(ImportJob.Kind, request.FileName.Length <= 200 ? request.FileName : request.FileName[..200]) { Parameters = request, Ready = false }, userId, cancel);
        if (answer is not JobAnswer.Started { Id: var id }) return answer;
        await using (var content = file.Open()) await files.SaveAsync(id, ImportJob.FileName, content, ImportBounds.MostBytes, cancel);
        await jobs.ReleaseAsync(id, cancel);
        return answer;
    }

    /// <summary>The answer for every line of an import that has ended; null where there is none (any more), or without the role.</summary>
    public async Task<ImportReport?> ReportAsync(long jobId, long userId, CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (!await db.HoldsAsync(userId, Role.Editor, cancel)) return null;
        }
        if (await jobs.FindAsync(jobId, cancel) is not { Kind: ImportJob.Kind } || await files.LengthAsync(jobId, ImportJob.ReportName, cancel) is not > 0) return null;
        await using var content = files.Open(jobId, ImportJob.ReportName);
        return await JsonSerializer.DeserializeAsync<ImportReport>(content, JsonSerializerOptions.Web, cancel);
    }

    private async Task<ImportLook> StatementsAsync(ImportLook look, ImportFile file, ImportRequest request, long userId, CancellationToken cancel)
    {
        var (read, faults) = await Importer.ReadAsync(file.StatementsAsync(request, cancel), cancel, MostStatements);
        // Looked at as if all names were to be made: so all unknown ones are seen, and what else is wrong with their lines.
        var plan = await statements.PlanAsync(read, request with { Actors = UnknownNames.Make, Issues = UnknownNames.Make }, userId, cancel);
        var strict = request is { Actors: UnknownNames.Make, Issues: UnknownNames.Make } ? plan : await statements.PlanAsync(read, request, userId, cancel);
        return look with
        {
            Read = read.Count + faults.Count, IsWhole = read.Count < MostStatements, New = strict.Statements.Count, There = strict.There, Refused = faults.Count + strict.Faults.Count,
            Faults = [.. FaultList.InOrder(faults.Faults.Concat(strict.Faults.Faults)).Take(MostFaults)], UnknownActors = Top(plan.UnknownActors), UnknownIssues = Top(plan.UnknownIssues),
            Samples = [.. read.Take(MostSamples).Select(Sample)],
        };
    }

    private static async Task<ImportLook> ArticlesAsync(ImportLook look, ImportFile file, ImportRequest request, CancellationToken cancel)
    {
        var (samples, faults, read) = (new List<SampleLine>(), new FaultList(), 0);
        await foreach (var text in file.ArticlesAsync(request, cancel))
        {
            read++;
            if (text.Fault is { } fault) faults.Add(fault);
            else if (samples.Count < MostSamples) samples.Add(new(text.Place, text.Draft!.Outlet ?? request.Outlet ?? "", text.Draft.Title, string.Join(' ', text.Draft.Blocks.Select(b => b.Text)) is var words ? TextBeginning.Of(words, 160) : ""));
            if (read == MostArticles) break;
        }
        return look with { Read = read, IsWhole = read < MostArticles, New = read - faults.Count, Refused = faults.Count, Faults = [.. faults.Faults.Take(MostFaults)], Samples = samples };
    }

    /// <summary>Its documents are not here yet: what can be told is what maps to ours, and which names there are.</summary>
    private async Task<ImportLook> DnaAsync(ImportLook look, ImportFile file, CancellationToken cancel)
    {
        DnaMapping dna;
        try { dna = file.ReadDna(cancel); }
        catch (DnaUnreadableException e) { return look with { Refused = 1, IsWhole = true, Faults = [new("", ImportFaultKind.NotReadable, e.Message)] }; }
        var (faults, mapped) = (new FaultList(), new List<ImportedStatement>());
        var documents = dna.Articles().ToList();
        foreach (var text in documents.Where(d => d.Text.Fault is not null)) faults.Add(text.Text.Fault!);
        foreach (var (statement, fault) in dna.Statements(documents.Where(d => d.Text.Fault is null).ToDictionary(d => d.Id, d => d.Id)))
        {
            if (fault is not null) faults.Add(fault); else mapped.Add(statement!);
        }
        ImportLists lists;
        await using (var db = await contexts.CreateDbContextAsync(cancel)) lists = await ImportLists.LoadAsync(db, cancel);
        return look with
        {
            Read = dna.Size, IsWhole = true, New = dna.Size - faults.Count, Refused = faults.Count, Faults = [.. faults.Faults.Take(MostFaults)], LeftOut = dna.LeftOut(), Samples = [.. mapped.Take(MostSamples).Select(Sample)],
            UnknownActors = Top(mapped.SelectMany(s => s.Actors).Where(a => lists.Actors(a).Count == 0).GroupBy(a => a.Name).ToDictionary(g => g.Key, g => g.Count())),
            UnknownIssues = Top(mapped.Where(s => lists.Issue(s.Issue!.Name) is null).GroupBy(s => s.Issue!.Name).ToDictionary(g => g.Key, g => g.Count())),
        };
    }

    private static SampleLine Sample(ImportedStatement s) => new(
        s.Place, string.Join(", ", s.Actors.Select(a => a.Name)), s.IsThreat ? s.InstrumentWords ?? s.Instrument ?? "" : s.Issue!.Name, TextBeginning.Of(string.Join(" … ", s.Evidence.Select(e => e.Quote)), 160), s.IsThreat ? null : s.Stance);

    private static IReadOnlyList<(string, int)> Top(Dictionary<string, int> names) => [.. names.OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.OrdinalIgnoreCase).Take(MostNames).Select(n => (n.Key, n.Value))];
}
