using System.Runtime.Versioning;
using Npgsql;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>What is known of the database without starting anything.</summary>
/// <param name="IsPrivate">Whether it is the private cluster; else the server of the connection string.</param>
/// <param name="IsRunning">Whether it answers.</param>
/// <param name="InUse">Whether a NewsMonitor program works on the private cluster now.</param>
/// <param name="Place">The cluster's folder, or the given server's host and database.</param>
/// <param name="Version">The major version; null if there is no cluster yet or the given server does not answer.</param>
/// <param name="ProcessId">The private server's process, if it runs.</param>
/// <param name="SocketFolder">Where its socket is: <c>psql -h FOLDER -U newsmonitor newsmonitor</c>.</param>
/// <param name="Trouble">Why a given server does not answer.</param>
public sealed record PostgresStatus(
    bool IsPrivate, bool IsRunning, bool InUse, string Place, int? Version = null, int? ProcessId = null, string? SocketFolder = null, string? Trouble = null)
{
    /// <summary>Looks.</summary>
    public static async Task<PostgresStatus> OfAsync(PostgresOptions options, CancellationToken cancel = default)
    {
        if (options.ConnectionString is { } connectionString)
        {
            return await OfGivenAsync(connectionString, cancel);
        }
        if (OperatingSystem.IsWindows())
        {
            return new PostgresStatus(IsPrivate: true, IsRunning: false, InUse: false, options.DataDirectory);
        }
        var folder = ClusterFolder.In(options.DataDirectory);
        if (!folder.HasCluster)
        {
            return new PostgresStatus(IsPrivate: true, IsRunning: false, InUse: false, folder.Home);
        }
        var cluster = new PrivateCluster(folder, options.Durable);
        var (state, server) = await cluster.LookAsync(cancel);
        var running = state == ServerState.Ready;
        return new PostgresStatus(
            IsPrivate: true, running, IsInUse(folder), folder.Home, cluster.Version(), running ? server!.ProcessId : null, running ? server!.SocketFolder : null);
    }

    /// <summary>Whether a program holds the cluster. Asks for the lock in passing; a start that meets this waits for it behind the start lock.</summary>
    [UnsupportedOSPlatform("windows")]
    internal static bool IsInUse(ClusterFolder folder)
    {
        using var nobody = FileLock.TryTake(folder.UsersLock, exclusive: true);
        return nobody is null;
    }

    private static async Task<PostgresStatus> OfGivenAsync(string connectionString, CancellationToken cancel)
    {
        string place;
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            place = $"{parts.Host}, database {parts.Database}";
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            place = "unreadable connection string";
        }
        try
        {
            var version = await GivenServer.ConnectAsync(connectionString, TimeSpan.Zero, cancel);
            return new PostgresStatus(IsPrivate: false, IsRunning: true, InUse: true, place, version);
        }
        catch (PostgresUnavailableException e)
        {
            return new PostgresStatus(IsPrivate: false, IsRunning: false, InUse: false, place, Trouble: e.Message);
        }
    }
}
