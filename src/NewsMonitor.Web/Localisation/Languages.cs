using System.Globalization;

namespace NewsMonitor.Web.Localisation;

/// <summary>The languages the desk speaks. The first is spoken where nothing was chosen and the browser names none of them.</summary>
public static class Languages
{
    public const string CookieName = "language";

    /// <summary>Words by the language; dates and figures by a culture that writes the day first and the clock to 24.</summary>
    public static readonly IReadOnlyDictionary<string, CultureInfo> Known = new Dictionary<string, CultureInfo>
    {
        ["en"] = CultureInfo.GetCultureInfo("en-GB"),
        ["de"] = CultureInfo.GetCultureInfo("de-DE"),
    };

    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static bool IsKnown(string? language) => language is not null && Known.ContainsKey(language);
}
