using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Whether the words of a position name the opposite of the issue they were matched to: who demands "an end to the enlargement" is
/// against the issue "enlargement", though every stem of it stands in the demand.
/// </summary>
public static class IssueReversal
{
    private static readonly Words Known = Lexicon.Read<Words>("Claims.lexicon.reversals.json");

    /// <summary>True where one of the two holds a reversing noun more often than the other, by an odd number.</summary>
    public static bool Between(string words, string issue, string language) =>
        (Count(words, language) - Count(issue, language)) % 2 != 0;

    private static int Count(string text, string language)
    {
        var german = language == "de";
        var reversals = german ? Known.De : Known.En;
        return text.ToLowerInvariant().Split([' ', '-', ',', '.', '"', '\'', '(', ')', ':', ';', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Count(word => reversals.Any(r => word == r || (german && r.Length > 4 && word.Length > r.Length + 3 && word.EndsWith(r, StringComparison.Ordinal))));
    }

    private sealed record Words(IReadOnlyList<string> De, IReadOnlyList<string> En);
}
