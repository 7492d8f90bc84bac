using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Data.LocalPostgres;

/// <summary>With a connection string, that server and no other.</summary>
public sealed class GivenServerTests(TestCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PostgresOptions With(string connectionString) =>
        new() { DataDirectory = "/nonexistent", ConnectionString = connectionString, ConnectPatience = TimeSpan.Zero };

    [Fact]
    public async Task The_server_of_the_connection_string_is_used_and_no_data_directory_made()
    {
        await using (var server = await PostgresServer.OpenAsync(With(cluster.ConnectionString), Cancel))
        {
            Assert.False(server.IsPrivate);
            Assert.Equal(cluster.PostgresVersion, server.Version);
        }
        Assert.False(Directory.Exists("/nonexistent"));
        Assert.True((await PostgresStatus.OfAsync(With(cluster.ConnectionString), Cancel)).IsRunning);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=y", "Check that it runs")]
    [InlineData("nonsense", "not a connection string")]
    [InlineData("Host=db;Prot=1", "not a connection string")]
    public async Task A_server_that_cannot_be_reached_is_said_in_words(string connectionString, string words)
    {
        var e = await Assert.ThrowsAsync<PostgresUnavailableException>(() => PostgresServer.OpenAsync(With(connectionString), Cancel));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Contains(words, (await PostgresStatus.OfAsync(With(connectionString), Cancel)).Trouble!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_and_a_missing_database_are_said_in_words()
    {
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Password = "wrong", Pooling = false }.ConnectionString;
        var e = await Assert.ThrowsAsync<PostgresUnavailableException>(() => PostgresServer.OpenAsync(With(wrong), Cancel));
        Assert.Contains("Check user and password", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", e.Message, StringComparison.Ordinal);

        var missing = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Database = "nowhere", Pooling = false }.ConnectionString;
        e = await Assert.ThrowsAsync<PostgresUnavailableException>(() => PostgresServer.OpenAsync(With(missing), Cancel));
        Assert.Contains("no such database", e.Message, StringComparison.Ordinal);
    }
}
