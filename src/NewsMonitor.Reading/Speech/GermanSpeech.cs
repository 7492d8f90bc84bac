using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Reads a German text unit by unit: verbs, source phrases, free subjunctives, loose quotes; then hands speakers on.</summary>
internal sealed class GermanSpeech
{
    private readonly SpeechText _speech;
    private readonly AnalysedText _text;
    private readonly GermanPhrases _phrases;
    private readonly GermanSources _sources;
    private readonly GermanClauses _clauses;
    private readonly List<Draft> _drafts = [];
    private readonly List<SourcePhrase> _found = [];
    /// <summary>The latest speaker, and the unit that named it.</summary>
    private Range _lastSpeaker = Range.None;
    /// <summary>The latest speaker that is no pronoun.</summary>
    private Range _lastNamed = Range.None;
    private int _lastUnit = -10;
    /// <summary>The run of free subjunctive sentences that the unit before belongs to, or null.</summary>
    private Draft? _run;

    public GermanSpeech(SpeechText speech)
    {
        (_speech, _text) = (speech, speech.Text);
        _phrases = new GermanPhrases(speech);
        _sources = new GermanSources(speech, _phrases);
        _clauses = new GermanClauses(speech, _phrases);
    }

    public List<Draft> Find()
    {
        for (var u = 0; u < _speech.Units.Count; u++)
        {
            var before = _drafts.Count;
            ReadUnit(u);
            Remember(u, before);
        }
        return _drafts;
    }

    private void ReadUnit(int u)
    {
        var unit = _speech.Units[u];
        var before = _drafts.Count;
        var segments = _speech.Segments(unit);
        if (segments.Count == 0) return;
        _clauses.Find(unit, segments, _drafts);
        _found.Clear();
        _sources.Find(unit, _found);
        foreach (var source in _found) Apply(source, unit, segments, before);
        var run = _run;
        _run = null;
        if (!_drafts.Skip(before).Any(d => d.Rule != Draft.Heard)) FreeSubjunctive(u, unit, segments, run);
        Quotes(unit, before);
    }

    /// <summary>A source phrase in a sentence with a verb of speech passes that speech on; alone, it reports the sentence.</summary>
    private void Apply(SourcePhrase source, Range unit, List<Segment> segments, int before)
    {
        var whole = _speech.WordCount(unit);
        for (var d = _drafts.Count - 1; d >= before; d--)
        {
            var draft = _drafts[d];
            if (draft.Form == QuotationForm.Reported) continue;
            if (draft.Content.Exists(r => r.Holds(source.Phrase.First))) return;
            if (draft.Rule == source.Rule) continue;
            // A verb of speech deep in the sentence is part of what the source says.
            var main = !_speech.Any(draft.Cue.First, WordClass.Konjunktiv1 | WordClass.Konjunktiv2) && SameSegment(segments, draft.Cue.First, source.Phrase.First);
            if (!main && draft.Content.Sum(_speech.WordCount) * 5 < whole * 2 && draft.Cue.First > source.Phrase.First && draft.Form == QuotationForm.Indirect)
            {
                _drafts.RemoveAt(d);
                continue;
            }
            if (draft.Via.IsNone && source.Rule != "de.demnach") draft.Via = source.Speaker;
            return;
        }
        unit = Scope(source, unit, segments);
        var content = new List<Range>();
        if (source.Phrase.First > unit.First) content.Add(new Range(unit.First, source.Phrase.First));
        if (source.Phrase.End < unit.End) content.Add(new Range(source.Phrase.End, unit.End));
        content.RemoveAll(r => _speech.WordCount(r) == 0);
        if (content.Count == 0 || content.Sum(_speech.WordCount) < 3) return;
        _drafts.Add(new Draft { Form = QuotationForm.Indirect, Content = content, Speaker = source.Speaker, Cue = source.Cue, Rule = source.Rule });
    }

    private static bool SameSegment(List<Segment> segments, int one, int other) => segments.Exists(s => one >= s.First && one < s.End && other >= s.First && other < s.End);

