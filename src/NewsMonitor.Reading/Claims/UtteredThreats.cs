using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>Threats somebody utters: by a verb of threatening, as harm announced under a condition, as readiness, as an answer, as a red line.</summary>
internal sealed class UtteredThreats(ClaimContext context, ThreatSides sides, ThreatList list)
{
    private readonly ClaimText _text = context.Text;

    /// <summary>"X droht Y mit Sanktionen", "X threatened to close the strait".</summary>
    public void Threatens(ReadSentence read, Predicate predicate)
    {
        // "sieht sich bedroht" is fear, not a threat uttered.
        if (predicate.Verb.Lemma is "bedrohen" && (predicate.Passive || sides.HasStem(read.Clauses[predicate.Clause], "sich"))) return;
        if (context.Subject(read, predicate) is not { } subject || predicate.Negated) return;
        var clause = read.Clauses[predicate.Clause];
        var harm = sides.Nearest(read, predicate.Token);
        if (predicate.Verb.Lemma == "drohen" && predicate.Verb.Particle is null && !IsPersonalThreat(read, predicate, clause, harm)) return;
        var target = sides.Target(read, predicate, subject.Actor) ?? list.Inherited(read, subject.Actor) ?? sides.Implied(read, subject.Actor);
        list.Add(read, predicate, "threat verb", subject.Actor, subject.Others, subject.Form, target, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), context.Tagged(predicate) ?? context.Evidence(read, predicate));
    }

    /// <summary>"Es droht ein Streik", "die Firma droht zu scheitern" are no threats of anybody's.</summary>
    private bool IsPersonalThreat(ReadSentence read, Predicate predicate, Clause clause, HarmPhrase? harm)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Is(t, "mit") || _text.Text.Is(t, "damit")) return true;
        }
        // "…, drohte X": the words before are what is threatened.
        if (_text.TaggedBy(predicate.Token) is not null) return true;
        var next = predicate.Clause + 1 < read.Clauses.Count ? read.Clauses[predicate.Clause + 1] : default;
        if (next.End > 0 && (next.Subordinate || _text.Facts(next.End - 1)?.Forms is not null || _text.HarmsIn(next.First, next.End) > 0)) return true;
        return harm is not null && read.Sentence.EndToken - predicate.Token > 1 && _text.SpeakerAt(predicate.Token) is null && _text.Text.Is(clause.End, ',');
    }

    /// <summary>Announced harm with a condition or an opponent: "kündigte für diesen Fall an, … aufzurüsten", "announced sanctions against X".</summary>
    public void Announces(ReadSentence read, Predicate predicate)
    {
        if (predicate.Negated || context.Subject(read, predicate) is not { } subject) return;
        var last = ThreatSides.EndOf(read, predicate);
        var harm = read.Harms.FirstOrDefault(found => found.Token >= read.Clauses[predicate.Clause].First && found.Token < last && (found.Agent is null || context.SameSide(_text.Actors.Actors[found.Agent.Value.Actor], subject.Actor)));
        if (harm.Harm is null) return;
        var condition = context.Condition(read);
        if (condition is null && !ThreatSides.Against(read, harm)) return;
        if (condition is null && predicate.Verb.Act == SpeechAct.Promises && predicate.Verb.Lemma is not ("vow" or "swear" or "schwören" or "pledge" or "promise")) return;
        var target = condition is { Anaphoric: true } && list.Inherited(read, subject.Actor) is { } from ? from
            : sides.ConditionAgent(condition, subject.Actor) ?? (harm.Victim is { } victim ? _text.ActorOf(victim) : null) ?? sides.Target(read, predicate, subject.Actor);
        list.Add(read, predicate, condition is null ? "announced harm" : "announcement under a condition", subject.Actor, subject.Others, subject.Form, target, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token),
            context.SentenceEvidence(read, predicate.Token));
    }

    /// <summary>"zu Maßnahmen bereit, die … teuer zu stehen kommen": readiness for harm.</summary>
    public void Ready(ReadSentence read)
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
        var who = subject?.Actor is { Key: not null } known ? known : sides.MainSubject(read, clause) ?? _text.SpeakerAt(at);
        if (who is null || _text.Any(read.Clauses[clause].First, read.Clauses[clause].End, Cue.Negation)) return;
        var harm = read.Harms.FirstOrDefault(found => !(found.Agent is { } agent && !context.SameSide(_text.Actors.Actors[agent.Actor], who)));
        if (harm.Harm is null) return;
        var target = harm.Victim is { } victim ? _text.ActorOf(victim) : context.OtherActor(at, read.Sentence.EndToken, who) is { } other ? _text.ActorOf(other) : null;
        if (target is null && context.Condition(read) is null) return;
        list.Add(read, at, "ready", "ready for harm", who, [], subject?.Form ?? "name", target, harm, ThreatMode.Explicit, _text.SpeakerAt(at), context.SentenceEvidence(read, at), SpeechAct.Threatens);
    }

    /// <summary>"werde auf weitere Aggressionen reagieren", "will respond to any attack": the one who would be answered is the target.</summary>
    public void Responds(ReadSentence read)
    {
        for (var t = read.Sentence.FirstToken; t < read.Sentence.EndToken; t++)
        {
            // An answer announced to something hostile, or force announced under a condition.
            if (_text.HarmAt(t) is not { } harm || !(harm.Key == "retaliation" || ((harm.Force || harm.Key is "sanctions" or "breaking relations" or "cutting aid") && harm.Key != "force posture" && context.Condition(read) is { Anaphoric: false } when && !(t >= when.First && t < when.End)))) continue;
            var clause = read.Clauses.FindIndex(found => found.First <= t && t < found.End);
            if (clause < 0) continue;
            var future = -1;
            for (var f = read.Clauses[clause].First; f < read.Clauses[clause].End; f++)
            {
                if (_text.Text.Folded(f) is "werde" or "werden" or "wird" or "würde" or "will" or "would" or "'ll") future = f;
            }
            if (future < 0 || _text.Any(Math.Min(future, t), Math.Max(future, t), Cue.Negation)) continue;
            if (context.Subjects.Of(read.Clauses[clause], future) is not { } subject) continue;
            var hostile = _text.Any(read.Clauses[clause].First, read.Clauses[clause].End, Cue.Bad) || read.Harms.Count > 1 || context.Condition(read) is not null || sides.HasStem(read.Clauses[clause], "aggress");
            if (!hostile) continue;
            var target = context.OtherActor(read.Clauses[clause].First, read.Clauses[clause].End, subject.Actor) is { } other ? _text.ActorOf(other) : list.Inherited(read, subject.Actor) ?? sides.Implied(read, subject.Actor);
            list.Add(read, t, "respond", "announced response", subject.Actor, subject.Others, subject.Form, target, new HarmPhrase(t, harm, null, null), ThreatMode.Explicit, _text.SpeakerAt(t),
                context.SentenceEvidence(read, t), SpeechAct.Threatens);
            return;
        }
    }

    /// <summary>"werde einen hohen Preis zahlen", "would face consequences": who is to bear the harm is the target of the one who says so.</summary>
    public void Bears(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            if (!Bears(clause, out var at) || _text.Any(clause.First, clause.End, Cue.Negation)) continue;
            var future = -1;
            for (var f = clause.First; f < clause.End && future < 0; f++)
            {
                if (_text.Text.Folded(f) is "werde" or "werden" or "wird" or "würde" or "müsse" or "müssen" or "muss" or "will" or "would" or "'ll" or "must") future = f;
            }
            if (future < 0 || context.Subjects.Of(clause, future) is not { } victim) continue;
            var who = _text.SpeakerAt(at) ?? Warner(read, c);
            if (who is null || context.SameSide(who, victim.Actor)) continue;
            HarmPhrase? harm = read.Harms.FirstOrDefault(found => found.Token >= clause.First && found.Token < clause.End) is { Harm: not null } near ? near : null;
            list.Add(read, at, "bear", "harm to bear", who, [], "speaker", victim.Actor, harm, ThreatMode.Explicit, null, context.SentenceEvidence(read, at), SpeechAct.Threatens);
            return;
        }
    }

    private bool Bears(Clause clause, out int at)
    {
        for (at = clause.First; at < clause.End; at++)
        {
            var word = _text.Text.Folded(at);
            if (word is "face" or "pay" or "suffer" or "zahlen" or "bezahlen" or "tragen" or "rechnen" or "spüren")
            {
                for (var t = clause.First; t < clause.End; t++)
                {
                    if (_text.Text.Folded(t) is "price" or "consequences" or "response" or "retaliation" or "sanctions" or "preis" or "konsequenzen" or "folgen" or "strafen" or "sanktionen" or "vergeltung" or "strafmaßnahmen") return true;
                }
            }
        }
        return false;
    }

    /// <summary>"warned that Washington would …": who warns, where no quotation names the speaker.</summary>
    private ClaimActor? Warner(ReadSentence read, int clause)
    {
        foreach (var predicate in read.Predicates)
        {
            if (predicate.Clause <= clause && predicate.Verb.Act is SpeechAct.Warns or SpeechAct.Threatens or SpeechAct.Announces or SpeechAct.Promises && context.Subject(read, predicate) is { } subject) return subject.Actor;
        }
        return null;
    }

    /// <summary>"rote Linie", "red line": who draws it threatens implicitly whoever would cross it.</summary>
    public void RedLine(ReadSentence read)
    {
        var at = _text.FirstWith(read.Sentence.FirstToken, read.Sentence.EndToken, Cue.RedLine);
        if (at < 0 || read.Sentence.TokenCount < 8) return;
        var who = _text.SpeakerAt(at) is { } speaker && _text.Known(speaker) is not null ? speaker : sides.MainSubject(read, 1) ?? sides.MainSubject(read, read.Clauses.Count);
        if (who is null || (who.Key is null && _text.Known(who) is null)) return;
        var target = context.OtherActor(read.Sentence.FirstToken, read.Sentence.EndToken, who) is { } other ? _text.ActorOf(other) : null;
        list.Add(read, at, "red line", "red line", who, [], "name", target, read.Harms.Count > 0 ? read.Harms[0] : null, ThreatMode.Implicit, null,
            new TextSpan(read.Sentence.Start, read.Sentence.End), SpeechAct.Threatens);
    }

    /// <summary>"Im Falle eines Angriffs durch X sähe Y einen Einmarsch vor": harm against harm.</summary>
    public void ConditionalHarm(ReadSentence read)
    {
        if (context.Condition(read) is not { } condition || read.Harms.Count < 2) return;
        var inside = read.Harms.FirstOrDefault(harm => harm.Token >= condition.First && harm.Token < condition.End);
        var outside = read.Harms.FirstOrDefault(harm => harm.Harm.Force && (harm.Token < condition.First || harm.Token >= condition.End));
        if (inside.Harm is null || outside.Harm is null || inside.Agent is not { } opponent) return;
        var against = _text.ActorOf(opponent);
        var who = outside.Agent is { } agent ? _text.ActorOf(agent) : context.OtherActor(condition.End, read.Sentence.EndToken, against) is { } other ? _text.ActorOf(other)
            : context.OtherActor(read.Sentence.FirstToken, condition.First, against) is { } earlier ? _text.ActorOf(earlier) : null;
        if (who is null || context.SameSide(who, against)) return;
        list.Add(read, outside.Token, "condition", "harm under a condition", who, [], "name", against, outside, ThreatMode.Implicit, _text.SpeakerAt(outside.Token), context.SentenceEvidence(read, outside.Token), SpeechAct.Threatens);
    }
}
