using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>Who stands on which side of a threat: whom it is aimed at, who carries the harm out, and how far the words go.</summary>
internal sealed class ThreatSides(ClaimContext context)
{
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
    public ClaimActor? Target(ReadSentence read, Predicate predicate, ClaimActor subject)
    {
        var clause = read.Clauses[predicate.Clause];
        if (Addressee(read, predicate, subject) is { } addressee) return addressee;
        if (ConditionAgent(context.Condition(read), subject) is { } agent) return agent;
        return context.OtherActor(clause.First, read.Sentence.EndToken, subject, _text.SpeakerAt(predicate.Token)) is { } other ? _text.ActorOf(other) : null;
    }

    public ClaimActor? Addressee(ReadSentence read, Predicate predicate, ClaimActor subject)
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

    public static bool Against(ReadSentence read, HarmPhrase harm) => harm.Victim is not null && (harm.Harm.Key is "sanctions" or "retaliation" or "breaking relations" or "cutting aid" or "halting talks" || harm.Harm.Force)
        && read.Sentence.TokenCount > 4;

    public ClaimActor? ConditionAgent((TextSpan Span, int First, int End, bool Anaphoric)? condition, ClaimActor subject) =>
        condition is { Anaphoric: false } range && context.OtherActor(range.First, range.End, subject) is { } agent ? _text.ActorOf(agent) : null;

    /// <summary>Whom a threat without an addressee is aimed at: the other side spoken of last, in the sentence or just before it.</summary>
    public ClaimActor? Implied(ReadSentence read, ClaimActor threatener)
    {
        for (var t = read.Sentence.EndToken - 1; t >= Math.Max(0, read.Sentence.FirstToken - 60); t--)
        {
            if (context.Subjects.Mention(t) is not { } mention || mention.FirstToken != t || mention.Form == MentionForm.Compound) continue;
            var actor = _text.Actors.Actors[mention.Actor];
            if (actor.Kind is not (ActorKind.State or ActorKind.Alliance) || context.SameSide(actor, threatener)) continue;
            return _text.ActorOf(mention);
        }
        return null;
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

    public bool HasStem(Clause clause, string stem)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t).StartsWith(stem)) return true;
        }
        return false;
    }
}
