using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Stories;
using NewsMonitor.Core.Streams;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>What has to be swept now and then. Every node does it; twice does no harm.</summary>
public sealed class Housekeeping(
    NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, FeedClaims claims, VolumeWatch volumes, StoryPruning stories, StreamLog stream, IOptions<IngestionOptions> options)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(20);

    // A log line that says "nothing new" is worth three days, one that says something two months: the feeds page draws 14 days.
    private const string SweepSql = """
        DELETE FROM feed_checks
        WHERE at < now() - interval '3 days' AND (at < now() - interval '60 days' OR outcome IN ('Unchanged', 'NothingNew'))
        """;

    // Too old, or beyond what all may take together: the size of a packed page is known without reading it.
    private const string ForgetPagesSql = """
        DELETE FROM stored_pages WHERE article_id IN (
            SELECT article_id FROM (
                SELECT article_id, fetched_at, sum(octet_length(packed)) OVER (ORDER BY fetched_at DESC, article_id) AS so_far FROM stored_pages) AS pages
            WHERE fetched_at < now() - $1 OR so_far > $2)
        """;

    public async Task RunAsync(CancellationToken cancel)
    {
        await claims.RecallStrayAsync(cancel);
        await volumes.MeasureAsync(cancel);
        await ForgetPagesAsync(cancel);
        await stories.RunAsync(cancel);
        await stream.PruneAsync(cancel);
        await using var command = archive.CreateCommand(SweepSql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancel);
        // Whose turn is long past is as free as a host that nobody has heard of.
        await using var turns = archive.CreateCommand("DELETE FROM host_turns WHERE next_at < now() - interval '1 hour'");
        await turns.ExecuteNonQueryAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await ProposedIssues.SweepAsync(db, cancel);
    }

    private async Task ForgetPagesAsync(CancellationToken cancel)
    {
        await using var command = archive.CreateCommand(ForgetPagesSql);
        command.CommandTimeout = 300;
        command.Parameters.Add(new() { Value = options.Value.KeepPages });
        command.Parameters.Add(new() { Value = options.Value.KeepPagesMegabytes * 1_000_000m });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
