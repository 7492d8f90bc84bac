using System.Globalization;
using NewsMonitor.Core;

namespace NewsMonitor.Web.Localisation;

/// <summary>Times as the newsroom says them: in its zone, by the reader's culture, no longer than needed.</summary>
public sealed class TimeWords(NewsroomTime newsroom, TimeProvider clock)
{
    public DateTimeOffset Now => newsroom.Local(clock.GetUtcNow());

    public DateTimeOffset Local(DateTimeOffset at) => newsroom.Local(at);

    /// <summary>The day it falls on in the newsroom.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary><c>08:31</c>.</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.CurrentCulture);

    /// <summary>Today <c>08:31</c>; this year <c>6 Dec, 13:52</c>; before <c>6 Dec 2021, 13:52</c>.</summary>
    public string Brief(DateTimeOffset at)
    {
        var day = Day(at);
        return day == Day(clock.GetUtcNow()) ? Time(at) : $"{ShortDay(day)}, {Time(at)}";
    }

    public string Brief(DateTimeOffset? at) => at is { } moment ? Brief(moment) : "–";

    /// <summary><c>8 December 2021, 01:21</c>.</summary>
    public string Full(DateTimeOffset at) => $"{LongDay(Day(at))}, {Time(at)}";

    /// <summary><c>8 December 2021</c>.</summary>
    public static string LongDay(DateOnly day) => day.ToString(German ? "d. MMMM yyyy" : "d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary><c>Wednesday, 8 December</c>, with the year where it is not this one.</summary>
    public string WeekDay(DateOnly day) =>
        day.ToString((German ? "dddd, d. MMMM" : "dddd, d MMMM") + (day.Year == Now.Year ? "" : " yyyy"), CultureInfo.CurrentCulture);

    /// <summary><c>6 Dec</c>, with the year where it is not this one.</summary>
    public string ShortDay(DateOnly day) =>
        day.ToString((German ? "d. MMM" : "d MMM") + (day.Year == Now.Year ? "" : " yyyy"), CultureInfo.CurrentCulture);

    /// <summary>What a bar of a course stands for: an hour, a day, a week, a month.</summary>
    public string Stretch(DateTimeOffset from, DateTimeOffset until) => (until - from).TotalHours switch
    {
        < 2 => Brief(from),
        < 26 => ShortDay(Day(from)),
        < 170 => $"{ShortDay(Day(from))} – {ShortDay(Day(until.AddMinutes(-1)))}",
        _ => Local(from).ToString("MMMM yyyy", CultureInfo.CurrentCulture),
    };

    private static bool German => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";
}
