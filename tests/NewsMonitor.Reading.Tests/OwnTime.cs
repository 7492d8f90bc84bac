using System.Diagnostics;
using System.Globalization;

namespace NewsMonitor.Reading.Tests;

/// <summary>
/// The time that this thread has had a core. What a text costs must not depend on who else is at work on the machine: eight test runs beside
/// one another make a second of a tenth. Without Linux's figures it is the clock on the wall.
/// </summary>
internal readonly struct OwnTime
{
    private const string Figures = "/proc/thread-self/schedstat";
    private readonly long _wall = Stopwatch.GetTimestamp();
    private readonly long? _own = Nanoseconds();

    public OwnTime()
    {
    }

    public long Milliseconds => _own is { } before && Nanoseconds() is { } now ? (now - before) / 1_000_000 : (long)Stopwatch.GetElapsedTime(_wall).TotalMilliseconds;

    private static long? Nanoseconds() =>
        File.Exists(Figures) && long.TryParse(File.ReadAllText(Figures).Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var spent) ? spent : null;
}
