using Npgsql;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>
/// The PostgreSQL that the program works on, open as long as this object lives: the server of a connection string, or a private cluster in the
/// data directory.
/// </summary>
/// <remarks>
/// Several programs (web, workers, <c>newsmonitor</c>) may share a private cluster. Whoever comes first starts its server; each holds a shared lock
/// on a file while it works; whoever leaves last stops the server. A program that is killed loses its lock with its life and leaves the server
/// running; the next start finds it and takes it over.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The database of the private cluster.</summary>
    public const string DatabaseName = "newsmonitor";

    /// <summary>A first start may download PostgreSQL over a slow line, and others wait for it.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(12);
    private readonly ClusterFolder? _folder;
    private FileLock? _user;

    private PostgresServer(string connectionString, int version, ClusterFolder? folder = null, FileLock? user = null, bool tookOver = false)
    {
        (ConnectionString, Version, TookOver) = (connectionString, version, tookOver);
        (_folder, _user) = (folder, user);
    }

    /// <summary>An Npgsql connection string of the program's database.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's major version, 15 to 18 for a private cluster.</summary>
    public int Version { get; }

    public bool IsPrivate => _folder is not null;

    /// <summary>Whether the private cluster's server ran already.</summary>
    public bool TookOver { get; }

    /// <summary>Opens the server: connects to the one of the connection string, else finds or makes, finds or starts the private cluster.</summary>
    /// <exception cref="PostgresUnavailableException">There is none; the message says why and what to do.</exception>
    public static async Task<PostgresServer> OpenAsync(PostgresOptions options, CancellationToken cancel = default)
    {
        if (options.ConnectionString is { } connectionString)
        {
            return new PostgresServer(connectionString, await GivenServer.ConnectAsync(connectionString, options.ConnectPatience, cancel));
        }
        if (OperatingSystem.IsWindows())
        {
            throw new PostgresUnavailableException(
                "On Windows NewsMonitor starts no PostgreSQL of its own. Name one in ConnectionStrings__NewsMonitor, or run NewsMonitor in WSL or with docker compose.");
        }
        var folder = ClusterFolder.In(options.DataDirectory);
        folder.Make();
        using var alone = await FileLock.TakeAsync(folder.StartLock, exclusive: true, LockPatience, cancel);
        var user = FileLock.TryTake(folder.UsersLock, exclusive: false)
            ?? throw new PostgresUnavailableException($"{folder.UsersLock} is locked by a program that is not NewsMonitor.");
        try
        {
            (folder, var programs, var runAs) = await Preparation.PrepareAsync(folder, options, cancel);
            var cluster = new PrivateCluster(folder, options.Durable);
            var (server, tookOver) = await cluster.FindOrStartAsync(programs, runAs, cancel);
            await MakeDatabaseAsync(cluster.ConnectionString(server, "postgres", pooled: false), cancel);
            return new PostgresServer(cluster.ConnectionString(server, DatabaseName), programs.Version, folder, user, tookOver);
        }
        catch
        {
            user.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of the server. The last user of a private cluster stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder is null || OperatingSystem.IsWindows() || Interlocked.Exchange(ref _user, null) is not { } user)
        {
            return;
        }
        using var alone = await FileLock.TakeAsync(_folder.StartLock, exclusive: true, LockPatience, CancellationToken.None);
        user.Dispose();
        using var nobodyElse = FileLock.TryTake(_folder.UsersLock, exclusive: true);
        if (nobodyElse is not null)
        {
            await new PrivateCluster(_folder, durable: true).StopAsync(CancellationToken.None);
        }
    }

    private static async Task MakeDatabaseAsync(string connectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var look = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = DatabaseName } } };
        if (await look.ExecuteScalarAsync(cancel) is null)
        {
            await using var make = new NpgsqlCommand($"CREATE DATABASE {DatabaseName}", connection);
            await make.ExecuteNonQueryAsync(cancel);
        }
    }
}
