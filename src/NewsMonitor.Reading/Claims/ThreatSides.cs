using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>Who stands on which side of a threat: whom it is aimed at, who carries the harm out, and how far the words go.</summary>
internal sealed partial class ThreatSides(ClaimContext context)
{
    /// <summary>Tokens: two or three sentences.</summary>
    private const int Near = 60;
    /// <summary>What an earlier threat adds: as much as two mentions.</summary>
    private const int Adversary = 4;
    /// <summary>Tokens behind an English verb in which its object stands.</summary>
    private const int Objects = 8;
    private readonly ClaimText _text = context.Text;

    /// <summary>The subject of the nearest clause before.</summary>
    public ClaimActor? MainSubject(ReadSentence read, int before)
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

    public HarmPhrase? Nearest(ReadSentence read, int verb)
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

    public static int EndOf(ReadSentence read, Predicate predicate)
    {
        var last = predicate.Clause;
        while (last + 1 < read.Clauses.Count && !read.Predicates.Exists(other => other.Clause == last + 1 && read.Clauses[last + 1].Joined)) last++;
        return read.Clauses[last].End;
    }

    /// <summary>Whom the verb is aimed at: the nearest other side in the verb's own clause, harm and condition left aside.</summary>
    public ClaimActor? Target(ReadSentence read, Predicate predicate, ClaimActor subject, List<ClaimActor>? others = null)
    {
        var clause = read.Clauses[predicate.Clause];
        if (Addressee(read, predicate, subject, others) is { } addressee) return addressee;
        if (ConditionAgent(context.Condition(read), subject) is { } agent) return agent;
        return Aimed(read, _text.German ? clause.First : predicate.Token, read.Sentence.EndToken, predicate, subject, others)
            // "Deutschland würde zur Kriegspartei, und Moskau behalte sich Gegenmaßnahmen vor": of whom the sentence has spoken.
            ?? Aimed(read, read.Sentence.FirstToken, clause.First, predicate, subject, others);
    }

    private ClaimActor? Aimed(ReadSentence read, int first, int end, Predicate predicate, ClaimActor subject, List<ClaimActor>? others)
    {
        for (var t = first; t < end; t++)
        {
            if (context.OtherActor(t, end, subject, _text.SpeakerAt(predicate.Token)) is not { } other) return null;
            t = other.EndToken - 1;
            var reference = _text.Actors.Actors[other.Actor].Reference;
            if (!IsVenue(other, read.Sentence.FirstToken) && (others is null || !others.Exists(with => with.Reference == reference))) return _text.ActorOf(other);
        }
        return null;
    }

    /// <summary>"eine Klage vor der Welthandelsorganisation", "a complaint at the United Nations": where it is brought, not against whom.</summary>
    private bool IsVenue(ActorMention mention, int floor)
    {
        var body = _text.Actors.Actors[mention.Actor];
        if (body.Kind != ActorKind.Organisation && body.Type is not ("court" or "international")) return false;
        for (var t = mention.FirstToken - 1; t >= Math.Max(floor, mention.FirstToken - 2); t--)
        {
            if (_text.Text.Folded(t) is "vor" or "bei" or "beim" or "vorm" or "before" or "at" or "in" or "im") return true;
        }
        return false;
    }

    public ClaimActor? Addressee(ReadSentence read, Predicate predicate, ClaimActor subject, List<ClaimActor>? others = null)
    {
        var clause = read.Clauses[predicate.Clause];
        for (var t = clause.First; t < clause.End; t++)
        {
            if (context.Subjects.Mention(t) is not { } mention || mention.FirstToken != t || !Subjects.IsNominal(mention)) continue;
            if (!_text.German && ((t < predicate.Token && !predicate.Passive) || t > predicate.Token + Objects)) continue;
            if ((context.SameSide(_text.Actors.Actors[mention.Actor], subject) && !IsRival(mention, subject)) || BehindPreposition(mention, clause)) continue;
            if (others is not null && others.Exists(other => other.Reference == _text.Actors.Actors[mention.Actor].Reference)) continue;
            return _text.ActorOf(mention);
        }
        return null;
    }

