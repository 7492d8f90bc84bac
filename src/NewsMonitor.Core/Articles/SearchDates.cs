using System.Globalization;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// Dates as people write them in a query, in the newsroom's calendar: <c>2021</c>, <c>2021-12</c>, <c>2021-12-08</c>,
/// <c>2021-12-08T14:30</c>, <c>8.12.2021</c>, <c>-7d</c>, <c>today</c>, <c>gestern</c>. Each is a span: a day, a month, a year, a minute.
/// </summary>
internal static class SearchDates
{
    public static (DateTimeOffset From, DateTimeOffset Until)? Read(string text, DateTimeOffset now, NewsroomTime newsroom)
    {
        var today = newsroom.Local(now).DateTime.Date;
        (DateTime From, DateTime Until)? local = text.ToLowerInvariant() switch
        {
            "today" or "heute" => (today, today.AddDays(1)),
            "yesterday" or "gestern" => (today.AddDays(-1), today),
            var other => Relative(other, newsroom.Local(now).DateTime) ?? Written(other),
        };
        return local is var (from, until) ? (newsroom.At(from), newsroom.At(until)) : null;
    }

    /// <summary><c>2021-12..2022-01</c>, or one date.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until)? ReadRange(string text, DateTimeOffset now, NewsroomTime newsroom)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return Read(text, now, newsroom);
        return Read(text[..dots], now, newsroom) is var (from, _) && Read(text[(dots + 2)..], now, newsroom) is var (_, until) ? (from, until) : null;
    }

    /// <summary>How a moment is written: a day where it begins one.</summary>
    public static string Write(DateTimeOffset at, NewsroomTime newsroom) =>
        newsroom.Local(at) is var local && local.TimeOfDay == TimeSpan.Zero
            ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>-12h -7d -2w -3m -1y</c>, in German <c>-7t</c> and <c>-1j</c> too; the minus may be left out. Days begin at midnight.</summary>
    private static (DateTime From, DateTime Until)? Relative(string text, DateTime now)
    {
        var digits = text.TrimStart('-', '−', '–');
        if (digits.Length is < 2 or > 5 || text.Length - digits.Length > 1
            || !int.TryParse(digits[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var today = now.Date;
        DateTime? start = digits[^1] switch
        {
            'h' => now.AddHours(-number),
            'd' or 't' => today.AddDays(-number),
            'w' => today.AddDays(-7 * number),
            'm' => today.AddMonths(-number),
            'y' or 'j' when number < 1000 => today.AddYears(-number),
            _ => null,
        };
        return start is { } from ? (from, digits[^1] == 'h' ? from.AddHours(1) : from.AddDays(1)) : null;
    }

    private static (DateTime From, DateTime Until)? Written(string text)
    {
        bool Is(string format, out DateTime at) =>
            DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out at) && at.Year is > 1 and < 9998;
        if (Is("yyyy-M-d", out var day) || Is("d.M.yyyy", out day)) return (day, day.AddDays(1));
        if (Is("yyyy-M", out var month) || Is("M.yyyy", out month)) return (month, month.AddMonths(1));
        if (Is("yyyy", out var year)) return (year, year.AddYears(1));
        if (Is("yyyy-MM-dd't'HH:mm", out var minute)) return (minute, minute.AddMinutes(1));
        return null;
    }
}
