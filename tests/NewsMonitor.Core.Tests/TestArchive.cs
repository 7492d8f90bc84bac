using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests;

/// <summary>A database of a test's own, copied from a migrated template, with the services of Core around it and a clock that the test sets.</summary>
public sealed class TestArchive : IAsyncDisposable
{
    private const string Server = "Host=127.0.0.1;Port=5499;Username=postgres";
    private static readonly SemaphoreSlim TemplateGate = new(1, 1);
    private static string? _template;

    private readonly ServiceProvider _services;

    private TestArchive(string connectionString, ServiceProvider services, FakeTimeProvider clock) =>
        (ConnectionString, _services, Clock) = (connectionString, services, clock);

    public string ConnectionString { get; }
    public FakeTimeProvider Clock { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<NewsDbContext> OpenAsync() => Get<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();

    public static async Task<TestArchive> CreateAsync(Action<IServiceCollection>? add = null)
    {
        var template = await TemplateAsync();
        var name = "ingest_" + Guid.NewGuid().ToString("N");
        await RunAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        var connectionString = $"{Server};Database={name};Maximum Pool Size=20";
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        services.AddArchive(connectionString);
        services.AddSingleton<TimeProvider>(clock);
        services.AddAccounts();
        add?.Invoke(services);
        return new(connectionString, services.BuildServiceProvider(), clock);
    }

    public async ValueTask DisposeAsync()
    {
        var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database;
        await _services.DisposeAsync();
        await RunAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task<string> TemplateAsync()
    {
        await TemplateGate.WaitAsync();
        try
        {
            if (_template is not null) return _template;
            var name = $"ingest_template_{Environment.ProcessId}";
            await RunAsync($"CREATE DATABASE {name}");
            await using (var db = new NewsDbContext(new DbContextOptionsBuilder<NewsDbContext>().UseArchive($"{Server};Database={name};Pooling=false").Options))
                await db.Database.MigrateAsync();
            return _template = name;
        }
        finally { TemplateGate.Release(); }
    }

    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{Server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
