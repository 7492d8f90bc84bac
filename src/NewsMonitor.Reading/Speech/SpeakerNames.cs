namespace NewsMonitor.Reading.Speech;

/// <summary>Turns drafts into quotations and gives speakers the keys of the actors whose mentions they overlap.</summary>
internal sealed class SpeakerNames(IReadOnlyList<ActorSpan> actors)
{
    private readonly (ActorSpan Span, int Rank)[] _byStart = [.. actors.Select((span, rank) => (span, rank)).OrderBy(a => a.span.Start)];
    private readonly int _longest = actors.Count == 0 ? 0 : actors.Max(a => a.End - a.Start);

    public List<Quotation> Finish(SpeechText speech, List<Draft> drafts)
    {
        var quotations = new List<Quotation>(drafts.Count);
        foreach (var draft in drafts.Where(d => d.Rule != Draft.Heard).OrderBy(d => d.Content[0].First).ThenByDescending(d => d.Content[^1].End).ThenBy(d => d.Rule, StringComparer.Ordinal))
        {
            var spans = draft.Content.Select(speech.Span).Where(s => s.Length > 0).ToArray();
            if (spans.Length == 0) continue;
            quotations.Add(new Quotation
            {
                Form = draft.Form,
                Spans = spans,
                Speaker = Named(speech, draft.Speaker, draft.Inherited, draft.Antecedent, draft.Before),
                Via = Named(speech, draft.Via, false, Range.None, Range.None),
                Cue = draft.Cue.IsNone ? null : speech.Span(draft.Cue),
                Rule = draft.Rule,
            });
        }
        return quotations;
    }

    private Speaker? Named(SpeechText speech, Range range, bool inherited, Range antecedent, Range body)
    {
        if (range.IsNone) return null;
        var span = speech.Span(range);
        var actor = ActorOf(span) ?? (antecedent.IsNone ? null : ActorOf(speech.Span(antecedent)));
        if (actor is null && !body.IsNone && PointsToBody(speech, range)) actor = ActorOf(speech.Span(body), person: false);
        if (actor is null && IsFirm(speech, range)) actor = FirmBefore(span.Start);
        if (actor is null && range.End - range.First == 1 && speech.Text.Folded(range.First) is "dieser" or "diese" or "letzterer" or "letztere") actor = PersonBefore(span.Start);
        return new Speaker(span, actor, inherited);
    }

    /// <summary>"the ministry", "das Ministerium", "it", "they": the body that spoke before, named there.</summary>
    private static bool PointsToBody(SpeechText speech, Range range)
    {
        var text = speech.Text;
        if (range.End - range.First == 1) return text.Folded(range.First) is "it" or "they" or "es";
        return range.End - range.First == 2 && text.Folded(range.First) is "the" or "das" or "die" or "der"
            && text.Folded(range.First + 1) is "ministry" or "government" or "company" or "union" or "party" or "commission" or "agency" or "organisation" or "organization" or "group" or "bank" or "court" or "army" or "military" or "administration"
                or "ministerium" or "regierung" or "konzern" or "unternehmen" or "gewerkschaft" or "partei" or "kommission" or "behörde" or "organisation" or "bank" or "gericht" or "armee" or "militär" or "verband";
    }

    /// <summary>"das Unternehmen", "the union": a body of its own, named just before by its name.</summary>
    private static bool IsFirm(SpeechText speech, Range range) => range.End - range.First == 2 && speech.Text.Folded(range.First) is "the" or "das" or "die" or "der"
        && speech.Text.Folded(range.First + 1) is "company" or "airline" or "union" or "bank" or "group" or "unternehmen" or "konzern" or "gewerkschaft" or "bank" or "verband" or "fluggesellschaft";

    private string? FirmBefore(int offset)
    {
        const int TwoSentences = 320;
        ActorSpan? nearest = null;
        foreach (var (span, _) in _byStart)
        {
            if (span.Start >= offset) break;
            if (!span.IsPerson && !span.IsState && span.End > offset - TwoSentences) nearest = span;
        }
        return nearest?.Actor;
    }

    /// <summary>"Dieser" is the person named last, if that was within the sentence before.</summary>
    private string? PersonBefore(int offset)
    {
        const int SentenceBefore = 160;
        ActorSpan? nearest = null;
        foreach (var (span, _) in _byStart)
        {
            if (span.Start >= offset) break;
            if (span.IsPerson && span.End > offset - SentenceBefore) nearest = span;
        }
        return nearest?.Actor;
    }

    /// <summary>The first of the given mentions that overlaps the span; the caller gives them likeliest first.</summary>
    private string? ActorOf(TextSpan span, bool? person = null)
    {
        int low = 0, high = _byStart.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_byStart[middle].Span.Start < span.End) low = middle + 1; else high = middle;
        }
        var best = int.MaxValue;
        for (var i = low - 1; i >= 0 && _byStart[i].Span.Start > span.Start - _longest; i--)
        {
            if (_byStart[i].Span.End > span.Start && (person is null || _byStart[i].Span.IsPerson == person)) best = Math.Min(best, _byStart[i].Rank);
        }
        return best == int.MaxValue ? null : actors[best].Actor;
    }
}
