using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Jobs;

/// <summary>Does one claimed job from its start, or from where it stood, to its end.</summary>
public sealed class JobRunner(IEnumerable<JobKind> kinds, JobClaims claims, NpgsqlDataSource archive, BulletinBoard board, TimeProvider clock)
{
    private readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Who signs for a job that is done here and now: a command line signs no presence, and nobody looks for it among the nodes.</summary>
    private readonly string _hand = $"{Nodes.ThisNode.Machine}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>The kinds that this node can do. What a newer node has started waits for one of its like.</summary>
    public string[] Kinds => [.. _kinds.Keys];

    internal JobKind? Find(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Runs it. A stop of the program throws, for the caller to give the job back; all other ends are written down here.</summary>
    public async Task RunAsync(ClaimedJob job, CancellationToken stop)
    {
        await using var run = new JobRun(job, archive, board, clock, stop);
        try
        {
            var end = await _kinds[job.Kind].RunAsync(run, run.Token);
            // Not the run's token: what is done is done, though somebody cancelled in that moment.
            await (end switch
            {
                JobEnd.Done done => claims.EndAsync(job, JobState.Done, done.Result, null, stop),
                JobEnd.Failed failed => claims.EndAsync(job, JobState.Failed, null, failed.Trouble, stop),
                _ => throw new InvalidOperationException($"{end} is no end of a job."),
            });
        }
        catch (OperationCanceledException) when (run.Lost)
        {
            // Another worker goes on with it.
        }
        catch (OperationCanceledException) when (run.CancelAsked)
        {
            await claims.EndAsync(job, JobState.Cancelled, null, null, stop);
        }
    }

    /// <summary>Does a job in this process, for the command line; nothing where a worker has it in hand already.</summary>
    /// <returns>Whether it was done here.</returns>
    public async Task<bool> RunHereAsync(long id, CancellationToken stop)
    {
        var claimed = await claims.ClaimAsync(1, Kinds, _hand, id, stop);
        if (claimed.Count == 0) return false;
        try
        {
            await RunAsync(claimed[0], stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await claims.ReleaseAsync(claimed[0], CancellationToken.None);
            throw;
        }
        return true;
    }
}
