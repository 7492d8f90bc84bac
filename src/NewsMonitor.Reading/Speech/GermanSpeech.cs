namespace NewsMonitor.Reading.Speech;

/// <summary>Reads a German text unit by unit: verbs, source phrases, free subjunctives, loose quotes; then hands speakers on.</summary>
internal sealed class GermanSpeech
{
    private readonly SpeechText _speech;
    private readonly GermanPhrases _phrases;
    private readonly GermanSources _sources;
    private readonly GermanClauses _clauses;
    private readonly GermanHearing _hearing;
    private readonly GermanSubjunctives _subjunctives;
    private readonly GermanQuotes _quotes;
    private readonly List<Draft> _drafts = [];
    private readonly List<SourcePhrase> _found = [];

    public GermanSpeech(SpeechText speech)
    {
        _speech = speech;
        _phrases = new GermanPhrases(speech);
        _sources = new GermanSources(speech, _phrases);
        _clauses = new GermanClauses(speech, _phrases);
        _hearing = new GermanHearing(speech, _phrases, _drafts);
        _subjunctives = new GermanSubjunctives(speech, _phrases, _hearing, _drafts);
        _quotes = new GermanQuotes(speech, _phrases, _hearing, _subjunctives, _drafts);
    }

    public List<Draft> Find()
    {
        for (var u = 0; u < _speech.Units.Count; u++)
        {
            var before = _drafts.Count;
            ReadUnit(u);
            _hearing.Remember(u, before);
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
        var run = _subjunctives.Run;
        _subjunctives.Run = null;
        if (!_drafts.Skip(before).Any(d => d.Rule != Draft.Heard)) _subjunctives.FreeSubjunctive(u, unit, segments, run);
        _quotes.Quotes(unit, before);
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
            if (_speech.IsFunctional(first) && (_speech.Any(first, WordClass.Relative | WordClass.Subordinator) || (first == source.Phrase.First && source.Rule == "de.wonach")) && !(first + 1 < segment.End && _phrases.IsFiniteVerb(first + 1)))
                return new Range(segment.First, segment.End);
        }
        return unit;
    }
}
