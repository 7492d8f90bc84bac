using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>A verb of the speech-act lexicon at work in a clause, with all its line asks for.</summary>
/// <param name="Verb">The lexicon's line.</param>
/// <param name="Token">The verb's token.</param>
/// <param name="Clause">Index of its clause in the sentence.</param>
/// <param name="FiniteToken">The finite verb: itself or its auxiliary.</param>
/// <param name="Passive">The subject suffers it.</param>
/// <param name="Negated">Odd number of negations.</param>
/// <param name="Sign">The stance the preposition decides, or that of the line.</param>
/// <param name="Preposition">The token of the preposition, or -1.</param>
/// <param name="Modal">"will", "wants to" stands over the verb.</param>
internal readonly record struct Predicate(ActVerb Verb, int Token, int Clause, int FiniteToken, bool Passive, bool Negated, int Sign, int Preposition, bool Modal);

/// <summary>Finds the predicates of a sentence.</summary>
internal sealed class Predicates(ClaimText text)
{
    private readonly AnalysedText _text = text.Text;

    public List<Predicate> Of(Sentence sentence, List<Clause> clauses)
    {
        var found = new List<Predicate>();
        for (var c = 0; c < clauses.Count; c++)
        {
            for (var t = clauses[c].First; t < clauses[c].End; t++)
            {
                if (text.Facts(t)?.Forms is not { } forms || text.IsNounUse(t)) continue;
                Predicate? best = null;
                foreach (var form in forms)
                {
                    if (Check(form, t, c, clauses, sentence) is not { } predicate) continue;
                    if (best is null || form.Verb.Demands > best.Value.Verb.Demands) best = predicate;
                }
                if (best is { } chosen) found.Add(chosen);
            }
        }
        return found;
    }

    private Predicate? Check(ActForm form, int t, int c, List<Clause> clauses, Sentence sentence)
    {
        var clause = clauses[c];
        var verb = form.Verb;
        if (verb.Particle is not null && !form.Joined && ParticleAt(verb.Particle, t, sentence.EndToken) < 0) return null;
        if (verb.Particle is null && text.German && form.Kind is VerbFormKind.Finite or VerbFormKind.Past && HasOtherParticle(form, t, clause)) return null;
        var finite = t;
        var passive = false;
        var modal = false;
        if (text.German)
        {
            if (form.Kind == VerbFormKind.ToInfinitive || (t > clause.First && _text.Is(t - 1, "zu"))) return null;
            if (form.Kind == VerbFormKind.Finite && _text.Folded(t).EndsWith(verb.Lemma) && Governed(clause, t) is var auxiliary and >= 0)
            {
                // "will … fordern": an infinitive under a modal; "zu fordern" belongs to another verb.
                finite = auxiliary;
                modal = text.Is(auxiliary, Cue.Want);
                if (!modal && _text.Folded(auxiliary) is not ("werde" or "wird" or "werden" or "würde" or "würden")) return null;
            }
            else if (form.Kind == VerbFormKind.Participle || (form.Kind == VerbFormKind.Infinitive && form.Joined))
            {
                finite = Governed(clause, t);
                if (finite < 0 && clause.Joined && c > 0) finite = Governed(clauses[c - 1], t);
                if (finite < 0) return null;
                passive = form.Kind == VerbFormKind.Participle && _text.Folded(finite) is not ("hat" or "haben" or "hatte" or "hatten" or "habe" or "hätte" or "hätten");
                // "hätten gewarnt sein können", "ist gefordert worden": suffered all the same.
                passive |= form.Kind == VerbFormKind.Participle && t + 1 < clause.End && _text.Folded(t + 1) is "sein" or "worden" or "werden";
                // "muss noch bestätigt werden" says what is to come, not what anybody did.
                if (passive && (verb.Reflexive || _text.Folded(finite) is "muss" or "müssen" or "soll" or "sollen" or "kann" or "können" or "darf" or "dürfen" or "könnte" or "könnten")) return null;
            }
        }
        else if (!English(form, t, clause, out finite, out passive, out modal)) return null;
        if (verb.Reflexive && !HasWord(clause, "sich")) return null;
        foreach (var word in verb.Words)
        {
            if (!HasStem(clause, word, t) && !(c + 1 < clauses.Count && !text.German && HasStem(clauses[c + 1], word, t))) return null;
        }
        var sign = (int)verb.Stance;
        var preposition = -1;
        if (verb.Prepositions.Length > 0)
        {
            preposition = Preposition(verb, t, clause, clauses, c, out sign);
            if (preposition < 0) return null;
        }
        var negated = Negated(clause, finite, t);
        if (verb.NeedsNegation)
        {
            if (!negated) return null;
            negated = false;
        }
        return new Predicate(verb, t, c, finite, passive, negated, sign, preposition, modal);
    }

