using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>Positions that a speaker's words take themselves: what must be, may not be, is right, wrong or out of the question.</summary>
internal sealed class SpokenPositions(ClaimContext context, PositionList list)
{
    private readonly ClaimText _text = context.Text;

    /// <summary>What a speaker's own words demand or judge.</summary>
    public void Spoken(ReadSentence read)
    {
        var from = list.Count;
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            var at = clause.First;
            // "argues that unilateral steps are unacceptable": in one clause, the speech begins behind the verb.
            if (!_text.German)
            {
                while (at < clause.End - 3 && _text.QuotationAt(at) is null) at++;
                clause = clause with { First = at };
            }
            if (_text.SpeakerAt(at) is not { } speaker || context.IsMedia(speaker) || (speaker.Key is null && _text.Known(speaker) is null && !HasName(speaker))) continue;
            if (list.All.Skip(from).Any(found => found.Rule == "unanimity" || (found.Evidence[0].Start <= _text.Text.Tokens[at].Start && _text.Text.Tokens[at].Start < found.Evidence[0].End))) continue;
            if (Judge(read, clause) is not { } judged) continue;
            var evidence = context.SentenceEvidence(read, at);
            list.Add(read, judged.Token, _text.Text.Folded(judged.Token).ToString(), judged.Rule, speaker, [], "speaker", judged.Sign, judged.Act, context.Clip(_text.Span(clause.First, clause.End), at), null,
                _text.ViaAt(at), evidence, judged.Negated);
        }
    }

    private (int Token, int Sign, SpeechAct Act, string Rule, bool Negated)? Judge(ReadSentence read, Clause clause)
    {
        var (first, end) = (clause.First, clause.End);
        var quotation = _text.QuotationAt(first)!;
        var negated = _text.Any(first, end, Cue.Negation);
        if (_text.FirstWith(first, end, Cue.OutOfQuestion) is >= 0 and var never) return (never, -1, SpeechAct.Rejects, "out of the question", true);
        if (_text.FirstWith(first, end, Cue.RedLine) is >= 0 and var line && quotation.Form != QuotationForm.Direct) return (line, -1, SpeechAct.Rejects, "red line stance", false);
        if (Contrast(read, clause) is >= 0 and var other) return (other, -1, SpeechAct.Rejects, "not another", true);
        // "Should they sign" is a condition, "They should sign" is none.
        if (_text.Is(first, Cue.Conditions) || (first + 1 < end && _text.Is(first + 1, Cue.Conditions) && _text.Text.Folded(first + 1) is not ("should" or "sollte" or "sollten"))) return null;
        if (negated && _text.FirstWith(first, end, Cue.DeonticNot) is >= 0 and var forbidden && _text.Text.Folded(forbidden) is "dürfe" or "dürfen" or "darf" or "must" or "should" or "cannot")
            return (forbidden, -1, SpeechAct.Demands, "must not", true);
        if (_text.German && Only(first, end) is >= 0 and var only) return (only, 1, SpeechAct.Demands, "only so", false);
        if (!negated && _text.FirstWith(first, end, Cue.Deontic) is >= 0 and var must && !(must > first && _text.Is(must - 1, Cue.Determiners) && _text.Text.Is(must, "need")) && !Bears(clause) && !clause.Subordinate | quotation.Form != QuotationForm.Direct) return (must, 1, SpeechAct.Demands, "must", false);
        var bad = _text.FirstWith(first, end, Cue.Bad);
        var good = _text.FirstWith(first, end, Cue.Good);
        var opponent = bad < 0 ? null : context.OtherActor(read.Sentence.FirstToken, read.Sentence.EndToken, _text.SpeakerAt(first));
        if (bad >= 0 && !negated && ((opponent is not null && (_text.German || first == read.Sentence.FirstToken || _text.QuotationAt(first - 1) is null && !_text.Text.Tokens[first - 1].IsWord)) || IsPredicative(first, end))) return (bad, -1, SpeechAct.Condemns, "bad word", false);
        if (good >= 0 && IsPredicative(first, end) | quotation.Form == QuotationForm.Direct && !_text.Text.Tokens[good].IsCapital) return (good, negated ? -1 : 1, negated ? SpeechAct.Rejects : SpeechAct.States, "good word", negated);
        if (!negated && _text.FirstWith(first, end, Cue.Want) is >= 0 and var want && quotation.Form != QuotationForm.Direct && _text.German && WantsForItself(clause, want)) return (want, 1, SpeechAct.Demands, "wants", false);
        return null;
    }

    /// <summary>"werde einen Preis bezahlen müssen", "must pay": what befalls somebody is not what is wanted.</summary>
    private bool Bears(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t) is "zahlen" or "bezahlen" or "rechnen" or "fürchten" or "büßen" or "expect" or "brace" or "reckon") return true;
        }
        return false;
    }

    /// <summary>"Wir entscheiden das, nicht Russland": somebody else is denied a say.</summary>
    private int Contrast(ReadSentence read, Clause clause)
    {
        var t = clause.First;
        if (t <= read.Sentence.FirstToken || !(_text.Text.Is(t, "nicht") || _text.Text.Is(t, "not"))) return -1;
        for (var m = t + 1; m < Math.Min(clause.End, t + 4); m++)
        {
            if (context.Subjects.Mention(m) is { } mention && Subjects.IsNominal(mention) && clause.End - mention.EndToken <= 1) return t;
        }
        return -1;
    }

    private bool WantsForItself(Clause clause, int want) => context.Subjects.Of(clause, want) is { } subject && _text.Text.Folded(want) is not "wollte"
        && (subject.Form == "pronoun" || _text.SpeakerAt(want) is { } speaker && context.SameSide(subject.Actor, speaker));

    /// <summary>"könne nur … gelöst werden": the only way is the one wanted.</summary>
    private int Only(int first, int end)
    {
        for (var t = first; t < end; t++)
        {
            if (!_text.Text.Is(t, "nur")) continue;
            for (var m = first; m < end; m++)
            {
                if (_text.Text.Folded(m) is "könne" or "kann" or "können" or "lasse" or "lässt") return t;
            }
        }
        return -1;
    }

    private bool IsPredicative(int first, int end)
    {
        for (var t = first; t < end; t++)
        {
            if (_text.Text.Folded(t) is "ist" or "sei" or "sind" or "seien" or "war" or "wäre" or "is" or "are" or "was" or "were" or "be") return true;
        }
        return false;
    }

    private static bool HasName(ClaimActor speaker) => speaker.Name.Length > 3 && char.IsUpper(speaker.Name[0]) && speaker.Name is not ("Sie" or "Der" or "Die" or "Das" or "They");
}
