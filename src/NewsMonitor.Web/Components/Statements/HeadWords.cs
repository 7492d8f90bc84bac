using NewsMonitor.Reading.Language;

namespace NewsMonitor.Web.Components.Statements;

/// <summary>Names at the heads of narrow columns: a word that is longer than the column is wide is broken between its syllables, with a hyphen.</summary>
internal static class HeadWords
{
    /// <param name="name">Of an issue or actor.</param>
    /// <param name="language">Whose rules break it; where it is unknown, no word is broken by rule.</param>
    /// <param name="longest">Letters that have room in a line.</param>
    public static string Of(string name, string? language, int longest) => Hyphenation.Of(language)?.Soften(name, longest) ?? name;
}
