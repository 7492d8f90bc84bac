using System.Collections.Frozen;

namespace NewsMonitor.Reading.Feeds;

/// <summary>Dates written with words or with the day first: RFC 822, asctime, local languages, Unix time.</summary>
internal static class LooseDate
{
    /// <summary>The first letters of month names, lower case, as they stand in feeds of the languages named in <see cref="FeedDateParser"/>.</summary>
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Months = BuildMonths();

    private static readonly string[] Afternoon = ["pm", "p.m", "오후", "nachm", "μμ", "μ.μ"];
    private static readonly string[] Morning = ["am", "a.m", "오전", "vorm", "πμ", "π.μ"];

    public static DateTimeOffset? Read(ReadOnlySpan<char> text, out bool hasZone)
    {
        hasZone = false;
        if (Unix(text) is { } unix)
        {
            hasZone = true;
            return unix;
        }
        var fields = new Fields();
        fields.Scan(text);
        hasZone = fields.Offset != null;
        return fields.Build();
    }

    private static DateTimeOffset? Unix(ReadOnlySpan<char> text)
    {
        if (text.Length is not (9 or 10 or 13) || text.IndexOfAnyExceptInRange('0', '9') >= 0)
            return null;
        var number = long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return text.Length == 13 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
    }

    private ref struct Fields()
    {
        private int _month, _count, _hour = -1, _minute, _second, _monthAt = -1;
        private readonly int[] _numbers = new int[3], _lengths = new int[3];
        private bool _afternoon, _morning, _dots, _slashes;

        public TimeSpan? Offset { get; private set; }

        public void Scan(ReadOnlySpan<char> text)
        {
            var at = 0;
            while (at < text.Length)
            {
                var c = text[at];
                if (char.IsAsciiDigit(c))
                    at = Digits(text, at);
                else if (char.IsLetter(c))
                    at = Word(text, at);
                else if (c is '+' or '-' or '\u2212' && _hour >= 0 && Offset == null && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && Zone.Read(text[at..], out var offset, out var length))
                {
                    Offset = offset;
                    at += length;
                }
                else
                    at++;
            }
        }

        private int Digits(ReadOnlySpan<char> text, int at)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            var next = end < text.Length ? text[end] : ' ';
            if (_hour < 0 && end - at <= 2 && (next is ':' or 'h' or 'H' or '시' || next == '.' && _count == (_month > 0 ? 2 : 3)) && end + 1 < text.Length
                && (char.IsAsciiDigit(text[end + 1]) || next is not ('.' or ':')))
                return Time(text, at, end);
            if (_count < 3 && end - at <= 4)
            {
                _dots |= next == '.' && _count == 0;
                _slashes |= next == '/' && _count == 0;
                _lengths[_count] = end - at;
                _numbers[_count++] = FeedDateParser.Number(text[at..end]);
            }
            return end;
        }

        private int Time(ReadOnlySpan<char> text, int at, int end)
        {
            _hour = FeedDateParser.Number(text[at..end]);
            for (var part = 0; part < 2 && end < text.Length; part++)
            {
                var start = end;
                while (start < text.Length && text[start] is ':' or '.' or 'h' or 'H' or '시' or '분' || (start < text.Length && text[start] == ' ' && text[start - 1] is '시' or '분'))
                    start++;
                var stop = start;
                while (stop < text.Length && stop < start + 2 && char.IsAsciiDigit(text[stop]))
                    stop++;
                if (stop == start || start == end)
                    break;
                if (part == 0)
                    _minute = FeedDateParser.Number(text[start..stop]);
                else
                    _second = FeedDateParser.Number(text[start..stop]);
                end = stop;
            }
            // Fractions of a second are below what news needs.
            if (end + 1 < text.Length && text[end] is '.' && char.IsAsciiDigit(text[end + 1]))
                while (++end < text.Length && char.IsAsciiDigit(text[end])) ;
            return end;
        }

