using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Finds what a German verb of speech says, behind its own clause, and where that ends.</summary>
internal sealed class GermanComplements(SpeechText speech, GermanPhrases phrases, GermanUnit unit, GermanSubjects subjects)
{
    private readonly AnalysedText _text = speech.Text;

    /// <summary>The first segment of what the verb says, behind its own clause, or -1.</summary>
    public int Complement(GermanCue cue)
    {
        var k = cue.LastSegment + 1;
        if (k >= unit.Segments.Count) return -1;
        for (; k < unit.Segments.Count && k <= cue.LastSegment + 4; k++)
        {
            var segment = unit.Segments[k];
            if (segment.IsQuote) return k;
            if (segment.Before == ':')
            {
                if (phrases.FiniteIn(segment.First, unit.Range.End, subjunctive: true) >= 0) return k;
                return (cue.Word.Kind & SpeechKind.Say) != 0 && !cue.Passive && phrases.FiniteIn(segment.First, segment.End) >= 0 && !HasObject(cue) ? k : -1;
            }
            if (segment.Before is ';') return -1;
            var first = segment.First;
            var functional = speech.IsFunctional(first);
            if (functional && speech.Any(first, WordClass.Complementizer)) return k;
            if (functional && _text.Is(first, "wonach")) return -1;
            // "wies den Vorwurf zurück, …": the clause says what was reproached.
            if (cue.Word.Lemma is "zurückweisen" or "ablehnen" or "abstreiten" && unit.HasContentNoun(cue.Segment, cue.LastSegment)) return -1;
            if (segment.Before == '-') continue;
            if (functional && speech.Any(first, WordClass.Question) && !speech.Any(first, WordClass.Subordinator) && !_text.Is(first, "was")) return _text.Is(first, "wie") && unit.IsInsertion(segment) ? -1 : k;
            if (functional && _text.Is(first, "so") && phrases.FiniteIn(first, segment.End) < 0) return -1;
            var subjunctive = phrases.FiniteIn(first, segment.End, subjunctive: true) >= 0;
            var infinitive = unit.IsInfinitive(segment);
            // "sagte, der Papst „ist und bleibt …“": the verb stands within the quoted words.
            if (!subjunctive && !infinitive && (cue.Word.Kind & (SpeechKind.Say | SpeechKind.Think)) != 0 && !(functional && speech.Any(first, WordClass.Subordinator | WordClass.Coordinator)) && HoldsQuotedVerb(segment)) return k;
            if (functional && speech.Any(first, WordClass.Relative) && !infinitive && unit.IsVerbFinal(segment) && !(subjunctive && speech.Any(first, WordClass.Determiner) && !SecondIsVerb(segment))) continue;
            if (functional && speech.Any(first, WordClass.Subordinator))
            {
                if (phrases.FiniteIn(first, unit.Range.End, subjunctive: true) >= 0 && k + 1 < unit.Segments.Count && (cue.Word.Kind & SpeechKind.Say) != 0) return k;
                continue;
            }
            if (functional && speech.Any(first, WordClass.Coordinator) && !subjunctive) return -1;
            if (subjunctive) return k;
            if (infinitive)
            {
                if (_text.Is(first, "um") || _text.Is(first, "ohne") || _text.Is(first, "statt") || _text.Is(first, "anstatt")) return -1;
                return (cue.Word.Kind & SpeechKind.Demand) != 0 || !HasObject(cue) ? k : -1;
            }
            if (phrases.FiniteIn(first, segment.End) >= 0 && (cue.Word.Kind & (SpeechKind.Say | SpeechKind.Think)) != 0 && (cue.Word.Kind & SpeechKind.Demand) == 0 && !cue.Passive && !cue.Final
                && cue.Finite != unit.Segments[cue.Segment].First && !(functional && speech.Any(first, WordClass.Relative | WordClass.Preposition) && unit.IsVerbFinal(segment)) && !HasObject(cue)) return k;
        }
        return -1;
    }

