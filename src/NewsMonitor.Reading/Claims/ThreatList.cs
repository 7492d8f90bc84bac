using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>The threats found so far in a text: each once, with its features, and the target the last one leaves to the next.</summary>
internal sealed class ThreatList(ClaimContext context)
{
    private readonly ClaimText _text = context.Text;
    /// <summary>A text of nothing but threats must not cost their number squared.</summary>
    private const int Remembered = 8;
    private readonly List<FoundThreat> _found = [];

    public int Count => _found.Count;
    public List<FoundThreat> All => _found;

    /// <summary>The target of the threat just before, by the same side.</summary>
    public ClaimActor? Inherited(ReadSentence read, ClaimActor subject)
    {
        if (_found.Count == 0) return null;
        var last = _found[^1];
        var near = read.Sentence.Start - last.Evidence[^1].End < 300;
        return near && last.Target is { } target && context.SameSide(last.Threatener, subject) && !context.SameSide(target, subject) ? target : null;
    }

    /// <summary>How many of the last threats set an actor against a side: sanctions that others aim at him, since few impose them alone, and his own threats against that side.</summary>
    public int Quarrels(FoundActor actor, ClaimActor side)
    {
        var count = 0;
        // Whose side an unknown person is on nobody can tell.
        if (side.Key is null) return count;
        for (var f = _found.Count - 1; f >= Math.Max(0, _found.Count - Remembered); f--)
        {
            var (threat, target) = (_found[f], _found[f].Target);
            if (target is not null && threat.Instrument is "sanctions" or "cutting aid" or "breaking relations" && target.Reference != side.Reference && context.SameSide(actor, target) && !context.SameSide(actor, threat.Threatener)) count++;
            else if (target is not null && context.SameSide(target, side) && context.SameSide(actor, threat.Threatener)) count++;
        }
        return count;
    }

    public void Add(ReadSentence read, Predicate predicate, string rule, ClaimActor threatener, List<ClaimActor> others, string form, ClaimActor? target, HarmPhrase? harm, ThreatMode mode,
        ClaimActor? via, TextSpan evidence) =>
        Add(read, predicate.Token, (predicate.Verb.Particle ?? "") + predicate.Verb.Lemma, rule, threatener, others, form, target, harm, mode, via, evidence, predicate.Verb.Act);

    public void Add(ReadSentence read, int cue, string lemma, string rule, ClaimActor threatener, List<ClaimActor> others, string form, ClaimActor? target, HarmPhrase? harm, ThreatMode mode,
        ClaimActor? via, TextSpan evidence, SpeechAct act)
    {
        if (target is not null && target.Reference == threatener.Reference) target = null;
        if (via is not null && via.Reference == threatener.Reference && mode is ThreatMode.Explicit or ThreatMode.Implicit) via = null;
        for (var f = _found.Count - 1; f >= 0 && _found[f].Evidence[0].End > evidence.Start; f--)
        {
            // "threatened to impose tariffs": the verb under the threat is no second one.
            if (_found[f].Evidence[0].Overlaps(evidence) && _found[f].Threatener.Reference == threatener.Reference) return;
        }
        var condition = context.Condition(read);
        // Alleged and observed force is shown (CAMEO 15), not threatened (138).
        var cameo = harm?.Harm.Cameo ?? "130";
        if (mode is ThreatMode.Alleged && harm?.Harm.Key is "force posture" or null && mode is ThreatMode.Alleged) cameo = "150";
        _found.Add(new FoundThreat
        {
            Threatener = threatener,
            CoThreateners = others,
            Target = target,
            Instrument = harm?.Harm.Key ?? (mode == ThreatMode.Alleged ? "force posture" : "unspecified"),
            InstrumentSpan = harm is { } named ? _text.Span(named.Token, named.Token + 1) : null,
            Mode = mode,
            Condition = condition?.Span,
            Via = via,
            Cameo = cameo,
            Evidence = [evidence],
            Cue = _text.Span(cue, cue + 1),
            Rule = rule,
            Features = context.Features(rule, lemma, act, threatener, form, false, condition is not null, harm?.Harm.Key, target is not null, cue),
        });
    }
}
