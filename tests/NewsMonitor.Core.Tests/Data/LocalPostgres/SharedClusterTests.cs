using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Data.LocalPostgres;

/// <summary>Several programs on one private cluster: who starts it, who stops it, and what a killed one leaves.</summary>
public sealed class SharedClusterTests : IDisposable
{
    private readonly TestFolder _data = new();

    public void Dispose() => _data.Dispose();

    private PostgresOptions Options => new() { DataDirectory = _data.Path, Durable = false };
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_program_that_leaves_stops_the_server()
    {
        var first = await PostgresServer.OpenAsync(Options, Cancel);
        var second = await PostgresServer.OpenAsync(Options, Cancel);
        Assert.False(first.TookOver);
        Assert.True(second.TookOver);

        await first.DisposeAsync();
        Assert.True((await PostgresStatus.OfAsync(Options, Cancel)).IsRunning);
        Assert.Equal(1, await Sql.AskAsync(second.ConnectionString, "SELECT 1"));

        await second.DisposeAsync();
        Assert.False((await PostgresStatus.OfAsync(Options, Cancel)).IsRunning);
    }

    [Fact]
    public async Task A_killed_program_leaves_the_server_to_the_next_one()
    {
        var other = await OtherProgram.OpenAsync(_data.Path);
        await Sql.AskAsync(other.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        await other.KillAsync();
        var left = await PostgresStatus.OfAsync(Options, Cancel);
        Assert.True(left.IsRunning);
        Assert.False(left.InUse);

        await using (var next = await PostgresServer.OpenAsync(Options, Cancel))
        {
            Assert.True(next.TookOver);
            Assert.Equal(42, await Sql.AskAsync(next.ConnectionString, "SELECT answer FROM kept"));
            Assert.Equal(left.ProcessId, (await PostgresStatus.OfAsync(Options, Cancel)).ProcessId);
        }
        Assert.False((await PostgresStatus.OfAsync(Options, Cancel)).IsRunning);
    }

    [Fact]
    public async Task Programs_that_start_at_once_make_one_cluster()
    {
        var starting = Enumerable.Range(0, 3).Select(_ => OtherProgram.OpenAsync(_data.Path)).ToList();
        await using var here = await PostgresServer.OpenAsync(Options, Cancel);
        var others = await Task.WhenAll(starting);

        Assert.Single(others.Select(o => o.TookOver).Append(here.TookOver), tookOver => !tookOver);
        Assert.All(others, o => Assert.Equal(here.ConnectionString, o.ConnectionString));
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }
        Assert.True((await PostgresStatus.OfAsync(Options, Cancel)).IsRunning);
    }

    [Fact]
    public async Task A_server_in_use_is_stopped_only_by_force()
    {
        Assert.Equal(StopOutcome.NotRunning, await PostgresStop.StopAsync(Options, force: false, Cancel));
        await using var server = await PostgresServer.OpenAsync(Options, Cancel);
        Assert.Equal(StopOutcome.InUse, await PostgresStop.StopAsync(Options, force: false, Cancel));
        Assert.Equal(StopOutcome.Stopped, await PostgresStop.StopAsync(Options, force: true, Cancel));
        Assert.False((await PostgresStatus.OfAsync(Options, Cancel)).IsRunning);
    }

    [Fact]
    public async Task A_server_that_died_is_started_again_while_another_program_still_holds_the_cluster()
    {
        await using var first = await PostgresServer.OpenAsync(Options, Cancel);
        await PostgresStop.StopAsync(Options, force: true, Cancel);
        await using var second = await PostgresServer.OpenAsync(Options, Cancel);
        Assert.False(second.TookOver);
        Assert.Equal(1, await Sql.AskAsync(first.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_server_of_a_connection_string_is_not_ours_to_stop() =>
        Assert.Equal(StopOutcome.NotPrivate, await PostgresStop.StopAsync(Options with { ConnectionString = "Host=somewhere" }, force: true, Cancel));
}
