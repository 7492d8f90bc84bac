using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Reading.Claims;

/// <summary>Who is at odds with whom in a text, by state: who accuses, condemns, threatens, warns, rejects or attacks whom. Read once, when a threat without an addressee asks for it.</summary>
internal sealed class Adversaries(ClaimContext context)
{
    private readonly Dictionary<(string, string), int> _pairs = [];
    private bool _read;

    /// <summary>How often the text sets two sides against each other.</summary>
    public int Between(FoundActor one, ClaimActor other)
    {
        if (!_read) Read();
        return SideOf(one) is { } first && context.Text.Known(other) is { } known && SideOf(known) is { } second ? _pairs.GetValueOrDefault(Ordered(first, second)) : 0;
    }

    private void Read()
    {
        _read = true;
        foreach (var read in context.Sentences)
        {
            foreach (var predicate in read.Predicates)
            {
                if (predicate.Negated || predicate.Verb.Act is not (SpeechAct.Accuses or SpeechAct.Condemns or SpeechAct.Threatens or SpeechAct.Warns or SpeechAct.Rejects)) continue;
                if (context.Subject(read, predicate) is not { } subject || context.Text.Known(subject.Actor) is not { } known) continue;
                if (context.OtherActor(read.Clauses[predicate.Clause].First, read.Sentence.EndToken, [subject.Actor, .. subject.Others]) is { } other) Set(known, context.Text.Actors.Actors[other.Actor]);
            }
            foreach (var harm in read.Harms)
            {
                if (harm is { Agent: { } agent, Victim: { } victim }) Set(context.Text.Actors.Actors[agent.Actor], context.Text.Actors.Actors[victim.Actor]);
            }
        }
    }

    private void Set(FoundActor one, FoundActor other)
    {
        if (SideOf(one) is not { } first || SideOf(other) is not { } second || first == second) return;
        var pair = Ordered(first, second);
        _pairs[pair] = _pairs.GetValueOrDefault(pair) + 1;
    }

    private static string? SideOf(FoundActor actor) => actor.Country ?? actor.Key;

    private static (string, string) Ordered(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
