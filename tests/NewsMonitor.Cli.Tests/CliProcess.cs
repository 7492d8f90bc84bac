using System.Diagnostics;
using System.Text;

namespace NewsMonitor.Cli.Tests;

/// <summary>The real program as its own process.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private CliProcess(Process process) => _process = process;

    public string Errors
    {
        get { lock (_errors) return _errors.ToString(); }
    }

    public bool HasExited => _process.HasExited;

    public static CliProcess Start(string connectionString, IReadOnlyDictionary<string, string>? settings, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "newsmonitor.dll"), .. words])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["ConnectionStrings__NewsMonitor"] = connectionString;
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) start.Environment[key] = value;
        var cli = new CliProcess(Process.Start(start)!);
        cli._process.ErrorDataReceived += (_, line) =>
        {
            lock (cli._errors) cli._errors.AppendLine(line.Data);
        };
        cli._process.BeginErrorReadLine();
        return cli;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(string connectionString, string? input, params string[] words)
    {
        await using var cli = Start(connectionString, null, words);
        if (input is not null) await cli._process.StandardInput.WriteLineAsync(input);
        cli._process.StandardInput.Close();
        var output = await cli._process.StandardOutput.ReadToEndAsync();
        await cli._process.WaitForExitAsync();
        return (cli._process.ExitCode, output, cli.Errors);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
