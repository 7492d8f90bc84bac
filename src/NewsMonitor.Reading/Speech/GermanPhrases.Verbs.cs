using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

// The finite verb of a stretch of words and its mood.
internal sealed partial class GermanPhrases
{
    /// <summary>The index of a finite verb in the range, or -1; with <paramref name="subjunctive"/>, of a subjunctive one only.</summary>
    public int FiniteIn(int first, int end, bool subjunctive = false)
    {
        for (var i = first; i < end; i++)
        {
            if (speech.BlockOf[i] >= 0) continue;
            if (subjunctive ? IsSubjunctive(i) : IsFiniteVerb(i)) return i;
        }
        return -1;
    }

    public bool IsSubjunctive(int i)
    {
        if (!speech.IsFunctional(i) || _text.Tokens[i].IsCapital) return false;
        if (speech.Any(i, WordClass.Subjunctive)) return true;
        return IsFirstSubjunctive(i);
    }

    /// <summary>A form of the subjunctive I that is no noun and no adjective.</summary>
    public bool IsFirstSubjunctive(int i)
    {
        if (_text.Tokens[i].IsCapital || !_text.Tokens[i].IsWord) return false;
        if (speech.Any(i, WordClass.Konjunktiv1)) return true;
        if (!GermanLexicon.IsSubjunctive(_text.Folded(i))) return false;
        // "eine breite Straße": an adjective in front of a noun.
        var next = i + 1;
        var beforeNoun = next < _text.Tokens.Length && _text.Tokens[next].IsWord && _text.Tokens[next].IsCapital;
        if (!beforeNoun) return true;
        // "Das koste Geld": here the article is a pronoun.
        if (i > 0 && speech.Any(i - 1, WordClass.Reference) && _text.Tokens[i - 1].Has(TokenShape.SentenceStart)) return true;
        return i > 0 && _text.Tokens[i - 1].IsWord && !speech.Any(i - 1, WordClass.Determiner | WordClass.Preposition) && (_text.Tokens[i - 1].IsCapital || speech.Any(i - 1, WordClass.Pronoun | WordClass.Adverb));
    }

    public bool IsFiniteVerb(int i)
    {
        var token = _text.Tokens[i];
        if (!token.IsWord || token.IsCapital) return false;
        if (speech.Any(i, WordClass.Finite)) return true;
        if (Array.Exists(speech.Forms(i), f => f.IsFinite)) return true;
        if (speech.Class(i) != WordClass.None || token.Length < 4) return false;
        var word = _text.Folded(i);
        var nounNext = i + 1 < _text.Tokens.Length && _text.Tokens[i + 1].IsWord && _text.Tokens[i + 1].IsCapital;
        if (word.EndsWith("te") || word.EndsWith("ten")) return !nounNext || (i > 0 && _text.Tokens[i - 1].IsCapital);
        if (word[^1] == 't' && !word.StartsWith("ge")) return i > 0 && (_text.Tokens[i - 1].IsCapital || speech.Any(i - 1, WordClass.Pronoun | WordClass.Adverb));
        return word[^1] == 'e' && IsFirstSubjunctive(i);
    }
}
