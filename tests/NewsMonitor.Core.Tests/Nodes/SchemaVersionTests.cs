using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using NewsMonitor.Core.Data;
using NewsMonitor.Core.Nodes;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Nodes;

public sealed class SchemaVersionTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Fact]
    public async Task Nodes_that_start_together_on_an_empty_database_bring_it_up_once()
    {
        var database = await cluster.CreateDatabaseAsync(migrated: false);
        await using var archive = TestArchive.On(cluster, database);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => archive.Get<IDbContextFactory<NewsDbContext>>().MigrateAsync(Cancel)));
        await using var db = await archive.OpenAsync();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task An_older_program_goes_on_after_a_newer_one_has_only_added_to_the_archive()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        await using var db = await archive.OpenAsync();
        await db.Database.ExecuteSqlAsync($"INSERT INTO migrations VALUES ('99990101000000_Later', '99.0.0')");
        await archive.Get<IDbContextFactory<NewsDbContext>>().MigrateAsync(Cancel);
        Assert.Equal(0, await db.Articles.CountAsync());
    }

    [Fact]
    public async Task An_older_program_does_not_start_where_a_newer_one_has_said_that_it_cannot_work()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        await using (var db = await archive.OpenAsync()) await db.Database.ExecuteSqlAsync($"UPDATE schema_floor SET migration = '99990101000000_Later'");
        var fault = await Assert.ThrowsAsync<ProgramTooOldException>(() => archive.Get<IDbContextFactory<NewsDbContext>>().MigrateAsync(Cancel));
        Assert.Contains("newer version (Later)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_signs_that_it_runs_and_leaves_when_it_ends()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var presence = Presence(archive, new Life());
        await presence.StartAsync(Cancel);
        await Ingestion.ClaimTests.UntilAsync(async () => (await archive.Get<SystemQueries>().NodesAsync(Cancel)).Count == 1);
        var node = Assert.Single(await archive.Get<SystemQueries>().NodesAsync(Cancel));
        Assert.Equal((ThisNode.Version, false, Environment.ProcessId), (node.Version, node.IsLost, node.ProcessId));
        await presence.StopAsync(Cancel);
        Assert.Empty(await archive.Get<SystemQueries>().NodesAsync(Cancel));
    }

    [Fact]
    public async Task A_node_that_becomes_too_old_while_it_runs_stops_itself()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        await using (var db = await archive.OpenAsync()) await db.Database.ExecuteSqlAsync($"UPDATE schema_floor SET migration = '99990101000000_Later'");
        var life = new Life();
        var presence = Presence(archive, life);
        var before = Environment.ExitCode;
        await presence.StartAsync(Cancel);
        await Ingestion.ClaimTests.UntilAsync(() => Task.FromResult(life.Asked));
        await presence.StopAsync(Cancel);
        Environment.ExitCode = before; // the test's own process is not too old
    }

    private static NodePresence Presence(TestArchive archive, Life life) => new(
        archive.Get<NpgsqlDataSource>(), archive.Get<IDbContextFactory<NewsDbContext>>(), archive.Get<ThisNode>(), archive.Get<SystemQueries>(), life, NullLogger<NodePresence>.Instance);

    private sealed class Life : IHostApplicationLifetime
    {
        public bool Asked { get; private set; }
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;
        public void StopApplication() => Asked = true;
    }
}
