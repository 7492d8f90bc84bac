using System.Runtime.Versioning;
using Npgsql;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>What a look at a cluster's server found.</summary>
internal enum ServerState { Absent, Busy, Ready }

/// <summary>
/// One private cluster: starts its server, finds a running one, stops it. The caller holds <see cref="ClusterFolder.StartLock"/>.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PrivateCluster(ClusterFolder folder, bool durable)
{
    /// <summary>A server that was killed replays its log before it answers.</summary>
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);
    /// <summary>Greater than any process number a kernel gives.</summary>
    private const string NoProcess = "2147483647";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>The major version the cluster was made by.</summary>
    public int Version() => int.Parse(File.ReadAllText(Path.Combine(folder.Cluster, "PG_VERSION")).Trim());

    /// <summary>Looks whether a server runs on this cluster, whoever started it.</summary>
    public async Task<(ServerState State, PostmasterFile? Server)> LookAsync(CancellationToken cancel)
    {
        if (PostmasterFile.Read(folder.Cluster) is not { } server)
        {
            return (ServerState.Absent, null);
        }
        if (server.SocketFolder is null)
        {
            return (server.IsAlive() ? ServerState.Busy : ServerState.Absent, server);
        }
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString(server, "postgres", pooled: false));
            await connection.OpenAsync(cancel);
            return (ServerState.Ready, server);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return (ServerState.Busy, server);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            return (ServerState.Ready, server);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new PostgresUnavailableException(
                $"The database server on {folder.Cluster} does not take the password in {folder.Password}. Put that file back from a backup.", e);
        }
        catch (NpgsqlException)
        {
            // Nobody at the socket: a server on its way up or down, or the file of one that is gone.
            return (server.IsAlive() ? ServerState.Busy : ServerState.Absent, server);
        }
    }

    /// <summary>Finds the running server, or starts one.</summary>
    /// <returns>The server, and whether it ran before.</returns>
    public async Task<(PostmasterFile Server, bool TookOver)> FindOrStartAsync(PostgresPrograms programs, ServerUser user, CancellationToken cancel)
    {
        var (state, server) = await WaitWhileBusyAsync(cancel);
        if (state == ServerState.Ready)
        {
            return (server!, TookOver: true);
        }
        if (server is not null && server.Exists())
        {
            await DisownAsync(server, user, cancel);
        }
        ClusterCreation.RemoveLeftovers(folder);
        await StartAsync(programs, user, cancel);
        (state, server) = await WaitWhileBusyAsync(cancel);
        return state == ServerState.Ready ? (server!, TookOver: false)
            : throw new PostgresUnavailableException($"The database server was started and went away again. Its log is in {folder.Logs}.");
    }

    /// <summary>Stops the running server: sessions are ended, what is committed is kept.</summary>
    /// <returns>False if none ran.</returns>
    public async Task<bool> StopAsync(CancellationToken cancel)
    {
        if (PostmasterFile.Read(folder.Cluster) is not { } server || !server.IsAlive())
        {
            return false;
        }
        if (!server.AskToStop())
        {
            throw new PostgresUnavailableException(
                $"The database server (process {server.ProcessId}) belongs to another user and cannot be stopped by this one.");
        }
        var since = TimeProvider.System.GetTimestamp();
        while (server.IsAlive())
        {
            if (TimeProvider.System.GetElapsedTime(since) > StopPatience)
            {
                throw new PostgresUnavailableException(
                    $"The database server (process {server.ProcessId}) was asked to stop {StopPatience.TotalSeconds:0} seconds ago and still runs. Its log is in {folder.Logs}.");
            }
            await Task.Delay(Between, cancel);
        }
        if (server.SocketFolder is { } sockets && sockets != folder.Sockets && Directory.Exists(sockets))
        {
            Directory.Delete(sockets, recursive: true);
        }
        return true;
    }

    /// <summary>How to reach a database of that server.</summary>
    public string ConnectionString(PostmasterFile server, string database, bool pooled = true) => new NpgsqlConnectionStringBuilder
    {
        Host = server.SocketFolder,
        Port = server.Port,
        Username = ServerSettings.Role,
        Password = folder.ReadOrMakePassword(),
        Database = database,
        ApplicationName = "newsmonitor",
        Pooling = pooled,
        // A socket needs no encryption; looking for it costs a round trip and a library.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    private async Task StartAsync(PostgresPrograms programs, ServerUser user, CancellationToken cancel)
    {
        var sockets = ServerSettings.SocketFolder(folder);
        foreach (var path in new[] { folder.Logs, sockets })
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            user.Own(path);
        }
        await WriteReadableAsync(folder.Configuration, ServerSettings.Configuration(folder, sockets, durable), cancel);
        await WriteReadableAsync(folder.Access, ServerSettings.Access, cancel);
        var since = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var before = File.Exists(folder.StartLog) ? new FileInfo(folder.StartLog).Length : 0;
            var said = await user.RunAsync(
                [
                    programs.PgCtl, "start", "-D", folder.Cluster, "-l", folder.StartLog, "-w", "-t", $"{RecoveryPatience.TotalSeconds:0}",
                    "-o", $"-c config_file='{folder.Configuration}'",
                ],
                RecoveryPatience + TimeSpan.FromSeconds(10), cancel);
            if (said.Succeeded)
            {
                return;
            }
            var log = Since(before);
            if (log.Contains("lock file \"postmaster.pid\" already exists", StringComparison.Ordinal))
            {
                // The pg_ctl of a program that was killed meanwhile was faster: that server will do.
                return;
            }
            // The sessions of a killed server outlive it for a moment, and PostgreSQL waits for nobody.
            if (!log.Contains("shared memory block", StringComparison.Ordinal) || TimeProvider.System.GetElapsedTime(since) > StopPatience)
            {
                throw new PostgresUnavailableException(
                    $"The database server on {folder.Cluster} does not start. pg_ctl said: {said.Output}\nIts log says: {log}");
            }
            await Task.Delay(Between, cancel);
        }
    }

    /// <summary>
    /// Makes the lock files of a server that is gone tell so. Its number may be another process's by now, or, in a container whose first process
    /// does not bury the dead, still its own corpse's; PostgreSQL would take either for a running server and refuse to start. The file is not deleted, because it
    /// also names the shared memory by which PostgreSQL knows whether sessions of the old server still write.
    /// </summary>
    private async Task DisownAsync(PostmasterFile server, ServerUser user, CancellationToken cancel)
    {
        var said = await user.RunAsync(
            ["sh", "-c", "{ echo \"$1\"; tail -n +2 \"$0\"; } > \"$0.new\" && mv \"$0.new\" \"$0\"", PostmasterFile.PathIn(folder.Cluster), NoProcess],
            StopPatience, cancel);
        if (!said.Succeeded)
        {
            throw new PostgresUnavailableException($"{PostmasterFile.PathIn(folder.Cluster)} names a server that is gone, and cannot be corrected: {said.Output}");
        }
        if (server.SocketFolder is { } sockets && Directory.Exists(sockets))
        {
            File.Delete(Path.Combine(sockets, $".s.PGSQL.{server.Port}.lock"));
        }
    }

    private async Task<(ServerState State, PostmasterFile? Server)> WaitWhileBusyAsync(CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var look = await LookAsync(cancel);
            if (look.State != ServerState.Busy)
            {
                return look;
            }
            if (TimeProvider.System.GetElapsedTime(since) > RecoveryPatience)
            {
                throw new PostgresUnavailableException(
                    $"The database server (process {look.Server!.ProcessId}) runs but has not answered for {RecoveryPatience.TotalMinutes:0} minutes. Its log is in {folder.Logs}.");
            }
            await Task.Delay(Between, cancel);
        }
    }

    private static async Task WriteReadableAsync(string path, string text, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(path, text, cancel);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private string Since(long position)
    {
        if (!File.Exists(folder.StartLog))
        {
            return "(nothing)";
        }
        using var log = File.OpenRead(folder.StartLog);
        log.Position = Math.Max(position, log.Length - 4000);
        return new StreamReader(log).ReadToEnd().Trim();
    }
}
