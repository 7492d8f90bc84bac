using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Finds what verbs of speech say, clause by clause, in one unit of a German text.</summary>
internal sealed class GermanClauses(SpeechText speech, GermanPhrases phrases)
{
    private readonly AnalysedText _text = speech.Text;
    private List<Segment> _segments = [];
    private Range _unit;
    /// <summary>The latest speaker in this unit.</summary>
    private Range _heard;

    // A verb of speech and how its clause is built; the clause may end in a later segment, where a particle stands behind an apposition.
    private readonly record struct Cue(int Segment, int LastSegment, int Finite, int Verb, SpeechVerb Word, FormKind Form, bool Passive, bool Final, Range Span);

    public void Find(Range unit, List<Segment> segments, List<Draft> found)
    {
        (_unit, _segments, _heard) = (unit, segments, Range.None);
        var before = found.Count;
        for (var s = 0; s < segments.Count; s++)
        {
            if (segments[s].IsQuote) continue;
            if (Inserted(s, out var last) is { } inserted)
            {
                found.Add(inserted);
                s = last;
                continue;
            }
            for (var from = segments[s].First; FindCue(s, from) is { } cue; from = Math.Max(cue.Verb, cue.Finite) + 1)
            {
                if (Covered(found, before, cue.Verb)) continue;
                if (Read(cue) is not { } draft) continue;
                found.Add(draft);
                if (!draft.Speaker.IsNone) _heard = draft.Speaker;
                s = Math.Max(s, cue.LastSegment);
                break;
            }
        }
        for (var s = 0; s < segments.Count; s++)
        {
            if (OnNoun(s) is { } draft && !found.Exists(d => d.Rule != Draft.Heard && d.Content.Exists(r => r.First < draft.Content[0].End && draft.Content[0].First < r.End))) found.Add(draft);
        }
    }

    /// <summary>"die Ansicht, dass …", "den Vorwurf, er habe …": what is said hangs on a noun.</summary>
    private Draft? OnNoun(int s)
    {
        var segment = _segments[s];
        if (s + 1 >= _segments.Count || segment.IsQuote || _segments[s + 1].IsQuote) return null;
        var next = _segments[s + 1];
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
        if (owner < segment.End && LastWord(segment) >= owner && phrases.FiniteIn(owner, segment.End) < 0 && !speech.Any(LastWord(segment), WordClass.Particle)) return null;
        var complement = speech.IsFunctional(next.First) && (speech.Any(next.First, WordClass.Complementizer) || _text.Is(next.First, "wonach"))
            || phrases.FiniteIn(next.First, next.End, subjunctive: true) >= 0 && !(speech.Any(next.First, WordClass.Relative) && IsVerbFinal(next))
            || IsInfinitive(next) && !_text.Is(next.First, "um") && !_text.Is(next.First, "ohne");
        if (!complement) return null;
        var finite = phrases.FiniteIn(segment.First, segment.End);
        var speaker = owner > noun + 1 ? new Range(_text.Is(noun + 1, "von") ? noun + 2 : noun + 1, owner) : Range.None;
        if (speaker.IsNone && finite >= 0) speaker = phrases.SubjectBefore(segment.First, finite) is { IsNone: false } before ? before : phrases.SubjectAfter(finite + 1, noun);
        else if (speaker.IsNone && phrases.NounPhrase(segment.First, noun) is var leading && leading > segment.First) speaker = new Range(segment.First, leading);
        var content = new List<Range> { new(next.First, ContentEnd(s + 1)) };
        return new Draft { Form = QuotationForm.Indirect, Content = content, Speaker = speaker, Cue = new Range(noun, noun + 1), Rule = "de.noun" };
    }

