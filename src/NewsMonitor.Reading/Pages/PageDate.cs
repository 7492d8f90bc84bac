using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Pages;

/// <summary>
/// Reads the moments that pages state. Without a zone, a time is taken in the zone of the page (Berlin for German pages, else UTC); a date
/// without a time becomes midnight UTC, which is the same day in all of Europe.
/// </summary>
internal static partial class PageDate
{
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The moment that a value of a meta element, <c>time</c> element or JSON-LD states; null where it states none, or one before 1990 or after 2100.</summary>
    /// <param name="value">The value as written.</param>
    /// <param name="berlin">True where a time without a zone means Berlin time.</param>
    internal static DateTimeOffset? Parse(string? value, bool berlin)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > 100)
        {
            return null;
        }

        value = value.Trim();
        var moment = Iso(value, berlin) ?? Unix(value) ?? Rfc822(value, berlin) ?? Words(value, berlin);
        return moment is { } at && at >= Earliest && at.Year < 2100 ? at : null;
    }

    private static DateTimeOffset? Iso(string value, bool berlin)
    {
        var match = IsoPattern().Match(value);
        if (!match.Success)
        {
            return null;
        }

        int Part(string name, int otherwise) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : otherwise;
        var hour = Part("h", 0);
        var moment = Moment(Part("y", 0), Part("m", 0), Part("d", 0), hour == 24 ? 0 : hour, Part("i", 0), Math.Min(59, Part("s", 0)));
        if (moment is not { } local)
        {
            return null;
        }

        if (!match.Groups["h"].Success)
        {
            return new DateTimeOffset(local, TimeSpan.Zero);
        }

        var zone = match.Groups["z"].Value.Replace(":", "", StringComparison.Ordinal).Trim();
        return zone.Length == 0 ? InZone(local, berlin) : Offset(zone) is { } offset ? At(local, offset) : InZone(local, berlin);
    }

    private static DateTimeOffset? Unix(string value) =>
        value.Length is 10 or 13 && value.All(char.IsAsciiDigit) && long.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? value.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number)
            : null;

    private static DateTimeOffset? Rfc822(string value, bool berlin)
    {
        var match = Rfc822Pattern().Match(value);
        if (!match.Success || Month(match.Groups["m"].Value) is not { } month)
        {
            return null;
        }

        return Build(match, month, berlin);
    }

    /// <summary>Dates in running text: "28.04.2023 14:02 Uhr", "28. April 2023, 14.02 Uhr", "April 28, 2023 2:02 p.m. ET", "2023/04/28".</summary>
    internal static DateTimeOffset? Words(string value, bool berlin)
    {
        foreach (var pattern in (ReadOnlySpan<Regex>)[GermanNumbers(), DayMonthWord(), MonthWordDay()])
        {
            foreach (Match match in pattern.Matches(value))
            {
                var month = int.TryParse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : Month(match.Groups["m"].Value);
                if (month is { } known && Build(match, known, berlin) is { } moment)
                {
                    return moment;
                }
            }
        }

        return null;
    }

    private static DateTimeOffset? Build(Match match, int month, bool berlin)
    {
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var year = Part("y");
        year = year < 100 ? year + 2000 : year;
        var hour = Part("h");
        var half = match.Groups["half"].Value;
        hour = half.StartsWith("p", StringComparison.OrdinalIgnoreCase) && hour < 12 ? hour + 12 : half.StartsWith("a", StringComparison.OrdinalIgnoreCase) && hour == 12 ? 0 : hour;
        if (Moment(year, month, Part("d"), hour, Part("i"), Part("s")) is not { } local)
        {
            return null;
        }

        if (!match.Groups["h"].Success)
        {
            return new DateTimeOffset(local, TimeSpan.Zero);
        }

        return Offset(match.Groups["z"].Value) is { } offset ? At(local, offset) : InZone(local, berlin);
    }

    private static DateTime? Moment(int year, int month, int day, int hour, int minute, int second) =>
        year is >= 1900 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60
            ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified)
            : null;

    private static DateTimeOffset At(DateTime local, TimeSpan offset) => new(local, offset);

    private static DateTimeOffset InZone(DateTime local, bool berlin) => new(local, berlin ? BerlinTime.OffsetAt(local) : TimeSpan.Zero);

    private static TimeSpan? Offset(string zone)
    {
        zone = zone.Replace(":", "", StringComparison.Ordinal).Trim();
        switch (zone.ToUpperInvariant())
        {
            case "Z" or "UTC" or "GMT" or "UT": return TimeSpan.Zero;
            case "MEZ" or "CET" or "BST": return TimeSpan.FromHours(1);
            case "MESZ" or "CEST": return TimeSpan.FromHours(2);
            case "EST" or "CDT": return TimeSpan.FromHours(-5);
            case "EDT" or "ET": return TimeSpan.FromHours(-4);
            case "CST" or "MDT": return TimeSpan.FromHours(-6);
            case "MST" or "PDT" or "PT": return TimeSpan.FromHours(-7);
            case "PST": return TimeSpan.FromHours(-8);
            default: break;
        }

        if (zone.Length is 3 or 5 && zone[0] is '+' or '-' && int.TryParse(zone.AsSpan(1), CultureInfo.InvariantCulture, out var digits))
        {
            var offset = zone.Length == 3 ? TimeSpan.FromHours(digits) : new TimeSpan(digits / 100, digits % 100, 0);
            return offset <= TimeSpan.FromHours(14) ? zone[0] == '-' ? -offset : offset : null;
        }

        return null;
    }

    private static int? Month(string word)
    {
        var key = word.TrimEnd('.').ToLowerInvariant();
        for (var i = 0; i < Months.Length; i++)
        {
            if (Months[i].Contains(key))
            {
                return i + 1;
            }
        }

        return null;
    }

    private static readonly string[][] Months =
    [
        ["january", "januar", "jänner", "jan", "jän"], ["february", "februar", "feber", "feb"], ["march", "märz", "maerz", "mär", "mrz", "mar"], ["april", "apr"],
        ["may", "mai"], ["june", "juni", "jun"], ["july", "juli", "jul"], ["august", "aug"], ["september", "sep", "sept"], ["october", "oktober", "oct", "okt"],
        ["november", "nov"], ["december", "dezember", "dec", "dez"],
    ];

    private const string Clock = @"(?:[,;|\s\u2022\u00B7\u2013-]*(?:um|at|ab|,|\|)?\s*(?<h>\d{1,2})[:.](?<i>\d{2})(?::(?<s>\d{2}))?(?:\s*(?<half>[ap]\.?m\b\.?))?(?:\s*(?:Uhr|h\b)?\s*\(?(?<z>MESZ|MEZ|CEST|CET|UTC|GMT|BST|EST|EDT|ET|PST|PDT|PT|CST|CDT|MST|MDT|[+-]\d{2}:?\d{2})\b)?)?";

    [GeneratedRegex(@"^(?<y>\d{4})-?(?<m>\d{2})-?(?<d>\d{2})(?:(?:T|\s+|T\s+)(?<h>\d{1,2}):?(?<i>\d{2})(?::?(?<s>\d{2})(?:[.,:]\d+)?)?\s*(?<z>Z|UTC|GMT|MEZ|MESZ|CET|CEST|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 5_000)]
    private static partial Regex IsoPattern();

    [GeneratedRegex(@"^(?:[A-Za-z]{2,9},?\s+)?(?<d>\d{1,2})[\s-](?<m>[A-Za-zä]{3,9})[\s-](?<y>\d{4})\s+(?<h>\d{1,2}):(?<i>\d{2})(?::(?<s>\d{2}))?\s*(?<z>[A-Z]{1,4}|[+-]\d{4})?", RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex Rfc822Pattern();

    [GeneratedRegex(@"(?<!\d)(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.\s?(?<y>\d{4}|\d{2})(?!\d)" + Clock, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 5_000)]
    private static partial Regex GermanNumbers();

    [GeneratedRegex(@"(?<!\d)(?<d>\d{1,2})(?:\.|st|nd|rd|th)?\s+(?<m>[A-Za-zä]{3,9})\.?,?\s+(?<y>\d{4})(?!\d)" + Clock, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 5_000)]
    private static partial Regex DayMonthWord();

    [GeneratedRegex(@"\b(?<m>[A-Za-z]{3,9})\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<y>\d{4})(?!\d)" + Clock, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 5_000)]
    private static partial Regex MonthWordDay();
}
