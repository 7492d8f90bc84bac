using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Finds what verbs of speech say, clause by clause, in one unit of a German text.</summary>
internal sealed class GermanClauses
{
    private readonly SpeechText _speech;
    private readonly AnalysedText _text;
    private readonly GermanPhrases _phrases;
    private readonly GermanUnit _reading;
    private readonly GermanCues _cues;
    private readonly GermanSubjects _subjects;
    private readonly GermanComplements _complements;
    private readonly GermanInsertions _insertions;
    private readonly GermanNouns _nouns;

    public GermanClauses(SpeechText speech, GermanPhrases phrases)
    {
        (_speech, _text, _phrases) = (speech, speech.Text, phrases);
        _reading = new GermanUnit(speech, phrases);
        _cues = new GermanCues(speech, phrases, _reading);
        _subjects = new GermanSubjects(speech, phrases, _reading);
        _complements = new GermanComplements(speech, phrases, _reading, _subjects);
        _insertions = new GermanInsertions(speech, phrases, _reading, _subjects);
        _nouns = new GermanNouns(speech, phrases, _reading, _complements);
    }

    public void Find(Range unit, List<Segment> segments, List<Draft> found)
    {
        _reading.Begin(unit, segments);
        var before = found.Count;
        if (Tag() is { } tag)
        {
            found.Add(tag);
            _reading.Heard = tag.Speaker;
        }
        for (var s = 0; s < segments.Count; s++)
        {
            if (segments[s].IsQuote) continue;
            if (_insertions.Inserted(s, out var last) is { } inserted)
            {
                found.Add(inserted);
                s = last;
                continue;
            }
            for (var from = segments[s].First; _cues.FindCue(s, from) is { } cue; from = Math.Max(cue.Verb, cue.Finite) + 1)
            {
                if (Covered(found, before, cue.Verb) || found.FindIndex(before, d => d.Cue == cue.Span) >= 0) continue;
                if (Read(cue) is not { } draft) continue;
                found.Add(draft);
                if (!draft.Speaker.IsNone) _reading.Heard = draft.Speaker;
                s = Math.Max(s, cue.LastSegment);
                break;
            }
        }
        for (var s = 0; s < segments.Count; s++)
        {
            if (_nouns.OnNoun(s) is { } draft && !found.Exists(d => d.Rule != Draft.Heard && d.Content.Exists(r => r.First < draft.Content[0].End && draft.Content[0].First < r.End))) found.Add(draft);
        }
    }

    /// <summary>"Man gehe davon aus, dass es so sei, ergänzte X": the verb that ends the sentence says all that stands before it.</summary>
    private Draft? Tag()
    {
        for (var s = _reading.Segments.Count - 1; s >= 2 && s >= _reading.Segments.Count - 3; s--)
        {
            var segment = _reading.Segments[s];
            if (segment.IsQuote || segment.Before != ',' || _reading.Segments[s - 1].IsQuote) continue;
            if (!Array.Exists(_speech.Forms(segment.First), f => f.Kind is FormKind.Past or FormKind.Present && (f.Verb.Kind & SpeechKind.Say) != 0)) continue;
            if (_reading.GoesOn(segment.First) || _cues.FindCue(s, segment.First) is not { Final: false } cue || cue.Finite != segment.First || IsAppositionEnd(cue)) return null;
            // Only where a subjunctive clause stands before: else it may be a list of what somebody did.
            return _phrases.FiniteIn(_reading.Range.First, _reading.Segments[s].First, subjunctive: true) < 0 || _phrases.IsFiniteVerb(_reading.Segments[0].First) ? null : Postposed(cue, _complements.Complement(cue));
        }
        return null;
    }

    /// <summary>A verb inside what another verb already says reports speech within speech: that is not taken apart again.</summary>
    private static bool Covered(List<Draft> found, int from, int token)
    {
        for (var d = from; d < found.Count; d++)
        {
            if (found[d].Form != QuotationForm.Reported && found[d].Content.Exists(r => r.Holds(token))) return true;
        }
        return false;
    }

    private Draft? Read(GermanCue cue)
    {
        var segment = _reading.Segments[cue.Segment];
        if (IsWithheld(cue)) return null;
        var complement = _complements.Complement(cue);
        if (!cue.Final && cue.Segment > 0 && cue.Finite == segment.First && !IsAppositionEnd(cue) && !_reading.GoesOn(cue.Finite))
            return Postposed(cue, complement) ?? (complement >= 0 ? Fronted(cue, complement) : null);
        if (!cue.Final && _reading.Segments[cue.Segment].First == cue.Finite && cue.Segment == 0 && cue.Form != FormKind.Subjunctive)
            return null;
        var subject = _subjects.Subject(cue);
        var draft = complement >= 0 ? Introduced(cue, subject, complement) : WithoutComplement(cue, subject);
        if (draft is not null) draft.Antecedent = _subjects.Antecedent(cue.Segment, draft.Speaker);
        return draft;
    }

