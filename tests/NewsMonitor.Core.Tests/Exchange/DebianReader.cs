using System.Diagnostics;
using System.Text;

namespace NewsMonitor.Core.Tests.Exchange;

/// <summary>Somebody else's reader of our files, from a package of Debian's Python. Skips the test where it is missing.</summary>
internal static class DebianReader
{
    /// <summary>What a script says of a file, whose path is its first argument.</summary>
    /// <param name="module">What it imports: igraph.</param>
    /// <param name="script">Python.</param>
    /// <param name="file">The file's bytes.</param>
    /// <param name="arguments">Further arguments.</param>
    public static async Task<string> ReadAsync(string module, string script, byte[] file, params string[] arguments)
    {
        // Debian's own Python: another on the PATH would not see Debian's packages.
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        if (!File.Exists(start.FileName)) Assert.Skip("No python3 on this machine.");
        var path = Path.Combine(Path.GetTempPath(), $"newsmonitor-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(path, file);
        try
        {
            foreach (var argument in (string[])["-c", script, path, .. arguments]) start.ArgumentList.Add(argument);
            using var python = Process.Start(start)!;
            var (said, complained) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
            await python.WaitForExitAsync();
            if ((await complained).Contains($"No module named '{module}'", StringComparison.Ordinal)) Assert.Skip($"No {module} on this machine: apt-get install python3-{module}.");
            Assert.True(python.ExitCode == 0, await complained);
            return await said;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
