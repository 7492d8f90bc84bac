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
        return new Speaker(span, ActorOf(span) ?? (antecedent.IsNone ? null : ActorOf(speech.Span(antecedent))), inherited);
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
