namespace NewsMonitor.Core.Watches.Mail;

/// <summary>When a letter is due, in its reader's own time zone.</summary>
public static class MailCalendar
{
    /// <param name="rhythm">How often.</param>
    /// <param name="now">The moment of the first alert in it.</param>
    /// <param name="hour">Of the digest, 0 to 23.</param>
    /// <param name="weekday">Of a weekly one.</param>
    /// <param name="zone">IANA name; an unknown one is taken for the newsroom's usual.</param>
    public static DateTimeOffset Next(MailRhythm rhythm, DateTimeOffset now, int hour, DayOfWeek weekday, string zone)
    {
        if (rhythm is MailRhythm.AtOnce or MailRhythm.None) return now + AlertWriter.MailGathers;
        var calendar = new NewsroomTime(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.FindSystemTimeZoneById(AlertSettings.UsualZone));
        var day = calendar.Local(now).Date;
        // An hour that the clock skips is the hour after; one that comes twice counts once.
        for (var ahead = 0; ; ahead++)
        {
            var due = calendar.At(day.AddDays(ahead).AddHours(hour));
            if (due > now && (rhythm == MailRhythm.Daily || due.DayOfWeek == weekday)) return due;
        }
    }
}
