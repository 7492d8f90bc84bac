namespace NewsMonitor.Core.Networks;

/// <summary>The local days of moments that come in order: the calendar is asked once a day, not once a moment.</summary>
internal sealed class DayWalk(TimeZoneInfo zone)
{
    private DateTime _day;
    private DateTimeOffset _from = DateTimeOffset.MaxValue, _until = DateTimeOffset.MinValue;

    public DateTime Of(DateTimeOffset at)
    {
        if (at >= _from && at < _until) return _day;
        _day = TimeZoneInfo.ConvertTime(at, zone).Date;
        (_from, _until) = (At(_day, zone), At(_day.AddDays(1), zone));
        return _day;
    }

    /// <summary>The moment of a local time. An hour that the clocks skip in spring is the one after it.</summary>
    public static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local));
    }
}
