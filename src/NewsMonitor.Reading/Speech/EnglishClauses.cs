using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Finds what verbs of speech say in one unit of an English text.</summary>
internal sealed class EnglishClauses
{
    private readonly SpeechText _speech;
    private readonly AnalysedText _text;
    private readonly EnglishPhrases _phrases;
    private readonly EnglishUnit _reading;
    private readonly EnglishSubjects _subjects;
    private readonly EnglishComplements _complements;
    private readonly EnglishReports _reports;

    public EnglishClauses(SpeechText speech, EnglishPhrases phrases)
    {
        (_speech, _text, _phrases) = (speech, speech.Text, phrases);
        _reading = new EnglishUnit(speech, phrases);
        _subjects = new EnglishSubjects(speech, phrases, _reading);
        _complements = new EnglishComplements(speech, phrases, _reading);
        _reports = new EnglishReports(speech, phrases, _reading, _complements);
    }

    public void Find(Range unit, List<Segment> segments, List<Draft> found)
    {
        _reading.Begin(unit, segments);
        var before = found.Count;
        if (Introducing() is { } introducing)
        {
            found.Add(introducing);
            _reading.Subject = introducing.Speaker;
        }
        for (var s = 0; s < segments.Count; s++)
        {
            if (segments[s].IsQuote) continue;
            for (var i = segments[s].First; i < segments[s].End; i++)
            {
                if (_speech.BlockOf[i] >= 0 || !_speech.IsFunctional(i) || _speech.Forms(i).Length == 0) continue;
                if (Covered(found, before, i)) continue;
                if (Read(s, i) is not { } draft) continue;
                if (draft.Rule == "en.postposed" && found.Skip(before).Any(d => d.Via == draft.Speaker)) continue;
                found.Add(draft);
                if (!draft.Speaker.IsNone) _reading.Subject = draft.Speaker;
            }
        }
    }

    private static bool Covered(List<Draft> found, int from, int token)
    {
        for (var d = from; d < found.Count; d++)
        {
            if (found[d].Form != QuotationForm.Reported && found[d].Content.Exists(r => r.Holds(token))) return true;
        }
        return false;
    }

    /// <summary>"As the Times reported, …" at the head of a sentence.</summary>
    private Draft? Introducing()
    {
        if (_reading.Segments.Count < 2 || _reading.Segments[0].IsQuote || !_text.Is(_reading.Segments[0].First, "as")) return null;
        var (first, last) = (_reading.Segments[0].First, _reading.Segments[0].End - 1);
        var verb = _phrases.IsSpeechFinite(last) ? last : last > first + 1 && _phrases.IsSpeechFinite(last - 1) ? last - 1 : -1;
        if (verb < 0 || !Array.Exists(_speech.Forms(verb), f => (f.Verb.Kind & SpeechKind.Say) != 0)) return null;
        var subject = _phrases.SubjectBefore(first + 1, verb);
        if (subject.IsNone) return null;
        var content = new Range(_reading.Segments[1].First, _reading.Range.End);
        return new Draft { Form = _reading.FormOf(content), Content = [content], Speaker = subject, Cue = new Range(verb, verb + 1), Rule = "en.as" };
    }

    /// <summary>The speaker of an attribution that ends the unit ("…, her spokesman said"), and its segment; none if there is none behind <paramref name="s"/>.</summary>
    private (Range Speaker, int Segment) Closing(int s)
    {
        for (var k = s + 1; k < _reading.Segments.Count && k <= s + 8; k++)
        {
            var segment = _reading.Segments[k];
            if (segment.IsQuote || segment.Before != ',') continue;
            for (var i = segment.First; i < segment.End; i++)
            {
                foreach (var form in _speech.Forms(i))
                {
                    if (form.Kind is not (FormKind.Past or FormKind.Present) || (form.Verb.Kind & SpeechKind.Say) == 0 || _complements.ComplementStart(k, i, form, out _) >= 0) continue;
                    var subject = i == segment.First ? _subjects.After(i + 1, segment.End) : _phrases.SubjectBefore(segment.First, i);
                    if (!subject.IsNone && (i == segment.First || subject.First == segment.First) && !_speech.Any(segment.First, WordClass.Relative | WordClass.Coordinator | WordClass.Subordinator)) return (subject, k);
                }
            }
        }
        return (Range.None, -1);
    }

    private Draft? Read(int s, int i)
    {
        var segment = _reading.Segments[s];
        foreach (var form in _speech.Forms(i))
        {
            if (form.Kind == FormKind.Infinitive && !FollowsPlural(i, segment)) continue;
            if (form.Kind == FormKind.Participle && _reading.Auxiliary(i, segment) < 0) continue;
            if (form.Kind == FormKind.ToInfinitive && !IsAdverbial(i, segment)) continue;
            if (form.Kind is FormKind.Past or FormKind.Present && _reading.Auxiliary(i, segment) is var helped and >= 0 && _speech.Any(helped, WordClass.Sein)) continue;
            if (i > segment.First && (_text.Is(i - 1, "not") || _text.FoldedText.AsSpan(_text.Tokens[i - 1].Start, _text.Tokens[i - 1].Length).EndsWith("n't")) && SpeaksOfSilence(form.Verb.Lemma)) continue;
            // "the accused", "a proposed ban": a participle in front of its noun.
            if (i > segment.First && _speech.Any(i - 1, WordClass.Determiner) && !_speech.Any(i - 1, WordClass.Pronoun)) continue;
            if (i > segment.First && (_text.Is(i - 1, "to") || _text.Is(i - 1, "'s") || _speech.Any(i - 1, WordClass.Preposition)) && form.Kind != FormKind.ToInfinitive) continue;
            if (Clause(s, i, form) is { } draft) return draft;
        }
        return null;
    }

