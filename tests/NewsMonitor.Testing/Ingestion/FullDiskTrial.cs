using System.Diagnostics;

namespace NewsMonitor.Testing.Ingestion;

/// <summary>The disk that PostgreSQL writes to is full for a while, then freed. Needs the right to mount a small file system.</summary>
public static class FullDiskTrial
{
    private const int Megabytes = 400;

    /// <param name="full">How long the disk stays full.</param>
    /// <param name="feeds">How many.</param>
    /// <param name="tell">Told what happens.</param>
    /// <returns>Null where this machine does not let a folder be limited.</returns>
    public static async Task<Verdict?> RunAsync(TimeSpan full, int feeds, Action<string> tell)
    {
        var disk = Path.Combine(Path.GetTempPath(), $"nm-disk-{Guid.NewGuid():N}"[..16]);
        Directory.CreateDirectory(disk);
        if (!await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=755", "tmpfs", disk))
        {
            Directory.Delete(disk);
            return null;
        }
        try
        {
            await using var trial = await Trial.OpenAsync(new(feeds, Entries: 10, BytesAFeed: 8000, LatencyMs: 20, Grows: true), TimeSpan.FromSeconds(1), disk);
            trial.StartWorker();
            trial.StartWorker();
            await trial.ProgressAsync(50);
            var ballast = Path.Combine(disk, "ballast");
            Fill(ballast);
            tell("The disk is full.");
            await WaitAsync(trial, ballast, full);
            var served = (await trial.Publisher.ServedAsync()).Sum();
            File.Delete(ballast);
            // What a server's supervisor does: a server that could not write its log has given up.
            await trial.Cluster.StartAsync();
            tell($"The disk is freed; the workers run on, {served} entries have been served so far.");
            var back = await CrashTrial.ResumeAsync(trial);
            tell($"Both workers were back after {back.TotalSeconds:0.0} s.");
            await trial.ProgressAsync(50);
            return await trial.EndAsync();
        }
        finally
        {
            await RunAsync("umount", disk);
            Directory.Delete(disk);
        }
    }

    /// <summary>Keeps the disk full: what the server gives free is taken again.</summary>
    private static async Task WaitAsync(Trial trial, string ballast, TimeSpan full)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < full)
        {
            if (trial.Workers.Find(worker => worker.HasExited) is { } gone) throw new InvalidOperationException("A worker has ended: " + gone.Said);
            Fill(ballast);
            await Task.Delay(200);
        }
    }

    private static void Fill(string ballast)
    {
        using var file = new FileStream(ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 1);
        var block = new byte[4096];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }
}