    /// <summary>"legal guarantees", "security demands": a noun in the plural, unless somebody stands before it who might act.</summary>
    private bool IsPlural(ActForm form, int t) => Nounlike.Contains(form.Verb.Lemma) && text.Actors.MentionAt(t - 1) < 0 && _text.Tokens[t - 1].IsWord && !text.Is(t - 1, Cue.Groups) && !_text.Tokens[t - 1].IsCapital
        && !(_text.Folded(t - 1) is "he" or "she" or "it" or "who" or "which" or "that" or "also" or "now" or "still" or "and" || _text.Folded(t - 1).EndsWith("ly"));

    private static readonly WordSet Nounlike = new(["guarantee", "demand", "request", "protest", "block", "veto", "order", "pledge", "offer", "promise", "support", "ban", "halt", "attack", "fear", "plan", "appeal", "command", "charge", "alarm", "worry", "claim", "sanction", "contest"]);

    private bool English(ActForm form, int t, Clause clause, out int finite, out bool passive, out bool modal)
    {
        (finite, passive, modal) = (t, false, false);
        var before = t - 1;
        // Adverbs between: "has repeatedly rejected".
        while (before > clause.First && _text.Folded(before) is var word && (word.EndsWith("ly") || word is "not" or "also" or "again" or "never" or "n't" or "still" or "since")) before--;
        // "strike back", "come back": the adverb.
        if (form.Verb.Lemma == "back" && form.Kind == VerbFormKind.Infinitive) return false;
        var auxiliary = before >= clause.First && text.Is(before, Cue.Auxiliaries) ? before : -1;
        if (auxiliary >= 0) finite = auxiliary;
        switch (form.Kind)
        {
            case VerbFormKind.Infinitive:
                if (auxiliary >= 0) return _text.Folded(auxiliary) is "will" or "would" or "did" or "does" or "do" or "can" or "could" or "must" or "may" or "might" or "shall" or "should" or "'ll";
                if (before >= clause.First && _text.Is(before, "to")) return before - 1 >= clause.First && text.Is(before - 1, Cue.Want | Cue.Ready) | _text.Folded(before - 1) is "continued" or "began" or "vowed" or "decided" or "plans" or "intends" or "agreed" or "threatened" && (modal = true);
                // Plural subject, present tense: "rebels reject".
                return t > clause.First && (_text.Tokens[t - 1].IsWord && !text.Is(t - 1, Cue.Prepositions | Cue.Determiners | Cue.Auxiliaries));
            case VerbFormKind.Gerund:
                if (auxiliary >= 0) return _text.Folded(auxiliary) is "is" or "are" or "was" or "were" or "been" or "'s" or "be";
                return t == clause.First && form.Verb.Act is SpeechAct.Warns or SpeechAct.Threatens or SpeechAct.Demands or SpeechAct.Rejects or SpeechAct.Accuses;
            default:
                if (form.Kind == VerbFormKind.Finite && auxiliary < 0 && t > clause.First && IsPlural(form, t)) return false;
                if (auxiliary >= 0 && form.Kind != VerbFormKind.Finite)
                    passive = _text.Folded(auxiliary) is "is" or "are" or "was" or "were" or "been" or "be" or "being";
                // "the accused man", "demanded reforms" behind an article.
                return !(t > 0 && (text.Is(t - 1, Cue.Determiners) || _text.Is(t - 1, "'s")));
        }
    }

