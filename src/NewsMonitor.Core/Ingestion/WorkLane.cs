using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Keeps a number of jobs of one kind in hand: claims as many as there is room for, works on them side by side, looks again when some have
/// ended or a moment has passed. A job that takes long (a server that drips, a page that never comes) makes room for another, up to as many
/// again: the slow hold up nobody (<see cref="WorkPlace"/>). A database that is away is waited for. At a stop nothing more is claimed, what is
/// in hand may end, and what does not end in time is given back.
/// </summary>
internal sealed class WorkLane<T>(string name, int room, TimeSpan pollEvery, TimeSpan drain, ILogger log)
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    /// <summary>Short enough to be back within seconds of the database's return.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);
    /// <summary>Claims take milliseconds; a database that hangs must not hold up a stop.</summary>
    private static readonly TimeSpan LongestClaim = TimeSpan.FromSeconds(10);
    /// <summary>Jobs that end soon after one another are followed by one claim for all.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    private volatile bool _lost, _stored;

    public required Func<int, CancellationToken, Task<IReadOnlyList<T>>> Claim { get; init; }
    public required Func<T, WorkPlace, CancellationToken, Task> Work { get; init; }
    public required Func<T, CancellationToken, Task> Release { get; init; }
    /// <summary>Called where the work broke on a fault of our own: the job must not come back at once.</summary>
    public required Func<T, Exception, CancellationToken, Task> Broken { get; init; }
    /// <summary>How many workers were lost over a job one after the other; too many, and it counts as broken.</summary>
    public Func<T, int> Lost { get; init; } = _ => 0;
    /// <summary>How many more are claimed than are worked on at once: a place that falls free is filled without the way to the database. None where a job is long, for a free node should have it.</summary>
    public int Ahead { get; init; }

    public async Task RunAsync(CancellationToken stop)
    {
        if (room == 0) return;
        using var end = new CancellationTokenSource();
        using var ended = new SemaphoreSlim(0);
        using var places = new SemaphoreSlim(room);
        var inHand = new List<Job>();
        var pause = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            inHand.RemoveAll(job => job.Task.IsCompleted);
            var free = Math.Min(room + Ahead - inHand.Count(job => !job.HasLeft), 2 * room + Ahead - inHand.Count);
            // After a fault one job goes ahead alone: what cannot be stored would be fetched for nothing, again and again, and publishers must
            // not pay for our full disk.
            var claimed = free > 0 ? await ClaimAsync(pause > TimeSpan.Zero ? 1 : free) : [];
            inHand.AddRange((claimed ?? []).Select(work => Begin(work, places, ended, stop, end.Token)));
            if (claimed is null) pause = Longer(pause);
            else await PauseAsync(ended, stop);
            if (_stored || (claimed is { Count: 0 } && inHand.Count == 0)) pause = TimeSpan.Zero;
            if (_lost) pause = Longer(pause);
            (_stored, _lost) = (false, false);
            if (pause > TimeSpan.Zero) await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        end.CancelAfter(drain);
        await Task.WhenAll(inHand.Select(job => job.Task));
    }

    private static TimeSpan Longer(TimeSpan pause) => pause == TimeSpan.Zero ? AfterFault : pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>Not cut off by a stop, for what the server has given by then would be in nobody's hand until its lease ends.</summary>
    private async Task<IReadOnlyList<T>?> ClaimAsync(int most)
    {
        using var limit = new CancellationTokenSource(LongestClaim);
        try
        {
            return await Claim(most, limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            log.LogWarning("The archive cannot be reached to look for {Work}; trying again in some seconds. {Reason}", name, e.Message);
            return null;
        }
        catch (Exception e)
        {
            // Such as a word in a row that a newer version wrote: it must not end the worker.
            log.LogError(e, "Looking for {Work} broke because of a fault in this program; trying again in some seconds.", name);
            return null;
        }
    }

    /// <summary>Until something in hand ends (then there is room, or a host is free), or the moment has passed.</summary>
    private async Task PauseAsync(SemaphoreSlim ended, CancellationToken stop)
    {
        try
        {
            if (!await ended.WaitAsync(pollEvery, stop)) return;
            await Task.Delay(Gathering, stop);
            while (ended.CurrentCount > 0 && await ended.WaitAsync(0, stop))
            {
                // One look does for all that have ended.
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The loop sees it.
        }
    }

    private sealed class Job
    {
        public required Task Task { get; set; }
        /// <summary>It no longer takes a place, though it may not have ended.</summary>
        public volatile bool HasLeft;
    }

    private Job Begin(T work, SemaphoreSlim places, SemaphoreSlim ended, CancellationToken stop, CancellationToken end)
    {
        var job = new Job { Task = Task.CompletedTask };
        job.Task = WorkAsync(work, places, Left, ended, stop, end);
        return job;

        void Left()
        {
            job.HasLeft = true;
            places.Release();
            ended.Release();
        }
    }

    private async Task WorkAsync(T job, SemaphoreSlim places, Action left, SemaphoreSlim ended, CancellationToken stop, CancellationToken end)
    {
        var begun = false;
        try
        {
            await places.WaitAsync(stop); // what has not begun at a stop is given back at once
            begun = true;
            using var place = new WorkPlace(left);
            LostClaims.Check(Lost(job));
            await Task.Run(() => Work(job, place, end), end);
            _stored = true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested || !begun)
        {
            await TidyAsync(job, token => Release(job, token));
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException)
        {
            // The archive is there and could not take this in: at once it could not either, and the others wait for the place.
            _lost = true;
            log.LogWarning("{Work}: the archive took too long over {Job}. {Reason}", name, job, e.Message);
            await TidyAsync(job, token => Broken(job, e, token));
        }
        catch (Exception e) when (e.MeansArchiveAway() || e is OperationCanceledException)
        {
            _lost = true;
            log.LogWarning("The archive was lost while {Work} were in hand; it will be done again. {Reason}", name, e.Message);
            await TidyAsync(job, token => Release(job, token));
        }
        catch (WorkersLostException e)
        {
            log.LogError("{Work}: {Job} is put off. {Reason}", name, job, e.Message);
            await TidyAsync(job, token => Broken(job, e, token));
        }
        catch (Exception e)
        {
            log.LogError(e, "{Work}: {Job} could not be worked on because of a fault in this program.", name, job);
            await TidyAsync(job, token => Broken(job, e, token));
        }
        finally
        {
            ended.Release();
        }
    }

    /// <summary>The lease ends by itself if even this fails.</summary>
    private async Task TidyAsync(T job, Func<CancellationToken, Task> tidy)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await tidy(limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            log.LogDebug("{Job} stays leased until its time is over: {Reason}", job, e.Message);
        }
    }
}