    /// <summary>A source within a relative or subordinate clause vouches for that clause only.</summary>
    private Range Scope(SourcePhrase source, Range unit, List<Segment> segments)
    {
        for (var s = 1; s < segments.Count; s++)
        {
            var segment = segments[s];
            if (source.Phrase.First < segment.First || source.Phrase.First >= segment.End || segment.IsQuote) continue;
            var first = segment.First;
            if (_speech.IsFunctional(first) && _speech.Any(first, WordClass.Relative | WordClass.Subordinator) && !(first + 1 < segment.End && _phrases.IsFiniteVerb(first + 1)))
                return new Range(segment.First, segment.End);
        }
        return unit;
    }

    /// <summary>A main clause in the subjunctive reports speech by itself; its speaker is the one before. A run of them is one quotation.</summary>
    private void FreeSubjunctive(int u, Range unit, List<Segment> segments, Draft? run)
    {
        if (!IsFree(u, unit, segments))
        {
            if (Hearsay(u, unit, segments) is var modal and >= 0)
                _drafts.Add(new Draft { Form = QuotationForm.Indirect, Content = [unit], Rule = "de.sollen", MayInherit = true, Cue = new Range(modal, modal + 1) });
            return;
        }
        if (run is not null && run.Content[^1].End == unit.First)
        {
            run.Content[^1] = new Range(run.Content[^1].First, unit.End);
            _run = run;
            return;
        }
        _run = new Draft { Form = QuotationForm.Indirect, Content = [unit], Rule = "de.subjunctive", MayInherit = true, Cue = CueOf(unit), Speaker = InTheEyesOf(unit) };
        _drafts.Add(_run);
    }

    /// <summary>"Für den Trainer sei …": whose view the sentence gives.</summary>
    private Range InTheEyesOf(Range unit)
    {
        if (!_text.Is(unit.First, "für")) return Range.None;
        var end = _phrases.NounPhrase(unit.First + 1, unit.End);
        return end > unit.First + 1 && end < unit.End && _phrases.IsFirstSubjunctive(end) ? new Range(unit.First + 1, end) : Range.None;
    }

