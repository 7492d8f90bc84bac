using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NewsMonitor.Testing.Ingestion;

/// <summary>A real worker, <c>newsmonitor ingest</c>, as a process that can be killed and frozen. The program must lie beside the one that runs.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote to standard error: its log.</summary>
    public string Said
    {
        get { lock (_said) return _said.ToString(); }
    }

    /// <param name="connectionString">The archive.</param>
    /// <param name="settings">As in the environment: <c>Ingestion__HostGap</c> …</param>
    public static WorkerProcess Start(string connectionString, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "newsmonitor.dll"), "ingest"])
        {
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ConnectionStrings__NewsMonitor"] = connectionString;
        foreach (var (key, value) in settings) start.Environment[key] = value;
        var worker = new WorkerProcess(Process.Start(start)!);
        worker._process.ErrorDataReceived += (_, line) =>
        {
            lock (worker._said) worker._said.AppendLine(line.Data);
        };
        worker._process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still where it is, and its connections stay open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>SIGTERM, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("TERM");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>The most memory it has had at once, in bytes: what the kernel calls VmHWM.</summary>
    public long PeakMemory() => Status("VmHWM:");

    /// <summary>The processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private long Status(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
