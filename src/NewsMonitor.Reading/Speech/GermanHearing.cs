using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>
/// Who is being heard while a German text is read sentence by sentence: the latest speaker, the latest one with a name, and whom a
/// sentence that names nobody takes over.
/// </summary>
internal sealed class GermanHearing(SpeechText speech, GermanPhrases phrases, List<Draft> drafts)
{
    private readonly AnalysedText _text = speech.Text;
    /// <summary>The latest speaker, and the unit that named it.</summary>
    private Range _lastSpeaker = Range.None;
    /// <summary>The latest speaker that is no pronoun.</summary>
    private Range _lastNamed = Range.None;

    /// <summary>The latest unit in which somebody was heard.</summary>
    public int LastUnit { get; private set; } = -10;

    /// <summary>Gives the unit's quotations that name nobody the speaker before, and remembers who is heard now.</summary>
    public void Remember(int u, int before)
    {
        var inherited = Range.None;
        for (var d = before; d < drafts.Count; d++)
        {
            var draft = drafts[d];
            draft.Before = _lastNamed;
            if (draft.Relayed && draft.Via.IsNone && u == LastUnit + 1) draft.Via = _lastSpeaker;
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
        if (drafts.Count == before) return;
        LastUnit = u;
        for (var d = drafts.Count - 1; d >= before; d--)
        {
            if (drafts[d].Speaker.IsNone || drafts[d].Rule == "de.demnach") continue;
            _lastSpeaker = drafts[d].Speaker;
            // A pronoun goes on as the speaker's words; whom it means was named before.
            if (!phrases.IsPersonal(_lastSpeaker.First)) _lastNamed = _lastSpeaker;
            break;
        }
    }

    /// <summary>Who goes on speaking in a unit that names nobody: the last speaker, unless somebody else has acted in the sentence between.</summary>
    private Range Inherited(int u)
    {
        if (u == 0 || LastUnit >= u - 1) return _lastSpeaker;
        var previous = speech.Units[u - 1];
        if (_text.Tokens[previous.End - 1].Has(TokenShape.LineEnd)) return _lastSpeaker;
        var subject = SubjectOf(previous, new Range(previous.End, previous.End));
        return subject.IsNone || phrases.IsPersonal(subject.First) || !phrases.CanSpeak(subject) ? _lastSpeaker : subject;
    }

    /// <summary>The subject of the clause that leads up to the quote.</summary>
    public Range SubjectOf(Range unit, Range quote)
    {
        var finite = phrases.FiniteIn(unit.First, quote.First);
        if (finite < 0)
        {
            // "Der Trainer zum neuen Platz: „…“"
            var phrase = phrases.NounPhrase(unit.First, quote.First);
            return phrase > unit.First && quote.First > unit.First && speech.Mark(quote.First - 1) == ':' ? new Range(unit.First, phrase) : Range.None;
        }
        var before = phrases.SubjectBefore(unit.First, finite);
        // "Jede Schuld wies Hartmann von sich: „…“": the object stands in front.
        var subject = before.IsNone || (!phrases.CanSpeak(before) && phrases.SpeakerRightBehind(finite, quote.First) is { IsNone: false }) ? phrases.SubjectAfter(finite + 1, quote.First) : before;
        return subject.IsNone || _text.Is(subject.First, "es") || _text.Is(subject.First, "man") ? Range.None : subject;
    }
}
