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
                Speaker = Named(speech, draft.Speaker, draft.Inherited, draft.Antecedent),
                Via = Named(speech, draft.Via, false, Range.None),
                Cue = draft.Cue.IsNone ? null : speech.Span(draft.Cue),
                Rule = draft.Rule,
            });
        }
        return quotations;
    }

    private Speaker? Named(SpeechText speech, Range range, bool inherited, Range antecedent)
    {
        if (range.IsNone) return null;
        var span = speech.Span(range);
        var actor = ActorOf(span) ?? (antecedent.IsNone ? null : ActorOf(speech.Span(antecedent)));
        if (actor is null && range.End - range.First == 1 && speech.Text.Folded(range.First) is "dieser" or "diese" or "letzterer" or "letztere") actor = PersonBefore(span.Start);
        return new Speaker(span, actor, inherited);
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
    private string? ActorOf(TextSpan span)
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
            if (_byStart[i].Span.End > span.Start) best = Math.Min(best, _byStart[i].Rank);
        }
        return best == int.MaxValue ? null : actors[best].Actor;
    }
}
