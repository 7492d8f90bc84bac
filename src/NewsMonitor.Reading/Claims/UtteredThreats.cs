using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>Threats somebody utters: by a verb of threatening, as harm announced under a condition, as readiness, as a red line.</summary>
internal sealed class UtteredThreats(ClaimContext context, ThreatSides sides, ThreatList list)
{
    private readonly ClaimText _text = context.Text;

    /// <summary>"X droht Y mit Sanktionen", "X threatened to close the strait".</summary>
    public void Threatens(ReadSentence read, Predicate predicate)
    {
        // "sieht sich bedroht" is fear, not a threat uttered.
        if (predicate.Verb.Lemma is "bedrohen" && (predicate.Passive || sides.HasStem(read.Clauses[predicate.Clause], "sich"))) return;
        if (predicate.Negated || SparesAll(predicate.Token)) return;
        if (context.Subject(read, predicate) is not { } subject)
        {
            Looms(read, predicate, read.Clauses[predicate.Clause], sides.Nearest(read, predicate.Token));
            return;
        }
        var clause = read.Clauses[predicate.Clause];
        var harm = sides.Nearest(read, predicate.Token);
        if (predicate.Verb.Lemma == "drohen" && predicate.Verb.Particle is null && !IsPersonalThreat(read, predicate, clause, harm))
        {
            Looms(read, predicate, clause, harm);
            return;
        }
        // "it threatened international security": a danger that nobody utters.
        if (predicate.Verb.Lemma == "threaten" && subject.Form == "pronoun" && harm is null && !sides.HasStem(clause with { First = predicate.Token }, "to")) return;
        var target = sides.Target(read, predicate, subject.Actor, subject.Others) ?? sides.Group(_text.German ? clause.First : predicate.Token, read.Sentence.EndToken, subject.Actor) ?? list.Inherited(read, subject.Actor) ?? sides.Implied(read, subject.Actor, list);
        list.Add(read, predicate, "threat verb", subject.Actor, subject.Others, subject.Form, target, harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), context.Tagged(predicate) ?? context.Evidence(read, predicate));
    }

    /// <summary>"threatens no one", "bedrohe niemanden".</summary>
    private bool SparesAll(int verb)
    {
        for (var t = verb + 1; t < Math.Min(_text.Text.Tokens.Length, verb + 4); t++)
        {
            if (_text.Text.Folded(t) is "nobody" or "niemanden" or "niemandem" || (_text.Text.Is(t, "no") && _text.Text.Is(t + 1, "one"))) return true;
        }
        return false;
    }

    /// <summary>"Wer helfe, dem drohten Strafen": what looms over others in the words of a speaker, he threatens.</summary>
    private void Looms(ReadSentence read, Predicate predicate, Clause clause, HarmPhrase? harm)
    {
        if (predicate.Verb.Lemma != "drohen" || predicate.Verb.Particle is not null || harm is not { Agent: null } || _text.SpeakerAt(predicate.Token) is not { } speaker || context.IsMedia(speaker)) return;
        if (harm.Value.Token < clause.First || harm.Value.Token >= clause.End) return;
        if (!(_text.Text.Folded(clause.First) is "dem" or "denen" or "ihm" or "ihnen" or "ihr" || context.Condition(read) is not null)) return;
        if (sides.Opponent(read, speaker, harm, clause, list) is not { } target) return;
        list.Add(read, predicate, "threat verb", speaker, [], "speaker", target, harm, ThreatMode.Explicit, null, context.SentenceEvidence(read, predicate.Token));
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
        if (next.End > 0 && IsToInfinitive(next)) return true;
        return harm is not null && read.Sentence.EndToken - predicate.Token > 1 && _text.SpeakerAt(predicate.Token) is null && _text.Text.Is(clause.End, ',');
    }

    /// <summary>"…, die Grenze zu schließen", "…, auszusteigen".</summary>
    private bool IsToInfinitive(Clause clause)
    {
        var last = clause.End - 1;
        while (last > clause.First && !_text.Text.Tokens[last].IsWord) last--;
        var word = _text.Text.Folded(last);
        return !_text.Text.Tokens[last].IsCapital && word.EndsWith('n') && (_text.Text.Is(last - 1, "zu") || word[1..].IndexOf("zu") is > 0 and var at && at < word.Length - 5);
    }

    /// <summary>Verbs that make a threat of any harm named with them: "behält sich Strafzölle vor", "stellte eine Sperrung in Aussicht", "did not rule out sanctions".</summary>
    private static readonly WordSet Menaces = new(["behalten", "halten", "stellen", "reserve", "leave", "keep"]);
    /// <summary>Verbs of what is done already: no threat of it any more.</summary>
    private static readonly WordSet Enacted = new(["verhängen", "erlassen", "impose", "start", "starten", "beginnen", "begin", "verabschieden"]);
    /// <summary>Verbs of weighing: what is weighed against somebody who is named with it is held up to him.</summary>
    private static readonly WordSet Considered = new(["prüfen", "erwägen", "bereiten", "vorbereiten", "arbeiten", "consider", "prepare", "review", "weigh", "mull", "study", "examine", "draft", "look", "signal", "hint", "bringen", "propose", "float", "suggest"]);

    /// <summary>Harm that somebody will not rule out: "schloss Sanktionen gegen X nicht aus", "has not ruled out force".</summary>
    public void KeepsOpen(ReadSentence read, Predicate predicate)
    {
        if (!predicate.Negated || predicate.Verb.Lemma is not ("schließen" or "ausschließen" or "rule" or "exclude") || context.Subject(read, predicate) is not { } subject || context.IsMedia(subject.Actor)) return;
        var harm = read.Harms.FirstOrDefault(found => found.Token >= read.Clauses[predicate.Clause].First && found.Token < ThreatSides.EndOf(read, predicate) && (found.Agent is null || context.SameSide(_text.Actors.Actors[found.Agent.Value.Actor], subject.Actor)));
        if (harm.Harm is null || harm.Harm.Key is "political measures" or "protest" && harm.Victim is null && context.Condition(read) is null) return;
        if (sides.Opponent(read, subject.Actor, harm, read.Clauses[predicate.Clause], list, subject.Others) is not { } target) return;
        list.Add(read, predicate, "harm not ruled out", subject.Actor, subject.Others, subject.Form, target, harm, ThreatMode.Implicit, _text.SpeakerAt(predicate.Token), context.SentenceEvidence(read, predicate.Token));
    }

    /// <summary>"A strike was not off the table", "ein Militäreinsatz bleibe eine Option": harm that a speaker calls possible for his own side.</summary>
    public void CallsPossible(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            if (_text.FirstWith(clause.First, clause.End, Cue.Possible) is not (>= 0 and var at) || _text.SpeakerAt(at) is not { } speaker || context.IsMedia(speaker)) continue;
            var harm = read.Harms.FirstOrDefault(found => found.Token >= clause.First && found.Token < clause.End && (found.Harm.Force || found.Victim is not null || found.Harm.Key is "sanctions" or "retaliation"));
            if (harm.Harm is null || (harm.Agent is { } agent && !context.SameSide(_text.Actors.Actors[agent.Actor], speaker)) || sides.Opponent(read, speaker, harm, clause, list) is not { } target) continue;
            list.Add(read, at, "possible", "harm not ruled out", speaker, [], "speaker", target, harm, ThreatMode.Implicit, null, context.SentenceEvidence(read, at), SpeechAct.Threatens);
            return;
        }
    }

    /// <summary>Announced harm with a condition or an opponent: "kündigte für diesen Fall an, … aufzurüsten", "announced sanctions against X".</summary>
    public void Announces(ReadSentence read, Predicate predicate)
    {
        if (predicate.Negated || (Enacted.Contains(predicate.Verb.Lemma) && context.Condition(read) is null) || context.Subject(read, predicate) is not { } subject) return;
        var last = ThreatSides.EndOf(read, predicate);
        var harm = read.Harms.FirstOrDefault(found => found.Token >= read.Clauses[predicate.Clause].First && found.Token < last && (found.Agent is null || context.SameSide(_text.Actors.Actors[found.Agent.Value.Actor], subject.Actor)));
        if (harm.Harm is null) return;
        var condition = context.Condition(read);
        var menaces = Menaces.Contains(predicate.Verb.Lemma) && (predicate.Verb.Words.Length > 0 || predicate.Verb.Particle is "vor");
        var considers = Considered.Contains(predicate.Verb.Lemma) && harm.Harm.Key is "sanctions" or "retaliation" or "breaking relations" or "cutting aid" && harm.Victim is not null;
        if (condition is null && !menaces && !considers && !ThreatSides.Against(read, harm)) return;
        if (predicate.Verb.Act == SpeechAct.Proposes && !considers) return;
        // "would mobilise all its resources to help", "zeigte sich offen, sofern …": no harm is meant.
        if (sides.Helps(read.Clauses[predicate.Clause]) || read.Predicates.Exists(other => other.Verb.Act == SpeechAct.Accuses && other.Token < predicate.Token)) return;
        if (predicate.Verb.Act == SpeechAct.Promises && predicate.Verb.Lemma is not ("vow" or "swear" or "schwören" or "pledge" or "promise")) return;
        var target = condition is { Anaphoric: true } && list.Inherited(read, subject.Actor) is { } from ? from
            : sides.ConditionAgent(condition, subject.Actor) ?? (harm.Victim is { } victim ? _text.ActorOf(victim) : null) ?? sides.Target(read, predicate, subject.Actor, subject.Others) ?? sides.Opponent(read, subject.Actor, harm, read.Clauses[predicate.Clause], list, subject.Others);
        list.Add(read, predicate, condition is null ? considers ? "considered harm" : "announced harm" : "announcement under a condition", subject.Actor, subject.Others, subject.Form, target, harm, considers ? ThreatMode.Implicit : ThreatMode.Explicit, _text.SpeakerAt(predicate.Token),
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
            // "müssten vorbereitet sein": a demand.
            if (_text.Is(t, Cue.Deontic)) return;
            if (_text.Is(t, Cue.Auxiliaries) && (finite < 0 || _text.German || t < at)) finite = t;
        }
        var subject = finite < 0 ? null : context.Subjects.Of(read.Clauses[clause], finite);
        var who = subject?.Actor is { Key: not null } known ? known : _text.SpeakerAt(at) is { } speaker && subject is null or { Form: "pronoun" } ? speaker : sides.MainSubject(read, clause) ?? _text.SpeakerAt(at);
        if (who is null || _text.Any(read.Clauses[clause].First, read.Clauses[clause].End, Cue.Negation)) return;
        var harm = read.Harms.FirstOrDefault(found => !(found.Agent is { } agent && !context.SameSide(_text.Actors.Actors[agent.Actor], who)));
        // "ready to confront any American attack": what others do would be answered.
        var answered = harm.Harm is null && read.Harms.Count > 0 && read.Harms[0].Token > at ? read.Harms[0].Agent : null;
        if (harm.Harm is null && answered is null) return;
        var target = answered is { } attacker ? _text.ActorOf(attacker) : harm.Victim is { } victim ? _text.ActorOf(victim) : context.OtherActor(at, read.Sentence.EndToken, who) is { } other ? _text.ActorOf(other)
            : context.Condition(read) is null ? null : sides.Opponent(read, who, harm, read.Clauses[clause], list);
        // "bereit, Soldaten in den Libanon zu entsenden": help, not harm.
        if (target is null || (harm.Harm?.Key == "force posture" && context.Condition(read) is null)) return;
        list.Add(read, at, "ready", "ready for harm", who, [], subject?.Form ?? "name", target, harm.Harm is null ? null : harm, ThreatMode.Explicit, _text.SpeakerAt(at), context.SentenceEvidence(read, at), SpeechAct.Threatens);
    }

    /// <summary>"Rote Linien akzeptiere er von niemandem", "does not accept red lines".</summary>
    private bool IsDenied(ReadSentence read, int line)
    {
        var clause = read.Clauses.Find(found => found.First <= line && line < found.End);
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Text.Folded(t).StartsWith("akzeptier") || _text.Text.Folded(t).StartsWith("accept") || _text.Text.Folded(t).StartsWith("ignor")) return true;
        }
        return false;
    }

    /// <summary>"rote Linie", "red line": who draws it threatens implicitly whoever would cross it.</summary>
    public void RedLine(ReadSentence read)
    {
        var at = _text.FirstWith(read.Sentence.FirstToken, read.Sentence.EndToken, Cue.RedLine);
        if (at < 0 || read.Sentence.TokenCount < 8 || IsDenied(read, at)) return;
        var who = _text.SpeakerAt(at) is { } speaker && _text.Known(speaker) is not null ? speaker : sides.MainSubject(read, 1) ?? sides.MainSubject(read, read.Clauses.Count);
        if (who is null || (who.Key is null && _text.Known(who) is null)) return;
        var target = context.OtherActor(read.Sentence.FirstToken, read.Sentence.EndToken, who) is { } other ? _text.ActorOf(other) : sides.Implied(read, who, list);
        list.Add(read, at, "red line", "red line", who, [], "name", target, read.Harms.Count > 0 ? read.Harms[0] : null, ThreatMode.Implicit, null,
            new TextSpan(read.Sentence.Start, read.Sentence.End), SpeechAct.Threatens);
    }
}
