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
        if (Foretold(read, predicate, subject)) return;
        var harms = read.Harms.Where(harm => harm.Token > predicate.Token || read.Clauses[predicate.Clause].First <= harm.Token).ToList();
        if (harms.Count == 0)
        {
            Cautions(read, predicate, subject);
            return;
        }
        var perceived = IsFear(predicate);
        var harm = harms.FirstOrDefault(found => found.Agent is not null, harms[0]);
        if (harm.Agent is { } agent && !context.SameSide(_text.Actors.Actors[agent.Actor], subject.Actor))
        {
            var threatener = _text.ActorOf(agent);
            var target = harm.Victim is { } victim ? _text.ActorOf(victim)
                : context.OtherActor(predicate.Token, ThreatSides.EndOf(read, predicate), threatener) is { } other && !context.SameSide(_text.Actors.Actors[other.Actor], subject.Actor) ? _text.ActorOf(other) : sides.Side(subject.Actor);
            list.Add(read, predicate, perceived ? "fear of harm" : "warning of harm", threatener, [], agent.FormName, target, harm, perceived ? ThreatMode.Perceived : ThreatMode.Warning,
                subject.Actor, context.SentenceEvidence(read, predicate.Token));
        }
        else if (!perceived && (sides.Addressee(read, predicate, subject.Actor, subject.Others) ?? Warned(read, predicate, subject.Actor)) is { } addressee)
        {
            list.Add(read, predicate, "warning to another", subject.Actor, subject.Others, subject.Form, addressee, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), context.SentenceEvidence(read, predicate.Token));
        }
    }

    /// <summary>"warned the generals of a walkout", "warnte die Arbeitgeber vor einem Streik": a group right behind the verb, before what it is warned of.</summary>
    private ClaimActor? Warned(ReadSentence read, Predicate predicate, ClaimActor subject)
    {
        var clause = read.Clauses[predicate.Clause];
        for (var t = predicate.Token + 1; t < Math.Min(clause.End, predicate.Token + 6); t++)
        {
            if (_text.Text.Folded(t) is "of" or "that" or "about" or "vor" or "against") return null;
            if (_text.Is(t, Cue.Groups) && t + 1 < clause.End && _text.Text.Folded(t + 1) is "of" or "vor") return sides.Group(predicate.Token + 1, t + 1, subject);
        }
        return null;
    }

    /// <summary>"Der Iran warnte Aserbaidschan vor einer Verschiebung der Grenzen", "warned Ankara against buying arms": who tells another side what it had better not do threatens it, though no harm is named.</summary>
    private void Cautions(ReadSentence read, Predicate predicate, (ClaimActor Actor, List<ClaimActor> Others, string Form) subject)
    {
        if (IsFear(predicate) || !IsPower(subject.Actor) || sides.Addressee(read, predicate, subject.Actor, subject.Others) is not { } addressee || !IsPower(addressee)) return;
        var clause = read.Clauses[predicate.Clause];
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.German ? _text.Text.Folded(t) is not ("vor" or "davor") : t <= predicate.Token || (_text.Text.Folded(t) is not "against" && !(_text.Text.Is(t, "not") && t + 1 < clause.End && _text.Text.Is(t + 1, "to")))) continue;
            list.Add(read, predicate, "warning to another", subject.Actor, subject.Others, subject.Form, addressee, null, ThreatMode.Implicit, _text.SpeakerAt(predicate.Token), context.SentenceEvidence(read, predicate.Token));
            return;
        }
    }

    /// <summary>A state, an alliance, a militia, a government, or a person who speaks for one.</summary>
    private bool IsPower(ClaimActor actor) => _text.Known(actor) is { Key: not null } known
        && (known.Kind is ActorKind.State or ActorKind.Alliance || known.Type is "government" or "militia" or "military" or "ministry" || (known.Kind == ActorKind.Person && known.Country is not null));

    private static bool IsFear(Predicate predicate) => predicate.Verb.Lemma is not ("warnen" or "warn" or "verwarnen" or "caution" or "alert" or "mahnen");

    /// <summary>
    /// "warnte, Russland könne angreifen", "fears that X could open a front": the clause that hangs on the verb says who would do it. Where it
    /// is the one who warns, or his side, he threatens.
    /// </summary>
    private bool Foretold(ReadSentence read, Predicate predicate, (ClaimActor Actor, List<ClaimActor> Others, string Form) subject)
    {
        if (sides.Complement(read, predicate) is not { } complement) return false;
        if (OwnAct(read, predicate, subject, complement)) return true;
        var harm = read.Harms.FirstOrDefault(found => found.Token >= complement.Clause.First && found.Token < complement.Clause.End && found.Agent is null);
        // "dass ein russischer Einmarsch …": the harm says itself whose it is.
        if (read.Harms.Exists(found => found.Agent is not null && found.Token >= complement.Clause.First && found.Token < complement.Clause.End)) return false;
        if (harm.Harm is null || _text.Any(complement.Clause.First, complement.Clause.End, Cue.Negation)) return false;
        if (context.Subjects.Of(complement.Clause, complement.Finite) is not { Form: not "pronoun" } doer || doer.Actor.Key is null && _text.Known(doer.Actor) is null && doer.Form != "phrase") return false;
        if (harm.Token < complement.Finite && _text.Text.IsEnglish) return false;
        var evidence = context.SentenceEvidence(read, predicate.Token);
        if (context.SameSide(doer.Actor, subject.Actor) || ThreatSides.IsOwn(doer.Actor))
        {
            if (IsFear(predicate)) return false;
            var against = sides.Addressee(read, predicate, subject.Actor) ?? sides.Opponent(read, subject.Actor, harm, complement.Clause, list);
            if (against is null) return false;
            list.Add(read, predicate, "warning of own act", subject.Actor, subject.Others, subject.Form, against, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), evidence);
            return true;
        }
        // A threat that nobody of the sentence is the target of falls on the one who warns.
        var target = harm.Victim is { } victim && !context.SameSide(_text.Actors.Actors[victim.Actor], doer.Actor) ? _text.ActorOf(victim)
            : context.OtherActor(_text.German ? complement.Clause.First : complement.Finite, complement.Clause.End, doer.Actor, subject.Actor) is { } named ? _text.ActorOf(named) : sides.Group(complement.Finite, complement.Clause.End, doer.Actor) ?? sides.Side(subject.Actor);
        list.Add(read, predicate, IsFear(predicate) ? "fear of harm" : "warning of harm", doer.Actor, doer.Others, doer.Form, target, harm, IsFear(predicate) ? ThreatMode.Perceived : ThreatMode.Warning, subject.Actor, evidence);
        return true;
    }

    /// <summary>"warned that they would halt investment in countries that …": an own act that somebody warns another of is a threat, whatever it is.</summary>
    private bool OwnAct(ReadSentence read, Predicate predicate, (ClaimActor Actor, List<ClaimActor> Others, string Form) subject, (Clause Clause, int Finite) complement)
    {
        if (IsFear(predicate) || complement.Finite == 0 || complement.Finite + 1 >= _text.Text.Tokens.Length) return false;
        var before = _text.German ? complement.Finite + 1 : complement.Finite - 1;
        var pronoun = _text.Text.Folded(before) is "they" or "it" or "he" or "she" or "we" or "man" or "wir" || (_text.German && complement.Finite > complement.Clause.First && _text.Text.Folded(complement.Finite - 1) is "man" or "er" or "sie" or "wir");
        if (!pronoun || PressedThreats.Befalls(_text, complement.Clause)) return false;
        var harm = read.Harms.FirstOrDefault(found => found.Token >= complement.Clause.First && found.Token < complement.Clause.End && found.Agent is null);
        // "warned London that it would suffer": the pronoun means the one who is warned.
        var addressee = sides.Addressee(read, predicate, subject.Actor, subject.Others);
        if (addressee is not null && !_text.German && _text.Text.Folded(before) is not "we") return false;
        if (harm.Harm is null && context.Condition(read) is null && addressee is null && !HasRelative(complement)) return false;
        var target = addressee ?? sides.Opponent(read, subject.Actor, harm.Harm is null ? null : harm, complement.Clause, list, subject.Others);
        if (target is null) return false;
        list.Add(read, predicate, "warning of own act", subject.Actor, subject.Others, subject.Form, target, harm.Harm is null ? null : harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), context.SentenceEvidence(read, predicate.Token));
        return true;
    }

    /// <summary>"in countries that voted in favour": a condition in a relative clause.</summary>
    private bool HasRelative((Clause Clause, int Finite) complement)
    {
        for (var t = complement.Finite + 2; t < complement.Clause.End; t++)
        {
            if (_text.Text.Folded(t) is "that" or "who" or "which") return true;
        }
        return false;
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
        var harm = read.Harms.FirstOrDefault(found => (found.Harm.Force || IsWeapon(found.Token)) && found.Token >= read.Clauses[predicate.Clause].First && found.Token < last && !(_text.Text.IsEnglish && _text.Text.Folded(found.Token) is "strike" or "strikes" && !_text.Any(found.Token - 1, found.Token, Cue.Bad) && _text.Text.Folded(found.Token - 1) is "the" or "a" or "of"));
        var troops = harm.Harm is null && MovesTroops(read.Clauses[predicate.Clause].First, last);
        if (harm.Harm is null && !troops) return;
        var target = harm.Victim is { } victim && !context.SameSide(_text.Actors.Actors[victim.Actor], accused) ? _text.ActorOf(victim)
            : context.OtherActor(predicate.Token, last, accused, subject.Actor) is { } other ? _text.ActorOf(other) : sides.Side(subject.Actor);
        list.Add(read, predicate, "accusation of force", accused, [], "object", target, harm.Harm is null ? null : harm, ThreatMode.Alleged, subject.Actor, context.Evidence(read, predicate));
    }

    /// <summary>"setze Gas als Waffe ein": what is no force by itself is used as one.</summary>
    private bool IsWeapon(int token) => _text.Text.Folded(token) is "as" or "als" || _text.Text.Folded(token).StartsWith("weaponi");

    private bool MovesTroops(int first, int end)
    {
        var troops = false;
        var moved = false;
        for (var t = first; t < end; t++)
        {
            var word = _text.Text.Folded(t);
            troops |= word.StartsWith("soldat") || word.StartsWith("truppe") || word.StartsWith("kämpfer") || word.StartsWith("einheiten") || word is "troops" or "soldiers" or "fighters" or "gruppen" or "militias" or "panzer" or "tanks" or "kampfjets";
            moved |= word.StartsWith("verleg") || word.StartsWith("zieht") || word.StartsWith("zusammengezog") || word.StartsWith("zusammenz") || word.StartsWith("aufmarsch") || word.StartsWith("entsand") || word.StartsWith("stationier") || word is "moving" or "moved" or "massing" or "massed" or "sending" or "sent" or "deploying" or "grenze" or "border";
        }
        return troops && moved;
    }

    /// <summary>"verlegte Panzer an die Grenze zum Kosovo", "massed troops along the border": force that is shown.</summary>
    public void Shows(ReadSentence read)
    {
        foreach (var harm in read.Harms)
        {
            if (harm.Harm.Key != "force posture" || (_text.German && _text.Text.Tokens[harm.Token].IsCapital)) continue;
            var clause = read.Clauses.Find(found => found.First <= harm.Token && harm.Token < found.End);
            if (clause.End == 0 || !NamesFrontier(clause) || !MovesTroops(clause.First, clause.End) || _text.Any(clause.First, clause.End, Cue.Negation)) continue;
            if ((context.Subjects.Of(clause, harm.Token) ?? (clause.Joined && sides.MainSubject(read, read.Clauses.IndexOf(clause)) is { } before ? (before, [], "name") : null)) is not { Actor.Key: not null } who) continue;
            var target = context.OtherActor(clause.First, read.Sentence.EndToken, who.Actor, _text.SpeakerAt(harm.Token)) is { } other ? _text.ActorOf(other) : sides.Implied(read, who.Actor, list);
            if (target is null) continue;
            var speaker = _text.SpeakerAt(harm.Token);
            var said = speaker is not null && !context.SameSide(speaker, who.Actor);
            list.Add(read, harm.Token, "move", "force shown", who.Actor, who.Others, who.Form, target, harm, said ? ThreatMode.Alleged : ThreatMode.Potential, said ? speaker : null, context.SentenceEvidence(read, harm.Token), SpeechAct.Threatens);
            return;
        }
    }

    private bool NamesFrontier(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t) is "border" or "borders" or "frontier" || _text.Text.Folded(t).StartsWith("grenz") || _text.Text.Folded(t).EndsWith("grenze")) return true;
        }
        return false;
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
