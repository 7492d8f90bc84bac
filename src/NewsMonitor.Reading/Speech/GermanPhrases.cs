using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Noun phrases, subjects and finite verbs of German clauses, found without a parser: by case of letters, determiners and position.</summary>
internal sealed partial class GermanPhrases(SpeechText speech)
{
    private readonly AnalysedText _text = speech.Text;

    /// <summary>The end of the noun phrase that begins at <paramref name="i"/>, or <paramref name="i"/> if none does.</summary>
    /// <param name="i">The first token.</param>
    /// <param name="limit">One past the last token that may belong to it.</param>
    /// <param name="wide">Take prepositional attributes too ("der Vertreter im Aufsichtsrat").</param>
    /// <param name="depth">How many noun phrases it stands in.</param>
    public int NounPhrase(int i, int limit, bool wide = false, int depth = 0)
    {
        var start = i;
        if (i >= limit || depth > 4) return start;
        if (!_text.Tokens[i].IsWord && _text.Tokens[i].Kind != TokenKind.Number && !OpensName(i)) return start;
        if (speech.IsFunctional(i) && speech.Any(i, WordClass.Pronoun) && (IsPersonal(i) || !NounFollows(i + 1, limit))) return i + 1;
        var determined = false;
        while (i < limit && speech.IsFunctional(i) && speech.Any(i, WordClass.Determiner)) { i++; determined = true; }
        var head = Head(i, limit, determined);
        // "der 81-jährige", "die taz": lower-case nouns behind an article.
        if (head < 0 && determined && i < limit && _text.Tokens[i].IsWord && speech.Class(i) == WordClass.None && !IsFiniteVerb(i)) return i + 1;
        if (head < 0) return start;
        i = Nouns(head, limit);
        // "Putins außenpolitischer Berater": a genitive in front of what it belongs to.
        if (i == head + 1 && i < limit && _text.Tokens[i].IsWord && !_text.Tokens[i].IsCapital && _text.Folded(head)[^1] is 's' && LooksLikeAdjective(i) && !speech.Any(i, WordClass.Determiner) && Head(i, limit, false) is var owned and >= 0)
            i = Nouns(owned, limit);
        return Attributes(i, limit, wide, depth);
    }

    /// <summary>A pronoun that never stands in front of a noun.</summary>
    public bool IsPersonal(int i) => speech.IsFunctional(i) && _text.Folded(i) is "er" or "sie" or "es" or "wir" or "ich" or "man";

    private bool OpensName(int i) => speech.BlockOf[i] is var b and >= 0 && speech.Blocks[b].First == i && speech.Blocks[b].End - i <= 9;

    /// <summary>A noun stands within a few modifiers from here.</summary>
    private bool NounFollows(int i, int limit) => Head(i, limit, true) >= 0;

    /// <summary>The first noun, name or quoted name after modifiers, or -1.</summary>
    private int Head(int i, int limit, bool determined)
    {
        for (var steps = 0; i < limit && steps < (determined ? 7 : 3); i++, steps++)
        {
            var token = _text.Tokens[i];
            if (token.Kind == TokenKind.Quote) return OpensName(i) ? i : -1;
            if (token.Kind == TokenKind.Number)
            {
                if (i + 1 < limit && speech.Mark(i + 1) == '.') i++;
                continue;
            }
            if (!token.IsWord) return -1;
            if (token.IsCapital)
            {
                if (!token.Has(TokenShape.SentenceStart)) return i;
                // Capital only because the sentence begins: a noun or an adjective?
                if (speech.Any(i, WordClass.Adverb | WordClass.Preposition | WordClass.Subordinator | WordClass.Question | WordClass.Finite | WordClass.Coordinator | WordClass.Reference)) return -1;
                if (LooksLikeAdjective(i) && i + 1 < limit && _text.Tokens[i + 1].IsWord && (_text.Tokens[i + 1].IsCapital || LooksLikeAdjective(i + 1)) && !IsFiniteVerb(i + 1)) continue;
                return i;
            }
            if (speech.Any(i, WordClass.Preposition | WordClass.Finite | WordClass.Complementizer | WordClass.Subordinator | WordClass.Question) || IsSpeechFinite(i)) return -1;
            if (speech.Any(i, WordClass.Coordinator)) { if (steps == 0) return -1; continue; }
            if (!determined && !LooksLikeAdjective(i)) return -1;
        }
        return -1;
    }

