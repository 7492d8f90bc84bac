using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Reading.Claims;

/// <summary>Threats ascribed to another: by warning, fear and accusation. Who warns of a harm is its source, not the threatener.</summary>
internal sealed class AttributedThreats(ClaimContext context, ThreatSides sides, ThreatList list)
{
    private readonly ClaimText _text = context.Text;

    /// <summary>"warnt vor einem russischen Angriff": the agent of the harm threatens. "warnte Iran vor Konsequenzen": the one who warns does.</summary>
    public void Warns(ReadSentence read, Predicate predicate)
    {
        if (context.Subject(read, predicate) is not { } subject || predicate.Negated)
        {
            if (predicate.Passive || predicate.Verb.Lemma is "befürchten" or "fürchten" or "fear") Feared(read, predicate);
            return;
        }
        var harms = read.Harms.Where(harm => harm.Token > predicate.Token || read.Clauses[predicate.Clause].First <= harm.Token).ToList();
        if (harms.Count == 0) return;
        var perceived = predicate.Verb.Lemma is not ("warnen" or "warn" or "verwarnen" or "caution" or "alert" or "mahnen");
        var harm = harms.FirstOrDefault(found => found.Agent is not null, harms[0]);
        if (harm.Agent is { } agent && !context.SameSide(_text.Actors.Actors[agent.Actor], subject.Actor))
        {
            var threatener = _text.ActorOf(agent);
            var target = harm.Victim is { } victim ? _text.ActorOf(victim)
                : context.OtherActor(predicate.Token, ThreatSides.EndOf(read, predicate), threatener) is { } other && !context.SameSide(_text.Actors.Actors[other.Actor], subject.Actor) ? _text.ActorOf(other) : sides.Side(subject.Actor);
            list.Add(read, predicate, perceived ? "fear of harm" : "warning of harm", threatener, [], agent.FormName, target, harm, perceived ? ThreatMode.Perceived : ThreatMode.Warning,
                subject.Actor, context.SentenceEvidence(read, predicate.Token));
        }
        else if (!perceived && sides.Addressee(read, predicate, subject.Actor) is { } addressee)
        {
            list.Add(read, predicate, "warning to another", subject.Actor, subject.Others, subject.Form, addressee, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), context.SentenceEvidence(read, predicate.Token));
        }
    }

    /// <summary>"Befürchtet wird im Westen eine russische Invasion": who fears stands behind a preposition, if anywhere.</summary>
    private void Feared(ReadSentence read, Predicate predicate)
    {
        var harm = read.Harms.FirstOrDefault(found => found.Agent is not null);
        if (harm.Agent is not { } agent || !harm.Harm.Force) return;
        var threatener = _text.ActorOf(agent);
        var source = context.OtherActor(read.Sentence.FirstToken, harm.Token, threatener);
        var target = harm.Victim is { } victim ? _text.ActorOf(victim) : sides.LastOther(read, threatener);
        list.Add(read, predicate, "fear of harm", threatener, [], agent.FormName, target, harm, ThreatMode.Perceived, source is { } who ? _text.ActorOf(who) : null, context.SentenceEvidence(read, predicate.Token));
    }

    /// <summary>"wirft Russland einen Truppenaufmarsch vor": the accused threatens, if it is force that he is accused of.</summary>
    public void Accuses(ReadSentence read, Predicate predicate)
    {
        if (predicate.Negated || context.Subject(read, predicate) is not { } subject) return;
        var accused = sides.Addressee(read, predicate, subject.Actor);
        if (accused is null) return;
        var last = ThreatSides.EndOf(read, predicate);
        var harm = read.Harms.FirstOrDefault(found => found.Harm.Force && found.Token >= read.Clauses[predicate.Clause].First && found.Token < last && !(_text.Text.IsEnglish && _text.Text.Folded(found.Token) is "strike" or "strikes" && !_text.Any(found.Token - 1, found.Token, Cue.Bad) && _text.Text.Folded(found.Token - 1) is "the" or "a" or "of"));
        var troops = harm.Harm is null && MovesTroops(read.Clauses[predicate.Clause].First, last);
        if (harm.Harm is null && !troops) return;
        var target = harm.Victim is { } victim && !context.SameSide(_text.Actors.Actors[victim.Actor], accused) ? _text.ActorOf(victim)
            : context.OtherActor(predicate.Token, last, accused, subject.Actor) is { } other ? _text.ActorOf(other) : sides.Side(subject.Actor);
        list.Add(read, predicate, "accusation of force", accused, [], "object", target, harm.Harm is null ? null : harm, ThreatMode.Alleged, subject.Actor, context.Evidence(read, predicate));
    }

    private bool MovesTroops(int first, int end)
    {
        var troops = false;
        var moved = false;
        for (var t = first; t < end; t++)
        {
            var word = _text.Text.Folded(t);
            troops |= word.StartsWith("soldat") || word.StartsWith("truppe") || word is "troops" or "soldiers" or "panzer" or "tanks" or "kampfjets";
            moved |= word.StartsWith("verleg") || word.StartsWith("zusammengezog") || word.StartsWith("entsand") || word.StartsWith("stationier") || word is "moving" or "moved" or "massing" or "massed" or "sending" or "sent" or "deploying" or "grenze" or "border";
        }
        return troops && moved;
    }

    /// <summary>"sieht sich von … bedroht", "zeigte sich besorgt über den russischen Truppenaufmarsch".</summary>
    public void Feels(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            var threatened = _text.FirstWith(clause.First, clause.End, Cue.Threatened);
            var fear = threatened >= 0 ? -1 : _text.FirstWith(clause.First, clause.End, Cue.Fear);
            if (threatened < 0 && fear < 0) continue;
            var verb = clause.First;
            for (var t = clause.First; t < clause.End; t++)
            {
                if (_text.Is(t, Cue.Auxiliaries) || _text.IsFinite(t) || _text.Text.Folded(t) is "sieht" or "fühlt" or "sehen" or "fühlen" or "feels" or "feel" or "sah" or "fühlte" or "felt")
                {
                    verb = t;
                    break;
                }
            }
            if (verb == clause.First || context.Subjects.Of(clause, verb) is not { } subject) continue;
            ActorMention? agent = null;
            HarmPhrase? harm = null;
            if (threatened >= 0)
            {
                for (var t = verb + 1; t < clause.End && agent is null; t++)
                {
                    if (_text.Text.Folded(t) is not ("von" or "vom" or "durch" or "by")) continue;
                    agent = context.OtherActor(t, clause.End, subject.Actor);
                }
                harm = read.Harms.FirstOrDefault(found => found.Token >= clause.First && found.Token < clause.End) is { Harm: not null } near ? near : null;
            }
            else
            {
                harm = read.Harms.FirstOrDefault(found => found.Agent is { } a && found.Harm.Force && !context.SameSide(_text.Actors.Actors[a.Actor], subject.Actor)) is { Harm: not null } feared ? feared : null;
                agent = harm?.Agent;
            }
            if (agent is not { } who) continue;
            var threatener = _text.ActorOf(who);
            var target = threatened >= 0 ? subject.Actor : harm?.Victim is { } victim ? _text.ActorOf(victim) : subject.Actor;
            list.Add(read, threatened >= 0 ? threatened : fear, "feel threatened", threatened >= 0 ? "feels threatened" : "fear of harm", threatener, [], who.FormName, target, harm, ThreatMode.Perceived, subject.Actor,
                context.Clip(_text.Span(clause.First, clause.End), verb), SpeechAct.Warns);
            return;
        }
    }
}
