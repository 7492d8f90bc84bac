using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>Speech that is named rather than given: "accused X of", "called for", "described it as".</summary>
internal sealed class EnglishReports(SpeechText speech, EnglishPhrases phrases, EnglishUnit unit, EnglishComplements complements)
{
    private readonly AnalysedText _text = speech.Text;

    public Draft? Reported(int s, int i, VerbForm form, Range subject, Range cue, bool passive)
    {
        if (subject.IsNone || passive) return null;
        var segment = unit.Segments[s];
        var judged = (form.Verb.Kind & SpeechKind.Judge) != 0 && i + 1 < segment.End && Judges(form.Verb.Lemma, i + 1, segment.End);
        if (!judged)
        {
            if (form.Kind == FormKind.Infinitive) return null;
            if ((form.Verb.Kind & (SpeechKind.Stance | SpeechKind.Say | SpeechKind.Judge)) == 0) return null;
            return new Draft { Form = QuotationForm.Reported, Content = [cue], Speaker = subject, Cue = cue, Rule = Draft.Heard };
        }
        return new Draft { Form = QuotationForm.Reported, Content = [new Range(subject.First < segment.First ? segment.First : subject.First, complements.ContentEnd(s, i))], Speaker = subject, Cue = cue, Rule = "en.reported" };
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
}
