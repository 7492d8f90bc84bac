using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Exchange;

/// <summary>A file that an export has written, ready to be read.</summary>
/// <param name="Content">From its start; the caller closes it.</param>
/// <param name="Name">That a browser saves it under.</param>
/// <param name="MediaType">Of the format.</param>
public sealed record ExportFile(Stream Content, string Name, string MediaType);

/// <summary>What people do with exports: look, start, fetch. Everyone who signs in may; a file is for whoever asked for it, and for admins.</summary>
public sealed class ExportDesk(Exporter exporter, JobDesk jobs, JobFiles files, IDbContextFactory<NewsDbContext> contexts)
{
    /// <returns>Null for an account that was disabled.</returns>
    public async Task<ExportLook?> LookAsync(ExportRequest request, long userId, CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (!await db.HoldsAsync(userId, Role.Analyst, cancel)) return null;
        }
        return await exporter.LookAsync(request with { UserId = userId }, cancel);
    }

    public Task<JobAnswer> StartAsync(ExportRequest request, long userId, CancellationToken cancel) =>
        jobs.StartAsync(new(ExportJob.Kind, $"{request.Format}{(request.Query.Length == 0 ? "" : $": {Cut(request.Query)}")}") { Parameters = request }, userId, cancel);

    /// <summary>The file of an ended export, or its manifest; null where there is none, or where it is somebody else's.</summary>
    public async Task<ExportFile?> OpenAsync(long jobId, bool manifest, long userId, CancellationToken cancel)
    {
        if (await jobs.FindAsync(jobId, cancel) is not { Kind: ExportJob.Kind, State: JobState.Done } job || OutcomeOf(job) is not { } outcome) return null;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            var own = job.RequestedById == userId && await db.HoldsAsync(userId, Role.Analyst, cancel);
            if (!own && !await db.HoldsAsync(userId, Role.Admin, cancel)) return null;
        }
        var name = manifest ? ExportJob.ManifestName : ExportJob.FileName;
        // A week after the end files are swept away; an empty one was never written.
        if (await files.LengthAsync(jobId, name, cancel) is not > 0) return null;
        return manifest
            ? new(files.Open(jobId, name), outcome.File + ".manifest.json", "application/json")
            : new(files.Open(jobId, name), outcome.File, ExportFormats.Find(outcome.Request.Format)?.MediaType ?? "application/octet-stream");
    }

    /// <summary>What came of an export; null while it runs, and where a newer program has written it otherwise.</summary>
    public static ExportJob.Outcome? OutcomeOf(JobRow job)
    {
        if (job is not { State: JobState.Done, Result: { } result }) return null;
        try { return result.Deserialize<ExportJob.Outcome>(JsonSerializerOptions.Web); }
        catch (JsonException) { return null; }
    }

    private static string Cut(string query) => query.Length <= 120 ? query : query[..119] + "…";
}
