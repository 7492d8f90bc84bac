namespace NewsMonitor.Reading.Speech;

/// <summary>Turns drafts into quotations and gives speakers the keys of the actors whose mentions they overlap.</summary>
internal sealed class SpeakerNames(IReadOnlyList<ActorSpan> actors)
{
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
                Speaker = Named(speech, draft.Speaker, draft.Inherited),
                Via = Named(speech, draft.Via, false),
                Cue = draft.Cue.IsNone ? null : speech.Span(draft.Cue),
                Rule = draft.Rule,
            });
        }
        return quotations;
    }

    private Speaker? Named(SpeechText speech, Range range, bool inherited)
    {
        if (range.IsNone) return null;
        var span = speech.Span(range);
        return new Speaker(span, ActorOf(span), inherited);
    }

    private string? ActorOf(TextSpan span)
    {
        foreach (var actor in actors)
        {
            if (actor.Start < span.End && span.Start < actor.End) return actor.Actor;
        }
        return null;
    }
}
