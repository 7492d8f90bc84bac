namespace NewsMonitor.Reading.Claims;

// Harm that nobody has announced: what a speaker's own side might do, and what he says another side may do or prepares.
internal sealed partial class ConditionalThreats
{
    /// <summary>"said it could close the strait", "könne Gelder zurückhalten, sagte sie": what the speaker's own side might do to another.</summary>
    private bool Hinted(ReadSentence read, Clause clause, HarmPhrase harm)
    {
        if (_text.SpeakerAt(harm.Token) is not { } speaker || context.IsMedia(speaker) || IsThing(harm.Token)) return false;
        for (var t = clause.First; t < (_text.German ? clause.End : harm.Token); t++)
        {
            if (_text.Text.Folded(t) is not ("könne" or "könnte" or "könnten" or "können" or "kann" or "could" or "might" or "may" or "can") || IsNegated(clause, t, harm.Token)) continue;
            if (context.Subjects.Of(clause, t) is not { } doer) return false;
            if (context.SameSide(doer.Actor, speaker) || doer.Form == "pronoun" || ThreatSides.IsOwn(doer.Actor))
            {
                if (sides.Opponent(read, speaker, harm, clause, list) is not { } target) return false;
                Add(read, harm.Token, "could", "hinted harm", speaker, [], "speaker", target, harm, ThreatMode.Implicit, null);
                return true;
            }
            // "Russia could cut off gas, Ukraine warned".
            if (doer.Actor.Key is null || !IsWarning(harm.Token)) return false;
            Add(read, harm.Token, "could", "warning of harm", doer.Actor, doer.Others, doer.Form, Victim(read, clause, harm, doer.Actor, speaker), harm, ThreatMode.Warning, speaker);
            return true;
        }
        return false;
    }

    /// <summary>"says X is preparing an offensive": force that another side is said to prepare.</summary>
    public void Prepared(ReadSentence read)
    {
        foreach (var harm in read.Harms)
        {
            if (!harm.Harm.Force || _text.SpeakerAt(harm.Token) is not { } speaker || ClauseOf(read, harm.Token) is not (>= 0 and var c)) continue;
            var clause = Said(read.Clauses[c], harm.Token);
            for (var t = clause.First; t < clause.End; t++)
            {
                if (_text.Text.Folded(t) is not ("preparing" or "planning" or "plotting" or "massing" or "amassing" or "bereite" or "bereitet" or "plane" or "plant" or "plante" or "ziehe" or "zieht")) continue;
                if (context.Subjects.Of(clause, _text.German ? t : Math.Max(clause.First + 1, t)) is not { Actor.Key: not null } doer || context.SameSide(doer.Actor, speaker) || IsNegated(clause, t, harm.Token)) continue;
                Add(read, harm.Token, "prepare", "accusation of force", doer.Actor, doer.Others, doer.Form, Victim(read, clause, harm, doer.Actor, speaker), harm, ThreatMode.Alleged, speaker);
                return;
            }
        }
    }

    private ClaimActor? Victim(ReadSentence read, Clause clause, HarmPhrase harm, ClaimActor doer, ClaimActor speaker) =>
        harm.Victim is { } victim && !context.SameSide(_text.Actors.Actors[victim.Actor], doer) ? _text.ActorOf(victim)
            : context.OtherActor(clause.First, clause.End, doer) is { } other ? _text.ActorOf(other) : sides.Side(speaker);

    /// <summary>The words are tagged by a verb of warning or fear: "…, Ukraine warned".</summary>
    private bool IsWarning(int token) => _text.QuotationAt(token) is { Cue: { } cue } && _text.Facts(_text.Text.TokenAt(cue.Start))?.Forms?.Exists(form => form.Verb.Act == SpeechAct.Warns) == true;

    /// <summary>"could intercept a missile": a weapon or a state of things, that is no deed.</summary>
    private bool IsThing(int token) => _text.Text.Folded(token) is "missile" or "missiles" or "bomb" or "bombs" or "war" or "escalation" or "terror" or "krieg" or "eskalation" or "offensive" or "protest" or "protests" or "violence" or "gewalt";
}