    private static bool SpeaksOfSilence(string lemma) => lemma is "say" or "disclose" or "reveal" or "specify" or "elaborate" or "comment" or "know" or "clarify" or "decide" or "indicate" or "explain";

    /// <summary>"officials say": the bare form, where no auxiliary makes it an infinitive.</summary>
    private bool FollowsPlural(int i, Segment segment)
    {
        if (i == segment.First) return _reading.StandsBehindQuote(segment) && i + 1 < segment.End;
        return !_speech.Any(i - 1, WordClass.Modal | WordClass.Determiner | WordClass.Preposition) && !_text.Is(i - 1, "to");
    }

    /// <summary>"…, adding that", "in a statement saying": the form in -ing with what it says behind it.</summary>
    private bool IsAdverbial(int i, Segment segment) => i == segment.First ? segment.First > _reading.Range.First : !_speech.Any(i - 1, WordClass.Sein) || _text.Is(i - 1, "as");

    private Draft? Clause(int s, int i, VerbForm form)
    {
        var segment = _reading.Segments[s];
        var passive = form.Kind == FormKind.Participle && _reading.Auxiliary(i, segment) is var aux and >= 0 && _speech.Any(aux, WordClass.Sein);
        var cue = new Range(i, i + 1);
        var gerund = form.Kind == FormKind.ToInfinitive;
        var start = _complements.ComplementStart(s, i, form, out var rule);
        var subject = gerund ? _subjects.GerundSubject(s, i) : passive ? _subjects.Agent(i, segment) : _subjects.Subject(s, i);
        if (start < 0)
        {
            if (!gerund && !passive && Postposed(s, i, form, cue) is { } postposed) return postposed;
            return _reports.Reported(s, i, form, subject, cue, passive);
        }
        if (subject.IsNone && !passive && !gerund && s == 0) return null;
        if (form.Verb.Kind is SpeechKind.Stance && rule != "en.that") return null;
        var (closing, at) = Closing(s);
        // "It plans to …, the ministry said": what somebody thinks or means to do is told by the one who says it.
        if (at >= 0 && (form.Verb.Kind & SpeechKind.Think) != 0) return null;
        var content = new Range(start, _complements.ContentEnd(s, start));
        if (at >= 0 && _reading.Segments[at].First > start) content = new Range(start, Math.Min(content.End, _reading.Segments[at].First));
        return new Draft { Form = _reading.FormOf(content), Content = [content], Speaker = subject, Via = closing, Cue = cue, Rule = passive ? rule + "-passive" : rule, MayInherit = !passive };
    }

    private Draft? Postposed(int s, int i, VerbForm form, Range cue)
    {
        if ((form.Verb.Kind & (SpeechKind.Say | SpeechKind.Think)) == 0 || s == 0 || form.Kind is FormKind.Infinitive) return null;
        var segment = _reading.Segments[s];
        var quoted = _reading.Segments[s - 1].IsQuote;
        var asInsert = _text.Is(segment.First, "as");
        var inverted = i == segment.First;
        var subject = inverted ? _subjects.After(i + 1, segment.End) : _phrases.SubjectBefore(asInsert ? segment.First + 1 : segment.First, i);
        if (subject.IsNone || (!inverted && !quoted && !StartsWith(segment, subject, asInsert))) return null;
        if (!quoted && !asInsert && !(_phrases.HasPredicate(_reading.Range.First, _reading.Segments[s - 1].End) && (form.Verb.Kind & SpeechKind.Say) != 0)) return null;
        if (!quoted && !asInsert && inverted && IsAppositionOnly(s)) return null;
        if (_speech.Any(segment.First, WordClass.Relative | WordClass.Coordinator | WordClass.Subordinator) && !asInsert) return null;
        var end = _reading.Apposition(s);
        var content = new List<Range> { new(_reading.Range.First, _reading.Segments[s].First) };
        if (end + 1 < _reading.Segments.Count && _reading.Continues(end + 1)) content.Add(new Range(_reading.Segments[end + 1].First, _complements.ContentEnd(end + 1, _reading.Segments[end + 1].First)));
        var form2 = content.TrueForAll(_reading.IsAllQuoted) ? QuotationForm.Direct : QuotationForm.Indirect;
        return new Draft { Form = form2, Content = content, Speaker = subject, Cue = cue, Rule = asInsert ? "en.as" : "en.postposed" };
    }

    private static bool StartsWith(Segment segment, Range subject, bool asInsert) => subject.First <= segment.First + (asInsert ? 1 : 0);

    private bool IsAppositionOnly(int s)
    {
        for (var k = 0; k < s; k++)
        {
            var first = _reading.Segments[k].First;
            if (_reading.Segments[k].IsQuote || (!_speech.Any(first, WordClass.Relative | WordClass.Preposition) && _phrases.HasPredicate(first, _reading.Segments[k].End))) return false;
        }
        return true;
    }
}
