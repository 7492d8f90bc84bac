using System.Diagnostics;
using System.Text;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>What a program that ran to its end said.</summary>
/// <param name="ExitCode">Zero for success.</param>
/// <param name="Output">Standard output and standard error, as they came.</param>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs one of PostgreSQL's programs to its end.</summary>
internal static class Command
{
    private const int NotFound = 127;

    /// <summary>Runs the first word with the others as arguments; no shell. A program that cannot be started gives exit code 127.</summary>
    public static async Task<CommandResult> RunAsync(IEnumerable<string> words, TimeSpan limit, CancellationToken cancel)
    {
        var line = words.ToList();
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The server's user may not be allowed into ours.
            WorkingDirectory = "/",
        };
        // The operator's PGDATA, PGPORT … mean another server than ours.
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        start.Environment["LC_ALL"] = "C";

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, e) => Add(output, e.Data);
        process.ErrorDataReceived += (_, e) => Add(output, e.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new CommandResult(NotFound, e.Message);
        }
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timer.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            cancel.ThrowIfCancellationRequested();
            throw new PostgresUnavailableException($"“{string.Join(' ', line)}” did not end within {limit.TotalSeconds:0} seconds. It said: {output}");
        }
        lock (output)
        {
            return new CommandResult(process.ExitCode, output.ToString().Trim());
        }
    }

    private static void Add(StringBuilder output, string? text)
    {
        lock (output)
        {
            if (text is not null && output.Length < 64_000)
            {
                output.AppendLine(text);
            }
        }
    }
}
