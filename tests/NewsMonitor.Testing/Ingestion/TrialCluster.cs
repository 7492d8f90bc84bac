using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using Npgsql;

namespace NewsMonitor.Testing.Ingestion;

/// <summary>
/// A durable PostgreSQL of a trial's own that can be crashed and started again at the same address. A test's cluster does not do: it keeps
/// nothing over a crash.
/// </summary>
public sealed class TrialCluster : IAsyncDisposable
{
    private readonly PostgresOptions _options;
    private readonly List<PostgresServer> _opened = [];

    private TrialCluster(string folder) => _options = new() { DataDirectory = folder };

    /// <summary>An empty, migrated archive.</summary>
    public string ConnectionString { get; private set; } = "";

    public string Folder => _options.DataDirectory;
    public string ServerLog => Path.Combine(Folder, "postgres", "log");

    /// <param name="parent">Where its folder is made; null for the temporary folder.</param>
    /// <param name="countStatements">Whether <c>pg_stat_statements</c> counts.</param>
    public static async Task<TrialCluster> OpenAsync(string? parent = null, bool countStatements = false)
    {
        // Short: a socket's path may have 107 bytes.
        var cluster = new TrialCluster(Path.Combine(parent ?? Path.GetTempPath(), $"nm-{Guid.NewGuid():N}"[..11]));
        await cluster.StartAsync();
        if (countStatements)
        {
            await cluster.ExecuteAsync("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
            await cluster.CrashAsync();
            await cluster.StartAsync();
            await cluster.ExecuteAsync("CREATE EXTENSION pg_stat_statements");
        }
        await using var db = cluster.Archive();
        await db.Database.MigrateAsync();
        return cluster;
    }

    public NewsDbContext Archive() => new(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(ConnectionString).Options);

    /// <summary>Starts the server, which replays its log first; done when it answers.</summary>
    public async Task StartAsync()
    {
        var server = await PostgresServer.OpenAsync(_options);
        _opened.Add(server);
        ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>What <c>pg_ctl stop -m immediate</c> does: SIGQUIT to the postmaster. All sessions end at once, and nothing is tidied up.</summary>
    public async Task CrashAsync()
    {
        var postmaster = int.Parse(File.ReadLines(Path.Combine(Folder, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-QUIT", $"{postmaster}"])) await kill.WaitForExitAsync();
        while (Directory.Exists($"/proc/{postmaster}")) await Task.Delay(20);
        NpgsqlConnection.ClearAllPools();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var server in _opened) await server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
