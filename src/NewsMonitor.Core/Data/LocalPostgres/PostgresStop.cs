namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>What came of asking the private cluster's server to stop.</summary>
public enum StopOutcome
{
    Stopped,
    NotRunning,
    /// <summary>A NewsMonitor program works on it; nothing was done.</summary>
    InUse,
    /// <summary>There is a connection string: that server is not ours to stop.</summary>
    NotPrivate,
}

/// <summary>Stops the server that a killed program left behind, or, by force, one that is in use.</summary>
public static class PostgresStop
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(1);

    public static async Task<StopOutcome> StopAsync(PostgresOptions options, bool force, CancellationToken cancel = default)
    {
        if (options.ConnectionString is not null)
        {
            return StopOutcome.NotPrivate;
        }
        if (OperatingSystem.IsWindows())
        {
            return StopOutcome.NotRunning;
        }
        var folder = ClusterFolder.In(options.DataDirectory);
        if (!folder.HasCluster)
        {
            return StopOutcome.NotRunning;
        }
        using var alone = await FileLock.TakeAsync(folder.StartLock, exclusive: true, LockPatience, cancel);
        if (!force && PostgresStatus.IsInUse(folder))
        {
            return StopOutcome.InUse;
        }
        return await new PrivateCluster(folder, options.Durable).StopAsync(cancel) ? StopOutcome.Stopped : StopOutcome.NotRunning;
    }
}
