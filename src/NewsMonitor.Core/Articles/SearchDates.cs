using System.Globalization;

namespace NewsMonitor.Core.Articles;

/// <summary>
/// Dates as people write them in a query, in the newsroom's calendar: <c>2021</c>, <c>2021-12</c>, <c>2021-12-08</c>,
/// <c>2021-12-08T14:30</c>, <c>8.12.2021</c>, <c>-7d</c>, <c>today</c>, <c>gestern</c>, <c>Montag</c>, <c>"Dezember 2021"</c>, <c>last-week</c>. Each is
/// a span: a day, a week, a month, a year, a minute.
/// </summary>
internal static class SearchDates
{
    private static readonly DateTimeFormatInfo[] Calendars = [CultureInfo.GetCultureInfo("en").DateTimeFormat, CultureInfo.GetCultureInfo("de").DateTimeFormat];

    public static (DateTimeOffset From, DateTimeOffset Until)? Read(string text, DateTimeOffset now, NewsroomTime newsroom)
    {
        var today = newsroom.Local(now).DateTime.Date;
        (DateTime From, DateTime Until)? local = text.ToLowerInvariant() switch
        {
            "today" or "heute" => (today, today.AddDays(1)),
            "yesterday" or "gestern" => (today.AddDays(-1), today),
            "vorgestern" => (today.AddDays(-2), today.AddDays(-1)),
            var other => Relative(other, newsroom.Local(now).DateTime) ?? Written(other) ?? Named(other.Replace('-', ' '), today),
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
        if (Is("yyyy-M-d", out var day) || Is("d.M.yyyy", out day) || Is("yyyy/M/d", out day)) return (day, day.AddDays(1));
        if (Is("yyyy-M", out var month) || Is("M.yyyy", out month) || Is("M/yyyy", out month)) return (month, month.AddMonths(1));
        if (Is("yyyy", out var year)) return (year, year.AddYears(1));
        if (Is("yyyy-MM-dd't'HH:mm", out var minute)) return (minute, minute.AddMinutes(1));
        return null;
    }

    /// <summary>A weekday or a month by its name, of those that have begun the latest; a month of a year; this or last week, month, year.</summary>
    private static (DateTime From, DateTime Until)? Named(string text, DateTime today)
    {
        int Find(Func<DateTimeFormatInfo, string[]> names, string name) =>
            Calendars.Select(c => Array.FindIndex(names(c), n => n.Length > 0 && n.Equals(name, StringComparison.OrdinalIgnoreCase))).Max();
        if (Find(c => c.DayNames, text) is >= 0 and var weekday) return today.AddDays(-(((int)today.DayOfWeek - weekday + 7) % 7)) is var day ? (day, day.AddDays(1)) : null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2) return null;
        if (Find(c => c.MonthNames, words[0]) is >= 0 and var month)
        {
            var year = words.Length == 1 ? today.Year - (month + 1 > today.Month ? 1 : 0) : int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var written) && written is > 1 and < 9998 ? written : 0;
            return year > 0 ? (new(year, month + 1, 1), new DateTime(year, month + 1, 1).AddMonths(1)) : null;
        }
        int? back = words is [var which, _] ? which switch { "this" or "diese" or "dieser" or "dieses" or "diesen" or "diesem" => 0, "last" or "letzte" or "letzter" or "letztes" or "letzten" or "letztem" or "vorige" => 1, _ => null } : null;
        return (back, words[^1]) switch
        {
            (null, _) => null,
            (int weeks, "week" or "woche") => today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - 7 * weeks) is var monday ? (monday, monday.AddDays(7)) : null,
            (int months, "month" or "monat") => new DateTime(today.Year, today.Month, 1).AddMonths(-months) is var first ? (first, first.AddMonths(1)) : null,
            (int years, "year" or "jahr") => (new(today.Year - years, 1, 1), new(today.Year - years + 1, 1, 1)),
            _ => null,
        };
    }
}
