using Microsoft.EntityFrameworkCore;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Data;

/// <summary>The test bed itself.</summary>
public sealed class TestDatabaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_test_class_gets_a_database_with_the_schema_of_all_migrations()
    {
        await using var db = database.CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_fresh_database_is_another_one()
    {
        var fresh = await database.Cluster.CreateDatabaseAsync(cancel: TestContext.Current.CancellationToken);
        Assert.NotEqual(database.ConnectionString, fresh);
        await database.Cluster.DropDatabaseAsync(fresh);
    }
}
