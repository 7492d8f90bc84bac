using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Speech;

/// <summary>German sentences that report speech by their mood alone: the free subjunctive, a run of which is one quotation, and the "soll" of hearsay.</summary>
internal sealed class GermanSubjunctives(SpeechText speech, GermanPhrases phrases, GermanHearing hearing, List<Draft> drafts)
{
    private readonly AnalysedText _text = speech.Text;
    /// <summary>The run of free subjunctive sentences that the unit before belongs to, or null.</summary>
    public Draft? Run { get; set; }

    /// <summary>A main clause in the subjunctive reports speech by itself; its speaker is the one before. A run of them is one quotation.</summary>
    public void FreeSubjunctive(int u, Range unit, List<Segment> segments, Draft? run)
    {
        if (!IsFree(u, unit, segments))
        {
            if (Hearsay(u, unit, segments) is var modal and >= 0)
                drafts.Add(new Draft { Form = QuotationForm.Indirect, Content = [unit], Rule = "de.sollen", MayInherit = true, Cue = new Range(modal, modal + 1) });
            return;
        }
        if (run is not null && run.Content[^1].End == unit.First)
        {
            run.Content[^1] = new Range(run.Content[^1].First, unit.End);
            Run = run;
            return;
        }
        Run = new Draft { Form = QuotationForm.Indirect, Content = [unit], Rule = "de.subjunctive", MayInherit = true, Cue = CueOf(unit), Speaker = InTheEyesOf(unit) };
        drafts.Add(Run);
    }

    private bool IsFree(int u, Range unit, List<Segment> segments)
    {
        for (var i = unit.First; i < unit.End; i++)
        {
            // "Ich habe", "ich komme": the first person has the same forms.
            if (speech.BlockOf[i] < 0 && (_text.Is(i, "ich") || _text.Is(i, "du"))) return false;
        }
        foreach (var segment in segments)
        {
            if (segment.IsQuote) continue;
            var subordinate = speech.IsFunctional(segment.First) && speech.Any(segment.First, WordClass.Subordinator | WordClass.Complementizer | WordClass.Question)
                || (segment.First > unit.First && speech.IsFunctional(segment.First) && speech.Any(segment.First, WordClass.Relative));
            if (subordinate) continue;
            for (var i = segment.First; i < segment.End; i++)
            {
                if (speech.BlockOf[i] >= 0) continue;
                if (phrases.IsFirstSubjunctive(i) && !_text.Is(i, "gelte") && !(_text.Is(i, "sei") && _text.Is(i + 1, "es") && (i == segment.First || _text.Is(i + 2, "denn")))) return true;
                if (u == hearing.LastUnit + 1 && speech.Any(i, WordClass.Konjunktiv2) && IsSubstitute(i)) return true;
            }
        }
        return false;
    }

    /// <summary>"soll … geholfen haben": the modal of hearsay, by its perfect infinitive or because the sentence before was reported; -1 if there is none.</summary>
    private int Hearsay(int u, Range unit, List<Segment> segments)
    {
        foreach (var segment in segments)
        {
            if (segment.IsQuote || (segment.First > unit.First && speech.IsFunctional(segment.First) && speech.Any(segment.First, WordClass.Subordinator | WordClass.Complementizer | WordClass.Relative | WordClass.Question))) continue;
            for (var i = segment.First; i < segment.End; i++)
            {
                if (speech.BlockOf[i] >= 0 || !(_text.Is(i, "soll") || _text.Is(i, "sollen"))) continue;
                var perfect = _text.Is(segment.End - 1, "haben") || (_text.Is(segment.End - 1, "sein") && !_text.Tokens[segment.End - 2].IsCapital);
                if ((perfect && u <= hearing.LastUnit + 2) || (u == hearing.LastUnit + 1 && drafts.Count > 0 && drafts[^1].Form == QuotationForm.Indirect)) return i;
            }
        }
        return -1;
    }

    /// <summary>Forms that stand for a subjunctive I that cannot be told from the indicative.</summary>
    private bool IsSubstitute(int i) => _text.Folded(i) is "hätten" or "hätte" or "würden" or "würde" or "wären" or "wäre" or "könnten" or "müssten" or "müßten" or "dürften" or "sollten" or "ließen" or "gäbe" or "käme" or "sähe" or "ginge" or "stünde" or "läge" or "bliebe";

    /// <summary>"Für den Trainer sei …": whose view the sentence gives.</summary>
    private Range InTheEyesOf(Range unit)
    {
        if (!_text.Is(unit.First, "für")) return Range.None;
        var end = phrases.NounPhrase(unit.First + 1, unit.End);
        return end > unit.First + 1 && end < unit.End && phrases.IsFirstSubjunctive(end) ? new Range(unit.First + 1, end) : Range.None;
    }

    private Range CueOf(Range unit)
    {
        var i = phrases.FiniteIn(unit.First, unit.End, subjunctive: true);
        return i < 0 ? Range.None : new Range(i, i + 1);
    }
}
