using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

// Which noun phrase is the subject of a verb, and whether it can speak.
internal sealed partial class GermanPhrases
{
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
}
