using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Ingestion;
using Npgsql;

namespace NewsMonitor.Core.Tests.Ingestion;

/// <summary>What nobody foresaw must not end the worker, nor go round for ever.</summary>
public sealed class WorkLaneTests
{
    private static WorkLane<int> Lane(ConcurrentQueue<string> seen, Func<int, Task> work, Func<int>? claim = null, int lost = 0)
    {
        var next = 0;
        return new("jobs", 2, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1), NullLogger.Instance)
        {
            Claim = (_, _) => Task.FromResult<IReadOnlyList<int>>(claim is not null ? [claim()] : next++ == 0 ? [1] : []),
            Work = (job, _, _) => work(job),
            Lost = _ => lost,
            Release = (job, _) => Note($"released {job}"),
            Broken = (job, e, _) => Note($"broken {job} {e.GetType().Name}"),
        };

        Task Note(string what)
        {
            seen.Enqueue(what);
            return Task.CompletedTask;
        }
    }

    private static async Task RunUntilAsync(WorkLane<int> lane, Func<bool> so)
    {
        using var stop = new CancellationTokenSource();
        var running = lane.RunAsync(stop.Token);
        await ClaimTests.UntilAsync(() => Task.FromResult(so() || running.IsCompleted));
        Assert.False(running.IsCompleted, "The lane has ended by itself.");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_claim_that_breaks_in_a_way_nobody_foresaw_is_tried_again()
    {
        var (seen, tries) = (new ConcurrentQueue<string>(), 0);
        var lane = Lane(seen, _ =>
        {
            seen.Enqueue("worked");
            return Task.CompletedTask;
        }, () => ++tries == 1 ? throw new ArgumentException("A state that a newer version wrote.") : tries);
        await RunUntilAsync(lane, () => seen.Contains("worked"));
    }

    [Fact]
    public async Task A_job_that_the_archive_cannot_take_in_within_its_time_does_not_come_back_at_once()
    {
        var seen = new ConcurrentQueue<string>();
        await RunUntilAsync(Lane(seen, _ => throw new NpgsqlException("Exception while reading from stream", new TimeoutException())), () => !seen.IsEmpty);
        Assert.Equal(["broken 1 NpgsqlException"], seen);
    }

    [Fact]
    public async Task A_job_that_loses_the_archive_is_given_back()
    {
        var seen = new ConcurrentQueue<string>();
        await RunUntilAsync(Lane(seen, _ => throw new NpgsqlException("Connection refused")), () => !seen.IsEmpty);
        Assert.Equal(["released 1"], seen);
    }

    [Fact]
    public async Task A_job_over_which_too_many_workers_were_lost_is_put_off_and_not_worked_on()
    {
        var seen = new ConcurrentQueue<string>();
        await RunUntilAsync(Lane(seen, _ => throw new InvalidOperationException("It was worked on."), lost: LostClaims.Most), () => !seen.IsEmpty);
        Assert.Equal(["broken 1 WorkersLostException"], seen);
    }

    [Fact]
    public async Task A_routine_goes_on_after_any_fault()
    {
        var (clock, rounds) = (new FakeTimeProvider(), 0);
        using var stop = new CancellationTokenSource();
        var running = Routine.RunAsync("Sweeping", TimeSpan.FromMinutes(20), _ => ++rounds == 1 ? throw new InvalidOperationException("Nobody foresaw this.") : Task.CompletedTask,
            clock, NullLogger.Instance, stop.Token);
        await ClaimTests.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromMinutes(20));
            return Task.FromResult(rounds >= 2 || running.IsCompleted);
        });
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }
}
