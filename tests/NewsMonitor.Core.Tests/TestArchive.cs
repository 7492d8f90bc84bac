using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Ingestion;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests;

/// <summary>A database of a test's own with the services of Core around it, as a host has them, but nothing running by itself.</summary>
public sealed class TestArchive : IAsyncDisposable
{
    private readonly TestCluster _cluster;
    private readonly ServiceProvider _services;

    private TestArchive(TestCluster cluster, string connectionString, ServiceProvider services) =>
        (_cluster, ConnectionString, _services) = (cluster, connectionString, services);

    public string ConnectionString { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<NewsDbContext> OpenAsync() => Get<IDbContextFactory<NewsDbContext>>().CreateDbContextAsync();

    /// <param name="cluster">Where.</param>
    /// <param name="settings">Settings as the environment gives them: <c>Ingestion:HostGap</c> …</param>
    /// <param name="clock">The program's clock; the database has its own.</param>
    public static async Task<TestArchive> CreateAsync(TestCluster cluster, Dictionary<string, string?>? settings = null, FakeTimeProvider? clock = null) =>
        Around(cluster, await cluster.CreateDatabaseAsync(), settings, clock);

    /// <summary>A node on a database that is there, migrated or not.</summary>
    public static TestArchive On(TestCluster cluster, string connectionString) => Around(cluster, connectionString, null, null);

    /// <summary>Another node on the same database.</summary>
    public TestArchive Another(Dictionary<string, string?>? settings = null) => Around(_cluster, ConnectionString, settings, null);

    private static TestArchive Around(TestCluster cluster, string connectionString, Dictionary<string, string?>? settings, FakeTimeProvider? clock)
    {
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        services.AddArchive(connectionString);
        if (clock is not null) services.AddSingleton<TimeProvider>(clock);
        services.AddAccounts();
        services.AddIngestion(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), work: false);
        return new(cluster, connectionString, services.BuildServiceProvider());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _cluster.DropDatabaseAsync(ConnectionString);
    }
}
