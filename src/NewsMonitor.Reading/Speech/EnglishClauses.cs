using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Finds what verbs of speech say in one unit of an English text.</summary>
internal sealed class EnglishClauses(SpeechText speech, EnglishPhrases phrases)
{
    private readonly AnalysedText _text = speech.Text;
    private List<Segment> _segments = [];
    private Range _unit;
    /// <summary>The subject of the unit's last verb of speech: "…, adding that" goes on with it.</summary>
    private Range _subject;

    public void Find(Range unit, List<Segment> segments, List<Draft> found)
    {
        (_unit, _segments, _subject) = (unit, segments, Range.None);
        var before = found.Count;
        if (Introducing() is { } introducing)
        {
            found.Add(introducing);
            _subject = introducing.Speaker;
        }
        for (var s = 0; s < segments.Count; s++)
        {
            if (segments[s].IsQuote) continue;
            for (var i = segments[s].First; i < segments[s].End; i++)
            {
                if (speech.BlockOf[i] >= 0 || !speech.IsFunctional(i) || speech.Forms(i).Length == 0) continue;
                if (Covered(found, before, i)) continue;
                if (Read(s, i) is not { } draft) continue;
                if (draft.Rule == "en.postposed" && found.Skip(before).Any(d => d.Via == draft.Speaker)) continue;
                found.Add(draft);
                if (!draft.Speaker.IsNone) _subject = draft.Speaker;
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
        if (_segments.Count < 2 || _segments[0].IsQuote || !_text.Is(_segments[0].First, "as")) return null;
        var (first, last) = (_segments[0].First, _segments[0].End - 1);
        var verb = phrases.IsSpeechFinite(last) ? last : last > first + 1 && phrases.IsSpeechFinite(last - 1) ? last - 1 : -1;
        if (verb < 0 || !Array.Exists(speech.Forms(verb), f => (f.Verb.Kind & SpeechKind.Say) != 0)) return null;
        var subject = phrases.SubjectBefore(first + 1, verb);
        if (subject.IsNone) return null;
        var content = new Range(_segments[1].First, _unit.End);
        return new Draft { Form = FormOf(content), Content = [content], Speaker = subject, Cue = new Range(verb, verb + 1), Rule = "en.as" };
    }

    /// <summary>The speaker of an attribution that ends the unit ("…, her spokesman said"), and its segment; none if there is none behind <paramref name="s"/>.</summary>
    private (Range Speaker, int Segment) Closing(int s)
    {
        for (var k = s + 1; k < _segments.Count && k <= s + 8; k++)
        {
            var segment = _segments[k];
            if (segment.IsQuote || segment.Before != ',') continue;
            for (var i = segment.First; i < segment.End; i++)
            {
                foreach (var form in speech.Forms(i))
                {
                    if (form.Kind is not (FormKind.Past or FormKind.Present) || (form.Verb.Kind & SpeechKind.Say) == 0 || ComplementStart(k, i, form, out _) >= 0) continue;
                    var subject = i == segment.First ? After(i + 1, segment.End) : phrases.SubjectBefore(segment.First, i);
                    if (!subject.IsNone && (i == segment.First || subject.First == segment.First) && !speech.Any(segment.First, WordClass.Relative | WordClass.Coordinator | WordClass.Subordinator)) return (subject, k);
                }
            }
        }
        return (Range.None, -1);
    }

    private static bool SpeaksOfSilence(string lemma) => lemma is "say" or "disclose" or "reveal" or "specify" or "elaborate" or "comment" or "know" or "clarify" or "decide" or "indicate" or "explain";

    private Draft? Read(int s, int i)
    {
        var segment = _segments[s];
        foreach (var form in speech.Forms(i))
        {
            if (form.Kind == FormKind.Infinitive && !FollowsPlural(i, segment)) continue;
            if (form.Kind == FormKind.Participle && Auxiliary(i, segment) < 0) continue;
            if (form.Kind == FormKind.ToInfinitive && !IsAdverbial(i, segment)) continue;
            if (form.Kind is FormKind.Past or FormKind.Present && Auxiliary(i, segment) is var helped and >= 0 && speech.Any(helped, WordClass.Sein)) continue;
            if (i > segment.First && (_text.Is(i - 1, "not") || _text.FoldedText.AsSpan(_text.Tokens[i - 1].Start, _text.Tokens[i - 1].Length).EndsWith("n't")) && SpeaksOfSilence(form.Verb.Lemma)) continue;
            // "the accused", "a proposed ban": a participle in front of its noun.
            if (i > segment.First && speech.Any(i - 1, WordClass.Determiner) && !speech.Any(i - 1, WordClass.Pronoun)) continue;
            if (i > segment.First && (_text.Is(i - 1, "to") || _text.Is(i - 1, "'s") || speech.Any(i - 1, WordClass.Preposition)) && form.Kind != FormKind.ToInfinitive) continue;
            if (Clause(s, i, form) is { } draft) return draft;
        }
        return null;
    }

    /// <summary>"officials say": the bare form, where no auxiliary makes it an infinitive.</summary>
    private bool FollowsPlural(int i, Segment segment)
    {
        if (i == segment.First) return StandsBehindQuote(segment) && i + 1 < segment.End;
        return !speech.Any(i - 1, WordClass.Modal | WordClass.Determiner | WordClass.Preposition) && !_text.Is(i - 1, "to");
    }

    private bool StandsBehindQuote(Segment segment) => segment.First > _unit.First && speech.BlockOf[segment.First - 1] >= 0;

    private int Auxiliary(int i, Segment segment)
    {
        for (var k = i - 1; k >= segment.First && k >= i - 4; k--)
        {
            if (speech.Any(k, WordClass.Haben | WordClass.Sein)) return k;
            if (!speech.Any(k, WordClass.Adverb)) return -1;
        }
        return -1;
    }

    /// <summary>"…, adding that", "in a statement saying": the form in -ing with what it says behind it.</summary>
    private bool IsAdverbial(int i, Segment segment) => i == segment.First ? segment.First > _unit.First : !speech.Any(i - 1, WordClass.Sein) || _text.Is(i - 1, "as");

    private Draft? Clause(int s, int i, VerbForm form)
    {
        var segment = _segments[s];
        var passive = form.Kind == FormKind.Participle && Auxiliary(i, segment) is var aux and >= 0 && speech.Any(aux, WordClass.Sein);
        var cue = new Range(i, i + 1);
        var gerund = form.Kind == FormKind.ToInfinitive;
        var start = ComplementStart(s, i, form, out var rule);
        var subject = gerund ? GerundSubject(s, i) : passive ? Agent(i, segment) : Subject(s, i);
        if (start < 0)
        {
            if (!gerund && !passive && Postposed(s, i, form, cue) is { } postposed) return postposed;
            return Reported(s, i, form, subject, cue, passive);
        }
        if (subject.IsNone && !passive && !gerund && s == 0) return null;
        if (form.Verb.Kind is SpeechKind.Stance && rule != "en.that") return null;
        var (closing, at) = Closing(s);
        // "It plans to …, the ministry said": what somebody thinks or means to do is told by the one who says it.
        if (at >= 0 && (form.Verb.Kind & SpeechKind.Think) != 0) return null;
        var content = new Range(start, ContentEnd(s, start));
        if (at >= 0 && _segments[at].First > start) content = new Range(start, Math.Min(content.End, _segments[at].First));
        return new Draft { Form = FormOf(content), Content = [content], Speaker = subject, Via = closing, Cue = cue, Rule = passive ? rule + "-passive" : rule, MayInherit = !passive };
    }

    // ---- what is said

    /// <summary>Where the words that the verb reports begin, or -1 if none follow it.</summary>
    private int ComplementStart(int s, int i, VerbForm form, out string rule)
    {
        rule = "en.clause";
        var segment = _segments[s];
        var end = segment.End;
        var k = i + 1;
        var tells = form.Verb.Lemma is "tell" or "assure" or "remind" or "inform" or "warn" or "ask" or "advise" or "urge" or "promise" or "notify" or "brief" or "call" or "order" or "press" or "encourage" or "invite" or "instruct" or "caution" or "beg" or "implore" or "challenge" or "request" or "command" or "want" or "threaten" or "show";
        // Adverbials and the one who is told may stand between.
        for (var steps = 0; k < end && steps < 6; steps++)
        {
            if (speech.BlockOf[k] is var b and >= 0)
            {
                if (speech.Blocks[b].First != k) return -1;
                rule = "en.quoted";
                return form.Verb.Kind.HasFlag(SpeechKind.Say) && !tells && speech.WordCount(new Range(k, speech.Blocks[b].End)) >= 2 ? k : -1;
            }
            if (_text.Is(k, "that") && k + 1 < end && phrases.HasPredicate(k + 1, _unit.End)) { rule = "en.that"; return k; }
            if (_text.Is(k, "to") && k + 1 < end && IsInfinitive(k + 1) && (form.Verb.Kind & SpeechKind.Demand) != 0) { rule = "en.infinitive"; return k; }
            if (speech.Any(k, WordClass.Question) && speech.IsFunctional(k) && phrases.HasPredicate(k + 1, end)) { rule = "en.question"; return k; }
            if (speech.Any(k, WordClass.Complementizer) && !_text.Is(k, "that") && (form.Verb.Lemma is "ask" or "wonder" or "question")) { rule = "en.question"; return k; }
            if (speech.Any(k, WordClass.Adverb)) { k++; continue; }
            if (speech.Any(k, WordClass.Oblique)) { k++; continue; }
            if (speech.Any(k, WordClass.Preposition | WordClass.Particle) && !_text.Is(k, "to") || (_text.Is(k, "to") && k + 1 < end && !IsInfinitive(k + 1)))
            {
                var phrase = phrases.NounPhrase(k + 1, end, attributes: false);
                if (phrase <= k + 1 && speech.Any(k, WordClass.Particle)) { k++; continue; }
                if (phrase <= k + 1) return -1;
                k = phrase;
                continue;
            }
            var subject = phrases.NounPhrase(k, end);
            if (subject > k && phrases.IsTime(new Range(k, subject))) { k = subject; continue; }
            if (tells && subject > k && !phrases.IsPersonal(k) && steps < 2 && !(subject < end && phrases.IsFinite(subject)))
            {
                k = subject;
                continue;
            }
            if (_text.Is(k, "there") || (subject > k && IsClause(subject, end))) return (form.Verb.Kind & (SpeechKind.Say | SpeechKind.Think)) != 0 && (form.Kind != FormKind.Infinitive || form.Verb.Lemma is "say" or "think" or "believe" or "hope" or "fear") ? k : -1;
            return -1;
        }
        return Behind(s, form, ref rule);
    }

    /// <summary>Behind the noun phrase that could be a subject comes a predicate, not a relative clause.</summary>
    private bool IsClause(int i, int end)
    {
        while (i < end && speech.Any(i, WordClass.Adverb)) i++;
        if (i >= end) return false;
        if (phrases.IsFinite(i)) return true;
        if (speech.Any(i, WordClass.Relative | WordClass.Complementizer)) return false;
        // A prepositional attribute: "talks with Iran had failed".
        if (speech.Any(i, WordClass.Preposition))
        {
            var phrase = phrases.NounPhrase(i + 1, end);
            return phrase > i + 1 && phrase < end && IsClause(phrase, end);
        }
        return phrases.HasPredicate(i, Math.Min(end, i + 3)) && _text.Folded(i)[^1] == 's';
    }

    private bool IsInfinitive(int i) => _text.Tokens[i].IsWord && !_text.Tokens[i].IsCapital && !speech.Any(i, WordClass.Determiner | WordClass.Preposition | WordClass.Oblique | WordClass.Time | WordClass.Question) && !phrases.IsPersonal(i);

    /// <summary>The verb ends its segment: what is said may stand behind a comma or colon.</summary>
    private int Behind(int s, VerbForm form, ref string rule)
    {
        if (s + 1 >= _segments.Count) return -1;
        var next = _segments[s + 1];
        if (next.IsQuote) { rule = "en.quote"; return (form.Verb.Kind & (SpeechKind.Say | SpeechKind.Think | SpeechKind.Demand)) != 0 && !HasContentBefore(s) ? next.First : -1; }
        if (next.Before == ':') { rule = "en.colon"; return (form.Verb.Kind & SpeechKind.Say) != 0 && phrases.HasPredicate(next.First, next.End) ? next.First : -1; }
        if (next.Before == ',' && s + 2 < _segments.Count && _segments[s + 2] is { Before: ',', IsQuote: false } after && _text.Is(after.First, "that") && phrases.FiniteIn(next.First, next.End) < 0) { rule = "en.that"; return after.First; }
        return -1;
    }

    private bool HasContentBefore(int s)
    {
        for (var k = 0; k < s; k++)
        {
            if (_segments[k].IsQuote) return true;
        }
        return false;
    }

    private int ContentEnd(int s, int start)
    {
        for (var k = s; k < _segments.Count; k++)
        {
            var segment = _segments[k];
            var first = segment.First;
            if (k > s && !segment.IsQuote && first > start)
            {
                if (segment.Before == ';') return first;
                if (Array.Exists(speech.Forms(first), f => f.Kind == FormKind.ToInfinitive && (f.Verb.Kind & SpeechKind.Say) != 0)) return first;
                if (_text.Is(first, "according") || (_text.Is(first, "as") && phrases.IsSpeechFinite(segment.End - 1))) return first;
            }
            if (segment.IsQuote) continue;
            for (var i = Math.Max(first, start + 1); i + 1 < segment.End; i++)
            {
                // "said it was over and called for …": the frame goes on.
                if (speech.BlockOf[i] < 0 && (_text.Is(i, "and") || _text.Is(i, "but")) && IsFrameVerb(i + 1) && i > start + 3) return i;
            }
        }
        return _unit.End;
    }

    private bool IsFrameVerb(int i)
    {
        while (i < _unit.End - 1 && speech.Any(i, WordClass.Adverb)) i++;
        return !_text.Tokens[i].IsCapital && Array.Exists(speech.Forms(i), f => f.Kind == FormKind.Past && (f.Verb.Kind & (SpeechKind.Say | SpeechKind.Demand | SpeechKind.Judge)) != 0);
    }

    // ---- attributions behind or between

    private Draft? Postposed(int s, int i, VerbForm form, Range cue)
    {
        if ((form.Verb.Kind & (SpeechKind.Say | SpeechKind.Think)) == 0 || s == 0 || form.Kind is FormKind.Infinitive) return null;
        var segment = _segments[s];
        var quoted = _segments[s - 1].IsQuote;
        var asInsert = _text.Is(segment.First, "as");
        var inverted = i == segment.First;
        var subject = inverted ? After(i + 1, segment.End) : phrases.SubjectBefore(asInsert ? segment.First + 1 : segment.First, i);
        if (subject.IsNone || (!inverted && !quoted && !StartsWith(segment, subject, asInsert))) return null;
        if (!quoted && !asInsert && !(phrases.HasPredicate(_unit.First, _segments[s - 1].End) && (form.Verb.Kind & SpeechKind.Say) != 0)) return null;
        if (!quoted && !asInsert && inverted && IsAppositionOnly(s)) return null;
        if (speech.Any(segment.First, WordClass.Relative | WordClass.Coordinator | WordClass.Subordinator) && !asInsert) return null;
        var end = Apposition(s);
        var content = new List<Range> { new(_unit.First, _segments[s].First) };
        if (end + 1 < _segments.Count && Continues(end + 1)) content.Add(new Range(_segments[end + 1].First, ContentEnd(end + 1, _segments[end + 1].First)));
        var form2 = content.TrueForAll(IsAllQuoted) ? QuotationForm.Direct : QuotationForm.Indirect;
        return new Draft { Form = form2, Content = content, Speaker = subject, Cue = cue, Rule = asInsert ? "en.as" : "en.postposed" };
    }

    private static bool StartsWith(Segment segment, Range subject, bool asInsert) => subject.First <= segment.First + (asInsert ? 1 : 0);

    private bool IsAppositionOnly(int s)
    {
        for (var k = 0; k < s; k++)
        {
            var first = _segments[k].First;
            if (_segments[k].IsQuote || (!speech.Any(first, WordClass.Relative | WordClass.Preposition) && phrases.HasPredicate(first, _segments[k].End))) return false;
        }
        return true;
    }

    private int Apposition(int s)
    {
        for (var k = s + 1; k < _segments.Count && k <= s + 2; k++)
        {
            var next = _segments[k];
            if (next.IsQuote || next.Before != ',') return k - 1;
            if (speech.Any(next.First, WordClass.Relative)) continue;
            if (phrases.FiniteIn(next.First, next.End) >= 0 || phrases.NounPhrase(next.First, next.End) < next.End - 2) return k - 1;
        }
        return Math.Min(s + 2, _segments.Count - 1);
    }

    private bool Continues(int k)
    {
        var segment = _segments[k];
        if (segment.IsQuote) return true;
        var first = segment.First;
        if (segment.Before is ';' || Array.Exists(speech.Forms(first), f => f.Kind == FormKind.ToInfinitive) || speech.Any(first, WordClass.Relative | WordClass.Subordinator)) return false;
        if (speech.Any(first, WordClass.Coordinator) && first + 1 < segment.End && IsFrameVerb(first + 1)) return false;
        return phrases.HasPredicate(first, segment.End);
    }

    // ---- who says it

    private Range After(int i, int limit)
    {
        while (i < limit && speech.Any(i, WordClass.Adverb)) i++;
        var end = phrases.NounPhrase(i, limit);
        return end > i && !phrases.IsTime(new Range(i, end)) && !speech.Any(i, WordClass.Oblique) ? new Range(i, end) : Range.None;
    }

    private Range Subject(int s, int i)
    {
        var segment = _segments[s];
        if (speech.Any(segment.First, WordClass.Relative) && s > 0 && !_segments[s - 1].IsQuote)
        {
            var before = _segments[s - 1];
            return phrases.NounPhrase(before.First, before.End) > before.First ? new Range(before.First, before.End) : new Range(segment.First, segment.First + 1);
        }
        var subject = phrases.SubjectBefore(segment.First, i);
        if (!subject.IsNone && !(s > 0 && OnlyFunction(subject))) return subject;
        // "Smith, the party's leader, said": the subject stands before the apposition.
        for (var k = s - 1; k >= 0; k--)
        {
            if (_segments[k].IsQuote) break;
            if (k > 0 && (speech.Any(_segments[k].First, WordClass.Relative) || phrases.FiniteIn(_segments[k].First, _segments[k].End) < 0) && _segments[k].Before == ',') continue;
            var earlier = phrases.FiniteIn(_segments[k].First, _segments[k].End);
            var found = phrases.SubjectBefore(_segments[k].First, earlier >= 0 ? earlier : _segments[k].End);
            if (!found.IsNone) return found;
        }
        return _subject;
    }

    private bool OnlyFunction(Range range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (!speech.Any(i, WordClass.Coordinator | WordClass.Adverb)) return false;
        }
        return true;
    }

    private Range GerundSubject(int s, int i)
    {
        if (!_subject.IsNone) return _subject;
        var first = _segments[0];
        if (first.IsQuote) return Range.None;
        var finite = phrases.FiniteIn(first.First, Math.Min(first.End, i));
        if (finite > first.First) return phrases.SubjectBefore(first.First, finite);
        return s > 1 ? Subject(1, _segments[1].End) : Range.None;
    }

    private Range Agent(int i, Segment segment)
    {
        for (var k = i + 1; k < segment.End; k++)
        {
            if (!_text.Is(k, "by")) continue;
            var end = phrases.NounPhrase(k + 1, segment.End);
            return end > k + 1 && !phrases.IsTime(new Range(k + 1, end)) ? new Range(k + 1, end) : Range.None;
        }
        return Range.None;
    }

    // ---- named rather than given

    private Draft? Reported(int s, int i, VerbForm form, Range subject, Range cue, bool passive)
    {
        if (subject.IsNone || passive) return null;
        var segment = _segments[s];
        var judged = (form.Verb.Kind & SpeechKind.Judge) != 0 && i + 1 < segment.End && Judges(form.Verb.Lemma, i + 1, segment.End);
        if (!judged)
        {
            if (form.Kind == FormKind.Infinitive) return null;
            if ((form.Verb.Kind & (SpeechKind.Stance | SpeechKind.Say | SpeechKind.Judge)) == 0) return null;
            return new Draft { Form = QuotationForm.Reported, Content = [cue], Speaker = subject, Cue = cue, Rule = Draft.Heard };
        }
        return new Draft { Form = QuotationForm.Reported, Content = [new Range(subject.First < segment.First ? segment.First : subject.First, ContentEnd(s, i))], Speaker = subject, Cue = cue, Rule = "en.reported" };
    }

    /// <summary>The verb has the frame in which its object is what was said: "accused X of", "called X a", "described X as", "demanded X", "warned of X".</summary>
    private bool Judges(string lemma, int first, int end)
    {
        if (lemma is "demand" or "denounce") return phrases.NounPhrase(first, end) > first;
        for (var k = first; k < end; k++)
        {
            if (speech.BlockOf[k] >= 0) return lemma is not "warn";
            if (lemma is "accuse" && _text.Is(k, "of")) return true;
            if (lemma is "blame" && (_text.Is(k, "for") || _text.Is(k, "on"))) return true;
            if (lemma is "warn" && (_text.Is(k, "of") || _text.Is(k, "against") || _text.Is(k, "about"))) return k < first + 4;
            if (lemma is "liken" && _text.Is(k, "to")) return true;
            if (_text.Is(k, "as") && lemma is "describe" or "portray" or "characterise" or "characterize") return true;
            if (lemma is "call" && k == first && (_text.Is(k, "for") || _text.Is(k, "on") || _text.Is(k, "upon"))) return true;
            if (lemma is "call" or "brand" or "label" or "dub" or "term" && k > first && (_text.Is(k, "a") || _text.Is(k, "an"))) return true;
        }
        return false;
    }

    private QuotationForm FormOf(Range content) => IsAllQuoted(content) ? QuotationForm.Direct : QuotationForm.Indirect;

    private bool IsAllQuoted(Range range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (speech.BlockOf[i] < 0 && _text.Tokens[i].IsWord) return false;
        }
        return true;
    }
}
