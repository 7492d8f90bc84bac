using Microsoft.EntityFrameworkCore;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;
using Npgsql;
using static NewsMonitor.Core.Tests.Ingestion.TestNewsroom;

namespace NewsMonitor.Core.Tests.Ingestion;

public sealed class RecoveryTests(TestCluster cluster)
{
    [Fact]
    public async Task A_worker_goes_on_by_itself_when_the_database_was_away()
    {
        await using var room = await OpenAsync(cluster, ("Lease", "00:01:40"));
        room.Server.Serve("/feed", Rss(new Item("Eins", "https://blatt.example/1")));
        var service = ClaimTests.ServiceOf(room.Archive);
        await service.StartAsync(CancellationToken.None);
        var id = await room.AddFeedAsync("/feed");
        await ClaimTests.UntilAsync(async () => (await room.FeedAsync(id)).LastGoodAt is not null);

        var name = new NpgsqlConnectionStringBuilder(room.Archive.ConnectionString).Database;
        await ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        await Task.Delay(3000); // long enough for several claims to fail
        Assert.False(service.ExecuteTask!.IsCompleted);
        await ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");

        room.Server.Serve("/feed", Rss(new Item("Eins", "https://blatt.example/1"), new Item("Zwei", "https://blatt.example/2")));
        await room.SqlAsync("UPDATE feeds SET next_check_at = now()");
        var back = DateTime.UtcNow;
        await ClaimTests.UntilAsync(() => room.AskAsync(db => db.Articles.AnyAsync(a => a.Title == "Zwei")));
        Assert.True(DateTime.UtcNow - back < TimeSpan.FromSeconds(10));
        await service.StopAsync(CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
