using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Jobs;

/// <summary>A job in a worker's hand: what is asked for, how far it had come, and the way to tell how far it is.</summary>
public sealed class JobRun : IAsyncDisposable
{
    /// <summary>More often nobody can read it; each report is a write.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);

    private const string ReportSql = """
        UPDATE jobs SET done = $3, total = coalesce($4, total), checkpoint = coalesce($5, checkpoint), lease_until = now() + $6
        WHERE id = $1 AND lease_token = $2 AND state = 'Running' RETURNING cancel_requested_at IS NOT NULL
        """;

    private readonly ClaimedJob _job;
    private readonly NpgsqlDataSource _archive;
    private readonly BulletinBoard _board;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end;
    private readonly Task _beating;
    private long _reportedAt;

    internal JobRun(ClaimedJob job, NpgsqlDataSource archive, BulletinBoard board, TimeProvider clock, CancellationToken stop)
    {
        (_job, _archive, _board, _clock, Done) = (job, archive, board, clock, job.Done);
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _beating = BeatAsync();
    }

    public long Id => _job.Id;
    public string Subject => _job.Subject;
    /// <summary>Who asked for it; null for the program itself and the operator.</summary>
    public long? RequestedBy => _job.RequestedBy;
    /// <summary>How far the last report came, this run's or an earlier one's.</summary>
    public long Done { get; private set; }

    /// <summary>Fires on a cancel, at the program's stop, and when the lease is lost.</summary>
    internal CancellationToken Token => _end.Token;
    /// <summary>Somebody has asked for an end.</summary>
    internal bool CancelAsked { get; private set; }
    /// <summary>Another worker has it: nothing more may be written.</summary>
    internal bool Lost { get; private set; }

    /// <summary>What the job was started with.</summary>
    public T Parameters<T>() => JsonSerializer.Deserialize<T>(_job.Parameters ?? "null", JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"Job {Id} ({_job.Kind}) was started without the parameters that it needs.");

    /// <summary>Where an earlier run came to, or the default where there was none.</summary>
    public T? Checkpoint<T>() => _job.Checkpoint is { } json ? JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web) : default;

    /// <summary>Tells how far the work is. Cheap to call after every small step: it writes only when a moment has passed, and at the end.</summary>
    /// <param name="done">Steps done, in all runs together.</param>
    /// <param name="total">Steps in all; null leaves it as it was.</param>
    /// <param name="checkpoint">Where to go on after a stop; null leaves it as it was.</param>
    public async Task ReportAsync(long done, long? total = null, object? checkpoint = null)
    {
        Done = done;
        if (done != total && _reportedAt != 0 && _clock.GetElapsedTime(_reportedAt) < Between) { Token.ThrowIfCancellationRequested(); return; }
        await using var command = _archive.CreateCommand(ReportSql);
        await ReportAsync(command, total, checkpoint, Token);
    }

    /// <summary>Tells how far the work is in the transaction of the step itself: both are there, or neither. Save before calling it.</summary>
    public async Task ReportAsync(NewsDbContext db, long done, long? total, object? checkpoint)
    {
        Done = done;
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var command = new NpgsqlCommand(ReportSql, connection);
        await ReportAsync(command, total, checkpoint, Token);
    }

    private async Task ReportAsync(NpgsqlCommand command, long? total, object? checkpoint, CancellationToken cancel)
    {
        _reportedAt = _clock.GetTimestamp();
        command.Parameters.Add(new() { Value = _job.Id });
        command.Parameters.Add(new() { Value = _job.LeaseToken });
        command.Parameters.Add(new() { Value = Done });
        command.Parameters.Add(new() { Value = (object?)total ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = checkpoint is null ? DBNull.Value : JsonSerializer.Serialize(checkpoint, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = JobClaims.Lease });
        await HearAsync(await command.ExecuteScalarAsync(cancel));
        cancel.ThrowIfCancellationRequested();
        _board.Post(new(BulletinSubject.Jobs, Id));
    }

    private async Task HearAsync(object? answer)
    {
        if (answer is false) return;
        (Lost, CancelAsked) = (answer is null, answer is true);
        await _end.CancelAsync();
    }

    /// <summary>Keeps the lease of work that reports seldom, and hears its cancel.</summary>
    private async Task BeatAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(JobClaims.Beat, _clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested) return;
            try
            {
                await using var command = _archive.CreateCommand("""
                    UPDATE jobs SET lease_until = now() + $3 WHERE id = $1 AND lease_token = $2 AND state = 'Running'
                    RETURNING cancel_requested_at IS NOT NULL
                    """);
                command.Parameters.Add(new() { Value = _job.Id });
                command.Parameters.Add(new() { Value = _job.LeaseToken });
                command.Parameters.Add(new() { Value = JobClaims.Lease });
                await HearAsync(await command.ExecuteScalarAsync(_end.Token));
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                // The next beat tries again; if the archive stays away the lease ends, and another worker goes on.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beating;
        _end.Dispose();
    }
}
