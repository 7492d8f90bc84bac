using System.Globalization;
using NewsMonitor.Core.Attention;

namespace NewsMonitor.Web.Components.Attention;

/// <summary>
/// The time of a page as its address says it: <c>days=90</c> up to the newest, or <c>from=2021-11-08&amp;until=2021-12-08</c>, both days included.
/// What a hand-made link says wrongly is passed over.
/// </summary>
public sealed record RangeChoice(int Days, DateOnly? From, DateOnly? Until)
{
    public static readonly IReadOnlyList<int> Offered = [7, 30, 90, 365];
    public const int Usual = 30;
    /// <summary>A century of days is no question that somebody asks.</summary>
    private const int Longest = 36_500;

    public static RangeChoice Read(string? days, string? from, string? until)
    {
        var last = Day(until);
        var count = int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Longest ? number : Usual;
        return Day(from) is { } first && (last ?? DateOnly.MaxValue) >= first ? new(0, first, last) : new(count, null, last);
    }

    /// <summary>The days that are meant, where spans end with <paramref name="newest"/> unless they say otherwise.</summary>
    public DayRange Of(DateOnly newest)
    {
        var last = Until ?? (From > newest ? From.Value : newest);
        var range = From is { } first ? new DayRange(first, last) : DayRange.Ending(last, Days);
        return range.Length > Longest ? DayRange.Ending(last, Longest) : range;
    }

    /// <summary>As parameters of the address; nulls are left out of it.</summary>
    public Dictionary<string, object?> Parameters() => new()
    {
        ["days"] = From is null && Days != Usual ? Days : null, ["from"] = Text(From), ["until"] = Text(Until),
    };

    public static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000 ? day : null;
}
