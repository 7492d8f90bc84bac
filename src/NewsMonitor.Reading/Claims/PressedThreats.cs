using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Threats without a word of harm: what somebody will do to those who do not do as he wants. "Unless you sign, we are out", "Lenkt Wien nicht ein,
/// werde man …", "return to work or be dismissed": the pressure lies in the condition.
/// </summary>
internal sealed class PressedThreats(ClaimContext context, ThreatSides sides, ThreatList list)
{
    private const string Rule = "demand under pressure";
    private readonly ClaimText _text = context.Text;

    /// <summary>"If no agreement is reached, the company will …", "Zahle X nicht, will Y …": refusal is the condition, an own act the consequence.</summary>
    public void Announced(ReadSentence read)
    {
        if (context.Condition(read) is not { } condition || !Presses(condition)) return;
        for (var t = read.Sentence.FirstToken; t < read.Sentence.EndToken; t++)
        {
            if ((t >= condition.First && t < condition.End && !condition.Anaphoric) || !(IsAnnounced(t) || Announces(read, t))) continue;
            var c = read.Clauses.FindIndex(found => found.First <= t && t < found.End);
            if (c < 0) return;
            var clause = read.Clauses[c];
            if (Befalls(_text, clause) || sides.Helps(clause)) return;
            var speaker = _text.SpeakerAt(t);
            if (speaker is not null && context.IsMedia(speaker)) return;
            if (Doer(read, clause, t, speaker, condition) is not { } doer || context.IsMedia(doer.Actor)) return;
            // "kündigte an, der Ukraine keine Waffen zu liefern": whom the announced act is aimed at.
            var target = IsAnnounced(t) || context.OtherActor(t, condition.First > t ? condition.First : read.Sentence.EndToken, [doer.Actor, .. doer.Others]) is not { } aimed ? Target(read, condition, clause, doer.Actor) : _text.ActorOf(aimed);
            if (target is null) return;
            list.Add(read, t, "condition", Rule, doer.Actor, doer.Others, doer.Form, target, read.Harms.FirstOrDefault(harm => harm.Token >= clause.First && harm.Token < clause.End) is { Harm: not null } harm ? harm : null,
                ThreatMode.Explicit, speaker, context.SentenceEvidence(read, t), SpeechAct.Threatens);
            return;
        }
    }

    /// <summary>"kündigte an, keine Waffen zu liefern, solange …": the verb says that it is to come.</summary>
    private static bool Announces(ReadSentence read, int t) => read.Predicates.Exists(predicate => predicate.Token == t && !predicate.Negated && predicate.Verb.Act == SpeechAct.Announces && predicate.Verb.Lemma is "kündigen" or "announce" or "verkünden" or "beschließen" or "decide" or "plan" or "intend" or "signal");

    /// <summary>"called on civil servants to return or be punished", "told them to leave or face arrest".</summary>
    public void OrElse(ReadSentence read)
    {
        if (_text.German) return;
        foreach (var predicate in read.Predicates)
        {
            if (predicate.Verb.Act is not (SpeechAct.Demands or SpeechAct.Warns) || predicate.Negated || context.Subject(read, predicate) is not { } subject || context.IsMedia(subject.Actor)) continue;
            for (var t = predicate.Token + 3; t + 1 < read.Sentence.EndToken; t++)
            {
                if (!_text.Text.Is(t, "or") || _text.Text.Folded(t + 1) is not ("be" or "face" or "risk" or "else" or "lose" or "suffer" or "pay")) continue;
                var target = context.OtherActor(predicate.Token, t, subject.Actor) is { } other ? _text.ActorOf(other) : sides.Group(predicate.Token + 1, t, subject.Actor) ?? Object(predicate.Token + 1, t) ?? sides.Implied(read, subject.Actor, list);
                if (target is null) return;
                var harm = read.Harms.FirstOrDefault(found => found.Token > t);
                list.Add(read, predicate, Rule, subject.Actor, subject.Others, subject.Form, target, harm.Harm is null ? null : harm, ThreatMode.Explicit, _text.SpeakerAt(predicate.Token), context.SentenceEvidence(read, predicate.Token));
                return;
            }
        }
    }

    /// <summary>"on civil servants to return": the words between the verb and its infinitive.</summary>
    private ClaimActor? Object(int first, int end)
    {
        while (first < end && _text.Is(first, Cue.Prepositions | Cue.Determiners)) first++;
        for (var t = first; t < Math.Min(end, first + 4); t++)
        {
            if (_text.Text.Is(t, "to")) return t > first ? new ClaimActor(null, _text.Words(first, t), _text.Span(first, t)) : null;
        }
        return null;
    }

