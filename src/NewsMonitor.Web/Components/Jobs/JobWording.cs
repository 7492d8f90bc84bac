using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsMonitor.Web.Localisation;

namespace NewsMonitor.Web.Components.Jobs;

/// <summary>Puts what came of a job into its sentence: <c>{articles}</c> stands for the result's value of that name, <c>{refused:line|lines}</c> for it and the word that goes with it.</summary>
internal static partial class JobWording
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Fill(string sentence, JsonDocument? result) => Holes().Replace(sentence, hole =>
        result is not null && result.RootElement.ValueKind == JsonValueKind.Object && result.RootElement.TryGetProperty(hole.Groups[1].Value, out var value)
            ? value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? new Counted(number).ToString(hole.Groups[2].Value, null) : value.ToString()
            : "–");

    [GeneratedRegex(@"\{([a-z]\w*)(?::([^{}]*))?\}")]
    private static partial Regex Holes();
}
