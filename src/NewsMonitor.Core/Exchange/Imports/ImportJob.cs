using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>
/// Imports a file that a person has brought. A worker that takes over begins again: what came in before is found there, and the statements
/// came in all together or not at all.
/// </summary>
public sealed class ImportJob(Importer importer, JobFiles files, IDbContextFactory<NewsDbContext> contexts, TimeProvider clock) : JobKind
{
    public const string Kind = "import";
    /// <summary>What came with the job, and what it leaves: the answer for every line.</summary>
    public const string FileName = "import", ReportName = "report.json";

    /// <summary>How many articles earlier runs of the same job brought in.</summary>
    private sealed record Place(int Articles);

    /// <summary>What the page's sentence is filled from.</summary>
    public sealed record Outcome(int Articles, int Statements, int There, int Refused, long? MoveId);

    public override string Name => Kind;
    // What an import writes an editor could have written by hand, and an editor answers for it.
    public override Role Needs => Role.Editor;

    public override async Task<JobEnd> RunAsync(JobRun run, CancellationToken cancel)
    {
        var request = run.Parameters<ImportRequest>();
        var before = run.Checkpoint<Place>()?.Articles ?? 0;
        ImportFile? copy;
        await using (var content = files.Open(run.Id, FileName)) copy = await ImportFile.CopyAsync(content, cancel);
        using var file = copy;
        if (file is null) return new JobEnd.Failed($"The file is larger than {ImportBounds.MostBytes / 1_000_000} MB. Cut it into several.");
        var caller = run.RequestedBy is { } user ? Caller.User(user) : Caller.Operator;
        var report = await importer.RunAsync(file, request, caller, p => run.ReportAsync(p.Done, Math.Max(1, p.Total), new Place(before + p.Articles)), cancel, run.Id);
        // Found there, because this job brought them in its earlier life.
        report = report with { Articles = report.Articles + before, ArticlesThere = Math.Max(0, report.ArticlesThere - before) };
        await using (var into = await files.CreateAsync(run.Id, ReportName, cancel)) await into.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(report, JsonSerializerOptions.Web), cancel);
        if (report.TookNothing && report.Faults is [{ Place: "", Sentence: var sentence }]) return new JobEnd.Failed(sentence);
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            db.Note(clock.GetUtcNow(), run.RequestedBy, "import.done", request.FileName, run.Id, new { report.Articles, report.Statements, report.Refused });
            await db.SaveChangesAsync(cancel);
        }
        return new JobEnd.Done(new Outcome(report.Articles, report.Statements, report.ArticlesThere + report.StatementsThere, report.Refused, report.MoveId));
    }
}
