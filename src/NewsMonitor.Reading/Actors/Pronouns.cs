using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>
/// "er", "sie", "he", "she" where only one person can be meant: the last sentence that names persons of that gender names exactly one,
/// no farther back than two sentences.
/// </summary>
internal static class Pronouns
{
    public static void Add(AnalysedText text, MentionList mentions)
    {
        var gathered = mentions.Count;
        if (gathered == 0) return;
        var found = new List<(int Token, int Who)>();
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            if (GenderOf(text, i) is not { } gender) continue;
            var who = Antecedent(text, mentions, gathered, i, gender);
            if (who >= 0) found.Add((i, who));
        }
        foreach (var (token, who) in found)
            mentions.AddTo(who, MentionForm.Pronoun, text.Tokens[token].Start, text.Tokens[token].End, token, token + 1);
    }

    private static string? GenderOf(AnalysedText text, int i)
    {
        if (!text.Tokens[i].IsWord) return null;
        var folded = text.Folded(i);
        if (text.IsEnglish) return folded is "he" ? "m" : folded is "she" ? "f" : null;
        if (folded is "er") return "m";
        // "der SPD-Politiker", "die Grünen-Politikerin": whoever of that party was just named.
        if (text.Tokens[i].IsCapital && i > 0 && text.Folded(i - 1) is "der" or "die" or "dem" or "den")
        {
            if (folded.EndsWith("-politiker")) return "m";
            if (folded.EndsWith("-politikerin")) return "f";
        }
        // "sie" is plural and polite too: only beside a verb in the singular.
        return folded is "sie" && (IsSingularVerb(text, i - 1) || IsSingularVerb(text, i + 1)) ? "f" : null;
    }

    private static bool IsSingularVerb(AnalysedText text, int i)
    {
        if (i < 0 || i >= text.Tokens.Length || !text.Tokens[i].IsWord || (text.Tokens[i].IsCapital && !text.Tokens[i].Has(TokenShape.SentenceStart))) return false;
        var folded = text.Folded(i);
        return folded.Length >= 3 && folded[^1] is 't' or 'e' && folded is not ("die" or "eine" or "ihre" or "seine" or "nicht" or "dass" or "wie" or "heute" or "jetzt" or "mit" or "damit"
            or "alle" or "diese" or "jene" or "welche" or "ohne" or "sonst" or "erst" or "selbst" or "gut" or "weit" or "dort" or "bereit") || folded is "so" or "will" or "sah" or "rief" or "lud" or "bat" or "gab" or "warf" or "nahm" or "kam";
    }

    private static int Antecedent(AnalysedText text, MentionList mentions, int gathered, int token, string gender)
    {
        var sentence = text.SentenceOf(token);
        int low = 0, high = gathered;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (mentions[middle].FirstToken < token) low = middle + 1; else high = middle;
        }
        int who = -1, whoseSentence = -1;
        for (var m = low - 1; m >= 0; m--)
        {
            var mention = mentions[m];
            var at = text.SentenceOf(mention.FirstToken);
            if (sentence - at > 2 || (who >= 0 && at < whoseSentence)) break;
            if (mention.Form == MentionForm.Compound || !mentions.IsPerson(mention.Who) || mentions.GenderOf(mention.Who) is { } other && other != gender) continue;
            if (who >= 0 && who != mention.Who) return -1;
            (who, whoseSentence) = (mention.Who, at);
        }
        return who;
    }
}
