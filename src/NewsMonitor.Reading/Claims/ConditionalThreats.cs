namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Threats without a verb of threatening: harm announced for a case, harm that somebody is to bear, resolve. Who speaks threatens; where the
/// speaker says it of another side, he warns of that side.
/// </summary>
internal sealed partial class ConditionalThreats(ClaimContext context, ThreatSides sides, ThreatList list)
{
    private readonly ClaimText _text = context.Text;

    /// <summary>"Sollte X angreifen, werde Y …", "werde auf weitere Aggressionen reagieren", "would close the border if …".</summary>
    public void Announced(ReadSentence read)
    {
        var condition = context.Condition(read);
        foreach (var harm in read.Harms)
        {
            if (condition is { Anaphoric: false } when && harm.Token >= when.First && harm.Token < when.End) continue;
            var c = ClauseOf(read, harm.Token);
            if (c < 0) continue;
            var clause = Said(read.Clauses[c], harm.Token);
            if (Future(read, c) is not (>= 0 and var future))
            {
                if (Hinted(read, clause, harm)) return;
                continue;
            }
            if (condition is null && !(harm.Harm.Key == "retaliation" && IsHostile(read, clause)) && !Answers(clause, harm.Token) && !AddressesYou(clause, future) && !SpeaksOfAny(clause, harm.Harm)) continue;
            if (IsNegated(clause, future, harm.Token) || Bears(clause, out _) || IsNamed(harm.Token)) continue;
            var speaker = _text.SpeakerAt(harm.Token) ?? Warner(read, c);
            if (IsSuffered(clause, harm.Token) || AddressesYou(clause, future))
            {
                // "will be punished": who suffers is the target of the one who says so.
                if (speaker is null || context.IsMedia(speaker)) continue;
                var victim = context.Subjects.Of(clause, future) is { } suffers && !context.SameSide(suffers.Actor, speaker) ? suffers.Actor : sides.Opponent(read, speaker, harm, clause, list);
                if (victim is not null) Add(read, harm.Token, "respond", "announced response", speaker, [], "speaker", victim, harm, ThreatMode.Explicit, null);
                return;
            }
            if (Doer(read, c, future, speaker, harm.Harm) is not { } doer || context.IsMedia(doer.Actor)) continue;
            var target = sides.Opponent(read, doer.Actor, harm, clause, list, doer.Others);
            if (target is null) continue;
            var said = speaker is not null && speaker.Reference != doer.Actor.Reference && !context.SameSide(speaker, doer.Actor) && doer.Form != "speaker";
            Add(read, harm.Token, "respond", "announced response", doer.Actor, doer.Others, doer.Form, target, harm, said ? ThreatMode.Warning : ThreatMode.Explicit, said ? speaker : null);
            return;
        }
    }

    /// <summary>"that would be an invasion": what it is called, not what is announced.</summary>
    private bool IsNamed(int harm) => !_text.German && harm > 2 && _text.Text.Folded(harm - 1) is "a" or "an" && _text.Text.Is(harm - 2, "be");

    private bool IsNegated(Clause clause, int verb, int harm) => _text.German
        ? _text.Any(clause.First, clause.End, Cue.Negation)
        : _text.Any(Math.Max(clause.First, Math.Min(verb, harm) - 1), Math.Min(clause.End, Math.Max(verb, harm) + 1), Cue.Negation);

