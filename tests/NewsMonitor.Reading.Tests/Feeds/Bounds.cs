using System.Diagnostics;

namespace NewsMonitor.Reading.Tests.Feeds;

/// <summary>Holds a reading to the bounds that hostile input must not break: 2 seconds and 150 MB.</summary>
internal static class Bounds
{
    /// <summary>
    /// Runs it and checks both. Memory is all that this thread allocates, freed or not, so it is an upper bound of what is ever in use. Time is the
    /// better of two runs: other tests run beside this one.
    /// </summary>
    public static T Hold<T>(Func<T> read, string what)
    {
        var best = TimeSpan.MaxValue;
        for (var run = 0; ; run++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var result = read();
            best = watch.Elapsed < best ? watch.Elapsed : best;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(allocated < 150_000_000, $"{what}: {allocated / 1e6:F0} MB");
            if (best < TimeSpan.FromSeconds(2))
                return result;
            Assert.True(run < 1, $"{what}: {best.TotalSeconds:F1} s");
        }
    }
}