    /// <summary>"wollte nicht bestätigen, dass …": what nobody says.</summary>
    private bool IsWithheld(GermanCue cue)
    {
        var segment = _reading.Segments[cue.Segment];
        if (cue.Form != FormKind.Present || !_text.Is(cue.Verb, cue.Word.Lemma)) return false;
        var (modal, negated) = (false, false);
        for (var i = segment.First; i < cue.Verb; i++)
        {
            modal |= _speech.BlockOf[i] < 0 && _speech.Any(i, WordClass.Modal | WordClass.Konjunktiv1 | WordClass.Konjunktiv2);
            negated |= _text.Is(i, "nicht") || _text.Is(i, "weder") || _text.Is(i, "nie");
        }
        return modal && negated;
    }

    /// <summary>"Klaus Weber, Sprecher der Bahn, sagte": the verb begins its segment, yet what stands before is its subject.</summary>
    private bool IsAppositionEnd(GermanCue cue)
    {
        for (var k = 0; k < cue.Segment; k++)
        {
            if (_reading.Segments[k].IsQuote) return false;
            var relative = k > 0 && _speech.IsFunctional(_reading.Segments[k].First) && _speech.Any(_reading.Segments[k].First, WordClass.Relative | WordClass.Preposition);
            if (!relative && _phrases.FiniteIn(_reading.Segments[k].First, _reading.Segments[k].End) >= 0) return false;
        }
        return _phrases.SubjectBefore(_reading.Segments[0].First, _reading.Segments[0].End) is { IsNone: false };
    }

    private Draft? Postposed(GermanCue cue, int complement)
    {
        if ((cue.Word.Kind & (SpeechKind.Say | SpeechKind.Think | SpeechKind.Demand)) == 0) return null;
        var quoted = _reading.Segments[cue.Segment - 1].IsQuote;
        var impersonal = _text.Is(cue.Finite, "heißt") || _text.Is(cue.Finite, "hieß");
        var subject = impersonal ? _subjects.Source(cue) : _phrases.SubjectAfter(cue.Finite + 1, _reading.Segments[cue.Segment].End);
        if (subject.IsNone && !impersonal && !quoted) return null;
        if (!quoted && !HasMainClause(cue.Segment, cue.Word)) return null;
        var end = Math.Max(cue.LastSegment, _subjects.WithApposition(cue.Segment, ref subject));
        var via = Range.None;
        // "zitiert die Zeitung den Minister", "zitierte man den Minister": the one quoted speaks.
        if (cue.Word.Lemma == "zitieren" && !cue.Passive && !subject.IsNone && _phrases.NounPhrase(subject.End, _reading.Segments[cue.Segment].End) is var quotedEnd && quotedEnd > subject.End)
            (via, subject) = (_text.Is(subject.First, "man") ? Range.None : subject, new Range(subject.End, quotedEnd));
        var content = new List<Range>();
        var start = _reading.ContentStart(cue.Segment);
        if (start < _reading.Segments[cue.Segment].First) content.Add(new Range(start, _reading.Segments[cue.Segment].First));
        // "…, sagte X und fügte hinzu: …" speaks of two utterances; the second is found by itself.
        var next = Math.Max(end, complement >= 0 ? complement - 1 : end) + 1;
        if (next < _reading.Segments.Count && (_reading.Segments[next].IsQuote || _reading.Continues(next))) content.Add(new Range(_reading.Segments[next].First, _reading.Range.End));
        if (content.Count == 0) return null;
        if (content.Count == 1 && !_reading.Segments[Math.Max(0, cue.Segment - 1)].IsQuote && _phrases.FiniteIn(content[0].First, content[0].End) < 0) return null;
        return new Draft { Form = _reading.FormOf(content), Content = content, Speaker = subject, Via = via, Cue = cue.Span, Rule = "de.postposed", MayInherit = subject.IsNone };
    }

