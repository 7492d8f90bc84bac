using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NewsMonitor.Reading.Tests.Feeds;

/// <summary>Holds a reading to the bounds that hostile input must not break: 2 seconds and 150 MB.</summary>
internal static class Bounds
{
    /// <summary>
    /// Runs it and checks both. Memory is all that this thread allocates, freed or not, so it is an upper bound of what is ever in use. Time is the
    /// thread's own, so that tests which run beside this one do not count; and the better of two runs, for the first one compiles.
    /// </summary>
    public static T Hold<T>(Func<T> read, string what)
    {
        var best = TimeSpan.MaxValue;
        for (var run = 0; ; run++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = ThreadTime();
            var result = read();
            var took = ThreadTime() - start;
            best = took < best ? took : best;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(allocated < 150_000_000, $"{what}: {allocated / 1e6:F0} MB");
            if (best < TimeSpan.FromSeconds(2))
                return result;
            Assert.True(run < 1, $"{what}: {best.TotalSeconds:F1} s");
        }
    }

    private static TimeSpan ThreadTime()
    {
        const int threadClock = 3;
        if (OperatingSystem.IsLinux() && ClockGetTime(threadClock, out var time) == 0)
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
        return Stopwatch.GetElapsedTime(0);
    }

    [DllImport("libc", EntryPoint = "clock_gettime"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec { public nint Seconds, Nanoseconds; }
}
