using Microsoft.Extensions.Logging;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Keeps a number of jobs of one kind in hand: claims as many as there is room for, works on them side by side, looks again when one ends
/// or a moment has passed. A database that is away is waited for. At a stop nothing more is claimed, what is in hand may end, and what
/// does not end in time is given back.
/// </summary>
internal sealed class WorkLane<T>(string name, int room, TimeSpan pollEvery, TimeSpan drain, ILogger log)
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    public required Func<int, CancellationToken, Task<IReadOnlyList<T>>> Claim { get; init; }
    public required Func<T, CancellationToken, Task> Work { get; init; }
    public required Func<T, CancellationToken, Task> Release { get; init; }
    /// <summary>Called where the work broke on a fault of our own: the job must not come back at once.</summary>
    public required Func<T, Exception, CancellationToken, Task> Broken { get; init; }

    public async Task RunAsync(CancellationToken stop)
    {
        if (room == 0) return;
        using var end = new CancellationTokenSource();
        var inHand = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            inHand.RemoveAll(task => task.IsCompleted);
            var free = room - inHand.Count;
            var claimed = free > 0 ? await ClaimAsync(free, stop) : [];
            inHand.AddRange((claimed ?? []).Select(job => WorkAsync(job, end.Token)));
            if (claimed is null) await PauseAsync(AfterFault, [], stop);
            else if (claimed.Count < free || room == inHand.Count) await PauseAsync(pollEvery, inHand, stop);
        }
        await DrainAsync(inHand, end);
    }

    private async Task<IReadOnlyList<T>?> ClaimAsync(int most, CancellationToken stop)
    {
        try
        {
            return await Claim(most, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            log.LogWarning("The archive cannot be reached to look for {Work}; trying again in {Seconds} s. {Reason}", name, AfterFault.TotalSeconds, e.Message);
            return null;
        }
    }

    /// <summary>Until something in hand ends (then there is room, or a host is free), or the moment has passed.</summary>
    private static async Task PauseAsync(TimeSpan wait, List<Task> inHand, CancellationToken stop)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var moment = Task.Delay(wait, woken.Token);
        await Task.WhenAny([moment, .. inHand]);
        await woken.CancelAsync();
        await moment.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DrainAsync(List<Task> inHand, CancellationTokenSource end)
    {
        end.CancelAfter(drain);
        await Task.WhenAll(inHand);
    }

    private async Task WorkAsync(T job, CancellationToken end)
    {
        try
        {
            await Task.Run(() => Work(job, end), end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await TidyAsync(job, token => Release(job, token));
        }
        catch (Exception e) when (e is NpgsqlException { IsTransient: true } or TimeoutException or OperationCanceledException)
        {
            log.LogWarning("The archive was lost while {Work} were in hand; it will be done again. {Reason}", name, e.Message);
            await TidyAsync(job, token => Release(job, token));
        }
        catch (Exception e)
        {
            log.LogError(e, "{Work}: {Job} could not be worked on because of a fault in this program.", name, job);
            await TidyAsync(job, token => Broken(job, e, token));
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