        private int Word(ReadOnlySpan<char> text, int at)
        {
            var end = at;
            while (end < text.Length && (char.IsLetter(text[end]) || text[end] == '.' && end + 1 < text.Length && char.IsLetter(text[end + 1])))
                end++;
            var word = text[at..end];
            // "mar. 5 janv.": a weekday may look like a month, so a name behind a number counts for more than one before.
            if ((_month == 0 || (_monthAt == 0 && _count > 0 && _hour < 0)) && Month(word) is > 0 and var month)
            {
                _month = month;
                _monthAt = _count;
            }
            else if (StartsWithAny(word, Afternoon))
                _afternoon = true;
            else if (StartsWithAny(word, Morning))
                _morning = true;
            else if (_hour >= 0 && Offset == null && Zone.Read(text[at..], out var offset, out var length))
            {
                Offset = offset;
                var rest = text[(at + length)..].TrimStart();
                return !rest.IsEmpty && rest[0] is '+' or '-' ? text.Length : at + length;
            }
            return end;
        }

        public readonly DateTimeOffset? Build()
        {
            int year, month = _month, day;
            if (_month > 0)
            {
                if (_count < 2)
                    return null;
                // "2004 Jan 5" has the year first; in "Jan 5 2004" and "5 Jan 04" it comes last.
                var yearFirst = _lengths[0] == 4;
                (year, day) = yearFirst ? (_numbers[0], _numbers[1]) : (_numbers[1], _numbers[0]);
                if (!yearFirst && _lengths[1] < 4 && day > 31)
                    (year, day) = (day, year);
                year = Full(year, yearFirst ? _lengths[0] : _lengths[1]);
            }
            else if (_count < 3)
                return null;
            else if (_lengths[0] == 4)
                (year, month, day) = (_numbers[0], _numbers[1], _numbers[2]);
            else
            {
                year = Full(_numbers[2], _lengths[2]);
                // With slashes the month comes first (US) unless it cannot be one; with dots, the day.
                (month, day) = _slashes && _numbers[0] <= 12 ? (_numbers[0], _numbers[1]) : (_numbers[1], _numbers[0]);
            }
            var hour = Math.Max(_hour, 0);
            if (_afternoon && hour < 12)
                hour += 12;
            if (_morning && hour == 12)
                hour = 0;
            return FeedDateParser.Build(year, month, day, hour, _minute, _second, Offset);
        }

        /// <summary>RFC 2822, 4.3: two digits below 50 are of this century, three count from 1900.</summary>
        private static int Full(int year, int length) => length switch { 2 => year < 50 ? 2000 + year : 1900 + year, 3 => 1900 + year, _ => year };
    }

    private static int Month(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 14)
            return 0;
        Span<char> lower = stackalloc char[14];
        lower = lower[..word.ToLowerInvariant(lower)];
        for (var length = lower.Length; length >= 3; length--)
            if (Months.TryGetValue(lower[..length], out var month))
                return month;
        return 0;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> word, string[] starts)
    {
        foreach (var start in starts)
            if (word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> BuildMonths()
    {
        string[] starts =
        [
            "jan jän jen jän gen ene sty ιαν янв janv januar",
            "feb fev fév feb feb lut φεβ фев févr febr",
            "mar mär mrz maa mars μάρ μαρ мар márc mär",
            "apr avr abr kwi απρ апр ápr avri",
            "may mai mag maj mei μάι μαϊ μαι май máj maio мая",
            "jun juin giu cze ιούν ιουν июн jún juni",
            "jul juil lug lip ιούλ ιουλ июл júl juli",
            "aug aoû aou ago sie αύγ αυγ авг",
            "sep set wrz σεπ сен szept sept",
            "oct okt ott out paź οκτ окт",
            "nov lis νοέ νοε ноя",
            "dec dez déc dic gru δεκ дек",
        ];
        var months = new Dictionary<string, int>();
        for (var i = 0; i < starts.Length; i++)
            foreach (var start in starts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                months.TryAdd(start, i + 1);
        return months.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
