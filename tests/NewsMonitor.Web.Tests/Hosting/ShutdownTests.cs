using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Web.Tests.Hosting;

public sealed class ShutdownTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_program_says_where_it_is_and_ends_cleanly_on_SIGTERM()
    {
        var port = FreePort();
        using var program = Process.Start(new ProcessStartInfo("dotnet", [typeof(Components.App).Assembly.Location, "--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__NewsMonitor"] = database.ConnectionString, ["Ingestion__RunInWeb"] = "false" },
        })!;
        try
        {
            var said = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await ReadyAsync(port);

            var clock = Stopwatch.StartNew();
            using (var kill = Process.Start("kill", ["-TERM", program.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(0, program.ExitCode);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}.");
            var output = await said;
            Assert.Contains($"NewsMonitor is at http://127.0.0.1:{port}", output, StringComparison.Ordinal);
            Assert.Matches("setup code [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", output);
        }
        finally
        {
            if (!program.HasExited) program.Kill(entireProcessTree: true);
        }
    }

    private static async Task ReadyAsync(int port)
    {
        using var client = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync($"http://127.0.0.1:{port}/health/ready", TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (attempt < 300) { /* it does not listen yet */ }
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