    /// <summary>"Maduro drohte Guaidó": two persons of one country are two sides where one does something to the other.</summary>
    private bool IsRival(ActorMention mention, ClaimActor subject) =>
        _text.Actors.Actors[mention.Actor] is { Kind: ActorKind.Person, Key: not null } person && _text.Known(subject) is { Kind: ActorKind.Person } other && person.Reference != other.Reference && mention.Form != MentionForm.Pronoun;

    private bool BehindPreposition(ActorMention mention, Clause clause)
    {
        for (var t = mention.FirstToken - 1; t >= Math.Max(clause.First, mention.FirstToken - 3); t--)
        {
            if (!_text.Text.Tokens[t].IsWord) return false;
            if (_text.Is(t, Cue.Prepositions)) return _text.Text.Folded(t) is not ("gegen" or "against" or "von" or "of" or "on") || t + 1 != mention.FirstToken;
            // "in Spain and Italy": the preposition stands before the first.
            if (context.Subjects.Mention(t) is { } first) return t == mention.FirstToken - 2 && _text.Text.Folded(t + 1) is "and" or "und" or "or" or "oder" && BehindPreposition(first, clause);
            if (_text.IsFinite(t) || _text.Is(t, Cue.Auxiliaries)) return false;
            if (_text.German && _text.Text.Tokens[t].IsCapital && _text.Text.Folded(t) is not ("regierung" or "führung")) return true;
        }
        return false;
    }

    public static bool Against(ReadSentence read, HarmPhrase harm) => harm.Victim is not null && (harm.Harm.Key is "sanctions" or "retaliation" or "breaking relations" or "cutting aid" or "halting talks" || harm.Harm.Force)
        && read.Sentence.TokenCount > 4;

    public ClaimActor? ConditionAgent((TextSpan Span, int First, int End, bool Anaphoric)? condition, ClaimActor subject) =>
        condition is not { Anaphoric: false } range ? null
            : context.OtherActor(range.First, range.End, subject) is { } agent ? _text.ActorOf(agent)
            : Group(range.First, range.End, subject) is { Key: null } group && context.Body(group) is { } body && !context.SameSide(body, subject) ? body : null;

    /// <summary>
    /// Whom harm that is spoken of is aimed at: the other side of the condition, the harm's own victim, another side in the clause, a group there,
    /// the target of the threat before, the other side that the text is about.
    /// </summary>
    public ClaimActor? Opponent(ReadSentence read, ClaimActor who, HarmPhrase? harm, Clause clause, ThreatList list, List<ClaimActor>? others = null)
    {
        var condition = context.Condition(read);
        if (ConditionAgent(condition, who) is { } agent) return agent;
        if (harm is { Victim: { } victim } && !context.SameSide(_text.Actors.Actors[victim.Actor], who)) return _text.ActorOf(victim);
        if (Other(read, clause, who, others) is { } other) return other;
        if (condition is { Anaphoric: false } range && Group(range.First, range.End, who) is { } conditional) return conditional;
        return Group(clause.First, clause.End, who) ?? list.Inherited(read, who) ?? Implied(read, who, list);
    }

    /// <summary>The other side in a clause; whom the words take under their protection ("ein Angriff auf X") is none.</summary>
    private ClaimActor? Other(ReadSentence read, Clause clause, ClaimActor who, List<ClaimActor>? others)
    {
        ClaimActor? coloured = null;
        for (var t = clause.First; t < clause.End; t++)
        {
            if (context.Subjects.Mention(t) is not { } mention || mention.FirstToken != t) continue;
            var actor = _text.Actors.Actors[mention.Actor];
            if (actor.Type is "outlet" or "agency" || mention.Form == MentionForm.Pronoun || context.SameSide(actor, who) || IsProtected(mention, read.Sentence.FirstToken)) continue;
            if (others is not null && others.Exists(other => other.Reference == actor.Reference)) continue;
            if (_text.SpeakerAt(t) is { } speaker && context.SameSide(actor, speaker)) continue;
            if (Subjects.IsNominal(mention)) return _text.ActorOf(mention);
            coloured ??= _text.ActorOf(mention);
        }
        return coloured;
    }

