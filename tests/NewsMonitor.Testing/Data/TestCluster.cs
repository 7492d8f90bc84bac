using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Data.LocalPostgres;
using Npgsql;
using Xunit;

namespace NewsMonitor.Testing.Data;

/// <summary>
/// The PostgreSQL of one run of a test project: a private cluster under the temporary folder, not durable, gone at the end. Use as
/// <c>[assembly: AssemblyFixture(typeof(TestCluster))]</c>, and a <see cref="TestDatabase"/> a test class. Clusters that killed runs left behind
/// are removed by the next run.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    private const string Template = "migrated";
    private readonly string _folder = Path.Combine(Root, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}"));
    private readonly SemaphoreSlim _one = new(1, 1);
    private PostgresServer? _server;
    private bool _hasTemplate;
    private int _count;

    /// <summary>Where the runs of this user keep their clusters: short, because a socket's path is.</summary>
    private static string Root => Path.Combine(Path.GetTempPath(), $"newsmonitor-tests-{Environment.UserName}");

    /// <summary>Of the cluster's own first database; not migrated.</summary>
    public string ConnectionString => _server?.ConnectionString ?? throw new InvalidOperationException("The cluster is not open.");

    public int PostgresVersion => _server?.Version ?? throw new InvalidOperationException("The cluster is not open.");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Root);
        await RemoveLeftoversAsync();
        _server = await PostgresServer.OpenAsync(Options(_folder));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
        _one.Dispose();
    }

    /// <summary>Makes a database: with the schema of all migrations (copied from a template: some 50 ms), or empty.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(bool migrated = true, CancellationToken cancel = default)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (migrated && !_hasTemplate)
            {
                await MakeTemplateAsync(cancel);
                _hasTemplate = true;
            }
            var name = string.Create(CultureInfo.InvariantCulture, $"test_{++_count}");
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {(migrated ? Template : "template1")}", cancel);
            return ConnectionStringOf(name);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Drops a database, whoever is still connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }
        await ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
    }

    private static PostgresOptions Options(string folder) => new() { DataDirectory = folder, Durable = false };

    private async Task MakeTemplateAsync(CancellationToken cancel)
    {
        await ExecuteAsync($"CREATE DATABASE {Template}", cancel);
        var connectionString = new NpgsqlConnectionStringBuilder(ConnectionStringOf(Template)) { Pooling = false }.ConnectionString;
        await using (var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(connectionString).Options))
        {
            await db.Database.MigrateAsync(cancel);
        }
        // Nobody may be connected to a database that is being copied.
        await ExecuteAsync($"ALTER DATABASE {Template} ALLOW_CONNECTIONS false", cancel);
    }

    private string ConnectionStringOf(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, MaxPoolSize = 30 }.ConnectionString;

    private async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task RemoveLeftoversAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            // A run that begins at this moment has its folder but not yet its lock: leave young folders alone.
            if (DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) < TimeSpan.FromMinutes(1))
            {
                continue;
            }
            try
            {
                if (await PostgresStop.StopAsync(Options(folder), force: false) is StopOutcome.Stopped or StopOutcome.NotRunning)
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (DirectoryNotFoundException)
            {
                // Another run tidied up at the same moment.
            }
        }
    }
}
