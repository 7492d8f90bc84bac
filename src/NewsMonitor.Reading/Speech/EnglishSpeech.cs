using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Reads an English text unit by unit: verbs, source phrases, loose quotes; then hands speakers on.</summary>
internal sealed class EnglishSpeech
{
    private readonly SpeechText _speech;
    private readonly AnalysedText _text;
    private readonly EnglishPhrases _phrases;
    private readonly EnglishClauses _clauses;
    private readonly List<Draft> _drafts = [];
    private Range _lastSpeaker = Range.None;

    public EnglishSpeech(SpeechText speech)
    {
        (_speech, _text) = (speech, speech.Text);
        _phrases = new EnglishPhrases(speech);
        _clauses = new EnglishClauses(speech, _phrases);
    }

    public List<Draft> Find()
    {
        foreach (var unit in _speech.Units)
        {
            var before = _drafts.Count;
            var segments = _speech.Segments(unit);
            if (segments.Count > 0)
            {
                _clauses.Find(unit, segments, _drafts);
                Sources(unit, before);
                Quotes(unit, before);
            }
            Remember(before);
        }
        return _drafts;
    }

    /// <summary>"According to X, …" and "in X's words, …": the sentence around is what X says, unless it reports somebody's speech itself.</summary>
    private void Sources(Range unit, int before)
    {
        for (var i = unit.First; i + 1 < unit.End; i++)
        {
            if (_speech.BlockOf[i] >= 0) continue;
            var (phrase, speaker) = SourceAt(i, unit.End);
            if (phrase.IsNone) continue;
            Apply(unit, phrase, speaker, before);
            i = phrase.End - 1;
        }
    }

    private (Range Phrase, Range Speaker) SourceAt(int i, int limit)
    {
        if (_text.Is(i, "according") && _text.Is(i + 1, "to") && i + 2 < limit)
        {
            var end = _phrases.NounPhrase(i + 2, limit);
            if (end <= i + 2) return (Range.None, Range.None);
            // "according to Jane Doe, a spokeswoman, …"
            return (new Range(i, end), new Range(i + 2, end));
        }
        if (_text.Is(i, "in") || _text.Is(i, "for"))
        {
            for (var k = i + 2; k < limit && k < i + 7; k++)
            {
                if (!_speech.Any(k, WordClass.SourceNoun) || _speech.BlockOf[k] >= 0) continue;
                if (_text.Is(k - 1, "'s") || _text.Is(k - 1, "’s") || _text.Is(k - 1, "his") || _text.Is(k - 1, "her") || _text.Is(k - 1, "their"))
                    return (new Range(i, k + 1), new Range(i + 1, _text.Is(k - 1, "'s") || _text.Is(k - 1, "’s") ? k - 1 : k));
            }
        }
        return (Range.None, Range.None);
    }

    private void Apply(Range unit, Range phrase, Range speaker, int before)
    {
        for (var d = before; d < _drafts.Count; d++)
        {
            var draft = _drafts[d];
            if (draft.Rule == Draft.Heard || draft.Form == QuotationForm.Reported) continue;
            if (draft.Via.IsNone) draft.Via = speaker;
            return;
        }
        var content = new List<Range>();
        if (phrase.First > unit.First) content.Add(new Range(unit.First, phrase.First));
        if (phrase.End < unit.End) content.Add(new Range(phrase.End, unit.End));
        content.RemoveAll(r => _speech.WordCount(r) == 0);
        if (content.Count > 0 && content.Sum(_speech.WordCount) >= 3)
            _drafts.Add(new Draft { Form = QuotationForm.Indirect, Content = content, Speaker = speaker, Cue = new Range(phrase.First, phrase.First + 1), Rule = "en.according" });
    }

    private void Quotes(Range unit, int before)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            var b = _speech.BlockOf[i];
            if (b < 0) continue;
            var range = new Range(_speech.Blocks[b].First, Math.Min(_speech.Blocks[b].End, unit.End));
            i = range.End - 1;
            if (_speech.WordCount(range) == 0) continue;
            Draft? around = null, heard = null;
            for (var d = before; d < _drafts.Count; d++)
            {
                if (_drafts[d].Rule == Draft.Heard) heard ??= _drafts[d];
                else if (_drafts[d].Content.Exists(r => r.First <= range.First && r.End >= range.End)) { around = _drafts[d]; break; }
            }
            if (around is { Form: QuotationForm.Direct }) continue;
            var words = _speech.WordCount(range);
            if (around is not null)
            {
                if (StartsLower(range) || words >= 4)
                    _drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Speaker = around.Speaker, Via = around.Via, Cue = around.Cue, Rule = around.Rule + "+quoted", MayInherit = around.MayInherit });
            }
            else if (words >= 3 && IsWholeUnit(unit, range))
                _drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Rule = "en.quote-alone", MayInherit = true });
            else if (words >= 2 && (StartsLower(range) || (range.First > unit.First && _speech.Mark(range.First - 1) == ':') || (words >= 5 && HasFinite(range))))
                _drafts.Add(new Draft { Form = QuotationForm.Direct, Content = [range], Rule = "en.quote-loose", MayInherit = true, Speaker = heard?.Speaker ?? SubjectOf(unit, range) });
        }
    }

    private Range SubjectOf(Range unit, Range quote)
    {
        // A text of nothing but quotes makes long units: the clause that leads up to a quote is near.
        var first = Math.Max(unit.First, quote.First - 60);
        var finite = _phrases.FiniteIn(first, quote.First);
        return finite <= first ? Range.None : _phrases.SubjectBefore(first, finite);
    }

    private bool HasFinite(Range range)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (_speech.Any(i, WordClass.Finite) || (_text.Tokens[i].IsWord && Array.Exists(_speech.Forms(i), f => f.IsFinite))) return true;
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

    private bool IsWholeUnit(Range unit, Range quote)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            if (!quote.Holds(i) && _text.Tokens[i].IsWord) return false;
        }
        return true;
    }

    private void Remember(int before)
    {
        for (var d = before; d < _drafts.Count; d++)
        {
            var draft = _drafts[d];
            draft.Before = _lastSpeaker;
            if (draft.Speaker.IsNone && draft.MayInherit && !_lastSpeaker.IsNone)
            {
                draft.Speaker = _lastSpeaker;
                draft.Inherited = true;
            }
        }
        for (var d = _drafts.Count - 1; d >= before; d--)
        {
            if (_drafts[d].Speaker.IsNone || _phrases.IsPersonal(_drafts[d].Speaker.First)) continue;
            _lastSpeaker = _drafts[d].Speaker;
            break;
        }
    }
}
