using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Jobs;

namespace NewsMonitor.Core.Feeds;

/// <summary>Adds the feeds of an OPML file, some hundreds at a time: the long work behind the dialog, which has already read the file once and refused it kindly where it had to.</summary>
public sealed class OpmlImport(FeedAdmin feeds, JobFiles files) : JobKind
{
    public const string Kind = "opml-import";
    /// <summary>The name of the file that belongs to the job.</summary>
    public const string FileName = "feeds.opml";
    private const int Step = 500;

    /// <summary>How far it has come, and what has come of it so far.</summary>
    private sealed record Place(int At, int Added, int There, IReadOnlyList<string> Refused);

    public override string Name => Kind;
    public override Role Needs => Role.Admin;

    public override async Task<JobEnd> RunAsync(JobRun run, CancellationToken cancel)
    {
        using var copy = new MemoryStream();
        await using (var file = files.Open(run.Id, FileName)) await file.CopyToAsync(copy, cancel);
        copy.Position = 0;
        var reading = Opml.Read(copy);
        if (reading.Fault is not null) return new JobEnd.Failed($"The file cannot be read as OPML. {reading.Detail}");

        var by = run.RequestedBy is { } user ? Caller.User(user) : Caller.Operator;
        var place = run.Checkpoint<Place>() ?? new(0, 0, 0, []);
        while (place.At < reading.Outlines.Count)
        {
            var step = reading.Outlines.Skip(place.At).Take(Step).ToList();
            if (await feeds.ImportAsync(step, by, cancel, reading.Outlines.Count) is not { } part) return new JobEnd.Failed("Adding feeds needs the admin role, which is held no longer. What was added stays.");
            place = new(place.At + step.Count, place.Added + part.Added, place.There + part.AlreadyThere, [.. place.Refused.Concat(part.Refused).Take(100)]);
            await run.ReportAsync(place.At, reading.Outlines.Count, place);
        }
        return new JobEnd.Done(new { added = place.Added, there = place.There, refused = place.Refused.Count, list = place.Refused });
    }
}
