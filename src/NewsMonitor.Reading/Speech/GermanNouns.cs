using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Speech that hangs on a noun or an adjective: "die Ansicht, dass …", "zeigte sich überzeugt, dass …".</summary>
internal sealed class GermanNouns(SpeechText speech, GermanPhrases phrases, GermanUnit unit, GermanComplements complements)
{
    private readonly AnalysedText _text = speech.Text;

    /// <summary>"die Ansicht, dass …", "den Vorwurf, er habe …": what is said hangs on a noun.</summary>
    public Draft? OnNoun(int s)
    {
        var segment = unit.Segments[s];
        if (s + 1 >= unit.Segments.Count || segment.IsQuote || unit.Segments[s + 1].IsQuote) return null;
        var next = unit.Segments[s + 1];
        if (next.Before is not (',' or ';' or ':')) return null;
        var noun = -1;
        for (var i = segment.End - 1; i >= segment.First && i >= segment.End - 7; i--)
        {
            if (speech.BlockOf[i] < 0 && speech.Any(i, WordClass.ContentNoun) && _text.Tokens[i].IsCapital) { noun = i; break; }
        }
        if (noun < 0) return OnAdjective(s);
        // "Nach Ansicht von X": the source phrase has its own rule.
        for (var i = Math.Max(segment.First, noun - 4); i < noun; i++)
        {
            if (_text.Is(i, "nach") || _text.Is(i, "laut") || _text.Is(i, "gemäß")) return null;
        }
        var owner = noun + 1 < segment.End ? phrases.NounPhrase(_text.Is(noun + 1, "von") ? noun + 2 : noun + 1, segment.End) : noun + 1;
        if (owner < segment.End && unit.LastWord(segment) >= owner && phrases.FiniteIn(owner, segment.End) < 0 && !speech.Any(unit.LastWord(segment), WordClass.Particle)) return null;
        var complement = speech.IsFunctional(next.First) && (speech.Any(next.First, WordClass.Complementizer) || _text.Is(next.First, "wonach"))
            || phrases.FiniteIn(next.First, next.End, subjunctive: true) >= 0 && !(speech.Any(next.First, WordClass.Relative) && unit.IsVerbFinal(next))
            || unit.IsInfinitive(next) && !_text.Is(next.First, "um") && !_text.Is(next.First, "ohne");
        if (!complement) return null;
        var finite = phrases.FiniteIn(segment.First, segment.End);
        var speaker = owner > noun + 1 ? new Range(_text.Is(noun + 1, "von") ? noun + 2 : noun + 1, owner) : Range.None;
        if (speaker.IsNone && finite >= 0) speaker = phrases.SubjectBefore(segment.First, finite) is { IsNone: false } before ? before : phrases.SubjectAfter(finite + 1, noun);
        else if (speaker.IsNone && phrases.NounPhrase(segment.First, noun) is var leading && leading > segment.First) speaker = new Range(segment.First, leading);
        // "Vorwürfe wurden laut, …": nobody but the noun is named.
        if (speaker.IsNone) speaker = NounPhraseAround(segment, noun);
        var content = new List<Range> { new(next.First, complements.ContentEnd(s + 1)) };
        return new Draft { Form = QuotationForm.Indirect, Content = content, Speaker = speaker, Cue = new Range(noun, noun + 1), Rule = "de.noun" };
    }

    private Range NounPhraseAround(Segment segment, int noun)
    {
        for (var i = Math.Max(segment.First, noun - 5); i < noun; i++)
        {
            if (phrases.NounPhrase(i, noun + 1) == noun + 1) return new Range(i, noun + 1);
        }
        return new Range(noun, noun + 1);
    }

    /// <summary>"zeigte sich überzeugt, dass …", "hält es für möglich, dass …": what is thought hangs on an adjective.</summary>
    private Draft? OnAdjective(int s)
    {
        var (segment, next) = (unit.Segments[s], unit.Segments[s + 1]);
        var last = unit.LastWord(segment);
        if (_text.Tokens[last].IsCapital || !speech.Any(last, WordClass.StanceAdjective)) return null;
        var finite = phrases.FiniteIn(segment.First, last);
        if (finite < 0) return null;
        var held = _text.Is(last - 1, "für");
        if (!held && !_text.Is(last - 1, "sich") && !speech.Any(finite, WordClass.Sein) && _text.Folded(finite) is not ("zeigte" or "zeigten" or "zeigt" or "zeigen" or "äußerte" or "gab" or "sei")) return null;
        var complement = speech.IsFunctional(next.First) && speech.Any(next.First, WordClass.Complementizer)
            || phrases.FiniteIn(next.First, next.End, subjunctive: true) >= 0 && !speech.Any(next.First, WordClass.Relative | WordClass.Subordinator) || unit.IsInfinitive(next) && !_text.Is(next.First, "um");
        if (!complement) return null;
        var speaker = phrases.SubjectBefore(segment.First, finite) is { IsNone: false } before ? before : phrases.SubjectAfter(finite + 1, last);
        // "Es ist wichtig, dass": nobody says so.
        if (speaker.IsNone || (!held && !_text.Tokens[speaker.First].IsCapital && _text.Is(speaker.First, "es"))) return null;
        return new Draft { Form = QuotationForm.Indirect, Content = [new Range(next.First, complements.ContentEnd(s + 1))], Speaker = speaker, Cue = new Range(last, last + 1), Rule = "de.adjective" };
    }
}
