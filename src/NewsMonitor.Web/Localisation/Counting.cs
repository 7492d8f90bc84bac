using System.Globalization;
using Microsoft.Extensions.Localization;

namespace NewsMonitor.Web.Localisation;

/// <summary>Words beside a number. German and English know two forms, so a counted text has two keys: <c>Feeds.One</c> and <c>Feeds.Many</c>.</summary>
public static class Counting
{
    /// <summary><c>1 feed</c>, <c>1,204 feeds</c>: {0} is the number, written in the reader's culture.</summary>
    public static string Count(this IStringLocalizer words, string key, long number) =>
        words[$"{key}.{(number == 1 ? "One" : "Many")}", number.ToString("N0", CultureInfo.CurrentCulture)];
}
