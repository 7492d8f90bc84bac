namespace NewsMonitor.Reading.Language;

/// <summary>
/// A light stemmer for lexicon matching, not for search: it joins the inflected forms of a word (Sanktion, Sanktionen; threat, threats)
/// and may leave a stem that is no word. German after CISTEM (Weissweiler and Fraser, 2017, "Developing a Stemmer for German"), with
/// ge- kept, since nouns matter more here than participles; English after Harman's S stemmer with -ed and -ing.
/// </summary>
public static class Stem
{
    /// <summary>Longer words are left as they are.</summary>
    public const int LongestWord = 64;

    /// <summary>Writes the stem of a folded word to <paramref name="target"/>, which must hold <see cref="LongestWord"/> characters, and returns it.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> folded, string language, Span<char> target) =>
        folded.Length > LongestWord ? folded
            : language == "de" ? German(folded, target)
            : language == "en" ? English(folded, target)
            : folded;

    /// <summary>The stem as a string: for lexicons, which are stemmed once.</summary>
    public static string Of(string folded, string language) => Of(folded, language, stackalloc char[LongestWord]).ToString();

    private static ReadOnlySpan<char> German(ReadOnlySpan<char> word, Span<char> target)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (c == 'ß' && length + 1 < target.Length) { target[length++] = 's'; target[length++] = 's'; }
            else if (length < target.Length) target[length++] = c switch { 'ä' => 'a', 'ö' => 'o', 'ü' => 'u', _ => c };
        }
        while (length > 3)
        {
            var ending = target[..length];
            if (length > 5 && (ending.EndsWith("em") || ending.EndsWith("er") || ending.EndsWith("nd"))) length -= 2;
            else if (ending[^1] is 'e' or 's' or 'n' or 't') length--;
            else break;
        }
        return target[..length];
    }

    private static ReadOnlySpan<char> English(ReadOnlySpan<char> word, Span<char> target)
    {
        word.CopyTo(target);
        var length = word.Length;
        var ending = target[..length];
        if (length > 4 && ending.EndsWith("ies")) { target[length - 3] = 'y'; return target[..(length - 2)]; }
        if (length > 4 && (ending.EndsWith("sses") || ending.EndsWith("shes") || ending.EndsWith("ches") || ending.EndsWith("xes"))) length -= 2;
        else if (length > 3 && ending[^1] == 's' && ending[^2] is not ('s' or 'u' or 'i')) length--;
        ending = target[..length];
        if (length > 5 && ending.EndsWith("ing")) length -= 3;
        else if (length > 4 && ending.EndsWith("ied")) { target[length - 3] = 'y'; length -= 2; }
        else if (length > 4 && ending.EndsWith("ed")) length -= 2;
        // "threatened", "threatening", "planned": the doubled consonant and the silent e go too.
        if (length > 3 && length < word.Length && target[length - 1] == target[length - 2] && target[length - 1] is not ('s' or 'l' or 'e')) length--;
        if (length > 3 && target[length - 1] == 'e') length--;
        return target[..length];
    }
}
