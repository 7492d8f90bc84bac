using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using NewsMonitor.Core.Articles;
using NewsMonitor.Core.Exchange;
using NewsMonitor.Core.Jobs;
using NewsMonitor.Core.Networks;
using NewsMonitor.Core.Tokens;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Api;

/// <summary>A file format.</summary>
public sealed record FormatJson
{
    /// <summary>As it is asked for.</summary>
    public required string Name { get; init; }
    /// <summary>What it holds: statements, articles or a network.</summary>
    public required ExportSubject Subject { get; init; }
    /// <summary>The file's ending.</summary>
    public required string Extension { get; init; }
    /// <summary>Its media type.</summary>
    public required string MediaType { get; init; }
}

/// <summary>What is to be taken away.</summary>
public sealed record ExportBody
{
    /// <summary>The name of a format, from `/exports/formats`.</summary>
    public required string Format { get; init; }
    /// <summary>A line of the query language; the whole archive if left out.</summary>
    public string? Query { get; init; }
    /// <summary>Suggestions that nobody has decided, too.</summary>
    public bool WithSuggestions { get; init; }
    /// <summary>In which language actors are named: `de` or `en`; that of the call if left out.</summary>
    public string? Language { get; init; }
    /// <summary>For STIX: who may see it, by the Traffic Light Protocol.</summary>
    public TrafficLight? Tlp { get; init; }
    /// <summary>For networks: what the nodes are.</summary>
    public NetworkKind? Nodes { get; init; }
    /// <summary>For networks: how stances become weights.</summary>
    public Aggregation? Ties { get; init; }
    /// <summary>For networks: by what weights are divided.</summary>
    public Normalisation? Normalisation { get; init; }
    /// <summary>For networks: within what the same stance of the same actor counts once.</summary>
    public Duplicates? Duplicates { get; init; }
}

/// <summary>An export, and how far it is.</summary>
public sealed record ExportJson
{
    /// <summary>The job's id.</summary>
    public required long Id { get; init; }
    /// <summary>What it writes.</summary>
    public required string Subject { get; init; }
    /// <summary>Waiting, running, done, failed or cancelled.</summary>
    public required JobState State { get; init; }
    /// <summary>Records written so far.</summary>
    public required long Done { get; init; }
    /// <summary>Records in all; 0 while it is not known.</summary>
    public required long Total { get; init; }
    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Why it failed.</summary>
    public string? Trouble { get; init; }
    /// <summary>The name of the file that is ready.</summary>
    public string? File { get; init; }
    /// <summary>Its length.</summary>
    public long? Bytes { get; init; }
    /// <summary>Its checksum, in hexadecimal digits.</summary>
    public string? Sha256 { get; init; }
    /// <summary>What the format could not hold, in English.</summary>
    public string? LeftOut { get; init; }
    /// <summary>The same by kind and number.</summary>
    public IReadOnlyList<LeftOutPart>? LeftOutParts { get; init; }

    internal static ExportJson Of(JobRow job)
    {
        var outcome = ExportDesk.OutcomeOf(job);
        return new()
        {
            Id = job.Id, Subject = job.Subject, State = job.State, Done = job.Done, Total = job.Total, RequestedAt = job.RequestedAt, EndedAt = job.EndedAt, Trouble = job.Trouble,
            File = outcome?.File, Bytes = outcome?.Bytes, Sha256 = outcome?.Sha256, LeftOut = outcome?.LeftOut, LeftOutParts = outcome?.LeftOutParts,
        };
    }
}

/// <summary><c>/exports</c>: files made in the background, to poll and to fetch. A file is for whoever asked for it, and kept for a week.</summary>
internal static class ExportsApi
{
    public static void MapExports(this RouteGroupBuilder api)
    {
        var sample = new ExportJson
        {
            Id = 88, Subject = "statements-csv: after:2021-12-01", State = JobState.Done, Done = 412, Total = 412, RequestedAt = Examples.Day, EndedAt = Examples.Day.AddSeconds(4),
            File = "newsmonitor-statements-csv-20211208-082104.csv", Bytes = 184_221, Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        };
        var exports = api.MapGroup("/exports").RequireScope(TokenScope.Export);
        exports.MapGet("/formats", () => TypedResults.Ok(new ListJson<FormatJson>
            {
                Items = [.. ExportFormats.All.Select(f => new FormatJson { Name = f.Name, Subject = f.Subject, Extension = f.Extension, MediaType = f.MediaType })],
            }))
            .Documented("Exports", "Formats", "The formats that an export can be written in.")
            .WithExample(new ListJson<FormatJson> { Items = [new() { Name = "statements-csv", Subject = ExportSubject.Statements, Extension = "csv", MediaType = "text/csv" }] });
        exports.MapPost("", StartAsync)
            .Documented("Exports", "Start an export", "Asks for a file of what a query finds. It is written in the background; poll the address in `Location` until its state is done, then fetch `/file`.")
            .WithBodyExample(new ExportBody { Format = "statements-csv", Query = "after:2021-12-01" }).WithExample(sample).Answers(400, 415, 422);
        exports.MapGet("", ListAsync)
            .Documented("Exports", "Own exports", "The exports that the token's holder asked for last, newest first, at most 50.").WithExample(new ListJson<ExportJson> { Items = [sample] });
        exports.MapGet("/{id:long}", FindAsync)
            .Documented("Exports", "One export", "How far an export is, and what came of it.").WithExample(sample).Answers(404);
        exports.MapGet("/{id:long}/file", (HttpContext context, ExportDesk desk, JobDesk jobs, [Description("The export's id.")] long id, CancellationToken cancel) => FileAsync(context, desk, jobs, id, false, cancel))
            .Documented("Exports", "The file of an export", "The file, as it is; it is kept for a week.").Produces<byte[]>(200, "application/octet-stream").WithExample("…").Answers(404, 409);
        exports.MapGet("/{id:long}/manifest", (HttpContext context, ExportDesk desk, JobDesk jobs, [Description("The export's id.")] long id, CancellationToken cancel) => FileAsync(context, desk, jobs, id, true, cancel))
            .Documented("Exports", "The manifest of an export", "Query, codebook version, time and checksum of the file, so that it can be repeated and checked.").Produces<JsonObject>(200, "application/json")
            .WithExample(JsonNode.Parse(new ExportManifest
            {
                Format = "statements-csv", Query = "after:2021-12-01", WithSuggestions = false, Language = "en", CodebookVersion = 17, ExportedAt = Examples.Day, Program = "NewsMonitor 0.1.0", Records = 412,
                Bytes = 184_221, Sha256 = sample.Sha256!,
            }.ToJson())!).Answers(404, 409);
        exports.MapDelete("/{id:long}", CancelAsync)
            .Documented("Exports", "Cancel an export", "Ends an export that waits or runs.").Answers(404);
    }

