namespace NewsMonitor.Core.Suggestions;

/// <summary>Whether words of a text can be a name to look for everywhere: "Rat der Talschaften" can, "er" and "der frühere Minister" cannot.</summary>
internal static class NameWords
{
    private const int Longest = 80;
    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "von", "van", "der", "den", "des", "die", "das", "de", "di", "da", "del", "la", "le", "al", "bin", "ben", "ibn", "zu", "zur", "für", "und", "of", "the", "and", "for",
    };

    public static bool IsName(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return text.Length <= Longest && text.Trim().Length > 2 && !text.Contains('\n', StringComparison.Ordinal) && words.Length is > 0 and < 8
            && char.IsUpper(words[0][0]) && char.IsUpper(words[^1][0]) && !Particles.Contains(words[0].ToLowerInvariant())
            && words.All(word => char.IsUpper(word[0]) || Particles.Contains(word)) && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or '\'' or '’' or '&');
    }

    /// <summary>Whether a known name says these words already: the same, a word of it ("Putin" of "Wladimir Putin"), or its genitive.</summary>
    public static bool Holds(string known, string words)
    {
        var said = words.Trim();
        if (Within(known, said)) return true;
        return said.Length > 3 && (said.EndsWith("’s", StringComparison.Ordinal) || said.EndsWith("'s", StringComparison.Ordinal) ? Within(known, said[..^2]) : said.EndsWith('s') && Within(known, said[..^1]));
    }

    private static bool Within(string known, string words) => $" {known} ".Contains($" {words} ", StringComparison.OrdinalIgnoreCase);
}
