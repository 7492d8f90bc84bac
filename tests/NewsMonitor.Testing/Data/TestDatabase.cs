using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Data;
using Xunit;

namespace NewsMonitor.Testing.Data;

/// <summary>
/// A migrated database of one test class: <c>public sealed class FeedClaimsTests(TestDatabase database) : IClassFixture&lt;TestDatabase&gt;</c>.
/// Dropped with the class. A test that must not see its neighbours' rows takes a fresh one from <see cref="Cluster"/>.
/// </summary>
public sealed class TestDatabase(TestCluster cluster) : IAsyncLifetime, IDbContextFactory<NewsDbContext>
{
    private string? _connectionString;

    public TestCluster Cluster => cluster;

    public string ConnectionString => _connectionString ?? throw new InvalidOperationException("The database is not made yet.");

    public async ValueTask InitializeAsync() => _connectionString = await cluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_connectionString is not null)
        {
            await cluster.DropDatabaseAsync(_connectionString);
        }
    }

    public NewsDbContext CreateDbContext() => new(new DbContextOptionsBuilder<NewsDbContext>().UseArchive(ConnectionString).Options);
}
