using System.Globalization;

namespace NewsMonitor.Web.Localisation;

/// <summary>A number where there is little room: 345, 1.2k, 12k, 1.2M. In full it stands beside, in words or a table.</summary>
public static class ShortNumber
{
    public static string Of(int number) => number switch
    {
        < 1_000 => number.ToString("N0", CultureInfo.CurrentCulture),
        // Cut, not rounded: 999,999 is no million yet.
        < 10_000 => Cut(number, 100, 10, "k"),
        < 1_000_000 => Cut(number, 1_000, 1, "k"),
        < 10_000_000 => Cut(number, 100_000, 10, "M"),
        _ => Cut(number, 1_000_000, 1, "M"),
    };

    private static string Cut(int number, int unit, int parts, string letter) => ((number / unit) / (double)parts).ToString("0.#", CultureInfo.CurrentCulture) + letter;
}