    /// <summary>The condition is that somebody does not do as he should, or goes on with what he should leave.</summary>
    private bool Presses((TextSpan Span, int First, int End, bool Anaphoric) condition)
    {
        if (condition.Anaphoric || _text.Text.Folded(condition.First) is "unless" or "otherwise" or "es") return true;
        for (var t = condition.First; t < condition.End; t++)
        {
            if (_text.Is(t, Cue.Negation)) return true;
            var word = _text.Text.Folded(t);
            if (word is "proceed" or "proceeds" or "ahead" or "cross" or "crosses" or "crossed" or "way" or "interfere" or "interferes" or "change" or "changes" or "weitergehen" or "weitergehe" or "weitergeht" or "andauern" or "andauere" or "andauert" or "anhalten" or "anhält" or "stränge"
                or "überschreiten" or "überschreitet" or "überschreite" or "verletzen" or "verletzt" or "verletze" or "eingreifen" or "eingreife" or "blockieren" or "blockiere" or "blockiert" or "einmischt" or "einmische" or "abweicht" or "abweiche") return true;
            if (word is "fail" or "fails" or "failed" or "refuse" or "refuses" or "refused" or "continue" or "continues" or "continued" or "persist" or "persists" or "persisted" or "ignore" or "ignores" or "ignored"
                or "weigert" or "weigere" or "weiter" or "weiterhin" or "festhalten" or "festhält" or "festhalte" or "ausbleibt" or "ausbleibe" or "scheitern" or "scheitert" or "scheitere" or "fortsetzt" or "fortsetze" or "fortsetzen" or "ignoriert" or "ignoriere" or "ignorieren") return true;
        }
        return false;
    }

    /// <summary>"will", "would", "werde"; in a German condition also "will", "müsse" and the subjunctive of what happens otherwise.</summary>
    private bool IsAnnounced(int t) => _text.Is(t, Cue.Future) || (_text.German && _text.Text.Folded(t) is "will" or "wollen" or "wolle" or "müsse" or "müssten" or "müssen" or "dürfe" or "dürften" or "dürfen");

    /// <summary>"we will run out of beds", "werde es Tote geben": what befalls those who speak, or comes by itself, threatens nobody.</summary>
    public static bool Befalls(ClaimText text, Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (text.Text.Folded(t) is "run" or "lose" or "suffer" or "collapse" or "struggle" or "unable" or "die" or "starve" or "rise" or "fall" or "need" or "able" or "happen" or "worse"
                or "verlieren" or "leiden" or "zusammenbrechen" or "kollabieren" or "sterben" or "steigen" or "sinken" or "fehlen" or "knapp" or "kommen" or "geben" or "verschlechtern" or "brauchen" or "helfen" or "help") return true;
        }
        return false;
    }

    /// <summary>
    /// Who would act: the speaker, where the words name his own side or no actor at all; in the reporter's words only somebody known. What another
    /// side would do, the speaker foretells: that is left to the rules that know a harm by its word.
    /// </summary>
    private (ClaimActor Actor, List<ClaimActor> Others, string Form)? Doer(ReadSentence read, Clause clause, int verb, ClaimActor? speaker, (TextSpan Span, int First, int End, bool Anaphoric) condition)
    {
        if (speaker is not null && !_text.German && (_text.Any(clause.First, verb, Cue.Own) || _text.Text.Folded(verb) is ['w', 'e', ..] or ['i', '\'' or '\u2019', ..])) return (speaker, [], "pronoun");
        var said = context.Subjects.Of(clause, verb);
        if (speaker is null) return said is { Actor.Key: not null, Form: not "pronoun" } known ? known : null;
        if (said is { Form: not "pronoun" } other && !context.SameSide(other.Actor, speaker) && !ThreatSides.IsOwn(other.Actor))
            return other.Actor.Key is not null || speaker.Key is null && _text.Known(speaker) is null ? null : other.Form == "phrase" && IsGroup(other.Actor) ? other : (speaker, [], "speaker");
        return condition.Anaphoric || said is not null || speaker.Key is not null ? (speaker, [], "speaker") : null;
    }

    private bool IsGroup(ClaimActor actor)
    {
        var first = _text.Text.TokenAt(actor.Span.Start);
        for (var t = first; t < _text.Text.Tokens.Length && _text.Text.Tokens[t].Start < actor.Span.End; t++)
        {
            if (_text.Is(t, Cue.Groups)) return true;
        }
        return false;
    }

    private ClaimActor? Target(ReadSentence read, (TextSpan Span, int First, int End, bool Anaphoric) condition, Clause clause, ClaimActor who) =>
        sides.ConditionAgent(condition, who) ?? (condition.Anaphoric ? null : sides.Group(condition.First, condition.End, who)) ?? list.Inherited(read, who)
            // Unions and companies press those of whom they have just spoken, states the other side of the text.
            ?? (who.Key is null ? Before(read, who) ?? sides.Opponent(read, who, null, clause, list) : sides.Opponent(read, who, null, clause, list) ?? Before(read, who));

    /// <summary>A group that the two sentences before speak of.</summary>
    private ClaimActor? Before(ReadSentence read, ClaimActor who)
    {
        var index = _text.Text.SentenceOf(read.Sentence.FirstToken);
        return index <= 0 ? null : sides.Group(context.Sentences[Math.Max(0, index - 2)].Sentence.FirstToken, read.Sentence.FirstToken, who);
    }
}
