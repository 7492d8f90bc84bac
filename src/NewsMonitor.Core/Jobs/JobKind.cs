using NewsMonitor.Core.Accounts;

namespace NewsMonitor.Core.Jobs;

/// <summary>
/// A kind of long work. To add one:
/// <list type="number">
/// <item>Derive a class in the room it belongs to (<c>Exchange/ArticleExport</c>) and put it into the host beside that room's other services:
/// <c>services.AddSingleton&lt;JobKind, ArticleExport&gt;()</c>, for the web and for workers alike.</item>
/// <item>Do the work in <see cref="RunAsync"/>, in steps. After each, <c>await run.ReportAsync(done, total, checkpoint)</c>: that shows the
/// progress, renews the lease and, through the token, hears of a cancel. Pass the token on to every query.</item>
/// <item>A worker may die between two reports: another one then starts <see cref="RunAsync"/> again with the last
/// <see cref="JobRun.Checkpoint{T}"/>. So a step done twice must do no harm: upsert, or write step and checkpoint in one transaction
/// (<c>run.ReportAsync(db, …)</c>).</item>
/// <item>Start it with <see cref="JobDesk.StartAsync"/>, which asks for <see cref="Needs"/>. Files that come or go with it stand in
/// <see cref="JobFiles"/>.</item>
/// <item>Say it in <c>JobWords</c>: <c>Running.{Name}</c> ("Reading again") and <c>Done.{Name}</c>, whose <c>{articles}</c> are the names of
/// what <see cref="JobEnd.Done"/> holds. On the page, <c>&lt;LongWork Kind="…" /&gt;</c> is the line at the head: bar, count, Cancel, and the
/// result when it has ended.</item>
/// </list>
/// </summary>
public abstract class JobKind
{
    /// <summary>Stored with every job: stable, in lower case, with hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>Who may start it. Cancelling is for whoever started it, and for admins.</summary>
    public abstract Role Needs { get; }

    /// <summary>Does the work. Throws only on bugs and where the archive is away: it is tried again, three times in all.</summary>
    /// <param name="run">What is to be done, and how to tell of it.</param>
    /// <param name="cancel">Fires when somebody cancels, when the program stops, and when another worker has taken the job over.</param>
    public abstract Task<JobEnd> RunAsync(JobRun run, CancellationToken cancel);
}

/// <summary>How a job ended, other than by a cancel.</summary>
public abstract record JobEnd
{
    private JobEnd() { }

    /// <param name="Result">Counts and words by name, as an anonymous object, for the sentence on the page; may be null.</param>
    public sealed record Done(object? Result = null) : JobEnd;

    /// <param name="Trouble">What happened, what it means, what to do: a sentence for people.</param>
    public sealed record Failed(string Trouble) : JobEnd;
}