    private static async Task<Results<Accepted<ExportJson>, ProblemHttpResult>> StartAsync(HttpContext context, ExportDesk desk, JobDesk jobs, SearchResolver search, Body<ExportBody> body, CancellationToken cancel)
    {
        var wanted = body.Value;
        if (ExportFormats.Find(wanted.Format) is not { } format) return Problems.Of("invalid", $"There is no format \"{wanted.Format}\". GET /api/v1/exports/formats lists all.");
        if (wanted.Language is not (null or "de" or "en")) return Problems.Of("invalid", "The language is de or en.");
        await search.ReadAsync(wanted.Query, cancel);
        var usual = new NetworkSettings();
        var request = new ExportRequest
        {
            Format = format.Name, Query = wanted.Query ?? "", WithSuggestions = wanted.WithSuggestions, Language = wanted.Language ?? Languages.Current, Tlp = wanted.Tlp ?? TrafficLight.Amber,
            Network = usual with
            {
                Kind = wanted.Nodes ?? usual.Kind, Aggregation = wanted.Ties ?? usual.Aggregation, Normalisation = wanted.Normalisation ?? usual.Normalisation, Duplicates = wanted.Duplicates ?? usual.Duplicates,
            },
        };
        if (format.Subject == ExportSubject.Network && !request.Network.Fits) return Problems.Of("invalid", "These settings of a network do not fit each other: two-mode ones take other ties and normalisations than one-mode ones.");
        return await desk.StartAsync(request, TokenSignIn.Holder(context).UserId, cancel) switch
        {
            JobAnswer.Started started when await jobs.FindAsync(started.Id, cancel) is { } job => TypedResults.Accepted($"{ApiPipe.Path}/exports/{job.Id}", ExportJson.Of(job)),
            _ => Problems.NotAllowed("Analyst"),
        };
    }

    private static async Task<Ok<ListJson<ExportJson>>> ListAsync(HttpContext context, JobDesk jobs, CancellationToken cancel) =>
        TypedResults.Ok(new ListJson<ExportJson> { Items = [.. (await jobs.RecentAsync(ExportJob.Kind, TokenSignIn.Holder(context).UserId, 50, cancel)).Select(ExportJson.Of)] });

    private static async Task<Results<Ok<ExportJson>, ProblemHttpResult>> FindAsync(HttpContext context, JobDesk jobs, [Description("The export's id.")] long id, CancellationToken cancel) =>
        await OwnAsync(context, jobs, id, cancel) is { } job ? TypedResults.Ok(ExportJson.Of(job)) : Problems.NotFound("export");

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FileAsync(HttpContext context, ExportDesk desk, JobDesk jobs, long id, bool manifest, CancellationToken cancel)
    {
        if (await OwnAsync(context, jobs, id, cancel) is not { } job) return Problems.NotFound("export");
        if (!job.Ended) return Problems.Of("not-ready", $"The export is not done yet ({job.Done} of {(job.Total > 0 ? job.Total : "?")}). Poll it, and come back when its state is done.");
        return await desk.OpenAsync(id, manifest, TokenSignIn.Holder(context).UserId, cancel) is { } file
            ? TypedResults.Stream(file.Content, file.MediaType, file.Name)
            : Problems.Of("not-found", job.State == JobState.Done ? "The file is no longer kept. Start the export again." : "The export did not end well, so there is no file. Look at its trouble.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(HttpContext context, JobDesk jobs, [Description("The export's id.")] long id, CancellationToken cancel) =>
        await OwnAsync(context, jobs, id, cancel) is not null && await jobs.CancelAsync(id, TokenSignIn.Holder(context).UserId, cancel) is JobAnswer.Cancelled
            ? TypedResults.NoContent() : Problems.NotFound("export that waits or runs");

    /// <summary>An export that the caller asked for; to others it is not there.</summary>
    private static async Task<JobRow?> OwnAsync(HttpContext context, JobDesk jobs, long id, CancellationToken cancel) =>
        await jobs.FindAsync(id, cancel) is { Kind: ExportJob.Kind } job && job.RequestedById == TokenSignIn.Holder(context).UserId ? job : null;
}
