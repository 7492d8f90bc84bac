using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Noun phrases, subjects and finite verbs of German clauses, found without a parser: by case of letters, determiners and position.</summary>
internal sealed class GermanPhrases(SpeechText speech)
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

    /// <summary>The subject behind the verb: the first noun phrase that is not an adverbial or an object, with its apposition.</summary>
    public Range SubjectAfter(int i, int limit)
    {
        for (var steps = 0; i < limit && steps < 12; steps++)
        {
            if (!speech.IsFunctional(i) || _text.Tokens[i].Has(TokenShape.Capital))
            {
                var end = NounPhrase(i, limit);
                if (end <= i) { i++; continue; }
                if (IsTime(new Range(i, end))) { i = end; continue; }
                return new Range(i, end);
            }
            if (speech.Any(i, WordClass.Preposition) && !speech.Any(i, WordClass.Determiner))
            {
                var end = NounPhrase(i + 1, limit);
                i = end > i + 1 ? end : i + 1;
                continue;
            }
            var word = _text.Folded(i);
            if (word is "dem" or "den" or "einem" or "einen" or "diesem" or "diesen" or "ihm" or "ihn" or "ihnen" or "uns" or "mir" or "seinem" or "seinen" or "ihrem" or "ihren" or "sich" or "es" or "das" or "dies")
            {
                var end = word is "es" or "sich" or "ihm" or "ihn" or "ihnen" or "uns" or "mir" ? i + 1 : NounPhrase(i, limit);
                if (word is "das" && end > i + 1) return new Range(i, end);
                i = Math.Max(end, i + 1);
                continue;
            }
            var phrase = NounPhrase(i, limit);
            if (phrase > i)
            {
                var range = new Range(i, phrase);
                if (!IsTime(range)) return range;
                i = phrase;
                continue;
            }
            i++;
        }
        return Range.None;
    }

    /// <summary>The subject in front of the verb, or none if an adverbial or an object stands there.</summary>
    public Range SubjectBefore(int first, int verb)
    {
        while (first < verb && speech.IsFunctional(first) && speech.Any(first, WordClass.Coordinator)) first++;
        if (first >= verb) return Range.None;
        // "Von der Leyen betonte": a name, where a passive or an adverbial would have a subject behind the verb.
        if (_text.Is(first, "von") && verb - first == 3 && speech.Any(first + 1, WordClass.NameParticle) && _text.Tokens[first + 2].IsCapital && (verb + 1 >= _text.Tokens.Length || !_text.Tokens[verb + 1].IsWord)) return new Range(first, verb);
        var word = _text.Folded(first);
        if (speech.IsFunctional(first))
        {
            if (word is "dem" or "den" or "des" or "einem" or "einen" or "diesem" or "diesen" or "keinen" or "seinen" or "ihren" or "seinem" or "ihrem" or "jeden" or "ihm" or "ihn" or "ihnen" or "das" or "dies" && first + 1 == verb) return Range.None;
            if (speech.Any(first, WordClass.Preposition | WordClass.Question | WordClass.Subordinator) && !speech.Any(first, WordClass.Determiner | WordClass.Pronoun)) return Range.None;
            if (word is "es") return Range.None;
            // "Relativierend fügt Gall hinzu", "Passend zu den Gefahren warnte sie"
            if (_text.Tokens[first].Has(TokenShape.SentenceStart) && speech.Class(first) == WordClass.None && (first + 1 == verb || speech.Any(first + 1, WordClass.Preposition)) && (word.EndsWith("end") || word.EndsWith("lich"))) return Range.None;
            // "Besorgt äußerte sich X": how somebody speaks, not who.
            if (first + 1 == verb && speech.Any(first, WordClass.StanceAdjective)) return Range.None;
        }
        while (first < verb && speech.IsFunctional(first) && speech.Any(first, WordClass.Adverb) && !speech.Any(first, WordClass.Determiner)) first++;
        if (first >= verb) return Range.None;
        var phrase = NounPhrase(first, verb, wide: true);
        if (phrase <= first) return Range.None;
        // "X kam am Montag und sagte": the subject ends where the first verb begins.
        var end = phrase < verb && FiniteIn(first, verb) is var earlier and >= 0 ? Math.Min(phrase, earlier) : verb;
        if (end <= first || IsTime(new Range(first, end))) return Range.None;
        while (end > first + 1 && speech.IsFunctional(end - 1) && speech.Any(end - 1, WordClass.Adverb)) end--;
        return new Range(first, end);
    }

    /// <summary>Persons, offices, bodies and papers speak, and whoever is called by a name; "die Verhandlung", "42 Prozent", "Sirenen" do not.</summary>
    public bool CanSpeak(Range subject)
    {
        if (IsPersonal(subject.First) || speech.Any(subject.First, WordClass.Pronoun)) return true;
        var (capitals, determined) = (0, false);
        for (var i = subject.First; i < subject.End; i++)
        {
            if (_text.Tokens[i].Kind == TokenKind.Number) return false;
            if (!_text.Tokens[i].IsWord) { if (capitals > 0) break; continue; }
            if (speech.Any(i, WordClass.Determiner)) { if (capitals > 0) break; determined = true; continue; }
            if (!_text.Tokens[i].IsCapital) { if (capitals > 0 && speech.Class(i) != WordClass.None) break; continue; }
            if (GermanLexicon.IsSpeaker(_text.Folded(i)) || (_text.Tokens[i].Has(TokenShape.AllUpper) && _text.Tokens[i].Length is > 1 and < 7)) return true;
            if (++capitals == 2 && speech.Class(i) == WordClass.None && speech.Class(i - 1) == WordClass.None) return true;
        }
        // "Hartmann wies": one name; "Sirenen heulten": a plural.
        return capitals == 1 && !determined && subject.End - subject.First == 1 && subject.End < _text.Tokens.Length && _text.Tokens[subject.End].IsWord && !_text.Folded(subject.End).EndsWith("en");
    }

    /// <summary>The phrase right behind a verb, if it can speak; none otherwise.</summary>
    public Range SpeakerRightBehind(int verb, int limit)
    {
        var after = SubjectAfter(verb + 1, limit);
        if (after.IsNone || after.First != verb + 1 || !CanSpeak(after)) return Range.None;
        // A single word may be anybody's object: "wies Vorwürfe zurück", "zeigten Bildnisse".
        var single = after.End - after.First == 1 && !GermanLexicon.IsSpeaker(_text.Folded(after.First));
        return single && (_text.Folded(verb).EndsWith("en") || _text.Folded(after.First)[^1] is 'e') ? Range.None : after;
    }

    public bool IsTime(Range range)
    {
        // "Wenige Stunden nach dem Putsch"
        for (var i = range.First; i + 1 < range.End; i++)
        {
            if (!_text.Tokens[i].IsWord || !_text.Tokens[i].IsCapital || _text.Tokens[i].Has(TokenShape.SentenceStart)) continue;
            if (speech.Any(i, WordClass.Time) && _text.Folded(i + 1) is "nach" or "vor" or "zuvor") return true;
            break;
        }
        for (var i = range.First; i < range.End; i++)
        {
            // "Vergangene Woche": capital only because the sentence begins.
            if (i == range.First && _text.Tokens[i].Has(TokenShape.SentenceStart) && LooksLikeAdjective(i) && i + 1 < range.End && speech.Any(i + 1, WordClass.Time)) continue;
            if (_text.Tokens[i].IsWord && _text.Tokens[i].IsCapital && !speech.Any(i, WordClass.Time)) return false;
            if (_text.Tokens[i].Kind == TokenKind.Quote) return false;
        }
        for (var i = range.First; i < range.End; i++)
        {
            if (speech.Any(i, WordClass.Time)) return true;
        }
        return false;
    }

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
