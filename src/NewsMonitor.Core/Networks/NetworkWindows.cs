namespace NewsMonitor.Core.Networks;

/// <summary>The unit of a window and of its steps.</summary>
public enum WindowUnit { Seconds, Minutes, Hours, Days, Weeks, Months, Years, Statements }

/// <summary>How a window moves over time.</summary>
/// <param name="Unit">Calendar units in the settings' time zone, or numbers of statements.</param>
/// <param name="Size">How many units it spans.</param>
/// <param name="Step">How many units it moves on.</param>
public sealed record WindowSettings(WindowUnit Unit, int Size, int Step = 1)
{
    /// <summary>More would be no animation but a flood: a year of single days is 366.</summary>
    public const int MostWindows = 2_000;
}

/// <summary>The network of one window.</summary>
/// <param name="From">Its start; of a window of statements, the first one's time.</param>
/// <param name="Until">Its end, exclusive; of a window of statements, the last one's time.</param>
/// <param name="Network">What the statements in it make.</param>
public sealed record NetworkWindow(DateTimeOffset From, DateTimeOffset Until, Network Network);

/// <summary>Where a window falls: its time, and which of the statements, oldest first, stand in it.</summary>
internal readonly record struct WindowSpan(DateTimeOffset From, DateTimeOffset Until, int First, int Count);

/// <summary>
/// Networks over time. A window starts with the first statement's unit (its day, its month) and moves on until its end has passed the last
/// statement; a month is the calendar's. Other than Discourse Network Analyzer, whose windows stand around a centre and leave the ends out,
/// every statement is in at least one window as long as the step is not larger than the size.
/// </summary>
public static class NetworkWindows
{
    /// <returns>In order of time; at most <see cref="WindowSettings.MostWindows"/>, empty ones included, so that a gap is seen as a gap.</returns>
    public static IReadOnlyList<NetworkWindow> Build(IReadOnlyCollection<NetworkEvent> events, NetworkSettings settings, WindowSettings window, CancellationToken cancel = default)
    {
        NetworkBuilder.Check(settings);
        // Duplicates are taken out over all statements first: "once a month" means once, however the windows fall.
        var kept = NetworkBuilder.DistinctList(events, settings);
        var inside = settings with { Duplicates = Duplicates.All };
        return [.. Spans(kept, settings.TimeZone, window).Select(span => new NetworkWindow(span.From, span.Until, NetworkBuilder.Build(kept.GetRange(span.First, span.Count), inside, cancel)))];
    }

    /// <summary>Where the windows fall.</summary>
    /// <param name="events">Oldest first.</param>
    /// <param name="zone">Whose calendar.</param>
    /// <param name="window">How it moves.</param>
    internal static IReadOnlyList<WindowSpan> Spans(IReadOnlyList<NetworkEvent> events, TimeZoneInfo zone, WindowSettings window)
    {
        if (window.Size < 1 || window.Step < 1) throw new ArgumentOutOfRangeException(nameof(window), window, "A window spans and moves by at least one unit.");
        return events.Count == 0 ? [] : [.. window.Unit == WindowUnit.Statements ? OfStatements(events, window) : OfTime(events, zone, window)];
    }

    private static IEnumerable<WindowSpan> OfStatements(IReadOnlyList<NetworkEvent> events, WindowSettings window)
    {
        var count = 0;
        for (var start = 0; start == 0 || start + window.Size <= events.Count; start += window.Step)
        {
            var size = Math.Min(window.Size, events.Count - start);
            yield return new(events[start].At, events[start + size - 1].At, start, size);
            if (++count == WindowSettings.MostWindows) yield break;
        }
    }

    private static IEnumerable<WindowSpan> OfTime(IReadOnlyList<NetworkEvent> events, TimeZoneInfo zone, WindowSettings window)
    {
        var first = Floor(TimeZoneInfo.ConvertTime(events[0].At, zone).DateTime, window.Unit);
        var last = events[^1].At;
        var (low, high) = (0, 0); // both ends only move on: each statement enters and leaves once
        for (var count = 0; count < WindowSettings.MostWindows; count++)
        {
            var from = DayWalk.At(Add(first, window.Unit, count * (long)window.Step), zone);
            var until = DayWalk.At(Add(first, window.Unit, count * (long)window.Step + window.Size), zone);
            while (low < events.Count && events[low].At < from) low++;
            while (high < events.Count && events[high].At < until) high++;
            yield return new(from, until, low, Math.Max(0, high - low));
            if (until > last) yield break;
        }
    }

    private static DateTime Floor(DateTime at, WindowUnit unit) => unit switch
    {
        WindowUnit.Seconds => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)),
        WindowUnit.Minutes => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)),
        WindowUnit.Hours => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour)),
        WindowUnit.Weeks => at.Date.AddDays(-(((int)at.DayOfWeek + 6) % 7)), // Monday
        WindowUnit.Months => new(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Unspecified),
        WindowUnit.Years => new(at.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
        _ => at.Date,
    };

    private static DateTime Add(DateTime at, WindowUnit unit, long units) => unit switch
    {
        WindowUnit.Seconds => at.AddSeconds(units),
        WindowUnit.Minutes => at.AddMinutes(units),
        WindowUnit.Hours => at.AddHours(units),
        WindowUnit.Weeks => at.AddDays(7 * units),
        WindowUnit.Months => at.AddMonths((int)units),
        WindowUnit.Years => at.AddYears((int)units),
        _ => at.AddDays(units),
    };
}
