using System.Collections.Frozen;

namespace NewsMonitor.Reading.Feeds;

/// <summary>Time zones as feeds name them: offsets in any spelling, and the names that newsrooms use.</summary>
internal static class Zone
{
    /// <summary>Hours from UTC. Where a name means two zones, the one that news feeds mean: BST is British, IST Indian, CST American.</summary>
    private static readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Names = new Dictionary<string, double>
    {
        ["Z"] = 0, ["GMT"] = 0, ["UT"] = 0, ["UTC"] = 0, ["WET"] = 0, ["WEST"] = 1, ["WEDT"] = 1, ["BST"] = 1, ["CET"] = 1, ["MET"] = 1, ["MEZ"] = 1,
        ["CEST"] = 2, ["CEDT"] = 2, ["MEST"] = 2, ["MESZ"] = 2, ["EET"] = 2, ["EEST"] = 3, ["OEZ"] = 2, ["OESZ"] = 3, ["MSK"] = 3, ["MSD"] = 4,
        ["TRT"] = 3, ["IST"] = 5.5, ["PKT"] = 5, ["WIB"] = 7, ["ICT"] = 7, ["SGT"] = 8, ["HKT"] = 8, ["AWST"] = 8, ["JST"] = 9, ["KST"] = 9,
        ["ACST"] = 9.5, ["ACDT"] = 10.5, ["AEST"] = 10, ["AEDT"] = 11, ["NZST"] = 12, ["NZDT"] = 13, ["SAST"] = 2, ["CAT"] = 2, ["EAT"] = 3, ["WAT"] = 1,
        ["EST"] = -5, ["EDT"] = -4, ["ET"] = -5, ["CST"] = -6, ["CDT"] = -5, ["CT"] = -6, ["MST"] = -7, ["MDT"] = -6, ["MT"] = -7, ["PST"] = -8,
        ["PDT"] = -7, ["PT"] = -8, ["AST"] = -4, ["ADT"] = -3, ["NST"] = -3.5, ["NDT"] = -2.5, ["AKST"] = -9, ["AKDT"] = -8, ["HST"] = -10, ["BRT"] = -3,
        ["BRST"] = -2, ["ART"] = -3,
        // RFC 822's military letters; RFC 2822 says they were defined the wrong way round, so that they mean nothing: UTC.
        ["A"] = 0, ["M"] = 0, ["N"] = 0, ["Y"] = 0,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads a zone at the start of a text.</summary>
    public static bool Read(ReadOnlySpan<char> text, out TimeSpan offset, out int length)
    {
        offset = default;
        length = 0;
        text = text.TrimEnd();
        var skipped = 0;
        while (skipped < text.Length && text[skipped] is ' ' or '(')
            skipped++;
        text = text[skipped..];
        if (text.IsEmpty)
            return false;
        if (text[0] is '+' or '-' or '\u2212')
            return Offset(text, out offset, out length);
        var letters = 0;
        while (letters < text.Length && char.IsAsciiLetter(text[letters]))
            letters++;
        if (letters == 0 || !Names.TryGetValue(text[..letters], out var hours))
            return false;
        offset = TimeSpan.FromHours(hours);
        length = skipped + letters;
        // "GMT+1", "UTC +02:00": the number is what counts.
        var rest = text[letters..].TrimStart();
        if (hours == 0 && !rest.IsEmpty && rest[0] is '+' or '-' && Offset(rest, out var more, out _))
            offset = more;
        return true;
    }

    private static bool Offset(ReadOnlySpan<char> text, out TimeSpan offset, out int length)
    {
        var at = 1;
        while (at < text.Length && text[at] == ' ')
            at++;
        Span<char> digits = stackalloc char[4];
        var count = 0;
        var hourDigits = 0;
        for (; at < text.Length && count < 4; at++)
        {
            if (char.IsAsciiDigit(text[at]))
                digits[count++] = text[at];
            else if (text[at] is ':' or '.' && hourDigits == 0)
                hourDigits = count;
            else
                break;
        }
        length = at;
        offset = default;
        if (count == 0)
            return false;
        if (hourDigits == 0)
            hourDigits = count <= 2 ? count : count - 2;
        var hours = FeedDateParser.Number(digits[..hourDigits]);
        var minutes = count > hourDigits ? FeedDateParser.Number(digits[hourDigits..count]) : 0;
        if (hours > 14 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] != '+')
            offset = -offset;
        return true;
    }
}
