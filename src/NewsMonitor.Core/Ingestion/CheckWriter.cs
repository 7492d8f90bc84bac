using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>
/// Writes the checks that found nothing new, those of a moment together: most checks are such, and a transaction for each would cost more
/// than the fetch. While one batch is under way the next one gathers.
/// </summary>
public sealed class CheckWriter(NpgsqlDataSource archive)
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    private const string Sql = $"""
        WITH {FinishedCheck.LeaseSql}, logged AS ({FinishedCheck.LogSql} 0 FROM finished c JOIN lease ON (lease.id, lease.lease_token) = (c.feed, c.token))
        SELECT id, lease_token FROM lease
        """;

    private readonly Lock _lock = new();
    private List<Waiting> _gathered = [];
    private bool _writing;

    private sealed record Waiting(ClaimedFeed Feed, FinishedCheck Check, TaskCompletionSource<bool> Written);

    /// <summary>Writes a check, soon. Cancelling ends the waiting; the check may be written all the same.</summary>
    /// <returns>False if the lease was no longer this worker's: then nothing was written.</returns>
    public Task<bool> WriteAsync(ClaimedFeed feed, FinishedCheck check, CancellationToken cancel)
    {
        var waiting = new Waiting(feed, check, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _gathered.Add(waiting);
            if (!_writing)
            {
                _writing = true;
                _ = Task.Run(WriteGatheredAsync, CancellationToken.None);
            }
        }
        return waiting.Written.Task.WaitAsync(cancel);
    }

    private async Task WriteGatheredAsync()
    {
        while (true)
        {
            await Task.Delay(Gathering);
            List<Waiting> batch;
            lock (_lock)
            {
                if (_gathered.Count == 0)
                {
                    _writing = false;
                    return;
                }
                batch = _gathered;
                _gathered = [];
            }
            foreach (var part in batch.Chunk(MostAtOnce)) await WriteAsync(part);
        }
    }

    private async Task WriteAsync(Waiting[] batch)
    {
        try
        {
            var ours = await ExecuteAsync(batch);
            foreach (var waiting in batch) waiting.Written.TrySetResult(ours.Contains((waiting.Feed.Id, waiting.Feed.LeaseToken)));
        }
        catch (PostgresException e) when (!e.IsTransient && batch.Length > 1)
        {
            // One of them is not to the database's liking: the others must not suffer for it.
            foreach (var waiting in batch) await WriteAsync([waiting]);
        }
        catch (Exception e)
        {
            foreach (var waiting in batch) waiting.Written.TrySetException(e);
        }
    }

    private async Task<HashSet<(long Id, long Token)>> ExecuteAsync(Waiting[] batch)
    {
        await using var connection = await archive.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection);
        FinishedCheck.AddTo(command.Parameters, Array.ConvertAll(batch, w => (w.Feed, w.Check)));
        await command.PrepareAsync();
        await using var rows = await command.ExecuteReaderAsync();
        var ours = new HashSet<(long, long)>(batch.Length);
        while (await rows.ReadAsync()) ours.Add((rows.GetInt64(0), rows.GetInt64(1)));
        return ours;
    }
}
