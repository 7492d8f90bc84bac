using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Noun phrases, subjects and finite verbs of English clauses, found without a parser.</summary>
internal sealed class EnglishPhrases(SpeechText speech)
{
    private readonly AnalysedText _text = speech.Text;

    /// <summary>The end of the noun phrase at <paramref name="i"/>, or <paramref name="i"/> if there is none.</summary>
    public int NounPhrase(int i, int limit, bool attributes = true, int depth = 0)
    {
        var start = i;
        if (i >= limit || depth > 3) return start;
        if (IsPersonal(i)) return i + 1;
        var words = 0;
        for (; i < limit; i++)
        {
            var token = _text.Tokens[i];
            if (speech.BlockOf[i] is var b and >= 0 && speech.Blocks[b].First == i)
            {
                if (speech.Blocks[b].End - i > 8) break;
                i = speech.Blocks[b].End - 1;
                words++;
                continue;
            }
            if (_text.Is(i, "'s") || (token.Kind == TokenKind.Quote && token.Length == 1 && i > start && _text.Tokens[i - 1].IsWord)) continue;
            if (speech.Mark(i) is '(') { i = speech.Bracket(i, limit) - 1; continue; }
            if (speech.Mark(i) == '.' && i + 1 < limit && _text.Tokens[i + 1].IsCapital && _text.Tokens[i - 1].Length <= 4) continue;
            if (token.Kind == TokenKind.Number || speech.Mark(i) is '%' or '&' || token.Kind == TokenKind.Symbol) { words++; continue; }
            if (!token.IsWord) break;
            if (token.IsCapital && !token.Has(TokenShape.SentenceStart)) { words++; continue; }
            if (speech.Any(i, WordClass.Determiner)) { if (words > 0 && !Follows(i, "all", "both")) break; words++; continue; }
            if (speech.Any(i, WordClass.Finite | WordClass.Preposition | WordClass.Relative | WordClass.Coordinator | WordClass.Subordinator | WordClass.Complementizer | WordClass.Adverb | WordClass.Pronoun | WordClass.Oblique)) break;
            if (words > 0 && IsSpeechFinite(i)) break;
            if (words > 0 && !token.IsCapital && IsPastForm(i) && i + 1 < limit && !_text.Tokens[i + 1].IsCapital && speech.Any(i + 1, WordClass.Determiner | WordClass.Preposition | WordClass.Pronoun)) break;
            words++;
        }
        if (words == 0) return start;
        return attributes ? Attributes(i, limit, depth) : i;
    }

    private bool Follows(int i, string one, string other) => _text.Is(i, one) || _text.Is(i, other);

    private int Attributes(int i, int limit, int depth)
    {
        while (i + 1 < limit)
        {
            if (_text.Is(i, "of") || _text.Is(i, "for") || _text.Is(i, "and") || _text.Is(i, "at") || _text.Is(i, "from"))
            {
                var end = NounPhrase(i + 1, limit, true, depth + 1);
                if (end <= i + 1 || IsTime(new Range(i + 1, end))) break;
                i = end;
                continue;
            }
            break;
        }
        return i;
    }

    public bool IsPersonal(int i) => speech.IsFunctional(i) && _text.Folded(i) is "he" or "she" or "they" or "we" or "i" or "it" or "you";

    public bool IsTime(Range range)
    {
        var time = false;
        for (var i = range.First; i < range.End; i++)
        {
            if (!_text.Tokens[i].IsWord) continue;
            if (speech.Any(i, WordClass.Time)) time = true;
            else if (_text.Tokens[i].IsCapital) return false;
        }
        return time;
    }

    public bool IsSpeechFinite(int i) => !(_text.Tokens[i].IsCapital && !_text.Tokens[i].Has(TokenShape.SentenceStart)) && Array.Exists(speech.Forms(i), f => f.Kind is FormKind.Past or FormKind.Present);

    private bool IsPastForm(int i)
    {
        var word = _text.Folded(i);
        return word.Length > 4 && word.EndsWith("ed");
    }

    /// <summary>A finite verb, or what can be one: auxiliaries, verbs of speech, lower-case words in -ed behind a noun.</summary>
    public bool IsFinite(int i)
    {
        if (speech.BlockOf[i] >= 0 || !_text.Tokens[i].IsWord || (_text.Tokens[i].IsCapital && !_text.Tokens[i].Has(TokenShape.SentenceStart))) return false;
        if (speech.Any(i, WordClass.Finite) && !(_text.Folded(i) is "be" or "been" or "being" or "having")) return true;
        // "Manfred", "Ahmed": a capital at the head of a sentence is no past tense.
        return IsSpeechFinite(i) || (IsPastForm(i) && !_text.Tokens[i].IsCapital);
    }

    public int FiniteIn(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (IsFinite(i)) return i;
        }
        return -1;
    }

    /// <summary>A clause without finite forms in the lexicon still shows its verb by -s behind a name or noun ("the plan works").</summary>
    public bool HasPredicate(int first, int end)
    {
        if (FiniteIn(first, end) >= 0) return true;
        for (var i = first + 1; i < end; i++)
        {
            var word = _text.Folded(i);
            if (_text.Tokens[i].IsWord && !_text.Tokens[i].IsCapital && speech.Class(i) == WordClass.None && word.Length > 3 && word[^1] == 's' && word[^2] != 's'
                && i + 1 < end && speech.Any(i + 1, WordClass.Determiner | WordClass.Preposition | WordClass.Adverb)) return true;
        }
        return false;
    }

    /// <summary>The subject in front of a verb, auxiliaries and adverbs taken off.</summary>
    public Range SubjectBefore(int first, int verb)
    {
        while (first < verb && speech.IsFunctional(first) && speech.Any(first, WordClass.Coordinator | WordClass.Adverb) && !speech.Any(first, WordClass.Determiner)) first++;
        var end = verb;
        var earlier = -1;
        for (var i = first; i < verb; i++)
        {
            if (IsFinite(i) && !(IsPastForm(i) && speech.Class(i) == WordClass.None && i + 1 < verb && _text.Tokens[i + 1].IsCapital)) { earlier = i; break; }
        }
        if (earlier >= 0) end = earlier;
        while (end > first && speech.IsFunctional(end - 1) && speech.Any(end - 1, WordClass.Adverb | WordClass.Finite)) end--;
        // "In Berlin the minister said"
        while (first < end && speech.IsFunctional(first) && speech.Any(first, WordClass.Preposition | WordClass.Subordinator))
        {
            var phrase = NounPhrase(first + 1, end, attributes: false);
            if (phrase <= first + 1) break;
            first = phrase;
        }
        while (first < end && !_text.Tokens[first].IsWord && speech.BlockOf[first] < 0) first++;
        if (first >= end) return Range.None;
        return NounPhrase(first, end) > first ? new Range(first, end) : Range.None;
    }
}