    public int ContentEnd(int complement)
    {
        for (var k = complement + 1; k < unit.Segments.Count; k++)
        {
            var segment = unit.Segments[k];
            if (segment.IsQuote)
            {
                // "…, dass es so sei: „…“": the words behind the colon are a quotation of their own.
                if (segment.Before == ':' && !unit.Segments[complement].IsQuote) return segment.First;
                continue;
            }
            if (segment.Before == ';' || (unit.Segments[complement].IsQuote && !unit.Segments[k].IsQuote && !unit.Continues(k))) return segment.First;
            if (!speech.IsFunctional(segment.First)) continue;
            // "…, und kündigte an": the frame goes on.
            if (speech.Any(segment.First, WordClass.Coordinator) && segment.First + 1 < segment.End && speech.IsFunctional(segment.First + 1)
                && Array.Exists(speech.Forms(segment.First + 1), f => f.Kind is FormKind.Past or FormKind.Present)) return segment.First;
            // "…, er sei tot, doch der Sprecher erklärte, …": somebody else is heard.
            if (speech.Any(segment.First, WordClass.Coordinator) && phrases.FiniteIn(segment.First, segment.End, subjunctive: true) < 0 && HasSaying(segment)) return segment.First;
            // "…, sprach aber von einem Erfolg"
            if (phrases.IsFiniteVerb(segment.First) && !phrases.IsSubjunctive(segment.First) && unit.GoesOn(segment.First)) return segment.First;
            if (_text.Is(segment.First, "so") && phrases.FiniteIn(segment.First, segment.End) < 0) return segment.First;
            if (_text.Is(segment.First, "wie") && unit.IsInsertion(segment)) return segment.First;
        }
        return unit.Range.End;
    }

    /// <summary>The verb has its object already, so that a following clause belongs to that object.</summary>
    private bool HasObject(GermanCue cue)
    {
        var segment = unit.Segments[cue.LastSegment];
        var last = unit.LastWord(segment);
        // A particle, an infinitive or a participle closes the clause: what follows is what is said.
        if (!_text.Tokens[last].IsCapital && (speech.Any(last, WordClass.Particle) || last == cue.Verb || Array.Exists(speech.Forms(last), f => f.Kind >= FormKind.Participle))) return false;
        var subject = subjects.Subject(cue);
        for (var i = cue.Finite + 1; i < segment.End;)
        {
            if (subject.Holds(i)) { i = subject.End; continue; }
            if (!_text.Tokens[i].IsWord && speech.BlockOf[i] < 0) { i++; continue; }
            if (speech.IsFunctional(i) && speech.Any(i, WordClass.Preposition))
            {
                i = Math.Max(phrases.NounPhrase(i + 1, segment.End), i + 1);
                continue;
            }
            var end = phrases.NounPhrase(i, segment.End);
            if (end <= i || phrases.IsTime(new Range(i, end)) || speech.Any(i, WordClass.Pronoun) || _text.Folded(i) is "dem" or "der" or "einem" or "einer") { i = Math.Max(end, i + 1); continue; }
            return true;
        }
        return false;
    }

    /// <summary>Quoted words within the clause that hold its finite verb.</summary>
    private bool HoldsQuotedVerb(Segment segment)
    {
        var (quoted, plain) = (false, false);
        for (var i = segment.First; i < segment.End; i++)
        {
            if (!_text.Tokens[i].IsWord) continue;
            if (speech.BlockOf[i] < 0) { plain = true; if (phrases.IsFiniteVerb(i)) return false; }
            else quoted |= phrases.IsFiniteVerb(i);
        }
        return quoted && plain;
    }

    private bool HasSaying(Segment segment)
    {
        for (var i = segment.First + 1; i < segment.End; i++)
        {
            if (speech.BlockOf[i] < 0 && !_text.Tokens[i].IsCapital && Array.Exists(speech.Forms(i), f => f.Kind == FormKind.Past && !f.Joined && (f.Verb.Kind & SpeechKind.Say) != 0 && (f.Verb.Particle is null || unit.ParticleEnds(segment, f.Verb.Particle)))) return true;
        }
        return false;
    }

    private bool SecondIsVerb(Segment segment) => segment.First + 1 < segment.End && phrases.IsFiniteVerb(segment.First + 1);
}
