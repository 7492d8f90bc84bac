namespace NewsMonitor.Reading.Revisions;

/// <summary>Cuts a paragraph into words, blanks and signs, so that joined they are the paragraph again.</summary>
internal static class WordCut
{
    internal static string[] Of(string text)
    {
        var cuts = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            var kind = Kind(text[at]);
            // Signs stand alone, so that an added comma is an added comma; a surrogate pair stays together.
            if (kind != Sign) while (end < text.Length && Kind(text[end]) == kind) end++;
            else if (char.IsHighSurrogate(text[at]) && end < text.Length) end++;
            cuts.Add(text[at..end]);
            at = end;
        }
        return [.. cuts];
    }

    /// <summary>The words of a text, without blanks and signs.</summary>
    internal static int Count(string text) => Of(text).Count(cut => Kind(cut[0]) == Word);

    internal static HashSet<string> Set(string text) =>
        [.. Of(text.Length > 4_000 ? text[..4_000] : text).Where(cut => Kind(cut[0]) == Word)];

    /// <summary>The share of words that both have, of the shorter and the longer alike (Dice).</summary>
    internal static double Likeness(HashSet<string> a, HashSet<string> b) =>
        a.Count + b.Count == 0 ? 0 : 2.0 * (a.Count < b.Count ? a.Count(b.Contains) : b.Count(a.Contains)) / (a.Count + b.Count);

    private const int Blank = 0, Word = 1, Sign = 2;

    private static int Kind(char c) => char.IsWhiteSpace(c) ? Blank : char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark ? Word : Sign;
}
