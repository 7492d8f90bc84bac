using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Ingestion;

/// <summary>What has to be swept now and then. Every node does it; twice does no harm.</summary>
public sealed class Housekeeping(NpgsqlDataSource archive, IDbContextFactory<NewsDbContext> contexts, FeedClaims claims)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(20);

    // A log line that says "nothing new" is worth three days, one that says something two months: the feeds page draws 14 days.
    private const string SweepSql = """
        DELETE FROM feed_checks
        WHERE at < now() - interval '3 days' AND (at < now() - interval '60 days' OR outcome IN ('Unchanged', 'NothingNew'))
        """;

    public async Task RunAsync(CancellationToken cancel)
    {
        await claims.RecallStrayAsync(cancel);
        await using var command = archive.CreateCommand(SweepSql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await ProposedIssues.SweepAsync(db, cancel);
    }
}
