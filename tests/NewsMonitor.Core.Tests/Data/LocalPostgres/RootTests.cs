using System.Globalization;
using NewsMonitor.Core.Data.LocalPostgres;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Data.LocalPostgres;

/// <summary>PostgreSQL refuses to run as root; a program that is root starts it as somebody else.</summary>
public sealed class RootTests : IDisposable
{
    private readonly TestFolder _data = new();

    public void Dispose() => _data.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Root_starts_the_server_as_another_user_and_keeps_its_password_to_itself()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "This is about programs that run as root on Linux.");
        var options = new PostgresOptions { DataDirectory = _data.Path, Durable = false };
        await using var server = await PostgresServer.OpenAsync(options, Cancel);
        var process = (await PostgresStatus.OfAsync(options, Cancel)).ProcessId!.Value;
        Assert.NotEqual(0, UserOf(process));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data.Path, "postgres", "password")));
    }

    [Fact]
    public async Task Root_whose_home_is_closed_to_others_gets_a_server_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "This is about programs that run as root on Linux.");
        // The test's folder is 0700 and not the data directory itself, so no other user may pass: as under /root.
        var options = new PostgresOptions { DataDirectory = _data["share/newsmonitor"], Durable = false };
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_data.Path));
        await using (var server = await PostgresServer.OpenAsync(options, Cancel))
        {
            Assert.Equal(1, await Sql.AskAsync(server.ConnectionString, "SELECT 1"));
        }
        // And again, from what is there now.
        await using (var server = await PostgresServer.OpenAsync(options, Cancel))
        {
            Assert.Equal(1, await Sql.AskAsync(server.ConnectionString, "SELECT 1"));
        }
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_data.Path));
    }

    private static int UserOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("Uid:", StringComparison.Ordinal));
        return int.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture);
    }
}
