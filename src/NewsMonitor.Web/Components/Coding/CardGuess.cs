using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>
/// What a card is filled with when it opens: the actors already tagged within the selected words, in text order. In both languages the
/// subject mostly comes first: the first actor acts, the next is acted upon.
/// </summary>
public sealed class CardGuess(IReadOnlyList<MarginRow> margin, int start, int end)
{
    private readonly ActorMatch[] _actors = [.. margin.OfType<MentionRow>()
        .Where(m => m.State != CodeState.Rejected && m.First is { } at && at.Start >= start && at.End <= end)
        .Select(m => new ActorMatch(m.Actor.Id, m.Actor.Name, m.Actor.Kind, null)).DistinctBy(a => a.Id)];

    /// <summary>An open suggestion on these words knows more than their order says: the card starts from it.</summary>
    private StatementRow? Suggested<T>() where T : StatementRow => margin.OfType<T>()
        .Where(s => s.State == CodeState.Suggested && s.First is { } at && at.Start < end && start < at.End)
        .OrderByDescending(s => Math.Min(end, s.First!.End) - Math.Max(start, s.First.Start)).FirstOrDefault();

    public ThreatSlots Threat(List<AnchorDraft> anchors)
    {
        var slots = new ThreatSlots { Anchors = anchors };
        if (Suggested<ThreatRow>() is ThreatRow known)
        {
            Take(slots, known);
            if (known.InstrumentId is { } id) slots.Instrument.Add(new(id, known.Instrument!, known.Cameo));
            (slots.InstrumentWords, slots.Condition, slots.Mode) = (known.InstrumentWords, known.Condition, known.Mode);
            return slots;
        }
        if (_actors.Length > 0) slots.Threateners.Add(_actors[0]);
        if (_actors.Length > 1) slots.Targets.Add(_actors[1]);
        return slots;
    }

    public PositionSlots Position(List<AnchorDraft> anchors)
    {
        var slots = new PositionSlots { Anchors = anchors };
        if (Suggested<PositionRow>() is PositionRow known)
        {
            Take(slots, known);
            slots.Issue.Add(new(known.IssueId, known.Issue));
            (slots.Stance, slots.Act) = (known.Stance, known.Act);
            return slots;
        }
        if (_actors.Length > 0) slots.Speakers.Add(_actors[0]);
        return slots;
    }

    private static void Take(StatementSlots slots, StatementRow known)
    {
        foreach (var part in known.Participants) slots.In(part.Role).Add(new(part.ActorId, part.Name, default, null));
        slots.MoreFields.AddRange(known.Participants.Select(p => p.Role).Distinct().Except(slots.Fields));
    }

    /// <summary>The same words tagged before in this article mean the same actor.</summary>
    public MentionSlots Mention(List<AnchorDraft> anchors, string words)
    {
        var slots = new MentionSlots { Anchors = anchors };
        var same = margin.OfType<MentionRow>().FirstOrDefault(m => m.State != CodeState.Rejected && m.Anchors.Any(a => a.Quote == words));
        if (same is not null)
        {
            slots.Actor.Add(new(same.Actor.Id, same.Actor.Name, same.Actor.Kind, null));
            slots.Form = same.Form;
        }
        return slots;
    }
}
