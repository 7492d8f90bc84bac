using System.Globalization;
using Microsoft.Extensions.Localization;

namespace NewsMonitor.Web.Localisation;

/// <summary>
/// Words beside a number. German and English know two forms, so a counted text has two keys: <c>Feeds.One</c> and <c>Feeds.Many</c>. A sentence
/// with several numbers says both forms at each: <c>{0:article|articles}, {1:was|were} there</c>, filled with <see cref="Counted"/>.
/// </summary>
public static class Counting
{
    /// <summary><c>1 feed</c>, <c>1,204 feeds</c>: {0} is the number, written in the reader's culture.</summary>
    public static string Count(this IStringLocalizer words, string key, long number) =>
        words[$"{key}.{(number == 1 ? "One" : "Many")}", number.ToString("N0", CultureInfo.CurrentCulture)];
}

/// <summary>A number in a sentence: alone, or with the one of two words that goes with it.</summary>
public readonly record struct Counted(long Number) : IFormattable
{
    public override string ToString() => ToString(null, null);

    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        var number = Number.ToString("N0", formatProvider ?? CultureInfo.CurrentCulture);
        return format?.Split('|') is [var one, var many] ? $"{number} {(Number == 1 ? one : many)}" : number;
    }
}
