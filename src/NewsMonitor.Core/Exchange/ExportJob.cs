using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Audit;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Exchange;

/// <summary>Writes an export into a file of the archive, whoever looks on or does not. A worker that takes over begins the file anew: half of one is none.</summary>
public sealed class ExportJob(Exporter exporter, JobFiles files, IDbContextFactory<NewsDbContext> contexts, TimeProvider clock) : JobKind
{
    public const string Kind = "export";
    /// <summary>The names under which the file and its manifest belong to the job.</summary>
    public const string FileName = "export", ManifestName = "manifest.json";

    /// <summary>What has come of it; the page's words are filled from it.</summary>
    /// <param name="Records">Statements, articles or nodes.</param>
    /// <param name="Bytes">The file's length.</param>
    /// <param name="File">The name that a browser saves it under.</param>
    /// <param name="LeftOut">What the format could not hold, in words.</param>
    /// <param name="Sha256">Of the file.</param>
    /// <param name="Request">What was asked for, so that it can be asked for again.</param>
    /// <param name="LeftOutParts">What the format could not hold, by kind and number; null where nothing was left out.</param>
    public sealed record Outcome(long Records, long Bytes, string File, string? LeftOut, string Sha256, ExportRequest Request, IReadOnlyList<LeftOutPart>? LeftOutParts = null);

    public override string Name => Kind;
    // Whoever may read and search may take along what they find.
    public override Role Needs => Role.Analyst;

    public override async Task<JobEnd> RunAsync(JobRun run, CancellationToken cancel)
    {
        var request = run.Parameters<ExportRequest>() with { UserId = run.RequestedBy ?? 0 };
        if (ExportFormats.Find(request.Format) is not { } format) return new JobEnd.Failed($"This version of the program knows no format “{request.Format}”. Choose one of the list.");
        if (await exporter.CountAsync(request, cancel) is { } counts) await run.ReportAsync(0, Math.Max(1, counts.Of(format.Subject)));
        ExportResult result;
        await using (var file = await files.CreateAsync(run.Id, FileName, cancel))
        {
            result = await exporter.WriteAsync(request, file, cancel, done => run.ReportAsync(done));
        }
        switch (result)
        {
            case ExportResult.Written { Manifest: var m }:
                await using (var file = await files.CreateAsync(run.Id, ManifestName, cancel)) await file.WriteAsync(Encoding.UTF8.GetBytes(m.ToJson()), cancel);
                await NoteAsync(run, m, cancel);
                return new JobEnd.Done(new Outcome(m.Records, m.Bytes, FileNameOf(m, format), m.LeftOut, m.Sha256, request, m.LeftOutParts));
            case ExportResult.Unreadable { Faults: var faults }:
                return new JobEnd.Failed($"The search cannot be understood any more: {string.Join(" ", faults.Select(f => f.Sentence))} Mend it and start again.");
            case ExportResult.BadNetwork:
                return new JobEnd.Failed("These settings of the network do not fit each other. Choose others and start again.");
            default:
                return new JobEnd.Failed($"This version of the program knows no format “{request.Format}”. Choose one of the list.");
        }
    }

    private async Task NoteAsync(JobRun run, ExportManifest m, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        db.Note(clock.GetUtcNow(), run.RequestedBy, "export.written", $"{m.Format}: {(m.Query.Length == 0 ? "*" : m.Query)}", run.Id, new { m.Records, m.Bytes, m.Sha256, m.WithSuggestions });
        await db.SaveChangesAsync(cancel);
    }

    private static string FileNameOf(ExportManifest manifest, ExportFormat format) =>
        string.Create(CultureInfo.InvariantCulture, $"newsmonitor-{format.Name}-{manifest.ExportedAt.UtcDateTime:yyyyMMdd-HHmmss}.{format.Extension}");
}
