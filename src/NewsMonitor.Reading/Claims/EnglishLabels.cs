namespace NewsMonitor.Reading.Claims;

/// <summary>Cuts English words of a sentence to what names the matter: without whom it is asked of, what it is called, and that somebody worries.</summary>
internal static class EnglishLabels
{
    private static readonly HashSet<string> Addressees = ["allies", "parties", "sides", "both", "all", "countries", "states", "members", "leaders", "ministers", "government", "army", "it", "him", "them", "us", "authorities", "protesters", "partners", "nations", "citizens", "officials"];

    /// <summary>The words that name the matter; null where they are a whole sentence or point to what was said before.</summary>
    /// <param name="words">The phrase, leading small words already cut off.</param>
    /// <param name="isActor">Whether a word names an actor.</param>
    /// <param name="isArticle">Whether a word is an article.</param>
    public static List<string>? Matter(List<string> words, Func<string, bool> isActor, Func<string, bool> isArticle)
    {
        // "the allies to put together a package": what they are to do.
        var to = words.IndexOf("to");
        if (to is > 0 and < 4 && words.Take(to).All(word => isArticle(word) || isActor(word) || Addressees.Contains(word.ToLowerInvariant()))) words = words[(to + 1)..];
        // "a clear list as a deterrent", "the claim as unfounded": what it is called is said besides.
        if (words.IndexOf("as") is > 0 and var called) words = words[..called];
        // "the decision a stab in the back": so does a second noun with its article.
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] is not ("a" or "an") || words[i - 1].ToLowerInvariant() is "of" or "for" or "in" or "on" or "to" or "with" or "by" or "from" or "at" or "as" or "against" or "into" or "over" or "under" or "and" or "or" or "such" or "without" || i == 1 && !isArticle(words[0]) && words.Count > 3) continue;
            words = words[..i];
        }
        if (words.Count > 2 && words[0].ToLowerInvariant() is "concern" or "concerns" or "fear" or "fears" or "worry" or "alarm" or "any" or "every" && (words[1] is "about" or "over" or "of" or "at" || words[0].ToLowerInvariant() is "any" or "every"))
            words = words[(words[0].ToLowerInvariant() is "any" or "every" ? 1 : 2)..];
        while (words.Count > 1 && isArticle(words[0])) words = words[1..];
        for (var i = words.Count - 1; i > 0; i--)
        {
            if (words[i] is "to" && words[i - 1] is "and" or "or") words.RemoveAt(i);
        }
        return words.Count == 0 || words.Contains("such") || IsSentence(words) ? null : words;
    }

    /// <summary>"the expansion created risks": a past tense with its object behind it; "measures imposed by the court" is none.</summary>
    private static bool IsSentence(List<string> words)
    {
        for (var i = 2; i < words.Count - 1; i++)
        {
            if (words[i].Length > 4 && words[i].EndsWith("ed", StringComparison.Ordinal) && words[i] is not ("united" or "armed" or "need") && words[i - 1] is not ("the" or "a" or "an" or "of" or "and" or "more" or "for" or "to" or "in" or "on" or "with" or "all") && !words[i - 1].EndsWith("ly", StringComparison.Ordinal)
                && words[i + 1] is not ("by" or "in" or "on" or "at" or "for" or "to" or "from" or "against" or "with" or "and" or "over" or "after" or "under")) return true;
        }
        return words.Contains("voted");
    }
}
