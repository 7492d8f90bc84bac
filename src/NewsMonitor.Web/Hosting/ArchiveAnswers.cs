using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace NewsMonitor.Web.Hosting;

/// <summary>Ready means: the archive answers a query within two seconds.</summary>
internal sealed class ArchiveAnswers(NpgsqlDataSource archive) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await using var ask = archive.CreateCommand("SELECT 1");
            await ask.ExecuteScalarAsync(limit.Token);
            return HealthCheckResult.Healthy("The archive answers.");
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The archive does not answer.", e);
        }
    }
}
