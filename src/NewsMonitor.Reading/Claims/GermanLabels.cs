namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Puts German words of a sentence into the form in which a label names a matter: the object without what the sentence says of time and place, in the
/// nominative without an article, an infinitive without "zu". What cannot be turned safely is left unnamed.
/// </summary>
internal static class GermanLabels
{
    /// <summary>"von den Partnern eine klare Botschaft", "in Wien den Abzug der Truppen": the object behind the words of place, time and addressee.</summary>
    public static List<string> Object(List<string> words, Func<string, bool> isArticle)
    {
        if (words[0].ToLowerInvariant() is not ("von" or "vom" or "in" or "im" or "bei" or "beim" or "seit" or "am" or "aus" or "laut" or "wegen" or "mit")) return words;
        for (var i = 2; i < words.Count; i++)
        {
            // The article of a second phrase; "der" and "des" go on with the first one.
            if (char.IsUpper(words[i - 1][0]) && words[i] is not ("der" or "des" or "eines" or "einer") && isArticle(words[i])) return words[i..];
        }
        return words;
    }

    /// <summary>The words as a label has them, or null.</summary>
    public static List<string>? Nominative(List<string> words, bool infinitive)
    {
        var first = words[0].ToLowerInvariant();
        List<string> rest = [.. words];
        var article = first is "der" or "die" or "das" or "den" or "dem" or "des" or "ein" or "eine" or "einen" or "einem" or "einer" or "eines" or "sein" or "seine" or "seinen" or "seinem" or "seiner" or "ihr" or "ihre" or "ihren" or "ihrem" or "ihrer" or "unsere" or "jede" or "jeden" or "diese" or "diesen" ? first : "";
        if (article.Length > 0 && rest.Count > 1) rest.RemoveAt(0); else article = "";
        if (infinitive) Bare(rest);
        var adjectives = 0;
        while (adjectives < rest.Count - 1 && char.IsLower(rest[adjectives][0]) && IsInflected(rest[adjectives])) adjectives++;
        if (adjectives == 0 || !char.IsUpper(rest[adjectives][0])) return article is "einem" or "einer" or "eines" or "dem" or "des" && !infinitive && adjectives > 0 ? null : rest;
        var plural = IsPlural(rest[adjectives]);
        string? ending = article switch
        {
            "einen" or "seinen" or "ihren" or "den" or "jeden" or "diesen" => plural ? null : infinitive ? "en" : "er",
            "das" or "ein" or "sein" or "ihr" => rest[0].EndsWith("es", StringComparison.Ordinal) ? "es" : article is "das" ? "es" : "er",
            "die" or "eine" or "seine" or "ihre" or "unsere" or "jede" or "diese" => "e",
            // Without an article the endings tell the case themselves: "harte Sanktionen", "rechtlich bindende Zusagen"; "-en" and "-em" are oblique.
            "" => rest[adjectives - 1].EndsWith("en", StringComparison.Ordinal) || rest[adjectives - 1].EndsWith("em", StringComparison.Ordinal) ? null : "",
            _ => null,
        };
        if (ending is null) return null;
        for (var i = 0; i < adjectives && ending.Length > 0; i++) rest[i] = Stem(rest[i]) + ending;
        return rest;
    }

    /// <summary>"abzuziehen" → "abziehen", "zu beenden" → "beenden".</summary>
    private static void Bare(List<string> words)
    {
        if (words.Count > 1 && words[^2] == "zu")
        {
            words.RemoveAt(words.Count - 2);
            return;
        }
        var at = words[^1].IndexOf("zu", 1, StringComparison.Ordinal);
        if (at > 1) words[^1] = words[^1].Remove(at, 2);
    }

    private static bool IsInflected(string word) => word.Length > 3 && Stem(word).Length < word.Length;

    /// <summary>Nouns that end in -en or -ern are mostly plural, or feminine ones that end in it never: "Truppen", "Partnern", not "Abkommen".</summary>
    private static bool IsPlural(string noun) => noun.EndsWith('n') && !noun.EndsWith("kommen", StringComparison.Ordinal) && !noun.EndsWith("ben", StringComparison.Ordinal) && !noun.EndsWith("ion", StringComparison.Ordinal) && !noun.EndsWith("gen", StringComparison.Ordinal);

    private static string Stem(string word) => word.EndsWith("en", StringComparison.Ordinal) || word.EndsWith("em", StringComparison.Ordinal) || word.EndsWith("er", StringComparison.Ordinal) || word.EndsWith("es", StringComparison.Ordinal) ? word[..^2] : word.EndsWith('e') ? word[..^1] : word;
}
