using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Finds threats: spoken ones by verb, announced harm under a condition, red lines; attributed ones by warning, accusation and fear. Who
/// warns of a harm is its source, not the threatener.
/// </summary>
internal sealed class ThreatFinder(ClaimContext context)
{
    private readonly ClaimText _text = context.Text;
    private readonly List<FoundThreat> _found = [];

    public List<FoundThreat> Find()
    {
        for (var s = 0; s < context.Sentences.Length; s++)
        {
            var read = context.Sentences[s];
            var before = _found.Count;
            foreach (var predicate in read.Predicates)
            {
                switch (predicate.Verb.Act)
                {
                    case SpeechAct.Threatens: Threatens(read, predicate); break;
                    case SpeechAct.Warns: Warns(read, predicate); break;
                    case SpeechAct.Accuses: Accuses(read, predicate); break;
                    case SpeechAct.Announces or SpeechAct.Promises: Announces(read, predicate); break;
                }
            }
            RedLine(read);
            if (_found.Count == before)
            {
                Ready(read);
                if (_found.Count == before) Responds(read);
                if (_found.Count == before) Feels(read);
                if (_found.Count == before) ConditionalHarm(read);
            }
        }
        return _found;
    }

    /// <summary>"X droht Y mit Sanktionen", "X threatened to close the strait".</summary>
    private void Threatens(ReadSentence read, Predicate predicate)
    {
        // "sieht sich bedroht" is fear, not a threat uttered.
        if (predicate.Verb.Lemma is "bedrohen" && (predicate.Passive || HasStem(read.Clauses[predicate.Clause], "sich"))) return;
        if (context.Subject(read, predicate) is not { } subject || predicate.Negated) return;
        var clause = read.Clauses[predicate.Clause];
        var harm = Nearest(read, predicate.Token);
        if (predicate.Verb.Lemma == "drohen" && predicate.Verb.Particle is null && !IsPersonalThreat(read, predicate, clause, harm)) return;
        var target = Target(read, predicate, subject.Actor) ?? (Inherited(read, subject.Actor) is { } last ? last : null);
        Add(read, predicate, "threat verb", subject.Actor, subject.Others, subject.Form, target, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), context.Evidence(read, predicate));
    }

    /// <summary>"Es droht ein Streik", "die Firma droht zu scheitern" are no threats of anybody's.</summary>
    private bool IsPersonalThreat(ReadSentence read, Predicate predicate, Clause clause, HarmPhrase? harm)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Is(t, "mit") || _text.Text.Is(t, "damit")) return true;
        }
        var next = predicate.Clause + 1 < read.Clauses.Count ? read.Clauses[predicate.Clause + 1] : default;
        if (next.End > 0 && (next.Subordinate || _text.Facts(next.End - 1)?.Forms is not null || _text.HarmsIn(next.First, next.End) > 0)) return true;
        return harm is not null && read.Sentence.EndToken - predicate.Token > 1 && _text.SpeakerAt(predicate.Token) is null && _text.Text.Is(clause.End, ',');
    }

    /// <summary>"warnt vor einem russischen Angriff": the agent of the harm threatens. "warnte Iran vor Konsequenzen": the one who warns does.</summary>
    private void Warns(ReadSentence read, Predicate predicate)
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
                : context.OtherActor(predicate.Token, EndOf(read, predicate), threatener) is { } other && !context.SameSide(_text.Actors.Actors[other.Actor], subject.Actor) ? _text.ActorOf(other) : Side(subject.Actor);
            Add(read, predicate, perceived ? "fear of harm" : "warning of harm", threatener, [], agent.FormName, target, harm, perceived ? ThreatMode.Perceived : ThreatMode.Warning,
                subject.Actor, context.SentenceEvidence(read, predicate.Token));
        }
        else if (!perceived && Addressee(read, predicate, subject.Actor) is { } addressee)
        {
            Add(read, predicate, "warning to another", subject.Actor, subject.Others, subject.Form, addressee, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), context.SentenceEvidence(read, predicate.Token));
        }
    }

    /// <summary>"Befürchtet wird im Westen eine russische Invasion": who fears stands behind a preposition, if anywhere.</summary>
    private void Feared(ReadSentence read, Predicate predicate)
    {
        var harm = read.Harms.FirstOrDefault(found => found.Agent is not null);
        if (harm.Agent is not { } agent || !harm.Harm.Force) return;
        var threatener = _text.ActorOf(agent);
        var source = context.OtherActor(read.Sentence.FirstToken, harm.Token, threatener);
        var target = harm.Victim is { } victim ? _text.ActorOf(victim) : LastOther(read, threatener);
        Add(read, predicate, "fear of harm", threatener, [], agent.FormName, target, harm, ThreatMode.Perceived, source is { } who ? _text.ActorOf(who) : null, context.SentenceEvidence(read, predicate.Token));
    }

    /// <summary>"wirft Russland einen Truppenaufmarsch vor": the accused threatens, if it is force that he is accused of.</summary>
    private void Accuses(ReadSentence read, Predicate predicate)
    {
        if (predicate.Negated || context.Subject(read, predicate) is not { } subject) return;
        var accused = Addressee(read, predicate, subject.Actor);
        if (accused is null) return;
        var last = EndOf(read, predicate);
        var harm = read.Harms.FirstOrDefault(found => found.Harm.Force && found.Token >= read.Clauses[predicate.Clause].First && found.Token < last);
        var troops = harm.Harm is null && MovesTroops(read.Clauses[predicate.Clause].First, last);
        if (harm.Harm is null && !troops) return;
        var target = harm.Victim is { } victim && !context.SameSide(_text.Actors.Actors[victim.Actor], accused) ? _text.ActorOf(victim)
            : context.OtherActor(predicate.Token, last, accused, subject.Actor) is { } other ? _text.ActorOf(other) : Side(subject.Actor);
        Add(read, predicate, "accusation of force", accused, [], "object", target, harm.Harm is null ? null : harm, ThreatMode.Alleged, subject.Actor, context.Evidence(read, predicate));
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

    /// <summary>Announced harm with a condition or an opponent: "kündigte für diesen Fall an, … aufzurüsten", "announced sanctions against X".</summary>
    private void Announces(ReadSentence read, Predicate predicate)
    {
        if (predicate.Negated || context.Subject(read, predicate) is not { } subject) return;
        var last = EndOf(read, predicate);
        var harm = read.Harms.FirstOrDefault(found => found.Token >= read.Clauses[predicate.Clause].First && found.Token < last && (found.Agent is null || context.SameSide(_text.Actors.Actors[found.Agent.Value.Actor], subject.Actor)));
        if (harm.Harm is null) return;
        var condition = context.Condition(read);
        if (condition is null && !Against(read, harm)) return;
        if (condition is null && predicate.Verb.Act == SpeechAct.Promises && predicate.Verb.Lemma is not ("vow" or "swear" or "schwören" or "pledge" or "promise")) return;
        var target = condition is { Anaphoric: true } && Inherited(read, subject.Actor) is { } from ? from
            : ConditionAgent(condition, subject.Actor) ?? (harm.Victim is { } victim ? _text.ActorOf(victim) : null) ?? Target(read, predicate, subject.Actor);
        Add(read, predicate, condition is null ? "announced harm" : "announcement under a condition", subject.Actor, subject.Others, subject.Form, target, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token),
            context.SentenceEvidence(read, predicate.Token));
    }

    /// <summary>"zu Maßnahmen bereit, die … teuer zu stehen kommen": readiness for harm.</summary>
    private void Ready(ReadSentence read)
    {
        var at = _text.FirstWith(read.Sentence.FirstToken, read.Sentence.EndToken, Cue.Ready);
        if (at < 0) return;
        var clause = read.Clauses.FindIndex(found => found.First <= at && at < found.End);
        if (clause < 0 || read.Harms.Count == 0) return;
        var finite = -1;
        for (var t = read.Clauses[clause].First; t < read.Clauses[clause].End; t++)
        {
            if (_text.Is(t, Cue.Auxiliaries)) finite = t;
        }
        var subject = finite < 0 ? null : context.Subjects.Of(read.Clauses[clause], finite);
        var who = subject?.Actor is { Key: not null } known ? known : MainSubject(read, clause) ?? _text.SpeakerAt(at);
        if (who is null || _text.Any(read.Clauses[clause].First, read.Clauses[clause].End, Cue.Negation)) return;
        var harm = read.Harms.FirstOrDefault(found => !(found.Agent is { } agent && !context.SameSide(_text.Actors.Actors[agent.Actor], who)));
        if (harm.Harm is null) return;
        var target = harm.Victim is { } victim ? _text.ActorOf(victim) : context.OtherActor(at, read.Sentence.EndToken, who) is { } other ? _text.ActorOf(other) : null;
        if (target is null && context.Condition(read) is null) return;
        Add(read, at, "ready", "ready for harm", who, [], subject?.Form ?? "name", target, harm, ThreatMode.Explicit, _text.SpeakerAt(at), context.SentenceEvidence(read, at), SpeechAct.Threatens);
    }

    /// <summary>"werde auf weitere Aggressionen reagieren", "will respond to any attack": the one who would be answered is the target.</summary>
    private void Responds(ReadSentence read)
    {
        for (var t = read.Sentence.FirstToken; t < read.Sentence.EndToken; t++)
        {
            // An answer announced to something hostile, or force announced under a condition.
            if (_text.HarmAt(t) is not { } harm || !(harm.Key == "retaliation" || (harm.Force && harm.Key != "force posture" && context.Condition(read) is { Anaphoric: false } when && !(t >= when.First && t < when.End)))) continue;
            var clause = read.Clauses.FindIndex(found => found.First <= t && t < found.End);
            if (clause < 0) continue;
            var future = -1;
            for (var f = read.Clauses[clause].First; f < read.Clauses[clause].End; f++)
            {
                if (_text.Text.Folded(f) is "werde" or "werden" or "wird" or "würde" or "will" or "would" or "'ll") future = f;
            }
            if (future < 0 || _text.Any(read.Clauses[clause].First, read.Clauses[clause].End, Cue.Negation)) continue;
            if (context.Subjects.Of(read.Clauses[clause], future) is not { } subject) continue;
            var hostile = _text.Any(read.Clauses[clause].First, read.Clauses[clause].End, Cue.Bad) || read.Harms.Count > 1 || context.Condition(read) is not null || HasStem(read.Clauses[clause], "aggress");
            if (!hostile) continue;
            var target = context.OtherActor(read.Clauses[clause].First, read.Clauses[clause].End, subject.Actor) is { } other ? _text.ActorOf(other) : Inherited(read, subject.Actor);
            Add(read, t, "respond", "announced response", subject.Actor, subject.Others, subject.Form, target, new HarmPhrase(t, harm, null, null), ThreatMode.Explicit, _text.SpeakerAt(t),
                context.SentenceEvidence(read, t), SpeechAct.Threatens);
            return;
        }
    }

    /// <summary>"rote Linie", "red line": who draws it threatens implicitly whoever would cross it.</summary>
    private void RedLine(ReadSentence read)
    {
        var at = _text.FirstWith(read.Sentence.FirstToken, read.Sentence.EndToken, Cue.RedLine);
        if (at < 0 || read.Sentence.TokenCount < 8) return;
        var who = _text.SpeakerAt(at) is { } speaker && _text.Known(speaker) is not null ? speaker : MainSubject(read, 1) ?? MainSubject(read, read.Clauses.Count);
        if (who is null || (who.Key is null && _text.Known(who) is null)) return;
        var target = context.OtherActor(read.Sentence.FirstToken, read.Sentence.EndToken, who) is { } other ? _text.ActorOf(other) : null;
        Add(read, at, "red line", "red line", who, [], "name", target, read.Harms.Count > 0 ? read.Harms[0] : null, ThreatMode.Implicit, null,
            new TextSpan(read.Sentence.Start, read.Sentence.End), SpeechAct.Threatens);
    }

    /// <summary>"sieht sich von … bedroht", "zeigte sich besorgt über den russischen Truppenaufmarsch".</summary>
    private void Feels(ReadSentence read)
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
            Add(read, threatened >= 0 ? threatened : fear, "feel threatened", threatened >= 0 ? "feels threatened" : "fear of harm", threatener, [], who.FormName, target, harm, ThreatMode.Perceived, subject.Actor,
                context.Clip(_text.Span(clause.First, clause.End), verb), SpeechAct.Warns);
            return;
        }
    }

    /// <summary>"Im Falle eines Angriffs durch X sähe Y einen Einmarsch vor": harm against harm.</summary>
    private void ConditionalHarm(ReadSentence read)
    {
        if (context.Condition(read) is not { } condition || read.Harms.Count < 2) return;
        var inside = read.Harms.FirstOrDefault(harm => harm.Token >= condition.First && harm.Token < condition.End);
        var outside = read.Harms.FirstOrDefault(harm => harm.Harm.Force && (harm.Token < condition.First || harm.Token >= condition.End));
        if (inside.Harm is null || outside.Harm is null || inside.Agent is not { } opponent) return;
        var against = _text.ActorOf(opponent);
        var who = outside.Agent is { } agent ? _text.ActorOf(agent) : context.OtherActor(condition.End, read.Sentence.EndToken, against) is { } other ? _text.ActorOf(other)
            : context.OtherActor(read.Sentence.FirstToken, condition.First, against) is { } earlier ? _text.ActorOf(earlier) : null;
        if (who is null || context.SameSide(who, against)) return;
        Add(read, outside.Token, "condition", "harm under a condition", who, [], "name", against, outside, ThreatMode.Implicit, _text.SpeakerAt(outside.Token), context.SentenceEvidence(read, outside.Token), SpeechAct.Threatens);
    }

    private bool HasStem(Clause clause, string stem)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t).StartsWith(stem)) return true;
        }
        return false;
    }

    /// <summary>The subject of the nearest clause before.</summary>
    private ClaimActor? MainSubject(ReadSentence read, int before)
    {
        for (var c = Math.Min(before, read.Clauses.Count) - 1; c >= 0; c--)
        {
            for (var t = read.Clauses[c].First; t < read.Clauses[c].End; t++)
            {
                if (!_text.Is(t, Cue.Auxiliaries) && !_text.IsFinite(t) && !_text.Is(t, Cue.Reporting)) continue;
                if (context.Subjects.Of(read.Clauses[c], t) is { } subject) return subject.Actor;
                break;
            }
        }
        return null;
    }

    private HarmPhrase? Nearest(ReadSentence read, int verb)
    {
        HarmPhrase? best = null;
        var condition = context.Condition(read);
        foreach (var harm in read.Harms)
        {
            if (condition is { } range && harm.Token >= range.First && harm.Token < range.End) continue;
            if (best is null || (harm.Token > verb && best.Value.Token < verb)) best = harm;
        }
        return best;
    }

    private static int EndOf(ReadSentence read, Predicate predicate)
    {
        var last = predicate.Clause;
        while (last + 1 < read.Clauses.Count && !read.Predicates.Exists(other => other.Clause == last + 1 && read.Clauses[last + 1].Joined)) last++;
        return read.Clauses[last].End;
    }

    /// <summary>Whom the verb is aimed at: the nearest other side in the verb's own clause, harm and condition left aside.</summary>
    private ClaimActor? Target(ReadSentence read, Predicate predicate, ClaimActor subject)
    {
        var clause = read.Clauses[predicate.Clause];
        if (Addressee(read, predicate, subject) is { } addressee) return addressee;
        if (ConditionAgent(context.Condition(read), subject) is { } agent) return agent;
        return context.OtherActor(clause.First, read.Sentence.EndToken, subject, _text.SpeakerAt(predicate.Token)) is { } other ? _text.ActorOf(other) : null;
    }

    private ClaimActor? Addressee(ReadSentence read, Predicate predicate, ClaimActor subject)
    {
        var clause = read.Clauses[predicate.Clause];
        for (var t = clause.First; t < clause.End; t++)
        {
            if (context.Subjects.Mention(t) is not { } mention || mention.FirstToken != t || !Subjects.IsNominal(mention)) continue;
            if (!_text.German && t < predicate.Token && !predicate.Passive) continue;
            if (context.SameSide(_text.Actors.Actors[mention.Actor], subject) || BehindPreposition(mention, clause)) continue;
            return _text.ActorOf(mention);
        }
        return null;
    }

    private bool BehindPreposition(ActorMention mention, Clause clause)
    {
        for (var t = mention.FirstToken - 1; t >= Math.Max(clause.First, mention.FirstToken - 3); t--)
        {
            if (!_text.Text.Tokens[t].IsWord) return false;
            if (_text.Is(t, Cue.Prepositions)) return _text.Text.Folded(t) is not ("gegen" or "against" or "von" or "of" or "on") || t + 1 != mention.FirstToken;
            if (_text.IsFinite(t) || _text.Is(t, Cue.Auxiliaries) || context.Subjects.Mention(t) is not null) return false;
            if (_text.German && _text.Text.Tokens[t].IsCapital && _text.Text.Folded(t) is not ("regierung" or "führung")) return true;
        }
        return false;
    }

    private static bool Against(ReadSentence read, HarmPhrase harm) => harm.Victim is not null && (harm.Harm.Key is "sanctions" or "retaliation" or "breaking relations" or "cutting aid" or "halting talks" || harm.Harm.Force)
        && read.Sentence.TokenCount > 4;

    private ClaimActor? ConditionAgent((TextSpan Span, int First, int End, bool Anaphoric)? condition, ClaimActor subject) =>
        condition is { Anaphoric: false } range && context.OtherActor(range.First, range.End, subject) is { } agent ? _text.ActorOf(agent) : null;

    /// <summary>The target of the threat just before, by the same side.</summary>
    private ClaimActor? Inherited(ReadSentence read, ClaimActor subject)
    {
        if (_found.Count == 0) return null;
        var last = _found[^1];
        var near = read.Sentence.Start - last.Evidence[^1].End < 300;
        return near && last.Target is { } target && !context.SameSide(target, subject) ? target : null;
    }

    private ClaimActor? LastOther(ReadSentence read, ClaimActor threatener)
    {
        var first = Math.Max(0, read.Sentence.FirstToken - 60);
        ClaimActor? found = null;
        for (var t = first; t < read.Sentence.FirstToken; t++)
        {
            if (context.Subjects.Mention(t) is { } mention && mention.FirstToken == t && !context.SameSide(_text.Actors.Actors[mention.Actor], threatener) && _text.Actors.Actors[mention.Actor].Kind == ActorKind.State)
                found = _text.ActorOf(mention);
        }
        return found;
    }

    /// <summary>A person stands for the state when it is the target of somebody else's force.</summary>
    private ClaimActor? Side(ClaimActor actor)
    {
        var known = _text.Known(actor);
        var state = known?.Country is { } country ? _text.Known(country) : null;
        return state is null ? actor : new ClaimActor(state.Key, state.Name, actor.Span);
    }

    private void Add(ReadSentence read, Predicate predicate, string rule, ClaimActor threatener, List<ClaimActor> others, string form, ClaimActor? target, HarmPhrase? harm, ThreatMode mode,
        ClaimActor? via, TextSpan evidence) =>
        Add(read, predicate.Token, (predicate.Verb.Particle ?? "") + predicate.Verb.Lemma, rule, threatener, others, form, target, harm, mode, via, evidence, predicate.Verb.Act);

    private void Add(ReadSentence read, int cue, string lemma, string rule, ClaimActor threatener, List<ClaimActor> others, string form, ClaimActor? target, HarmPhrase? harm, ThreatMode mode,
        ClaimActor? via, TextSpan evidence, SpeechAct act)
    {
        if (target is not null && target.Reference == threatener.Reference) target = null;
        if (via is not null && via.Reference == threatener.Reference && mode is ThreatMode.Explicit or ThreatMode.Implicit) via = null;
        for (var f = _found.Count - 1; f >= 0 && _found[f].Evidence[0].End > evidence.Start; f--)
        {
            if (_found[f].Evidence[0] == evidence && _found[f].Threatener.Reference == threatener.Reference) return;
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
