using System.Diagnostics;

namespace NewsMonitor.Testing.Data;

/// <summary>A second process that keeps the private cluster of a data directory open (this assembly's own <c>Program</c>).</summary>
public sealed class OtherProgram : IAsyncDisposable
{
    private readonly Process _process;

    private OtherProgram(Process process, bool tookOver, string connectionString) =>
        (_process, TookOver, ConnectionString) = (process, tookOver, connectionString);

    public bool TookOver { get; }
    public string ConnectionString { get; }

    /// <summary>Starts it and waits until the database is open.</summary>
    public static async Task<OtherProgram> OpenAsync(string dataDirectory)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(OtherProgram).Assembly.Location, "hold", dataDirectory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync() is not { } said)
        {
            throw new InvalidOperationException($"The other program did not open {dataDirectory}: {await process.StandardError.ReadToEndAsync()}");
        }
        var parts = said.Split('\t');
        return new OtherProgram(process, parts[0] == "took over", parts[1]);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as it would end by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
