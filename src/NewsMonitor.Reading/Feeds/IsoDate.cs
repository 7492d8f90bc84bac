namespace NewsMonitor.Reading.Feeds;

/// <summary>ISO 8601 as feeds write it: extended and basic, whole or cut short, with weeks and days of the year, with a space or a "t" for the "T".</summary>
internal static class IsoDate
{
    public static DateTimeOffset? Read(ReadOnlySpan<char> text, out bool hasZone)
    {
        hasZone = false;
        var digits = Digits(text);
        if (digits is not (4 or 6 or 7 or 8))
            return null;
        var year = FeedDateParser.Number(text[..4]);
        int month = 1, day = 1, at = 4;
        if (digits == 8)
            (month, day, at) = (FeedDateParser.Number(text[4..6]), FeedDateParser.Number(text[6..8]), 8);
        else if (digits == 7)
        {
            if (!FromDayOfYear(year, FeedDateParser.Number(text[4..7]), out month, out day))
                return null;
            at = 7;
        }
        else if (digits == 6)
            (month, at) = (FeedDateParser.Number(text[4..6]), 6);
        else if (text.Length == 4)
            return FeedDateParser.Build(year, 1, 1, 0, 0, 0, null);
        else if (text[4] is not ('-' or '/' or '.'))
            return null;
        else if (!Extended(text, year, ref month, ref day, ref at))
            return null;

        if (at == text.Length)
            return FeedDateParser.Build(year, month, day, 0, 0, 0, null);
        if (text[at] is not ('T' or 't' or ' ' or ','))
            return Zone.Read(text[at..], out var only, out _) ? WithZone(year, month, day, only, out hasZone) : null;
        return Time(text[(at + 1)..].TrimStart(), year, month, day, out hasZone);
    }

    private static DateTimeOffset? WithZone(int year, int month, int day, TimeSpan offset, out bool hasZone)
    {
        hasZone = true;
        return FeedDateParser.Build(year, month, day, 0, 0, 0, offset);
    }

    private static bool Extended(ReadOnlySpan<char> text, int year, ref int month, ref int day, ref int at)
    {
        var rest = text[5..];
        if (rest.Length >= 3 && (rest[0] | 0x20) == 'w')
            return Week(rest[1..], year, ref month, ref day, ref at);
        var count = Digits(rest);
        if (count == 3)
        {
            at = 8;
            return FromDayOfYear(year, FeedDateParser.Number(rest[..3]), out month, out day);
        }
        if (count is not (1 or 2))
            return false;
        month = FeedDateParser.Number(rest[..count]);
        at = 5 + count;
        if (at >= text.Length || text[at] != text[4])
            return at == text.Length;
        var days = Digits(text[(at + 1)..]);
        if (days is not (1 or 2))
            return false;
        day = FeedDateParser.Number(text.Slice(at + 1, days));
        at += 1 + days;
        return true;
    }

    private static bool Week(ReadOnlySpan<char> rest, int year, ref int month, ref int day, ref int at)
    {
        if (Digits(rest) < 2 || FeedDateParser.Number(rest[..2]) is < 1 or > 53 || year < 1)
            return false;
        var weekday = rest.Length > 3 && rest[2] == '-' && char.IsAsciiDigit(rest[3]) ? rest[3] - '0' : 1;
        var date = System.Globalization.ISOWeek.ToDateTime(year, FeedDateParser.Number(rest[..2]), (DayOfWeek)(weekday % 7));
        (month, day) = (date.Month, date.Day);
        at = 8 + (rest.Length > 3 && rest[2] == '-' ? 2 : 0);
        return date.Year == year;
    }

    private static bool FromDayOfYear(int year, int number, out int month, out int day)
    {
        (month, day) = (1, 1);
        if (year < 1 || number < 1 || number > (DateTime.IsLeapYear(year) ? 366 : 365))
            return false;
        var date = new DateTime(year, 1, 1).AddDays(number - 1);
        (month, day) = (date.Month, date.Day);
        return true;
    }

    private static DateTimeOffset? Time(ReadOnlySpan<char> text, int year, int month, int day, out bool hasZone)
    {
        Span<int> parts = [0, 0, 0];
        var count = 0;
        var at = 0;
        while (count < 3)
        {
            var digits = Digits(text[at..]);
            if (digits is 0 or > 6)
                break;
            // The basic form runs together: 101455.
            digits = Math.Min(digits, 2);
            parts[count++] = FeedDateParser.Number(text.Slice(at, digits));
            at += digits;
            if (at < text.Length && text[at] == ':')
                at++;
        }
        if (at < text.Length && text[at] is '.' or ',')
            at += 1 + Digits(text[(at + 1)..]);
        var rest = text[at..].Trim();
        if ((rest.StartsWith("pm", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("p.m", StringComparison.OrdinalIgnoreCase)) && parts[0] < 12)
            parts[0] += 12;
        hasZone = Zone.Read(rest, out var offset, out _);
        return FeedDateParser.Build(year, month, day, parts[0], parts[1], parts[2], hasZone ? offset : null);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        return count;
    }
}