    /// <summary>"er weist … zurück" is another verb than "er weist …": a plain line does not fit where a particle closes the clause.</summary>
    private bool HasOtherParticle(ActForm form, int t, Clause clause)
    {
        var last = LastWord(clause);
        return last > t && !_text.Tokens[last].IsCapital && _text.Folded(last) is "ab" or "an" or "auf" or "aus" or "ein" or "vor" or "zu" or "zurück" or "mit" or "nach" or "bei" or "fest" or "weg" or "um" or "hin" or "her"
            && form.Verb.Words.Length == 0;
    }

    private int LastWord(Clause clause)
    {
        var last = clause.End - 1;
        while (last > clause.First && !_text.Tokens[last].IsWord) last--;
        return last;
    }

    /// <summary>The separable particle: at the end of this clause or, past a clause put in between, of a later one.</summary>
    private int ParticleAt(string particle, int verb, int end)
    {
        for (var t = verb + 1; t < Math.Min(end, verb + 40); t++)
        {
            if (!_text.Is(t, particle) || _text.Tokens[t].IsCapital) continue;
            var next = t + 1;
            if (next >= end || !_text.Tokens[next].IsWord || _text.Folded(next) is "und" or "oder" or "sowie" or "als" or "wie") return t;
        }
        return -1;
    }

    /// <summary>The auxiliary or modal of the clause that carries the verb at <paramref name="verb"/>.</summary>
    private int Governed(Clause clause, int verb)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (t != verb && text.Is(t, Cue.Auxiliaries)) return t;
        }
        return -1;
    }

    private bool HasWord(Clause clause, string word)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Is(t, word)) return true;
        }
        return false;
    }

    private bool HasStem(Clause clause, string stem, int verb)
    {
        for (var t = text.German ? clause.First : verb + 1; t < clause.End; t++)
        {
            if (t != verb && _text.Folded(t).StartsWith(stem) && (stem.Length > 4 || _text.Folded(t).Length <= stem.Length + (stem.Length > 2 ? 2 : 0))) return true;
        }
        return false;
    }

    private int Preposition(ActVerb verb, int t, Clause clause, List<Clause> clauses, int c, out int sign)
    {
        sign = 0;
        var from = text.German ? clause.First : t + 1;
        var end = text.German ? clause.End : Math.Min(clause.End, t + 7);
        for (var p = from; p < end; p++)
        {
            foreach (var (preposition, s) in verb.Prepositions)
            {
                // "darauf, dass …", "dafür": the preposition before a clause.
                if (!_text.Is(p, preposition) && !(text.German && IsPronominal(p, preposition)) && !(preposition == "zu" && _text.Folded(p) is "zum" or "zur")) continue;
                if (p == t || (preposition == "zu" && p + 1 < end && !_text.Tokens[p + 1].IsCapital && _text.Is(p, "zu") && verb.Particle is null && p + 1 == clause.End - 1)) continue;
                sign = s;
                return p;
            }
        }
        // "forderte … auf, … zu beenden": the infinitive clause is the "zu".
        if (verb.Prepositions.Any(p => p.Preposition is "zu" or "on" or "for") && c + 1 < clauses.Count && verb.Targets.Length > 0)
        {
            sign = verb.Prepositions[0].Sign;
            return t;
        }
        return -1;
    }

    private bool IsPronominal(int token, string preposition)
    {
        var word = _text.Folded(token);
        return word.StartsWith("da") && word.EndsWith(preposition) && word.Length - preposition.Length is 2 or 3;
    }

    private bool Negated(Clause clause, int finite, int verb)
    {
        var count = 0;
        var from = text.German ? clause.First : Math.Max(clause.First, Math.Min(finite, verb) - 2);
        var end = text.German ? clause.End : verb + 1;
        for (var t = from; t < end; t++)
        {
            if (!text.Is(t, Cue.Negation)) continue;
            if (_text.Is(t + 1, "nur") || _text.Is(t + 1, "only") || _text.Is(t, "no") && text.German) continue;
            count++;
        }
        return count % 2 == 1;
    }
}
