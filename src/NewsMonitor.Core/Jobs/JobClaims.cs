using System.Text.Json;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Ingestion;
using Npgsql;
using NpgsqlTypes;

namespace NewsMonitor.Core.Jobs;

/// <summary>A job that this worker may do until its lease ends. Parameters and checkpoint are JSON.</summary>
public sealed record ClaimedJob(
    long Id, long LeaseToken, string Kind, string Subject, string? Parameters, string? Checkpoint, long Done, long? RequestedBy, int Attempts);

/// <summary>Hands out jobs, each to one worker at a time, and writes down how they ended. What a dead worker held goes on within the lease.</summary>
public sealed class JobClaims(NpgsqlDataSource archive, BulletinBoard board)
{
    /// <summary>A worker silent for this long is gone.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    /// <summary>How often a lease is renewed and a cancel heard, where the work itself reports seldom.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);
    /// <summary>A job that has broken so many workers is not tried again.</summary>
    private const int MostAttempts = 3;
    /// <summary>How long an ended job is remembered, and its files are kept.</summary>
    private const string Remembered = "30 days", FilesKept = "7 days";

    // A job whose worker is gone counts as an attempt: one that kills its process must not go round for ever.
    private const string ClaimSql = """
        WITH picked AS (
            SELECT id FROM jobs
            WHERE kind = ANY ($3) AND ($5::bigint IS NULL OR id = $5) AND due_at <= now() AND attempts < $6
              AND (state = 'Waiting' OR (state = 'Running' AND lease_until <= now()))
            ORDER BY due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
        UPDATE jobs j SET attempts = attempts + CASE WHEN state = 'Running' THEN 1 ELSE 0 END, state = 'Running', lease_token = j.lease_token + 1,
            lease_owner = $2, lease_until = now() + $4, started_at = coalesce(started_at, now())
        FROM picked WHERE j.id = picked.id
        RETURNING j.id, j.lease_token, j.kind, j.subject, j.parameters::text, j.checkpoint::text, j.done, j.requested_by, j.attempts
        """;

    /// <summary>Claims at most <paramref name="most"/> jobs of kinds that this node knows, or the one named.</summary>
    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(int most, string[] kinds, string owner, long? only, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(ClaimSql);
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = owner });
        command.Parameters.Add(new() { Value = kinds });
        command.Parameters.Add(new() { Value = Lease });
        command.Parameters.Add(new() { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = MostAttempts });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var jobs = new List<ClaimedJob>();
        while (await rows.ReadAsync(cancel))
        {
            jobs.Add(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), rows.GetString(3), Text(4), Text(5), rows.GetInt64(6),
                rows.IsDBNull(7) ? null : rows.GetInt64(7), rows.GetInt32(8)));
        }
        return jobs;

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    /// <summary>Gives a job back where it stands: the next worker goes on from its checkpoint.</summary>
    public Task ReleaseAsync(ClaimedJob job, CancellationToken cancel) =>
        WriteAsync("UPDATE jobs SET state = 'Waiting', lease_until = NULL, lease_owner = NULL", job, [], cancel);

    /// <summary>Puts a job off that broke the program, and gives it up after the third time.</summary>
    public Task PutOffAsync(ClaimedJob job, string trouble, CancellationToken cancel) =>
        job.Attempts + 1 < MostAttempts
            ? WriteAsync("""
                UPDATE jobs SET state = 'Waiting', attempts = attempts + 1, trouble = $3, due_at = now() + interval '20 seconds' * (attempts + 1),
                    lease_until = NULL, lease_owner = NULL
                """, job, [ArticleText.Line(trouble, 1000)], cancel)
            : EndAsync(job, JobState.Failed, null, trouble, cancel);

    /// <summary>Writes down how it ended.</summary>
    internal Task EndAsync(ClaimedJob job, JobState state, object? result, string? trouble, CancellationToken cancel) =>
        WriteAsync("""
            UPDATE jobs SET state = $3, result = $4::jsonb, trouble = $5, ended_at = now(), checkpoint = NULL, lease_until = NULL, lease_owner = NULL
            """, job, [state.ToString(), result is null ? null : JsonSerializer.Serialize(result, JsonSerializerOptions.Web), trouble is null ? null : ArticleText.Line(trouble, 1000)], cancel);

    /// <summary>Ends what nobody will: jobs that broke three workers in a row, and waiting ones that were cancelled. Forgets what is old.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand($"""
            UPDATE jobs SET state = 'Failed', ended_at = now(), trouble = coalesce(trouble, 'The work broke its worker three times.')
                WHERE attempts >= {MostAttempts} AND (state = 'Waiting' OR (state = 'Running' AND lease_until <= now()));
            DELETE FROM job_file_parts p USING jobs j WHERE j.id = p.job_id AND j.ended_at < now() - interval '{FilesKept}';
            DELETE FROM jobs WHERE ended_at < now() - interval '{Remembered}'
            """);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task WriteAsync(string set, ClaimedJob job, string?[] values, CancellationToken cancel)
    {
        await using var command = archive.CreateCommand($"{set} WHERE id = $1 AND lease_token = $2 AND state = 'Running'");
        command.Parameters.Add(new() { Value = job.Id });
        command.Parameters.Add(new() { Value = job.LeaseToken });
        foreach (var value in values) command.Parameters.Add(new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        if (await command.ExecuteNonQueryAsync(cancel) > 0) board.Post(new(BulletinSubject.Jobs, job.Id));
    }
}