    /// <summary>"werde einen hohen Preis zahlen", "would face consequences": who is to bear the harm is the target of the one who says so.</summary>
    public void Borne(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            if (!Bears(clause, out var at) || Future(read, c, must: true) is not (>= 0 and var future) || IsNegated(clause, future, at)) continue;
            clause = Said(clause, at);
            var who = _text.SpeakerAt(at) ?? Warner(read, c) ?? (c > 0 ? sides.MainSubject(read, c) : null);
            if (who is null || context.IsMedia(who)) continue;
            HarmPhrase? harm = read.Harms.FirstOrDefault(found => found.Token >= clause.First && found.Token < clause.End) is { Harm: not null } near ? near : null;
            var suffers = context.Subjects.Of(clause, future);
            var victim = suffers?.Actor;
            // "must not threaten the United States or it would suffer": the pronoun means the other side.
            if (!_text.German && future > clause.First && _text.Text.Folded(future - 1) is "it" or "they") (victim, suffers) = (context.OtherActor(clause.First, future, who) is { } meant ? _text.ActorOf(meant) : null, null);
            // "warned the North that it would face": the pronoun means the one who is warned.
            if (victim is not null && context.SameSide(who, victim))
            {
                if (suffers!.Value.Form != "pronoun") continue;
                victim = null;
            }
            if (victim is null || victim.Key is null) victim = sides.ConditionAgent(context.Condition(read), who) ?? victim ?? sides.Group(clause.First, clause.End, who) ?? list.Inherited(read, who) ?? sides.Implied(read, who, list);
            if (victim is null) continue;
            Add(read, at, "bear", "harm to bear", who, [], "speaker", victim, harm, ThreatMode.Explicit, null);
            return;
        }
    }

    /// <summary>"werde nicht tatenlos zusehen", "all options are on the table", "would be an act of war".</summary>
    public void Resolved(ReadSentence read)
    {
        var at = _text.FirstWith(read.Sentence.FirstToken, read.Sentence.EndToken, Cue.Resolve);
        if (at < 0 || ClauseOf(read, at) is not (>= 0 and var c)) return;
        var clause = Said(read.Clauses[c], at);
        // "müsse Konsequenzen haben": a demand.
        if (_text.German && _text.Any(clause.First, clause.End, Cue.Deontic) && context.Condition(read) is null) return;
        var speaker = _text.SpeakerAt(at) ?? Warner(read, c);
        var subject = Verb(clause) is >= 0 and var verb ? context.Subjects.Of(clause, verb) : null;
        // "Das werde Konsequenzen haben": an act is the subject, and the speaker threatens.
        var doer = subject is { Actor.Key: not null } own ? own : speaker is not null ? (speaker, [], "speaker") : subject ?? (sides.MainSubject(read, c + 1) is { } main ? (main, [], "name") : null);
        if (doer is not { } who || context.IsMedia(who.Actor) || (who.Actor.Key is null && _text.Known(who.Actor) is null && speaker is null)) return;
        if (speaker is not null && subject is { Actor.Key: not null } && !context.SameSide(speaker, who.Actor) && SpeaksOfAct(clause)) who = (speaker, [], "speaker");
        var said = speaker is not null && !context.SameSide(speaker, who.Actor);
        HarmPhrase? harm = read.Harms.Count > 0 ? read.Harms.FirstOrDefault(found => found.Harm.Force, read.Harms[0]) : null;
        // "will not tolerate", "werde nicht zulassen": a threat only to a side that is named with it or at odds anyway.
        var refuses = _text.Is(at, Cue.OutOfQuestion);
        if (refuses && (said || who.Actor.Key is null)) return;
        var target = refuses ? sides.Rival(read, who.Actor, list) : sides.Opponent(read, who.Actor, null, clause, list, who.Others);
        if (target is null) return;
        Add(read, at, "resolve", "resolve", who.Actor, who.Others, who.Form, target, harm, said ? ThreatMode.Warning : refuses ? ThreatMode.Implicit : ThreatMode.Explicit, said ? speaker : null);
    }

    /// <summary>"Im Falle eines Angriffs durch X sähe Y einen Einmarsch vor": harm against harm.</summary>
    public void Answered(ReadSentence read)
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

    private void Add(ReadSentence read, int cue, string lemma, string rule, ClaimActor who, List<ClaimActor> others, string form, ClaimActor? target, HarmPhrase? harm, ThreatMode mode, ClaimActor? via) =>
        list.Add(read, cue, lemma, rule, who, others, form, target, harm, mode, via, context.SentenceEvidence(read, cue), SpeechAct.Threatens);

    /// <summary>Who does the harm: the clause's subject; the speaker where the clause names nobody of its own, or only a part of his side ("seine Partei").</summary>
    private (ClaimActor Actor, List<ClaimActor> Others, string Form)? Doer(ReadSentence read, int c, int future, ClaimActor? speaker, Harm harm)
    {
        var found = context.Subjects.Of(read.Clauses[c], future) ?? (c > 0 && read.Clauses[c].Joined ? context.Subjects.Of(read.Clauses[c - 1], future) : null);
        if (found is { Actor.Key: not null } known) return known;
        // "Any military incursion would …": the act is the subject.
        if (found is { Form: "phrase" } act && act.Actor.Name.StartsWith("any ", StringComparison.OrdinalIgnoreCase)) found = null;
        if (speaker is not null && (found is null || _text.Known(found.Value.Actor) is null) && !(found is { Form: "phrase" } && harm.Force && !ThreatSides.IsOwn(found.Value.Actor))) return (speaker, [], "speaker");
        return found;
    }

    /// <summary>"jede Aggression gegen X werde als Angriff gewertet": the subject is what is done, not who does it.</summary>
    private bool SpeaksOfAct(Clause clause)
    {
        var end = Math.Min(clause.End, clause.First + 3);
        return _text.HarmsIn(clause.First, end) > 0 || _text.Any(clause.First, end, Cue.Bad);
    }

    /// <summary>"jedem Angriff begegnen", "will answer any attack": an answer to harm is a threat of harm.</summary>
    private bool Answers(Clause clause, int harm)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (t != harm && _text.Text.Folded(t) is "begegnen" or "beantworten" or "erwidern" or "vergelten" or "answer" or "repel" or "retaliate" or "avenge") return true;
        }
        return false;
    }

    /// <summary>"… and you will stand trial".</summary>
    private bool AddressesYou(Clause clause, int future) => !_text.German && future > clause.First && _text.Text.Is(future - 1, "you");

    /// <summary>"Any ship that … will be attacked", "jedes Flugzeug werde abgeschossen": a condition in a word.</summary>
    private bool SpeaksOfAny(Clause clause, Harm harm) => harm.Force && _text.Text.Folded(clause.First) is "any" or "every" or "jede" or "jeder" or "jedes" or "jeden" or "alle";

    private bool IsHostile(ReadSentence read, Clause clause) =>
        _text.Any(clause.First, clause.End, Cue.Bad) || read.Harms.Count > 1 || context.Condition(read) is not null || sides.HasStem(clause, "aggress") || sides.HasStem(clause, "provo");

    /// <summary>The part of a clause that belongs to the same speech as a token: "told diplomats that …" is not said by him.</summary>
    private Clause Said(Clause clause, int token)
    {
        var quotation = _text.QuotationAt(token);
        var first = token;
        while (first > clause.First && _text.QuotationAt(first - 1) == quotation) first--;
        return clause with { First = first };
    }

    private static int ClauseOf(ReadSentence read, int token) => read.Clauses.FindIndex(found => found.First <= token && token < found.End);

    /// <summary>"werde", "will": in the clause, or in the one before where this one has no verb of its own.</summary>
    private int Future(ReadSentence read, int c, bool must = false)
    {
        for (var back = c; back >= 0 && back >= c - 1; back--)
        {
            var clause = read.Clauses[back];
            for (var t = clause.First; t < clause.End; t++)
            {
                if (_text.Is(t, Cue.Future) || (_text.German && read.Condition.Found is not null && _text.Text.Folded(t) is "will" or "wollen" or "wolle") || (_text.German && read.Condition.Found is { Anaphoric: false } && _text.Text.Folded(t) is "sei" or "seien" or "wäre" or "wären" or "käme" or "bedeute" or "bedeutete") || (must && _text.Is(t, Cue.Auxiliaries) && _text.Text.Folded(t) is "müsse" or "müssen" or "muss" or "müsste" or "must")) return t;
            }
            if (Verb(clause) >= 0) return -1;
        }
        return -1;
    }

    private int Verb(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Is(t, Cue.Auxiliaries) || _text.IsFinite(t)) return t;
        }
        return -1;
    }

    /// <summary>"will be punished", "werde bestraft".</summary>
    private bool IsSuffered(Clause clause, int harm)
    {
        if (_text.German)
        {
            var word = _text.Text.Folded(harm);
            // "werde Russland teuer zu stehen kommen".
            if (word is "teuer") return true;
            return !_text.Text.Tokens[harm].IsCapital && word.StartsWith("ge") | word.StartsWith("be") | word.StartsWith("ver") | word.StartsWith("zer") && word.EndsWith("t") && _text.FirstWith(clause.First, clause.End, Cue.Passive) >= 0;
        }
        for (var t = Math.Max(clause.First, harm - 3); t < harm; t++)
        {
            if (_text.Text.Folded(t) is "be" or "being" or "get") return _text.Text.Folded(harm).EndsWith("ed") || _text.Text.Folded(harm) is "sunk" or "shot" or "held";
        }
        return false;
    }

    private bool Bears(Clause clause, out int at)
    {
        for (at = clause.First; at < clause.End; at++)
        {
            if (_text.Text.Folded(at) is not ("face" or "pay" or "suffer" or "bear" or "risk" or "zahlen" or "bezahlen" or "tragen" or "rechnen" or "spüren" or "gefasst" or "büßen")) continue;
            if (_text.Text.Folded(at) is "büßen" || (_text.Text.Folded(at) is "bezahlen" or "pay" && HasFor(clause))) return true;
            for (var t = clause.First; t < clause.End; t++)
            {
                var word = _text.Text.Folded(t);
                if (word is "price" or "consequences" or "response" or "retaliation" or "sanctions" or "punishment" or "penalties" or "preis" or "konsequenzen" or "folgen" or "strafen" or "sanktionen" or "vergeltung" or "strafmaßnahmen" or "gegenmaßnahmen") return true;
            }
        }
        return false;
    }

    private bool HasFor(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t) is "dafür" or "dearly" or "teuer" || (_text.Text.Folded(t) is "für" or "for" && (_text.HarmsIn(t, clause.End) > 0 || (t + 1 < _text.Text.Tokens.Length && _text.Text.Folded(t + 1) is "this" or "that" or "it" or "das" or "dies")))) return true;
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
}