    private bool IsFree(int u, Range unit, List<Segment> segments)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            // "Ich habe", "ich komme": the first person has the same forms.
            if (_speech.BlockOf[i] < 0 && (_text.Is(i, "ich") || _text.Is(i, "du"))) return false;
        }
        foreach (var segment in segments)
        {
            if (segment.IsQuote) continue;
            var subordinate = _speech.IsFunctional(segment.First) && _speech.Any(segment.First, WordClass.Subordinator | WordClass.Complementizer | WordClass.Question)
                || (segment.First > unit.First && _speech.IsFunctional(segment.First) && _speech.Any(segment.First, WordClass.Relative));
            if (subordinate) continue;
            for (var i = segment.First; i < segment.End; i++)
            {
                if (_speech.BlockOf[i] >= 0) continue;
                if (_phrases.IsFirstSubjunctive(i) && !_text.Is(i, "gelte") && !(_text.Is(i, "sei") && _text.Is(i + 1, "es") && (i == segment.First || _text.Is(i + 2, "denn")))) return true;
                if (u == _lastUnit + 1 && _speech.Any(i, WordClass.Konjunktiv2) && IsSubstitute(i)) return true;
            }
        }
        return false;
    }

    /// <summary>"soll … geholfen haben": the modal of hearsay, by its perfect infinitive or because the sentence before was reported; -1 if there is none.</summary>
    private int Hearsay(int u, Range unit, List<Segment> segments)
    {
        foreach (var segment in segments)
        {
            if (segment.IsQuote || (segment.First > unit.First && _speech.IsFunctional(segment.First) && _speech.Any(segment.First, WordClass.Subordinator | WordClass.Complementizer | WordClass.Relative | WordClass.Question))) continue;
            for (var i = segment.First; i < segment.End; i++)
            {
                if (_speech.BlockOf[i] >= 0 || !(_text.Is(i, "soll") || _text.Is(i, "sollen"))) continue;
                var perfect = _text.Is(segment.End - 1, "haben") || (_text.Is(segment.End - 1, "sein") && !_text.Tokens[segment.End - 2].IsCapital);
                if ((perfect && u <= _lastUnit + 2) || (u == _lastUnit + 1 && _drafts.Count > 0 && _drafts[^1].Form == QuotationForm.Indirect)) return i;
            }
        }
        return -1;
    }

    /// <summary>Forms that stand for a subjunctive I that cannot be told from the indicative.</summary>
    private bool IsSubstitute(int i) => _text.Folded(i) is "hätten" or "hätte" or "würden" or "würde" or "wären" or "wäre" or "könnten" or "müssten" or "müßten" or "dürften" or "sollten" or "ließen" or "gäbe" or "käme" or "sähe" or "ginge" or "stünde" or "läge" or "bliebe";

    private Range CueOf(Range unit)
    {
        var i = _phrases.FiniteIn(unit.First, unit.End, subjunctive: true);
        return i < 0 ? Range.None : new Range(i, i + 1);
    }

    /// <summary>Quoted words inside what is reported are a direct quotation of their own; a sentence all in quotes goes on with the last speaker.</summary>
    private void Quotes(Range unit, int before)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            var b = _speech.BlockOf[i];
            if (b < 0) continue;
            var block = _speech.Blocks[b];
            i = block.End - 1;
            var range = new Range(block.First, Math.Min(block.End, unit.End));
            if (_speech.WordCount(range) == 0) continue;
            Draft? around = null, heard = null;
            for (var d = before; d < _drafts.Count; d++)
            {
                if (_drafts[d].Rule == Draft.Heard) heard ??= _drafts[d];
                else if (_drafts[d].Content.Exists(r => r.First <= range.First && r.End >= range.End)) { around = _drafts[d]; break; }
            }
            if (around is null && _run is not null && _run.Content[^1].First <= range.First && _run.Content[^1].End >= range.End) around = _run;
            if (around is { Form: QuotationForm.Direct }) continue;
            if (around is not null)
            {
                if (IsQuotedSpeech(range, around))
                    _drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Speaker = around.Speaker, Via = around.Via, Cue = around.Cue, Rule = around.Rule + "+quoted", MayInherit = around.MayInherit });
                continue;
            }
            if (_speech.WordCount(range) >= 3 && IsWholeUnit(unit, range))
                _drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Rule = "de.quote-alone", MayInherit = true });
            else if (IsLooseSpeech(unit, range, heard))
                _drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Rule = "de.quote-loose", MayInherit = true, Speaker = heard?.Speaker ?? SubjectOf(unit, range) });
        }
    }

    /// <summary>Quoted words that no verb of speech introduces: a fragment in lower case, words behind a colon, or a whole clause; not a title or a name.</summary>
    private bool IsLooseSpeech(Range unit, Range range, Draft? heard)
    {
        var words = _speech.WordCount(range);
        // A headline or subhead puts a term in quotes, not somebody's words.
        var last = unit.End - 1;
        if (_speech.WordCount(unit) <= 12 && _text.Tokens[last].Has(TokenShape.LineEnd) && _speech.Mark(last) is not ('.' or '!' or ':') && (unit.First == 0 || _text.Tokens[unit.First - 1].Has(TokenShape.LineEnd))) return false;
        if (range.First > unit.First && _speech.Mark(range.First - 1) == ':') return words >= 2;
        if (StartsLower(range)) return words >= (heard is null ? 2 : 1);
        if (words < 5) return false;
        for (var i = range.First + 1; i < range.End; i++)
        {
            if (_phrases.IsFiniteVerb(i)) return true;
        }
        return false;
    }

    private bool StartsLower(Range range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (_text.Tokens[i].IsWord) return char.IsLower(_text.Text[_text.Tokens[i].Start]);
        }
        return false;
    }

    /// <summary>The subject of the clause that leads up to the quote.</summary>
    private Range SubjectOf(Range unit, Range quote)
    {
        var finite = _phrases.FiniteIn(unit.First, quote.First);
        if (finite < 0)
        {
            // "Der Trainer zum neuen Platz: „…“"
            var phrase = _phrases.NounPhrase(unit.First, quote.First);
            return phrase > unit.First && quote.First > unit.First && _speech.Mark(quote.First - 1) == ':' ? new Range(unit.First, phrase) : Range.None;
        }
        var before = _phrases.SubjectBefore(unit.First, finite);
        var subject = before.IsNone ? _phrases.SubjectAfter(finite + 1, quote.First) : before;
        return subject.IsNone || _text.Is(subject.First, "es") || _text.Is(subject.First, "man") ? Range.None : subject;
    }

    private bool IsWholeUnit(Range unit, Range quote)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            if (!quote.Holds(i) && _text.Tokens[i].IsWord) return false;
        }
        return true;
    }

    /// <summary>Words put in quotes because somebody said them, not a title, a name or a term.</summary>
    private bool IsQuotedSpeech(Range range, Draft around)
    {
        if (StartsLower(range)) return true;
        var words = _speech.WordCount(range);
        // "bezeichnete den Plan als „Wortbruch“": a judgement, where elsewhere a single noun in quotes is a name or a term.
        if (around.Form == QuotationForm.Reported && range.First > 0)
            return words >= 4 || (_speech.Any(range.First - 1, WordClass.Determiner | WordClass.Preposition) || _text.Is(range.First - 1, "als"));
        var lower = 0;
        for (var i = range.First; i < range.End; i++)
        {
            if (_text.Tokens[i].IsWord && !_text.Tokens[i].IsCapital) lower++;
        }
        return words >= 4 && lower > 1;
    }

    /// <summary>Gives the unit's quotations that name nobody the speaker before, and remembers who is heard now.</summary>
    private void Remember(int u, int before)
    {
        var inherited = Range.None;
        for (var d = before; d < _drafts.Count; d++)
        {
            var draft = _drafts[d];
            if (draft.Relayed && draft.Via.IsNone && u == _lastUnit + 1) draft.Via = _lastSpeaker;
            if (draft.Rule == "de.demnach")
            {
                // "Demnach" points back as a pronoun does: it stands for the speaker, whose name is found before.
                draft.Speaker = draft.Cue;
                draft.Antecedent = _lastNamed;
            }
            if (!draft.Speaker.IsNone || !draft.MayInherit) continue;
            if (inherited.IsNone) inherited = Inherited(u);
            // The subject before a sentence of hearsay is whom it is about, not who says so.
            var speaker = draft.Rule == "de.sollen" ? _lastSpeaker : inherited;
            if (speaker.IsNone) continue;
            draft.Speaker = speaker;
            draft.Antecedent = _lastNamed;
            draft.Inherited = true;
        }
        if (_drafts.Count == before) return;
        _lastUnit = u;
        for (var d = _drafts.Count - 1; d >= before; d--)
        {
            if (_drafts[d].Speaker.IsNone || _drafts[d].Rule == "de.demnach") continue;
            _lastSpeaker = _drafts[d].Speaker;
            // A pronoun goes on as the speaker's words; whom it means was named before.
            if (!_phrases.IsPersonal(_lastSpeaker.First)) _lastNamed = _lastSpeaker;
            break;
        }
    }

    /// <summary>"Die Verhandlung", "diese Möglichkeit": nothing that speaks.</summary>
    private bool IsThing(Range subject)
    {
        for (var i = subject.First; i < subject.End; i++)
        {
            if (!_text.Tokens[i].IsWord || !_text.Tokens[i].IsCapital || _speech.Any(i, WordClass.Determiner)) continue;
            var noun = _text.Folded(i);
            return (noun.EndsWith("ung") && !noun.EndsWith("zeitung") && !noun.EndsWith("regierung") && !noun.EndsWith("verwaltung") && !noun.EndsWith("stiftung") && !noun.EndsWith("leitung")) || noun.EndsWith("ungen") || noun.EndsWith("heit") || noun.EndsWith("keit") || noun.EndsWith("tät");
        }
        return false;
    }

    /// <summary>Who goes on speaking in a unit that names nobody: the last speaker, unless somebody else has acted in the sentence between.</summary>
    private Range Inherited(int u)
    {
        if (u == 0 || _lastUnit >= u - 1) return _lastSpeaker;
        var previous = _speech.Units[u - 1];
        if (_text.Tokens[previous.End - 1].Has(TokenShape.LineEnd)) return _lastSpeaker;
        var subject = SubjectOf(previous, new Range(previous.End, previous.End));
        return subject.IsNone || _phrases.IsPersonal(subject.First) || IsThing(subject) ? _lastSpeaker : subject;
    }
}