    private bool LooksLikeAdjective(int i)
    {
        var word = _text.Folded(i);
        if (speech.Any(i, WordClass.Preposition | WordClass.Subordinator | WordClass.Coordinator)) return false;
        return word.Length > 3 && (word.EndsWith("e") || word.EndsWith("en") || word.EndsWith("er") || word.EndsWith("es") || word.EndsWith("em")) && !speech.Any(i, WordClass.Finite) && !IsSpeechFinite(i);
    }

    private bool IsSpeechFinite(int i) => !_text.Tokens[i].IsCapital && Array.Exists(speech.Forms(i), f => f.Kind is FormKind.Past || (f.Kind == FormKind.Present && _text.Folded(i)[^1] == 't'));

    private int Nouns(int i, int limit)
    {
        while (i < limit)
        {
            var token = _text.Tokens[i];
            if (token.IsWord && token.IsCapital) { i++; continue; }
            if (OpensName(i))
            {
                i = speech.Blocks[speech.BlockOf[i]].End;
                // "die „Bild“-Zeitung"
                if (i + 1 < limit && speech.Mark(i) == '-' && !_text.Tokens[i].Has(TokenShape.SpaceBefore) && _text.Tokens[i + 1].IsCapital) i += 2;
                continue;
            }
            if (speech.Mark(i) is '(' or '[') { i = speech.Bracket(i, limit); continue; }
            if (speech.Mark(i) == '.' && i + 1 < limit && _text.Tokens[i + 1].IsCapital && _text.Tokens[i - 1].Length <= 5) { i++; continue; }
            if (speech.Mark(i) is '/' or '&' && i + 1 < limit) { i += 2; continue; }
            if (_text.Is(i, "'s")) { i++; continue; }
            // "Ursula von der Leyen", "Osama bin Laden"
            var k = i;
            while (k < limit && k < i + 3 && token.IsWord && !_text.Tokens[k].IsCapital && speech.Any(k, WordClass.NameParticle) && !speech.Any(k, WordClass.Coordinator)) k++;
            if (k > i && k < limit && _text.Tokens[k].IsCapital && _text.Folded(i) is "bin" or "van" or "de" or "al" or "el" or "di" or "da" or "du" or "la" or "le" or "dos" or "ibn" or "ben" or "abu" or "ter" or "y" or "of") { i = k + 1; continue; }
            break;
        }
        return Math.Min(i, limit);
    }

    private int Attributes(int i, int limit, bool wide, int depth)
    {
        while (i < limit)
        {
            var word = _text.Tokens[i].IsWord && !_text.Tokens[i].IsCapital ? _text.Folded(i) : default;
            int next;
            if (word is "des" or "der" or "eines" or "einer" or "dieser" or "dieses" or "seines" or "seiner" or "ihres" or "ihrer" or "mehrerer" or "zweier" or "beider" or "unserer" or "vieler" or "einiger" or "jener" or "zahlreicher" or "weiterer" or "anderer" or "aller" or "unseres")
                next = NounPhrase(i, limit, wide, depth + 1);
            else if (word is "von" or "vom")
                next = After(i, limit, wide, depth);
            else if (word is "für" && i + 1 < limit && _text.Tokens[i + 1].IsCapital)
                next = After(i, limit, wide, depth);
            else if (wide && speech.Any(i, WordClass.Preposition) && word.Length > 0)
                next = After(i, limit, wide, depth);
            else if (word is "und" or "sowie" or "oder" or "bzw")
                next = i + 1 < limit && !speech.Any(i + 1, WordClass.Adverb) ? After(i, limit, wide, depth) : i;
            else
                break;
            if (next <= i + 1) break;
            i = next;
        }
        return i;
    }

    private int After(int i, int limit, bool wide, int depth)
    {
        var end = NounPhrase(i + 1, limit, wide, depth + 1);
        return end > i + 1 ? end : i;
    }
}
