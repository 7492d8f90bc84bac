using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>Finds the harms of which the verb stands in one place and the thing elsewhere in the clause: "ihre Grenzen zu Belarus schließen", "cut supplies".</summary>
internal sealed class HarmPairs(ClaimText text)
{
    /// <summary>German brackets are wide; in English the object follows its verb.</summary>
    private const int GermanReach = 20, EnglishReach = 8;
    /// <summary>What an ending adds to a verb's stem at most; a longer word is another one.</summary>
    private const int LongestEnding = 5;
    private readonly AnalysedText _text = text.Text;

    /// <summary>Marks the verbs of such pairs as harms.</summary>
    public void Mark(List<Clause> clauses)
    {
        foreach (var clause in clauses)
        {
            for (var t = clause.First; t < clause.End; t++)
            {
                if (text.HarmAt(t) is not null || !_text.Tokens[t].IsWord || (text.German && _text.Tokens[t].IsCapital)) continue;
                var folded = _text.Folded(t);
                foreach (var (stem, pair) in text.Lexicon.PairsAt(folded))
                {
                    if (!folded.StartsWith(stem) || folded.Length > stem.Length + LongestEnding || !HasNoun(clause, t, pair.Nouns)) continue;
                    text.SetHarm(t, pair.Harm);
                    break;
                }
            }
        }
    }

    private bool HasNoun(Clause clause, int verb, string[] stems)
    {
        var first = text.German ? Math.Max(clause.First, verb - GermanReach) : verb + 1;
        var end = Math.Min(clause.End, verb + (text.German ? GermanReach : EnglishReach));
        for (var t = first; t < end; t++)
        {
            var folded = _text.Folded(t);
            foreach (var stem in stems)
            {
                // A German compound ends in its noun: "Gaslieferungen".
                if (folded.StartsWith(stem) || (text.German && stem.Length > 4 && folded.IndexOf(stem) > 2)) return true;
            }
        }
        return false;
    }
}
