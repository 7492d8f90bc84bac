using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Reading.Claims;

/// <summary>Threats that a noun names: "seine Drohung gegen X", "Moskaus Ultimatum", "called it a threat to X"; and deadlines given.</summary>
internal sealed class ThreatNouns(ClaimContext context, ThreatSides sides, ThreatList list)
{
    private readonly ClaimText _text = context.Text;

    /// <summary>"renewed his threat against X", "die Drohungen Moskaus": the noun's own words say who, or the verb that carries it.</summary>
    public void Named(ReadSentence read)
    {
        for (var index = 0; index < read.Clauses.Count; index++)
        {
            var (c, clause) = (index, read.Clauses[index]);
            for (var t = clause.First; t < clause.End; t++)
            {
                if (Announced(read, clause, t)) return;
                if (!_text.Is(t, Cue.ThreatNouns) || !IsNoun(t) || _text.Any(clause.First, clause.End, Cue.Negation) || read.Predicates.Exists(predicate => predicate.Clause == c && predicate.Verb.Act == SpeechAct.Accuses)) continue;
                if (Danger(read, clause, t)) return;
                var harm = read.Harms.FirstOrDefault(found => found.Token > t && found.Token < clause.End);
                var (owner, against) = Around(t, clause);
                var subject = Subject(clause, t);
                var carried = subject is not null && (IsCarried(clause, t) || (t > clause.First && _text.Text.Folded(t - 1) is "unter" or "under"));
                var who = owner is { } named ? _text.ActorOf(named) : carried ? subject!.Value.Actor : null;
                if (who is null || context.IsMedia(who) || (who.Key is null && _text.Known(who) is null)) continue;
                var target = against is { } other && !context.SameSide(_text.Actors.Actors[other.Actor], who) ? _text.ActorOf(other)
                    : harm.Victim is { } victim ? _text.ActorOf(victim)
                    : owner is not null && subject is { Actor.Key: not null } refuses && !context.SameSide(refuses.Actor, who) ? refuses.Actor
                    : sides.Group(t, clause.End, who) ?? list.Inherited(read, who) ?? sides.Implied(read, who, list);
                if (target is null) continue;
                list.Add(read, t, _text.Text.Folded(t).ToString(), "threat noun", who, [], owner is null ? subject!.Value.Form : "name", target, harm.Harm is null ? null : harm, ThreatMode.Explicit, null,
                    context.Clip(_text.Span(clause.First, clause.End), t), SpeechAct.Threatens);
                return;
            }
        }
    }

    /// <summary>"die angedrohten Zölle der USA gegen die EU", "Russia's threatened attack on Kyiv".</summary>
    private bool Announced(ReadSentence read, Clause clause, int t)
    {
        if (!(_text.German ? _text.Text.Folded(t).StartsWith("angedroht") && !_text.Text.Tokens[t].IsCapital : _text.Text.Is(t, "threatened") && t > clause.First && _text.Text.Is(t - 1, "'s"))) return false;
        var harm = read.Harms.FirstOrDefault(found => found.Token > t && found.Token <= t + 3);
        if (harm.Harm is null || (harm.Agent ?? By(clause, t)) is not { } agent) return false;
        var who = _text.ActorOf(agent);
        if ((harm.Victim is { } victim ? _text.ActorOf(victim) : sides.Implied(read, who, list)) is not { } target) return false;
        list.Add(read, t, "threaten", "threat noun", who, [], agent.FormName, target, harm, ThreatMode.Explicit, null, context.Clip(_text.Span(clause.First, clause.End), t), SpeechAct.Threatens);
        return true;
    }

    /// <summary>"die von Washington angedrohten Zölle", "the tariffs threatened by Washington": who threatens, before the word.</summary>
    private ActorMention? By(Clause clause, int t)
    {
        for (var m = t - 1; m > clause.First && m >= t - 5; m--)
        {
            if (context.Subjects.Mention(m) is { } mention && mention.FirstToken > clause.First && _text.Text.Folded(mention.FirstToken - 1) is "von" or "vom" or "durch") return mention;
        }
        return null;
    }

