using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NewsMonitor.Core.Data.LocalPostgres;

/// <summary>
/// What a running server writes into <c>postmaster.pid</c> of its cluster (lines: pid, data directory, start time, port, socket folder, address …;
/// src/include/utils/pidfile.h). It stays behind when the server is killed.
/// </summary>
internal sealed record PostmasterFile(int ProcessId, string Cluster, int Port, string? SocketFolder)
{
    private const int NoSignal = 0;
    private const int Interrupt = 2;
    private const int NotPermitted = 1;

    public static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <summary>The file's content, or null if there is none or it is not (yet) whole.</summary>
    public static PostmasterFile? Read(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(cluster));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        if (lines.Length == 0 || !int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process))
        {
            return null;
        }
        var port = lines.Length > 3 && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var p) ? p : 0;
        // A negative number is a single-user session (initdb, recovery by hand).
        return new PostmasterFile(Math.Abs(process), cluster, port, lines.Length > 4 && lines[4].Length > 0 ? lines[4] : null);
    }

    /// <summary>Whether the process of that number lives and is the server of this cluster, and not a later process that got the same number.</summary>
    public bool IsAlive() => Exists() && CommandLine().Contains(Cluster, StringComparison.Ordinal);

    /// <summary>Whether any process has that number.</summary>
    public bool Exists() => kill(ProcessId, NoSignal) == 0 || Marshal.GetLastPInvokeError() == NotPermitted;

    /// <summary>Asks for a fast shutdown: sessions end, work is written, the process goes (PostgreSQL manual, "Shutting Down the Server").</summary>
    public bool AskToStop() => kill(ProcessId, Interrupt) == 0;

    private string CommandLine()
    {
        try
        {
            if (Directory.Exists("/proc/self"))
            {
                return File.ReadAllText($"/proc/{ProcessId}/cmdline");
            }
            using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "command=", "-p", $"{ProcessId}"]) { RedirectStandardOutput = true })!;
            return ps.StandardOutput.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            // Gone in between.
            return "";
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