    /// <summary>"seine Partei", "his forces": a part of the speaker's side.</summary>
    public static bool IsOwn(ClaimActor actor) => Own.Any(word => actor.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] Own = ["sein", "ihr", "unser", "his ", "her ", "its ", "their ", "our ", "die eigene"];

    /// <summary>"would come to their aid", "werde dem Nachbarn beistehen": no harm to anybody named.</summary>
    public bool Helps(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t) is "aid" or "help" or "defend" or "protect" or "versorgen" or "helfen" or "schützen" or "assist" or "support" or "welcome" or "resume" or "lift" or "ease" or "return" or "rejoin" or "beistehen" or "beispringen" or "unterstützen" or "zurückkehren" or "aufheben" or "lockern" or "begrüßen") return true;
        }
        return false;
    }

    public ClaimActor? LastOther(ReadSentence read, ClaimActor threatener)
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
    public ClaimActor? Side(ClaimActor actor)
    {
        var known = _text.Known(actor);
        var state = known?.Country is { } country ? _text.Known(country) : null;
        return state is null ? actor : new ClaimActor(state.Key, state.Name, actor.Span);
    }

    /// <summary>The clause that hangs on a verb, and its finite verb: "warnte, Russland könne …", "warned that Russia could …".</summary>
    public (Clause Clause, int Finite)? Complement(ReadSentence read, Predicate predicate)
    {
        if (!_text.German)
        {
            var own = read.Clauses[predicate.Clause];
            var first = predicate.Token + 1;
            for (var t = first; t < Math.Min(read.Sentence.EndToken, predicate.Token + 24); t++)
            {
                var word = _text.Text.Folded(t);
                if (word is "that" && t <= predicate.Token + 6) first = t + 1;
                if (word is "will" or "would" or "could" or "can" or "might" or "may" or "'ll" && t > first) return (new Clause(first, Math.Max(own.End, EndOf(read, predicate)), false, false), t);
                if (word is "if" or "of" or "against" && t == predicate.Token + 1) return null;
            }
            return null;
        }
        for (var c = predicate.Clause + 1; c < Math.Min(read.Clauses.Count, predicate.Clause + 3); c++)
        {
            var clause = read.Clauses[c];
            for (var t = clause.First; t < clause.End; t++)
            {
                if (_text.Text.Folded(t) is "könnte" or "könnten" or "könne" or "können" or "kann" or "werde" or "werden" or "wird" or "würde" or "würden" or "wolle" or "wollen") return (clause, t);
            }
        }
        return null;
    }

    /// <summary>A group that the registry does not know, as an object: "der Regierung", "den Arbeitgebern", "workers"; not a part of the one who threatens.</summary>
    public ClaimActor? Group(int first, int end, ClaimActor not)
    {
        for (var t = first; t < end; t++)
        {
            if (!_text.Is(t, Cue.Groups) || !_text.Text.Tokens[t].IsWord || (_text.German && !_text.Text.Tokens[t].IsCapital) || context.Subjects.Mention(t) is not null) continue;
            var start = t;
            while (start > first && t - start < 3 && !_text.Is(start, Cue.Determiners) && Belongs(start - 1)) start--;
            // "seine Partei", "any party": his own, or nobody in particular.
            if (_text.Text.Folded(start) is "sein" or "seine" or "seiner" or "seinen" or "ihr" or "ihre" or "ihrer" or "ihren" or "unsere" or "his" or "her" or "its" or "our" or "their" or "any" or "no" or "jede" or "jeder" or "kein" or "keine") continue;
            // "the pilots' union": the union.
            if (_text.Text.Is(t + 1, '\'') || _text.Text.Is(t + 1, "'s")) continue;
            var span = _text.Span(start, t + 1);
            if (span.Overlaps(not.Span)) continue;
            // "'…', he told parliament": not a part of what is said. "unless the government is restored": whom it is about, not who is pressed.
            if (_text.QuotationAt(first) is { } said && _text.QuotationAt(t) != said) continue;
            if (!_text.German && _text.Is(t + 1, Cue.Passive) && t + 2 < end && _text.Text.Folded(t + 2).EndsWith("ed")) continue;
            return StateOf(start, t, not) ?? new ClaimActor(null, _text.Words(start, t + 1), span);
        }
        return null;
    }

    /// <summary>"die Regierung", "the army" and nothing else with it: that of the state spoken of last, if it is on the other side.</summary>
    private ClaimActor? StateOf(int start, int noun, ClaimActor not)
    {
        if (noun - start > 1 || _text.Text.Folded(noun) is not ("regierung" or "junta" or "armee" or "militär" or "führung" or "machthaber" or "regime" or "government" or "army" or "military" or "generals")) return null;
        for (var t = start - 1; t >= Math.Max(0, start - Near); t--)
        {
            if (context.Subjects.Mention(t) is not { } mention || _text.Actors.Actors[mention.Actor] is not { Kind: ActorKind.State, Key: not null } state || context.SameSide(state, not)) continue;
            return new ClaimActor(state.Key, state.Name, _text.Span(start, noun + 1));
        }
        return null;
    }

    private bool Belongs(int t) => _text.Text.Tokens[t].IsWord && !_text.Is(t, Cue.Prepositions | Cue.Auxiliaries | Cue.Subordinators | Cue.Conditions) && !_text.IsFinite(t) && context.Subjects.Mention(t) is null
        && (_text.Is(t, Cue.Determiners) || _text.Text.Folded(t) is "den" or "dem" or "der" || (_text.German ? !_text.Text.Tokens[t].IsCapital : _text.Facts(t)?.Forms is null && _text.Text.Folded(t) is not ("out" or "up" or "down" or "off" or "back")));

    /// <summary>"ein Angriff auf X", "any aggression against X", "Hilfe für X", "in X": X is defended, or the place, not threatened. "Maßnahmen gegen X" threaten X.</summary>
    public bool IsProtected(ActorMention mention, int floor)
    {
        for (var t = mention.FirstToken - 1; t >= Math.Max(floor, mention.FirstToken - 3); t--)
        {
            var word = _text.Text.Folded(t);
            if (word is "für" or "for" or "with" or "mit" or "in" or "im" or "inside" or "within") return true;
            if (word is "auf" or "gegen" or "on" or "against") return IsAnyHarm(t - 1, floor);
            if (_text.IsFinite(t) || !_text.Text.Tokens[t].IsWord) return false;
        }
        return false;
    }

    /// <summary>"any attack", "jeder Angriff", "eine Aggression": harm that might be done, not the harm that is announced.</summary>
    private bool IsAnyHarm(int token, int floor)
    {
        if (token < floor || !(_text.HarmAt(token) is { Force: true } || _text.Is(token, Cue.Bad))) return false;
        for (var t = token - 1; t >= Math.Max(floor, token - 3); t--)
        {
            if (_text.Text.Folded(t) is "any" or "every" or "an" or "a" or "another" or "further" or "such" or "jede" or "jeder" or "jeden" or "jedem" or "ein" or "eine" or "einen" or "einem" or "einer" or "weitere" or "weiteren" or "im" or "falle") return true;
        }
        return token <= floor + 1;
    }

    public bool HasStem(Clause clause, string stem)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t).StartsWith(stem)) return true;
        }
        return false;
    }
}
