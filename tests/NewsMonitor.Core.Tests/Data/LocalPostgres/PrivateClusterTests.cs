using System.Diagnostics;
using System.Globalization;
using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Data.LocalPostgres;

/// <summary>One private cluster: what it is made of, who may reach it, and what it survives.</summary>
public sealed class PrivateClusterTests : IDisposable
{
    private readonly TestFolder _data = new();

    public void Dispose() => _data.Dispose();

    private PostgresOptions Options => new() { DataDirectory = _data.Path, Durable = false };
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_listens_on_no_network_address_and_only_its_owner_may_use_the_socket()
    {
        await using var server = await PostgresServer.OpenAsync(Options, Cancel);
        Assert.Equal("", await Sql.AskAsync(server.ConnectionString, "SHOW listen_addresses"));
        Assert.Equal("0700", await Sql.AskAsync(server.ConnectionString, "SHOW unix_socket_permissions"));
        Assert.Equal(1L, await Sql.AskAsync(server.ConnectionString, "SELECT count(*) FROM pg_hba_file_rules WHERE type = 'local' AND auth_method = 'scram-sha-256'"));
        Assert.Equal(1L, await Sql.AskAsync(server.ConnectionString, "SELECT count(*) FROM pg_hba_file_rules"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data.Path, "postgres", "password")));
    }

    [Fact]
    public async Task A_production_cluster_writes_to_disk_before_it_says_done_and_keeps_a_week_of_logs()
    {
        await using var server = await PostgresServer.OpenAsync(Options with { Durable = true }, Cancel);
        Assert.Equal("on", await Sql.AskAsync(server.ConnectionString, "SHOW fsync"));
        Assert.Equal("on", await Sql.AskAsync(server.ConnectionString, "SHOW synchronous_commit"));
        Assert.Equal("on", await Sql.AskAsync(server.ConnectionString, "SHOW data_checksums"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_data.Path, "postgres", "log"), "postgres-*.log"));
    }

    [Fact]
    public async Task German_is_stemmed_with_its_umlauts()
    {
        await using var server = await PostgresServer.OpenAsync(Options, Cancel);
        await GermanSearch.AssertAsync(server.ConnectionString);
    }

    [Fact]
    public async Task A_killed_server_comes_back_with_what_was_committed()
    {
        var options = Options with { Durable = true };
        await using (var server = await PostgresServer.OpenAsync(options, Cancel))
        {
            await Sql.AskAsync(server.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
            Process.GetProcessById((await PostgresStatus.OfAsync(Options, Cancel)).ProcessId!.Value).Kill();
        }
        await using var next = await PostgresServer.OpenAsync(options, Cancel);
        Assert.False(next.TookOver);
        Assert.Equal(42, await Sql.AskAsync(next.ConnectionString, "SELECT answer FROM kept"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_postmaster_file_of_a_server_that_is_gone_does_not_hold_up_the_start(bool numberIsInUseAgain)
    {
        await using (await PostgresServer.OpenAsync(Options, Cancel))
        {
        }
        var cluster = Path.Combine(_data.Path, "postgres", "cluster");
        var process = numberIsInUseAgain ? Environment.ProcessId : 4_000_000;
        File.WriteAllLines(
            Path.Combine(cluster, "postmaster.pid"),
            [process.ToString(CultureInfo.InvariantCulture), cluster, "1637000000", "5432", Path.Combine(_data.Path, "postgres", "run"), "", "  5432001     32768", "ready   "]);

        Assert.False((await PostgresStatus.OfAsync(Options, Cancel)).IsRunning);
        await using var server = await PostgresServer.OpenAsync(Options, Cancel);
        Assert.False(server.TookOver);
    }

    [Fact]
    public async Task A_creation_that_was_cut_off_is_begun_anew()
    {
        var half = Directory.CreateDirectory(Path.Combine(_data.Path, "postgres", "new-0123", "cluster")).FullName;
        File.WriteAllText(Path.Combine(half, "PG_VERSION"), "15");
        await using var server = await PostgresServer.OpenAsync(Options, Cancel);
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public async Task A_data_directory_too_deep_for_a_socket_gets_one_elsewhere()
    {
        var deep = _data[string.Join('/', Enumerable.Repeat("a-rather-long-name-of-a-folder", 5))];
        await using (var server = await PostgresServer.OpenAsync(Options with { DataDirectory = deep }, Cancel))
        {
            // Under /tmp, or, for a root that has moved the whole cluster out, beside it.
            Assert.DoesNotContain(deep, server.ConnectionString, StringComparison.Ordinal);
            Assert.Equal(1, await Sql.AskAsync(server.ConnectionString, "SELECT 1"));
            await using var second = await PostgresServer.OpenAsync(Options with { DataDirectory = deep }, Cancel);
            Assert.Equal(server.ConnectionString, second.ConnectionString);
        }
        var sockets = (await PostgresStatus.OfAsync(Options with { DataDirectory = deep }, Cancel)).SocketFolder;
        Assert.Null(sockets);
    }

    [Fact]
    public async Task A_data_directory_with_a_quote_in_its_name_is_refused_in_words()
    {
        var e = await Assert.ThrowsAsync<PostgresUnavailableException>(() => PostgresServer.OpenAsync(Options with { DataDirectory = _data["it's"] }, Cancel));
        Assert.Contains("NEWSMONITOR_DATA", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        await using (await PostgresServer.OpenAsync(Options, Cancel))
        {
        }
        File.AppendAllText(Path.Combine(_data.Path, "postgres", "cluster", "postgresql.auto.conf"), "shared_buffers = 'nonsense'\n");
        var e = await Assert.ThrowsAsync<PostgresUnavailableException>(() => PostgresServer.OpenAsync(Options, Cancel));
        Assert.Contains("shared_buffers", e.Message, StringComparison.Ordinal);
    }
}