    /// <summary>"gave the company until Monday to …", "hat X eine Frist bis … gesetzt", "48 hours to leave".</summary>
    public void Deadline(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            for (var t = clause.First + 1; t < clause.End; t++)
            {
                if (!Gives(_text.Text.Folded(t)) || context.Subjects.Of(clause, t) is not { } subject || context.IsMedia(subject.Actor)) continue;
                var limit = Limit(t, clause.End);
                if (limit < 0) continue;
                var target = context.OtherActor(t, limit, subject.Actor) is { } other ? _text.ActorOf(other) : sides.Group(t + 1, limit, subject.Actor) ?? sides.Group(clause.First, clause.End, subject.Actor);
                if (target is null) continue;
                list.Add(read, t, "give", "deadline", subject.Actor, subject.Others, subject.Form, target, null, ThreatMode.Implicit, _text.SpeakerAt(t), context.SentenceEvidence(read, t), SpeechAct.Threatens);
                return;
            }
        }
    }

    private static bool Gives(ReadOnlySpan<char> word) => word is "gave" or "gives" or "given" or "gibt" or "gab" or "gegeben" or "geben" or "räumte" or "räumt" or "setzte" or "setzt" or "gesetzt" or "lässt" or "ließ";

    /// <summary>The words of a term: "until Monday", "48 hours", "three months to", "bis Sonntag Zeit", "eine Frist".</summary>
    private int Limit(int verb, int end)
    {
        if (_text.German)
        {
            var clause = Math.Max(0, verb - 14);
            for (var t = clause; t < end; t++)
            {
                if (_text.Text.Folded(t) is "frist" or "ultimatum" || (_text.Text.Folded(t) is "zeit" && Before(t, "bis", "tage", "stunden", "wochen", "monate"))) return end;
            }
            return -1;
        }
        for (var t = verb + 1; t < Math.Min(end, verb + 12); t++)
        {
            var word = _text.Text.Folded(t);
            if (word is "until" or "deadline") return t;
            if (word is "hours" or "days" or "weeks" or "months" && t + 1 < end && _text.Text.Folded(t + 1) is "to") return t;
        }
        return -1;
    }

    private bool Before(int token, params ReadOnlySpan<string> words)
    {
        for (var t = token - 1; t > Math.Max(0, token - 6); t--)
        {
            foreach (var word in words)
            {
                if (_text.Text.Is(t, word)) return true;
            }
        }
        return false;
    }

    /// <summary>"X poses a threat to Y", "stellt eine Bedrohung für Y dar", "sees X as a threat to Y": nobody utters it, somebody feels it.</summary>
    private bool Danger(ReadSentence read, Clause clause, int noun)
    {
        var danger = _text.German ? _text.Text.Is(noun, "bedrohung") : noun + 1 < clause.End && _text.Text.Is(noun + 1, "to");
        if (!danger) return false;
        // "X's claim is a threat to Y": whose claim it is.
        if ((Subject(clause, noun) ?? (context.OtherActor(clause.First, noun) is { } owner ? (_text.ActorOf(owner), [], owner.FormName) : null)) is not { } who) return true;
        var calls = HasCalling(clause);
        var threatener = !calls ? who.Actor : context.OtherActor(clause.First, noun, who.Actor) is { } other ? _text.ActorOf(other) : sides.Implied(read, who.Actor, list);
        if (threatener is null || (threatener.Key is null && _text.Known(threatener) is null)) return true;
        var target = context.OtherActor(noun, clause.End, threatener) is { } named ? _text.ActorOf(named) : calls ? sides.Side(who.Actor) : null;
        if (target is not null && !context.SameSide(target, threatener))
            list.Add(read, noun, "threat", "called a threat", threatener, [], "name", target, null, ThreatMode.Perceived, calls ? who.Actor : _text.SpeakerAt(noun), context.Clip(_text.Span(clause.First, clause.End), noun), SpeechAct.Warns);
        return true;
    }

    private bool HasCalling(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t) is "called" or "calls" or "described" or "describes" or "sees" or "saw" or "considers" or "considered" or "branded" or "views" or "viewed" or "regards" or "sieht" or "sehen" or "sah" or "bezeichnete" or "bezeichnet" or "nannte" or "nennt" or "betrachtet") return true;
        }
        return false;
    }

    private bool IsNoun(int t) => _text.German ? _text.Text.Tokens[t].IsCapital : !(t > 0 && _text.Text.Folded(t - 1) is "to" or "they" or "who");

    private (ClaimActor Actor, List<ClaimActor> Others, string Form)? Subject(Clause clause, int noun)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if ((_text.Is(t, Cue.Auxiliaries) || _text.IsFinite(t) || _text.Facts(t)?.Carrier == true) && t != noun && !_text.IsNounUse(t)) return context.Subjects.Of(clause, t);
        }
        return null;
    }

    /// <summary>The clause's verb says that the threat is made: "erneuerte", "issued", "made good".</summary>
    private bool IsCarried(Clause clause, int noun)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (t == noun || _text.IsNounUse(t)) continue;
            if (_text.Facts(t)?.Carrier == true) return true;
            if (_text.Text.Folded(t) is "stellte" or "gestellt" or "richtete" or "richtet" or "gerichtet" or "stieß" or "ausgestoßen" or "wahr" or "machte" or "legte" or "reagierte" or "delivered" or "delivers" or "exchanged" or "traded" or "trade" or "hurled" or "followed") return true;
        }
        return false;
    }

    /// <summary>Whose threat it is and whom it is against, by the words beside the noun.</summary>
    private (ActorMention? Owner, ActorMention? Against) Around(int noun, Clause clause)
    {
        ActorMention? owner = null, against = null;
        for (var t = noun - 1; t >= Math.Max(clause.First, noun - 4) && _text.Text.Tokens[t].IsWord; t--)
        {
            if (context.Subjects.Mention(t) is { } mention)
            {
                if (mention.Form == MentionForm.Adjective || _text.Text.Is(mention.EndToken, "'s") || (_text.German && mention.EndToken == noun && _text.Text.Folded(noun - 1)[^1] == 's')) owner = mention;
                break;
            }
            if (_text.Is(t, Cue.Prepositions) || _text.IsFinite(t) || (_text.German && _text.Text.Tokens[t].IsCapital)) break;
        }
        for (var t = noun + 1; t < Math.Min(clause.End, noun + 8); t++)
        {
            if (_text.IsFinite(t)) break;
            if (context.Subjects.Mention(t) is not { } mention || mention.FirstToken != t) continue;
            var link = Link(t, noun);
            if (link is "gegen" or "against" or "an" or "to" or "gegenüber" or "at") against ??= mention;
            else if (link is "aus" or "von" or "vom" or "seitens" or "by" or "from" or "of" or "der" or "des" || (_text.German && t == noun + 1)) owner ??= mention;
            t = mention.EndToken - 1;
        }
        return (owner, against);
    }

    private string Link(int mention, int noun)
    {
        for (var t = mention - 1; t > noun; t--)
        {
            if (_text.Is(t, Cue.Prepositions) || _text.Text.Folded(t) is "der" or "des") return _text.Text.Folded(t).ToString();
        }
        return "";
    }
}