    /// <summary>"zeigte sich überzeugt, dass …", "hält es für möglich, dass …": what is thought hangs on an adjective.</summary>
    private Draft? OnAdjective(int s)
    {
        var (segment, next) = (_segments[s], _segments[s + 1]);
        var last = LastWord(segment);
        if (_text.Tokens[last].IsCapital || !speech.Any(last, WordClass.StanceAdjective)) return null;
        var finite = phrases.FiniteIn(segment.First, last);
        if (finite < 0) return null;
        var held = _text.Is(last - 1, "für");
        if (!held && !_text.Is(last - 1, "sich") && !speech.Any(finite, WordClass.Sein) && _text.Folded(finite) is not ("zeigte" or "zeigten" or "zeigt" or "zeigen" or "äußerte" or "gab" or "sei")) return null;
        var complement = speech.IsFunctional(next.First) && speech.Any(next.First, WordClass.Complementizer)
            || phrases.FiniteIn(next.First, next.End, subjunctive: true) >= 0 && !speech.Any(next.First, WordClass.Relative | WordClass.Subordinator) || IsInfinitive(next) && !_text.Is(next.First, "um");
        if (!complement) return null;
        var speaker = phrases.SubjectBefore(segment.First, finite) is { IsNone: false } before ? before : phrases.SubjectAfter(finite + 1, last);
        // "Es ist wichtig, dass": nobody says so.
        if (speaker.IsNone || (!held && !_text.Tokens[speaker.First].IsCapital && _text.Is(speaker.First, "es"))) return null;
        return new Draft { Form = QuotationForm.Indirect, Content = [new Range(next.First, ContentEnd(s + 1))], Speaker = speaker, Cue = new Range(last, last + 1), Rule = "de.adjective" };
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

    // ---- insertions: "so X", "wie X mitteilte", "heißt es"

    private Draft? Inserted(int s, out int end)
    {
        end = s;
        var segment = _segments[s];
        var first = segment.First;
        if (!speech.IsFunctional(first)) return null;
        var word = _text.Folded(first);
        if (word is "so" && s > 0 && first + 1 < segment.End && phrases.FiniteIn(first, segment.End) < 0)
        {
            var subject = phrases.SubjectAfter(first + 1, segment.End);
            if (subject.IsNone || subject.First > first + 2) return null;
            end = WithApposition(s, ref subject);
            return Around(s, end, subject, new Range(first, first + 1), "de.so");
        }
        if (word is "wie")
        {
            // "wie der Richter, Paul Weber, ausführte": the verb may stand behind appositions.
            var last = -1;
            for (; end < _segments.Count && end <= s + 3 && !_segments[end].IsQuote; end++)
            {
                last = VerbEnd(_segments[end]);
                if (last >= 0 || phrases.FiniteIn(_segments[end].First, _segments[end].End) >= 0) break;
            }
            if (last < 0) { end = s; return null; }
            var subject = phrases.SubjectAfter(first + 1, end == s ? last : segment.End);
            if (subject.IsNone || (end > s && subject.End < segment.End)) { end = s; return null; }
            if (end > s + 1) subject = new Range(subject.First, _segments[end].First - 1);
            return Around(s, end, subject, new Range(last, last + 1), "de.wie");
        }
        return null;
    }

    /// <summary>The verb of speech a subordinate clause ends with, or -1.</summary>
    private int VerbEnd(Segment segment)
    {
        var last = LastWord(segment);
        if (VerbAt(last, segment) is not null) return last;
        if (last <= segment.First) return -1;
        if (VerbAt(last - 1, segment) is not null) return last - 1;
        return speech.Any(last, WordClass.Auxiliary) && Array.Exists(speech.Forms(last - 1), f => f.Kind == FormKind.Participle) ? last : -1;
    }

    private VerbForm? VerbAt(int i, Segment segment)
    {
        foreach (var form in speech.Forms(i))
        {
            if (form.IsFinite && (form.Verb.Kind & (SpeechKind.Say | SpeechKind.Think)) != 0 && (form.Joined || form.Verb.Particle is null || ParticleEnds(segment, form.Verb.Particle))) return form;
        }
        return null;
    }

    private bool ParticleEnds(Segment segment, string particle) => LastWord(segment) is var last && last > segment.First && _text.Is(last, particle);

    private int LastWord(Segment segment)
    {
        var i = segment.End - 1;
        while (i > segment.First && !_text.Tokens[i].IsWord) i--;
        return i;
    }

    /// <summary>What stands in the unit around an insertion.</summary>
    private Draft? Around(int s, int end, Range speaker, Range cue, string rule)
    {
        var content = new List<Range>();
        if (s > 0 && ContentStart(s) is var start && start < _segments[s].First) content.Add(new Range(start, _segments[s].First));
        if (end + 1 < _segments.Count && (s == 0 || Continues(end + 1))) content.Add(new Range(_segments[end + 1].First, _unit.End));
        if (content.Count == 0) return null;
        return new Draft { Form = FormOf(content), Content = content, Speaker = speaker, Cue = cue, Rule = rule };
    }

    /// <summary>What is said begins with the unit, or behind the last semicolon.</summary>
    private int ContentStart(int s)
    {
        for (var k = s; k > 0; k--)
        {
            if (_segments[k].Before == ';') return _segments[k].First;
        }
        return _unit.First;
    }

    /// <summary>Whether the segment behind an attribution goes on with what was said rather than with the attribution.</summary>
    private bool Continues(int s)
    {
        var segment = _segments[s];
        if (segment.IsQuote) return true;
        if (segment.Before == ';') return false;
        if (speech.IsFunctional(segment.First) && speech.Any(segment.First, WordClass.Relative) && IsVerbFinal(segment)) return false;
        if (speech.Any(segment.First, WordClass.Coordinator) && phrases.FiniteIn(segment.First, segment.End, subjunctive: true) < 0) return false;
        return phrases.FiniteIn(segment.First, segment.End) >= 0 || (s + 1 < _segments.Count && phrases.FiniteIn(segment.First, _unit.End, subjunctive: true) >= 0);
    }

    private bool IsVerbFinal(Segment segment)
    {
        var last = LastWord(segment);
        if (last <= segment.First || !phrases.IsFiniteVerb(last)) return false;
        for (var i = segment.First; i < last; i++)
        {
            if (speech.BlockOf[i] < 0 && speech.Any(i, WordClass.Finite) && !_text.Tokens[i].IsCapital) return false;
        }
        return true;
    }

    // ---- verbs

    private Cue? FindCue(int s, int from)
    {
        var segment = _segments[s];
        for (var i = from; i < segment.End; i++)
        {
            if (speech.BlockOf[i] >= 0 || !speech.IsFunctional(i)) continue;
            var forms = speech.Forms(i);
            if (forms.Length == 0) continue;
            if (_text.Tokens[i].IsCapital && i + 1 < segment.End && speech.Any(i, WordClass.Determiner | WordClass.Preposition | WordClass.Adverb)) continue;
            if (Choose(s, i, forms) is { } cue) return cue;
        }
        return null;
    }

    private Cue? Choose(int s, int i, VerbForm[] forms)
    {
        var segment = _segments[s];
        var last = LastWord(segment);
        foreach (var form in forms)
        {
            if (form.IsFinite && form.Joined && form.Verb.Particle is not null && (i == last || i == last - 1))
                return new Cue(s, s, i, i, form.Verb, form.Kind, false, true, new Range(i, i + 1));
        }
        foreach (var form in forms)
        {
            if (!form.IsFinite || form.Joined || form.Verb.Particle is null) continue;
            var end = ParticleSegment(s, i, form.Verb.Particle);
            if (end < 0) continue;
            return new Cue(s, end, i, i, form.Verb, form.Kind, false, false, new Range(i, i + 1));
        }
        if (Array.Exists(forms, f => f.Kind == FormKind.Participle) && Participle(s, i, forms) is { } perfect) return perfect;
        foreach (var form in forms)
        {
            if (!form.IsFinite || form.Verb.Particle is not null) continue;
            // A particle at the end makes it another verb: "stellte … ein".
            if (last > i && speech.IsFunctional(last) && speech.Any(last, WordClass.Particle) && !speech.Any(last, WordClass.Preposition) && form.Kind != FormKind.Subjunctive) continue;
            var final = i == last && i > segment.First + 1 && speech.IsFunctional(segment.First) && speech.Any(segment.First, WordClass.Relative | WordClass.Subordinator | WordClass.Complementizer | WordClass.Question);
            return new Cue(s, s, i, i, form.Verb, form.Kind, false, final, new Range(i, i + 1));
        }
        return null;
    }

    private Cue? Participle(int s, int i, VerbForm[] forms)
    {
        foreach (var form in forms)
        {
            if (form.Kind != FormKind.Participle) continue;
            if (Auxiliary(s, i) is not (var aux and >= 0)) continue;
            var passive = speech.Any(aux, WordClass.Werden) || (aux < i && _text.Is(i + 1, "worden"));
            if (!passive && !speech.Any(aux, WordClass.Haben) && !_text.Is(aux, "habe") && !_text.Is(aux, "hätten")) continue;
            return new Cue(s, s, aux, i, form.Verb, form.Kind, passive, aux > i, new Range(i, i + 1));
        }
        return null;
    }

    /// <summary>The auxiliary of a participle: before it in the main clause, right behind it in a subordinate one.</summary>
    private int Auxiliary(int s, int participle)
    {
        var segment = _segments[s];
        var next = participle + 1;
        if (_text.Is(next, "worden")) next++;
        if (next < segment.End && speech.Any(next, WordClass.Auxiliary | WordClass.Konjunktiv1)) return next;
        for (var i = participle - 1; i >= segment.First; i--)
        {
            if (speech.BlockOf[i] < 0 && speech.Any(i, WordClass.Haben | WordClass.Werden | WordClass.Sein) && speech.IsFunctional(i)) return i;
        }
        // "hatte X, der Chef von Y, erklärt"
        for (var k = s - 1; k >= 0 && k >= s - 3; k--)
        {
            if (_segments[k].IsQuote) break;
            for (var i = _segments[k].First; i < _segments[k].End; i++)
            {
                if (speech.BlockOf[i] < 0 && speech.Any(i, WordClass.Haben | WordClass.Werden) && speech.IsFunctional(i)
                    && phrases.FiniteIn(segment.First, participle) < 0 && phrases.FiniteIn(participle + 1, segment.End) < 0) return i;
            }
        }
        return -1;
    }

    /// <summary>The segment whose last word is the particle: the verb's own, or one behind appositions; -1 if there is none.</summary>
    private int ParticleSegment(int s, int verb, string particle)
    {
        for (var k = s; k < _segments.Count && k <= s + 4; k++)
        {
            var segment = _segments[k];
            if (segment.IsQuote) continue;
            var last = LastWord(segment);
            if (last > verb && _text.Is(last, particle)) return k;
            // "teilte X mit und …": the particle before a coordination.
            for (var i = Math.Max(verb + 1, segment.First); i < segment.End - 1; i++)
            {
                if (_text.Is(i, particle) && !_text.Tokens[i].IsCapital && (speech.Any(i + 1, WordClass.Coordinator) || speech.BlockOf[i + 1] >= 0)) return k;
            }
            if (k > s && phrases.FiniteIn(segment.First, segment.End) >= 0 && !speech.Any(segment.First, WordClass.Relative)) return -1;
        }
        return -1;
    }

    // ---- what the verb says

    private Draft? Read(Cue cue)
    {
        var segment = _segments[cue.Segment];
        var complement = Complement(cue);
        if (!cue.Final && cue.Segment > 0 && cue.Finite == segment.First && !IsAppositionEnd(cue) && !IsContinuation(cue))
            return Postposed(cue, complement);
        if (!cue.Final && _segments[cue.Segment].First == cue.Finite && cue.Segment == 0 && cue.Form != FormKind.Subjunctive)
            return null;
        var subject = Subject(cue);
        if (complement >= 0) return Introduced(cue, subject, complement);
        return WithoutComplement(cue, subject);
    }

    /// <summary>"Klaus Weber, Sprecher der Bahn, sagte": the verb begins its segment, yet what stands before is its subject.</summary>
    private bool IsAppositionEnd(Cue cue)
    {
        for (var k = 0; k < cue.Segment; k++)
        {
            if (_segments[k].IsQuote) return false;
            var relative = k > 0 && speech.IsFunctional(_segments[k].First) && speech.Any(_segments[k].First, WordClass.Relative | WordClass.Preposition);
            if (!relative && phrases.FiniteIn(_segments[k].First, _segments[k].End) >= 0) return false;
        }
        return phrases.SubjectBefore(_segments[0].First, _segments[0].End) is { IsNone: false };
    }

    private Draft? Postposed(Cue cue, int complement)
    {
        if ((cue.Word.Kind & (SpeechKind.Say | SpeechKind.Think | SpeechKind.Demand)) == 0) return null;
        var quoted = _segments[cue.Segment - 1].IsQuote;
        var impersonal = _text.Is(cue.Finite, "heißt") || _text.Is(cue.Finite, "hieß");
        var subject = impersonal ? Source(cue) : phrases.SubjectAfter(cue.Finite + 1, _segments[cue.Segment].End);
        if (subject.IsNone && !impersonal && !quoted) return null;
        if (!quoted && !HasMainClause(cue.Segment, cue.Word)) return null;
        var end = Math.Max(cue.LastSegment, WithApposition(cue.Segment, ref subject));
        var content = new List<Range>();
        var start = ContentStart(cue.Segment);
        if (start < _segments[cue.Segment].First) content.Add(new Range(start, _segments[cue.Segment].First));
        // "…, sagte X und fügte hinzu: …" speaks of two utterances; the second is found by itself.
        var next = Math.Max(end, complement >= 0 ? complement - 1 : end) + 1;
        if (next < _segments.Count && (_segments[next].IsQuote || Continues(next))) content.Add(new Range(_segments[next].First, _unit.End));
        if (content.Count == 0) return null;
        if (content.Count == 1 && !_segments[Math.Max(0, cue.Segment - 1)].IsQuote && phrases.FiniteIn(content[0].First, content[0].End) < 0) return null;
        return new Draft { Form = FormOf(content), Content = content, Speaker = subject, Cue = cue.Span, Rule = "de.postposed", MayInherit = subject.IsNone };
    }

    /// <summary>What stands before the verb is a sentence of its own, not a subordinate clause or a place that opens the verb's sentence.</summary>
    private bool HasMainClause(int s, SpeechVerb verb)
    {
        var indicative = false;
        for (var k = 0; k < s; k++)
        {
            var segment = _segments[k];
            if (segment.IsQuote) return true;
            if (phrases.FiniteIn(segment.First, segment.End, subjunctive: true) >= 0 && !_text.Is(segment.First, "wenn") && !_text.Is(segment.First, "obwohl")) return true;
            var subordinate = speech.IsFunctional(segment.First)
                && (speech.Any(segment.First, WordClass.Subordinator | WordClass.Complementizer | WordClass.Question) || (k > 0 && speech.Any(segment.First, WordClass.Relative | WordClass.Preposition)));
            if (!subordinate && phrases.FiniteIn(segment.First, segment.End) >= 0) indicative = true;
        }
        return indicative && (verb.Kind & SpeechKind.Say) != 0;
    }

    /// <summary>"…, fordern aber": the verb goes on with the subject of the clause before.</summary>
    private bool IsContinuation(Cue cue) => _text.Is(cue.Finite + 1, "aber") || _text.Is(cue.Finite + 1, "jedoch") || _text.Is(cue.Finite + 1, "dann") || _text.Is(cue.Finite + 1, "zugleich");

    /// <summary>"hieß es aus dem Weißen Haus", "heißt es in dem Bericht".</summary>
    private Range Source(Cue cue)
    {
        for (var i = cue.Finite + 1; i < _segments[cue.Segment].End; i++)
        {
            if (!speech.IsFunctional(i) || !speech.Any(i, WordClass.Preposition)) continue;
            var end = phrases.NounPhrase(i + 1, _segments[cue.Segment].End);
            if (end > i + 1 && !phrases.IsTime(new Range(i + 1, end))) return new Range(i + 1, end);
        }
        return Range.None;
    }

    private Draft? Introduced(Cue cue, Range subject, int complement)
    {
        var first = _segments[complement];
        var range = new Range(first.First, ContentEnd(complement));
        var content = new List<Range> { range };
        var via = Range.None;
        // "Der Sender zitiert den Minister mit den Worten …": the one quoted speaks, through the one who quotes.
        if (cue.Word.Lemma == "zitieren" && !cue.Passive && !cue.Final && cue.Verb == cue.Finite && phrases.NounPhrase(cue.Verb + 1, _segments[cue.Segment].End) is var quoted && quoted > cue.Verb + 1 && subject.End <= cue.Verb)
            (via, subject) = (subject, new Range(cue.Verb + 1, quoted));
        var rule = first.IsQuote ? "de.quote" : first.Before == ':' ? "de.colon" : speech.Any(first.First, WordClass.Complementizer) ? "de.dass" : "de.clause";
        if (cue.Passive) rule += "-passive";
        return new Draft { Form = FormOf(content), Content = content, Speaker = subject, Via = via, Cue = cue.Span, Rule = rule, MayInherit = cue.Passive && speech.Any(cue.Finite, WordClass.Konjunktiv1 | WordClass.Konjunktiv2), Relayed = speech.Any(cue.Finite, WordClass.Konjunktiv1) };
    }

    private Draft? WithoutComplement(Cue cue, Range subject)
    {
        var segment = _segments[cue.Segment];
        if (cue.Final || subject.IsNone) return null;
        // "Das erklärte X": what was said is the sentence before.
        if (speech.Any(segment.First, WordClass.Reference) && segment.First + 1 == cue.Finite && (cue.Word.Kind & SpeechKind.Say) != 0 && Previous() is { IsNone: false } previous)
        {
            var after = phrases.SubjectAfter(cue.Finite + 1, segment.End);
            if (!after.IsNone)
                return new Draft { Form = QuotationForm.Indirect, Content = [previous, new Range(segment.First, segment.First + 1)], Speaker = after, Cue = cue.Span, Rule = "de.reference" };
        }
        if ((cue.Word.Kind & SpeechKind.Judge) == 0 || cue.Passive)
            return new Draft { Form = QuotationForm.Reported, Content = [new Range(segment.First, segment.First + 1)], Speaker = subject, Cue = cue.Span, Rule = Draft.Heard };
        // "sprach mit X" is a talk, "sprach von X" a statement.
        if (cue.Word.Lemma is "sprechen" && !Has(segment, "von") && !Has(segment, "vom")) return null;
        var end = cue.LastSegment + 1 < _segments.Count ? _segments[cue.LastSegment].End : _unit.End;
        return new Draft { Form = QuotationForm.Reported, Content = [new Range(segment.First, end)], Speaker = subject, Cue = cue.Span, Rule = "de.reported" };
    }

    private bool Has(Segment segment, string word)
    {
        for (var i = segment.First; i < segment.End; i++)
        {
            if (_text.Is(i, word)) return true;
        }
        return false;
    }

    private Range Previous()
    {
        var index = speech.Units.BinarySearch(_unit, Comparer<Range>.Create((a, b) => a.First.CompareTo(b.First)));
        return index > 0 ? speech.Units[index - 1] : Range.None;
    }

    /// <summary>The first segment of what the verb says, behind its own clause, or -1.</summary>
    private int Complement(Cue cue)
    {
        var k = cue.LastSegment + 1;
        if (k >= _segments.Count) return -1;
        for (; k < _segments.Count && k <= cue.LastSegment + 4; k++)
        {
            var segment = _segments[k];
            if (segment.IsQuote) return k;
            if (segment.Before == ':')
            {
                if (phrases.FiniteIn(segment.First, _unit.End, subjunctive: true) >= 0) return k;
                return (cue.Word.Kind & SpeechKind.Say) != 0 && !cue.Passive && phrases.FiniteIn(segment.First, segment.End) >= 0 && !HasObject(cue) ? k : -1;
            }
            if (segment.Before is ';') return -1;
            var first = segment.First;
            var functional = speech.IsFunctional(first);
            if (functional && speech.Any(first, WordClass.Complementizer)) return k;
            if (segment.Before == '-') continue;
            if (functional && speech.Any(first, WordClass.Question) && !speech.Any(first, WordClass.Subordinator) && !_text.Is(first, "was")) return _text.Is(first, "wie") && IsInsertion(segment) ? -1 : k;
            if (functional && _text.Is(first, "so") && phrases.FiniteIn(first, segment.End) < 0) return -1;
            var subjunctive = phrases.FiniteIn(first, segment.End, subjunctive: true) >= 0;
            if (functional && speech.Any(first, WordClass.Relative) && IsVerbFinal(segment) && !(subjunctive && speech.Any(first, WordClass.Determiner) && !SecondIsVerb(segment))) continue;
            if (functional && speech.Any(first, WordClass.Subordinator))
            {
                if (phrases.FiniteIn(first, _unit.End, subjunctive: true) >= 0 && k + 1 < _segments.Count && (cue.Word.Kind & SpeechKind.Say) != 0) return k;
                continue;
            }
            if (functional && speech.Any(first, WordClass.Coordinator) && !subjunctive) return -1;
            if (subjunctive) return k;
            if (IsInfinitive(segment))
            {
                if (_text.Is(first, "um") || _text.Is(first, "ohne") || _text.Is(first, "statt") || _text.Is(first, "anstatt")) return -1;
                return (cue.Word.Kind & SpeechKind.Demand) != 0 || !HasObject(cue) ? k : -1;
            }
            if (phrases.FiniteIn(first, segment.End) >= 0 && (cue.Word.Kind & (SpeechKind.Say | SpeechKind.Think)) != 0 && (cue.Word.Kind & SpeechKind.Demand) == 0 && !cue.Passive && !cue.Final
                && cue.Finite != _segments[cue.Segment].First && !(functional && speech.Any(first, WordClass.Relative | WordClass.Preposition) && IsVerbFinal(segment)) && !HasObject(cue)) return k;
        }
        return -1;
    }

    /// <summary>The verb has its object already, so that a following clause belongs to that object.</summary>
    private bool HasObject(Cue cue)
    {
        var segment = _segments[cue.LastSegment];
        var last = LastWord(segment);
        // A particle, an infinitive or a participle closes the clause: what follows is what is said.
        if (!_text.Tokens[last].IsCapital && (speech.Any(last, WordClass.Particle) || last == cue.Verb || Array.Exists(speech.Forms(last), f => f.Kind >= FormKind.Participle))) return false;
        var subject = Subject(cue);
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

    private bool IsInsertion(Segment segment) => VerbAt(LastWord(segment), segment) is not null;

    private bool SecondIsVerb(Segment segment) => segment.First + 1 < segment.End && phrases.IsFiniteVerb(segment.First + 1);

    /// <summary>"…, die Krise beizulegen", "…, zu verhandeln": an infinitive with zu at the end.</summary>
    private bool IsInfinitive(Segment segment)
    {
        var last = LastWord(segment);
        if (_text.Tokens[last].IsCapital || !_text.Folded(last).EndsWith("n")) last--;
        if (last < segment.First) return false;
        for (var i = last; i >= segment.First && i >= last - 3; i--)
        {
            var word = _text.Folded(i);
            if (_text.Tokens[i].IsCapital || !word.EndsWith("n")) break;
            if (_text.Is(i - 1, "zu") && i - 1 >= segment.First) return true;
            // "zurückzutreten": not the zu it begins with.
            var zu = word.Length > 7 ? word[2..].IndexOf("zu") + 2 : 0;
            if (zu is > 1 and < 12 && word.Length > zu + 4 && IsSeparablePrefix(word[..zu])) return true;
        }
        return false;
    }

    private static bool IsSeparablePrefix(ReadOnlySpan<char> prefix) => prefix is "ab" or "an" or "auf" or "aus" or "bei" or "ein" or "mit" or "nach" or "vor" or "weiter" or "zurück" or "um" or "her"
        or "hin" or "fest" or "fort" or "los" or "wieder" or "zusammen" or "hervor" or "voran" or "statt" or "teil" or "dar" or "durch" or "frei" or "bereit" or "nieder" or "entgegen" or "heraus" or "hinaus" or "hinzu"
        or "offen" or "bekannt" or "klar" or "still" or "fern" or "über" or "unter" or "herunter" or "hoch" or "zurecht" or "herbei" or "sicher" or "bevor" or "aufrecht";

    private int ContentEnd(int complement)
    {
        for (var k = complement + 1; k < _segments.Count; k++)
        {
            var segment = _segments[k];
            if (segment.IsQuote)
            {
                continue;
            }
            if (segment.Before == ';' || (_segments[complement].IsQuote && !_segments[k].IsQuote && !Continues(k))) return segment.First;
            if (!speech.IsFunctional(segment.First)) continue;
            // "…, und kündigte an": the frame goes on.
            if (speech.Any(segment.First, WordClass.Coordinator) && segment.First + 1 < segment.End && speech.IsFunctional(segment.First + 1)
                && Array.Exists(speech.Forms(segment.First + 1), f => f.Kind is FormKind.Past or FormKind.Present)) return segment.First;
            if (_text.Is(segment.First, "so") && phrases.FiniteIn(segment.First, segment.End) < 0) return segment.First;
            if (_text.Is(segment.First, "wie") && IsInsertion(segment)) return segment.First;
        }
        return _unit.End;
    }

    private Range Subject(Cue cue)
    {
        var segment = _segments[cue.Segment];
        if (cue.Passive && cue.Word.Lemma != "zitieren") return By(segment) is { IsNone: false } agent ? agent : Place(segment, cue.Finite);
        if (cue.Final)
        {
            var from = segment.First;
            if (speech.IsFunctional(from) && speech.Any(from, WordClass.Relative) && !speech.Any(from, WordClass.Subordinator) && cue.Segment > 0) return new Range(from, from + 1);
            return phrases.SubjectAfter(from + 1, cue.Verb);
        }
        if (_text.Is(cue.Finite, "heißt") || _text.Is(cue.Finite, "hieß")) return Source(cue) is { IsNone: false } source ? source : Place(segment, cue.Finite);
        var first = segment.First;
        var behind = cue.Finite + 1;
        // "Die Tat bezeichnete er als …": the subject stands right behind the verb.
        if (behind < segment.End && phrases.IsPersonal(behind) && (!_text.Is(behind, "es") || cue.Word.Particle is not null)) return new Range(behind, behind + 1);
        if (Shared(segment, cue.Finite) is { IsNone: false } shared) return shared;
        if (cue.Finite == first)
        {
            // Appositions between subject and verb: the subject is all that stands before.
            if (cue.Segment > 0) return SubjectWithAppositions(cue.Segment);
        }
        var before = phrases.SubjectBefore(first, cue.Finite);
        var named = behind < segment.End && _text.Tokens[behind].IsWord && _text.Tokens[behind].IsCapital && cue.Word.Lemma is "sagen" or "mitteilen" && _text.Is(first, "der");
        // "Der Zeitung sagte Karma": the addressee in front.
        if (!before.IsNone && !named) return before;
        var after = phrases.SubjectAfter(cue.Finite + 1, cue.Verb > cue.Finite ? cue.Verb : segment.End);
        if (after.IsNone) return before;
        WithApposition(cue.Segment, ref after);
        return after;
    }

    /// <summary>"… biss der Mann um sich und rief": the verb shares the subject of the one before.</summary>
    private Range Shared(Segment segment, int finite)
    {
        if (finite == 0 || finite <= _unit.First || !_text.Is(finite - 1, "und")) return Range.None;
        var earlier = phrases.FiniteIn(segment.First, finite - 1);
        if (earlier < 0) return segment.First == finite - 1 ? _heard : Range.None;
        return phrases.SubjectBefore(segment.First, earlier) is { IsNone: false } before ? before : phrases.SubjectAfter(earlier + 1, finite - 1);
    }

    /// <summary>"In dem Bericht heißt es": where it is said stands for who says it.</summary>
    private Range Place(Segment segment, int verb)
    {
        for (var i = segment.First; i < segment.End; i++)
        {
            if (!speech.IsFunctional(i) || _text.Folded(i) is not ("in" or "im" or "aus" or "bei" or "seitens")) continue;
            var end = phrases.NounPhrase(i + 1, i < verb ? verb : segment.End);
            if (end <= i + 1 || phrases.IsTime(new Range(i + 1, end))) continue;
            if (i == segment.First || NamesWords(i + 1, end)) return new Range(i + 1, end);
        }
        return Range.None;
    }

    private bool NamesWords(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (_text.Tokens[i].IsCapital && (speech.Any(i, WordClass.SourceNoun | WordClass.ContentNoun) || GermanLexicon.IsSourceCompound(_text.Folded(i)))) return true;
        }
        return false;
    }

    /// <summary>The subject and its nominal appositions; relative clauses are left out.</summary>
    private Range SubjectWithAppositions(int s)
    {
        var subject = phrases.SubjectBefore(_segments[0].First, _segments[0].End);
        if (subject.IsNone) return subject;
        for (var k = 1; k < s; k++)
        {
            var next = _segments[k];
            if (next.Before != ',' || phrases.FiniteIn(next.First, next.End) >= 0 || phrases.NounPhrase(next.First, next.End, wide: true) <= next.First) break;
            subject = new Range(subject.First, next.End);
        }
        return subject;
    }

    /// <summary>"wird von Kritikern vorgeworfen": the agent of a passive.</summary>
    private Range By(Segment segment)
    {
        for (var i = segment.First; i < segment.End; i++)
        {
            if (!(_text.Is(i, "von") || _text.Is(i, "vom") || _text.Is(i, "durch") || _text.Is(i, "seitens"))) continue;
            var end = phrases.NounPhrase(i + 1, segment.End);
            if (end > i + 1 && !phrases.IsTime(new Range(i + 1, end))) return new Range(i + 1, end);
        }
        return Range.None;
    }

    /// <summary>Takes the apposition or relative clause behind a subject with it and returns the segment it ends in.</summary>
    private int WithApposition(int s, ref Range subject)
    {
        if (subject.IsNone) return s;
        var segment = _segments[s];
        var end = s;
        for (var k = s + 1; k < _segments.Count && k <= s + 2; k++)
        {
            var next = _segments[k];
            if (next.IsQuote || next.Before != ',') break;
            if (subject.End < segment.End && k == s + 1) break;
            if (speech.IsFunctional(next.First) && speech.Any(next.First, WordClass.Relative) && IsVerbFinal(next)) { end = k; continue; }
            if (speech.IsFunctional(next.First) && speech.Any(next.First, WordClass.Coordinator | WordClass.Complementizer | WordClass.Subordinator | WordClass.Question)) break;
            if (phrases.FiniteIn(next.First, next.End) >= 0) break;
            var phrase = phrases.NounPhrase(next.First, next.End, wide: true);
            if (phrase < next.End) break;
            subject = new Range(subject.First, next.End);
            end = k;
        }
        return end;
    }

    /// <summary>All in quotation marks is direct; anything else is the reporter's wording.</summary>
    private QuotationForm FormOf(List<Range> content)
    {
        foreach (var range in content)
        {
            for (var i = range.First; i < range.End; i++)
            {
                if (speech.BlockOf[i] < 0 && _text.Tokens[i].IsWord) return QuotationForm.Indirect;
            }
        }
        return QuotationForm.Direct;
    }
}
