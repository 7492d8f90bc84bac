using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NewsMonitor.Reading.Tests.Pages;

/// <summary>The processor time that the current thread has used: what a bound means on a machine that runs other tests too. Wall time where the system has no such clock.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    internal static TimeSpan Now
    {
        get
        {
            if (OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0)
            {
                return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
            }

            return Stopwatch.GetElapsedTime(0);
        }
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);
}
