namespace NewsMonitor.Core;

/// <summary>The newsroom's calendar: which day an instant falls on, and which instant a written time means.</summary>
/// <param name="Zone">An IANA zone, Europe/Berlin unless the operator says otherwise.</param>
public sealed record NewsroomTime(TimeZoneInfo Zone)
{
    public static NewsroomTime Of(string? zone) => new(TimeZoneInfo.FindSystemTimeZoneById(string.IsNullOrWhiteSpace(zone) ? "Europe/Berlin" : zone));

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>The instant of a local time. One that the clock skips in spring means the moment after the jump; one that comes twice, the first.</summary>
    public DateTimeOffset At(DateTime local)
    {
        if (Zone.IsInvalidTime(local)) local = local.AddHours(1);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset);
    }
}
