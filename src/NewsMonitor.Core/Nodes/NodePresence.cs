using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Ingestion;
using Npgsql;

namespace NewsMonitor.Core.Nodes;

/// <summary>
/// Signs every few seconds that this node runs, and takes the row away when it ends. A program that has become too old for the archive
/// while it ran learns it here, and stops.
/// </summary>
public sealed class NodePresence(
    NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, ThisNode node, SystemQueries system, IHostApplicationLifetime host,
    ILogger<NodePresence> log)
    : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    /// <summary>A node that has been silent for so long is shown as lost: several signs are missing.</summary>
    public static readonly TimeSpan Lost = TimeSpan.FromSeconds(30);

    // The rows of nodes that died are kept for a day: whoever looks after them wants to see them.
    private const string SignSql = """
        WITH old AS (DELETE FROM nodes WHERE seen_at < now() - interval '1 day')
        INSERT INTO nodes AS n (id, machine, process_id, version, schema, ingests, serves, started_at, seen_at, memory)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now(), $9)
        ON CONFLICT (id) DO UPDATE SET seen_at = now(), memory = excluded.memory
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string known;
        await using (var db = await contexts.CreateDbContextAsync(stoppingToken)) known = SchemaVersion.Known(db);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SignAsync(known, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogDebug("This node could not sign that it runs: {Reason}", e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await LeaveAsync();
    }

    private async Task SignAsync(string known, CancellationToken cancel)
    {
        await using var connection = await archive.OpenConnectionAsync(cancel);
        if (await SchemaVersion.FindFaultAsync(connection, known, cancel) is { } fault)
        {
            log.LogCritical("{Fault}", fault);
            Environment.ExitCode = 1;
            host.StopApplication();
            return;
        }
        await using var sign = new NpgsqlCommand(SignSql, connection);
        foreach (var value in (object[])[node.Id, ThisNode.Machine, Environment.ProcessId, ThisNode.Version, known, node.Ingests, node.Serves, node.StartedAt, Environment.WorkingSet])
            sign.Parameters.Add(new() { Value = value });
        await sign.ExecuteNonQueryAsync(cancel);
        if (IngestionMeter.WantsQueue) IngestionMeter.Queue(await system.QueueAsync(cancel));
    }

    private async Task LeaveAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await using var leave = archive.CreateCommand("DELETE FROM nodes WHERE id = $1");
            leave.Parameters.Add(new() { Value = node.Id });
            await leave.ExecuteNonQueryAsync(limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // Then it is shown as lost for a day.
        }
    }
}
