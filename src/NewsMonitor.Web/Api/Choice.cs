using System.Text.Json;

namespace NewsMonitor.Web.Api;

/// <summary>A parameter that takes one of some words, written as the API writes them everywhere: in lower case with hyphens. The framework's own reading of enums would want C#'s spelling, and take numbers.</summary>
internal readonly record struct Choice<T>(T Value) where T : struct, Enum
{
    public static bool TryParse(string? text, out Choice<T> choice)
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (!string.Equals(JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), text, StringComparison.OrdinalIgnoreCase)) continue;
            choice = new(value);
            return true;
        }
        choice = default;
        return false;
    }
}
