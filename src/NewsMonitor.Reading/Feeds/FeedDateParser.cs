using System.Globalization;

namespace NewsMonitor.Reading.Feeds;

/// <summary>
/// Reads dates in every shape that feeds use: RFC 822 and its misspellings, W3C and ISO 8601 with week and day-of-year forms, asctime, Unix seconds,
/// dates of German, French, Spanish, Italian, Portuguese, Dutch, Polish, Greek, Hungarian and Korean feeds.
/// One tolerant scan into numbers, words and zone instead of a list of formats: feeds make up new mixtures every day.
/// </summary>
public static class FeedDateParser
{
    private const int LongestDate = 100;

    /// <summary>The moment that a text names; <see cref="FeedDate.At"/> is null when none can be read.</summary>
    public static FeedDate Parse(string raw, string source)
    {
        raw = raw.Trim();
        if (raw.Length > LongestDate)
            raw = raw[..LongestDate];
        var at = Read(raw, out var hasZone);
        return new FeedDate(at is { Year: >= 1900 and <= 2100 } ? at : null, raw, source, hasZone);
    }

    private static DateTimeOffset? Read(string raw, out bool hasZone)
    {
        hasZone = false;
        if (raw.Length == 0)
            return null;
        try
        {
            return IsoDate.Read(raw, out hasZone) ?? LooseDate.Read(raw, out hasZone);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Numbers that are no date: the 31st of February, an offset that leads before the year 1.
            return null;
        }
    }

    /// <summary>Builds the instant; a day beyond the month's end, which some feeds write, is the month's last day.</summary>
    internal static DateTimeOffset? Build(int year, int month, int day, int hour, int minute, int second, TimeSpan? offset)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day is < 1 or > 31 || hour is < 0 or > 24 || minute is < 0 or > 59 || second is < 0 or > 61)
            return null;
        day = Math.Min(day, DateTime.DaysInMonth(year, month));
        var date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified).AddHours(hour).AddMinutes(minute).AddSeconds(Math.Min(second, 59));
        return new DateTimeOffset(date, offset is { } o && o.Duration() <= TimeSpan.FromHours(14) ? o : TimeSpan.Zero);
    }

    internal static int Number(ReadOnlySpan<char> digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
}
