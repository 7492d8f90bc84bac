using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsMonitor.Reading.Pages;

/// <summary>What a line says about dates. <paramref name="Remainder"/> is what is left of it once dates, times, labels and separators are taken out.</summary>
internal sealed record PastedDateLine(DateTimeOffset? Published, bool HasTime, DateTimeOffset? Modified, string Remainder);

/// <summary>
/// Reads date lines as news pages print them: "Stand: 08.12.2021 01:21 Uhr", "8. Dezember 2021, 1.21 Uhr", "Published 8 December 2021",
/// "December 8, 2021 1:21 AM ET", "Wed 8 Dec 2021 01.21 GMT", ISO 8601. Only short lines are looked at, with regexes that cannot backtrack.
/// </summary>
internal static class PastedDate
{
    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Months = "januar|jänner|january|jan|februar|february|feb|märz|maerz|march|mär|mar|april|apr|mai|may|juni|june|jun|juli|july|jul|"
        + "august|aug|september|sept|sep|oktober|october|okt|oct|november|nov|dezember|december|dez|dec";
    private const string Zones = "UTC|GMT|BST|CET|CEST|MEZ|MESZ|EET|EEST|MSK|EST|EDT|ET|PST|PDT|PT|Z";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex Date = new(
        $@"\b(?:(?<y>\d{{4}})-(?<m>\d{{2}})-(?<d>\d{{2}})(?:T|\b)|(?<d>\d{{1,2}})\.\s?(?<m>\d{{1,2}})\.\s?(?<y>\d{{4}}|\d{{2}})\b|(?<d>\d{{1,2}})(?:\.|st|nd|rd|th)?\s?(?<n>{Months})\.?,?\s(?<y>\d{{4}})\b|(?<n>{Months})\.?\s(?<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?<y>\d{{4}})\b)",
        Safe, Patience);
    private static readonly Regex Time = new(
        $@"(?:^|[^\d.:])(?<t>(?<h>\d{{1,2}})[:.](?<min>\d{{2}})(?::\d{{2}}(?:\.\d+)?)?\s?(?:(?<half>[ap])\.?m\b\.?)?\s?(?:Uhr\b)?\s?\(?(?<zone>(?:{Zones})\b|[+-]\d{{2}}:?\d{{2}})?\)?)",
        Safe, Patience);
    private static readonly Regex Modified = new(@"updated?|modified|aktualisier|geändert|zuletzt|korrigiert|corrected", Safe, Patience);
    private static readonly Regex Label = new(
        @"^(?:stand|veröffentlicht|erschienen|publiziert|erstellt|datum|aktualisiert|zuletzt|letzte|published|posted|updated|first|last|issued|date)\b", Safe, Patience);
    private static readonly FrozenSet<string> Filler = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "stand", "veröffentlicht", "erschienen", "publiziert", "erstellt", "datum", "aktualisiert", "aktualisierung", "zuletzt", "letzte", "geändert", "korrigiert", "am", "um", "vom", "uhr", "den",
        "published", "posted", "updated", "update", "first", "last", "modified", "issued", "date", "on", "at", "the", "and", "und",
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "mo", "di", "mi", "do", "fr", "sa", "so",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /// <summary>Germany's clock; where the machine has no zone data, Central European Time with the European Union's summer rule (2000/84/EC).</summary>
    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out var zone) ? zone : CentralEuropean();

    /// <summary>Whether the line is no more than a label whose date stands on the next line ("Published", "Stand:").</summary>
    public static bool IsLabelAlone(string line) => line.Length <= 30 && Label.IsMatch(line) && Strip(line).Length == 0;

    /// <summary>The dates of a line, or null where it has none or they are part of a sentence.</summary>
    public static PastedDateLine? Read(string line, TimeZoneInfo zone)
    {
        if (line.Length > 160)
            return null;
        DateTimeOffset? published = null, modified = null;
        var (hasTime, at, rest) = (false, 0, "");
        var dates = Date.Matches(line);
        for (var i = 0; i < dates.Count && i < 4; i++)
        {
            var match = dates[i];
            var before = line[at..match.Index];
            at = match.Index + match.Length;
            // The time stands behind the date, or right before it ("Updated 1:21 AM ET, Wed December 8, 2021").
            var until = i + 1 < dates.Count ? dates[i + 1].Index : line.Length;
            var time = Time.Match(line[at..until]);
            if (time.Success && time.Index <= 8)
                at += time.Index + time.Length;
            else if (Time.Match(before) is { Success: true } earlier)
            {
                time = earlier;
                before = before.Remove(earlier.Groups["t"].Index, earlier.Groups["t"].Length);
            }
            else
                time = Match.Empty;
            if (Moment(match, time, zone) is not { } moment)
                return null;
            if (Modified.IsMatch(before))
                modified ??= moment;
            else if (published is null)
                (published, hasTime) = (moment, time.Success);
            rest += before + " ";
        }
        if (published is null && modified is null)
            return null;
        rest = Strip(rest + line[at..]);
        return rest.Length > 0 && !Label.IsMatch(line) && PastedByline.Read(rest) is null ? null : new PastedDateLine(published, hasTime, modified, rest);
    }

    private static string Strip(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(w => w.Trim('.', ',', ':', '|', '•', '·', '-', '–', '—', '(', ')', '/', '*') is var bare && bare.Length > 0 && !Filler.Contains(bare))).Trim(' ', ',', '|', '•', '·', '-', '–', '—');
    }

    private static DateTimeOffset? Moment(Match date, Match time, TimeZoneInfo zone)
    {
        var year = int.Parse(date.Groups["y"].ValueSpan, CultureInfo.InvariantCulture);
        var month = date.Groups["n"].Success ? MonthOf(date.Groups["n"].Value) : int.Parse(date.Groups["m"].ValueSpan, CultureInfo.InvariantCulture);
        var day = int.Parse(date.Groups["d"].ValueSpan, CultureInfo.InvariantCulture);
        var (hour, minute) = (0, 0);
        if (time.Success)
        {
            hour = int.Parse(time.Groups["h"].ValueSpan, CultureInfo.InvariantCulture);
            minute = int.Parse(time.Groups["min"].ValueSpan, CultureInfo.InvariantCulture);
            if (time.Groups["half"].Success && hour <= 12)
                hour = hour % 12 + (time.Groups["half"].ValueSpan[0] is 'p' or 'P' ? 12 : 0);
        }
        if (year < 100)
            year += 2000;
        if (year is < 1900 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
            return null;
        var local = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, OffsetOf(time.Groups["zone"].Value.ToUpperInvariant(), local, zone));
    }

    private static int MonthOf(string name) => name.ToLowerInvariant() switch
    {
        ['j', 'a' or 'ä', ..] => 1,
        ['f', ..] => 2,
        ['m', 'ä' or 'a', 'r' or 'e', ..] => 3,
        ['a', 'p', ..] => 4,
        ['m', ..] => 5,
        ['j', 'u', 'n', ..] => 6,
        ['j', ..] => 7,
        ['a', ..] => 8,
        ['s', ..] => 9,
        ['o', ..] => 10,
        ['n', ..] => 11,
        _ => 12,
    };

    private static TimeSpan OffsetOf(string stated, DateTime local, TimeZoneInfo zone) => stated switch
    {
        "" => zone.GetUtcOffset(local),
        "Z" or "UTC" or "GMT" => TimeSpan.Zero,
        "BST" or "CET" or "MEZ" => TimeSpan.FromHours(1),
        "CEST" or "MESZ" or "EET" => TimeSpan.FromHours(2),
        "EEST" or "MSK" => TimeSpan.FromHours(3),
        "EST" => TimeSpan.FromHours(-5),
        "EDT" => TimeSpan.FromHours(-4),
        "PST" => TimeSpan.FromHours(-8),
        "PDT" => TimeSpan.FromHours(-7),
        "ET" => Us("America/New_York", -5, local),
        "PT" => Us("America/Los_Angeles", -8, local),
        _ => Signed(stated),
    };

    private static TimeSpan Us(string id, int standard, DateTime local) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone.GetUtcOffset(local) : TimeSpan.FromHours(standard);

    private static TimeSpan Signed(string offset)
    {
        var minutes = int.Parse(offset.AsSpan(1, 2), CultureInfo.InvariantCulture) * 60 + int.Parse(offset.AsSpan(offset.Length - 2), CultureInfo.InvariantCulture);
        return TimeSpan.FromMinutes(Math.Min(minutes, 14 * 60) * (offset[0] == '-' ? -1 : 1));
    }

    private static TimeZoneInfo CentralEuropean()
    {
        var start = TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday);
        var end = TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1), start, end);
        return TimeZoneInfo.CreateCustomTimeZone("Europe/Berlin", TimeSpan.FromHours(1), "Europe/Berlin", "CET", "CEST", [rule]);
    }
}