    /// <summary>"Nach dem Treffen, das …, forderte X, …": the verb's sentence opens with a clause, and what is said stands behind as usual.</summary>
    private Draft? Fronted(GermanCue cue, int complement)
    {
        var segment = _reading.Segments[cue.Segment];
        var impersonal = _text.Is(cue.Finite, "heißt") || _text.Is(cue.Finite, "hieß");
        var subject = impersonal ? _subjects.Subject(cue) : _phrases.SubjectAfter(cue.Finite + 1, cue.Verb > cue.Finite ? cue.Verb : segment.End);
        if (subject.IsNone || (!impersonal && subject.First > cue.Finite + 4)) return null;
        _subjects.WithApposition(cue.Segment, ref subject);
        return Introduced(cue, subject, complement);
    }

    /// <summary>What stands before the verb is a sentence of its own, not a subordinate clause or a place that opens the verb's sentence.</summary>
    private bool HasMainClause(int s, SpeechVerb verb)
    {
        var indicative = false;
        for (var k = 0; k < s; k++)
        {
            var segment = _reading.Segments[k];
            if (segment.IsQuote) return true;
            if (_phrases.FiniteIn(segment.First, segment.End, subjunctive: true) >= 0 && !_text.Is(segment.First, "wenn") && !_text.Is(segment.First, "obwohl")) return true;
            var subordinate = _speech.IsFunctional(segment.First)
                && (_speech.Any(segment.First, WordClass.Subordinator | WordClass.Complementizer | WordClass.Question) || (k > 0 && _speech.Any(segment.First, WordClass.Relative | WordClass.Preposition)));
            if (!subordinate && _phrases.FiniteIn(segment.First, segment.End) >= 0) indicative = true;
        }
        return indicative && (verb.Kind & SpeechKind.Say) != 0;
    }

    private Draft? Introduced(GermanCue cue, Range subject, int complement)
    {
        var first = _reading.Segments[complement];
        var range = new Range(first.First, _complements.ContentEnd(complement));
        var content = new List<Range> { range };
        var via = Range.None;
        // "Der Sender zitiert den Minister mit den Worten …": the one quoted speaks, through the one who quotes.
        if (cue.Word.Lemma == "zitieren" && !cue.Passive && !cue.Final && cue.Verb == cue.Finite && _phrases.NounPhrase(cue.Verb + 1, _reading.Segments[cue.Segment].End) is var quoted && quoted > cue.Verb + 1 && subject.End <= cue.Verb)
            (via, subject) = (subject, new Range(cue.Verb + 1, quoted));
        var rule = first.IsQuote ? "de.quote" : first.Before == ':' ? "de.colon" : _speech.Any(first.First, WordClass.Complementizer) ? "de.dass" : "de.clause";
        if (cue.Passive) rule += "-passive";
        return new Draft { Form = _reading.FormOf(content), Content = content, Speaker = subject, Via = via, Cue = cue.Span, Rule = rule, MayInherit = cue.Passive && _speech.Any(cue.Finite, WordClass.Konjunktiv1 | WordClass.Konjunktiv2), Relayed = _speech.Any(cue.Finite, WordClass.Konjunktiv1) };
    }

    private Draft? WithoutComplement(GermanCue cue, Range subject)
    {
        var segment = _reading.Segments[cue.Segment];
        if (cue.Final || subject.IsNone) return null;
        // "Das erklärte X": what was said is the sentence before.
        if (_speech.Any(segment.First, WordClass.Reference) && segment.First + 1 == cue.Finite && (cue.Word.Kind & SpeechKind.Say) != 0 && _reading.Previous() is { IsNone: false } previous)
        {
            var after = _phrases.SubjectAfter(cue.Finite + 1, segment.End);
            if (!after.IsNone)
                return new Draft { Form = QuotationForm.Indirect, Content = [previous, new Range(segment.First, segment.First + 1)], Speaker = after, Cue = cue.Span, Rule = "de.reference" };
        }
        if ((cue.Word.Kind & SpeechKind.Judge) == 0 || cue.Passive)
            return new Draft { Form = QuotationForm.Reported, Content = [new Range(segment.First, segment.First + 1)], Speaker = subject, Cue = cue.Span, Rule = Draft.Heard };
        // "sprach mit X" is a talk, "sprach von X" a statement.
        if (cue.Word.Lemma is "sprechen" && !_reading.Has(segment, "von") && !_reading.Has(segment, "vom")) return null;
        var end = cue.LastSegment + 1 < _reading.Segments.Count ? _reading.Segments[cue.LastSegment].End : _reading.Range.End;
        return new Draft { Form = QuotationForm.Reported, Content = [new Range(segment.First, end)], Speaker = subject, Cue = cue.Span, Rule = "de.reported" };
    }
}
