using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Finds positions: what somebody demands, rejects, promises, condemns, agrees to, by verb or by noun; and what a speaker's words
/// themselves say is right, wrong, needed or out of the question.
/// </summary>
internal sealed class PositionFinder(ClaimContext context, IssueMatcher issues)
{
    /// <summary>Verbs that only a political subject makes a position of.</summary>
    private static readonly WordSet Physical = new(["verhindern", "stoppen", "blockieren", "ignorieren", "unterbinden", "kippen", "boykottieren", "missachten", "vereiteln", "bestätigen", "loben", "würdigen", "erfüllen",
        "erwarten", "wünschen", "kämpfen", "stehen", "hoffen", "setzen", "nehmen", "planen", "seek", "need", "require", "support", "block", "stop", "prevent", "allow", "grant", "permit", "adopt", "expect",
        "ensure", "cancel", "abandon", "resist", "ignore", "encourage", "invite", "acknowledge", "confirm", "deny", "allege", "admit", "predict", "suggest", "resign", "defy"]);

    private readonly ClaimText _text = context.Text;
    private readonly List<FoundPosition> _found = [];

    public List<FoundPosition> Find()
    {
        foreach (var read in context.Sentences)
        {
            var before = _found.Count;
            foreach (var predicate in read.Predicates) Act(read, predicate);
            for (var c = 0; c < read.Clauses.Count; c++)
            {
                Noun(read, c);
                if (_found.Count == before) Unanimous(read, c);
                if (_found.Count == before) Worried(read, c);
            }
            Spoken(read);
        }
        return _found;
    }

    private void Act(ReadSentence read, Predicate predicate)
    {
        var act = predicate.Verb.Act;
        if (act is SpeechAct.Threatens or SpeechAct.Announces || predicate.Sign == 0) return;
        if (context.Subject(read, predicate) is not { } subject || IsMedia(subject.Actor)) return;
        // A goalkeeper blocks too: such verbs count for the registry's actors, who are political, and for groups with a will.
        if (subject.Actor.Key is null && Physical.Contains(predicate.Verb.Lemma)) return;
        if (subject.Actor.Name is "man" or "es" or "it" or "It") return;
        if (subject.Form == "pronoun" && Physical.Contains(predicate.Verb.Lemma)) return;
        if (act == SpeechAct.Warns && (!WarnsOfPolicy(read, predicate) || predicate.Negated)) return;
        var sign = predicate.Sign;
        if (predicate.Negated)
        {
            if (act == SpeechAct.Demands || act == SpeechAct.Condemns || act == SpeechAct.Accuses) return;
            sign = -sign;
            act = sign < 0 ? SpeechAct.Rejects : SpeechAct.Agrees;
        }
        var evidence = context.Evidence(read, predicate);
        if (Tagged(predicate) is { } said) evidence = said;
        var target = Target(read, predicate, subject.Actor);
        Add(read, predicate.Token, (predicate.Verb.Particle ?? "") + predicate.Verb.Lemma, "act verb", subject.Actor, subject.Others, subject.Form, sign, act, Issue(read, predicate, evidence), target,
            Via(predicate.Token, subject.Actor), evidence, predicate.Negated);
    }

    /// <summary>"„…“, forderte X": the words said are the claim, the verb only its tag.</summary>
    private TextSpan? Tagged(Predicate predicate)
    {
        if (_text.TaggedBy(predicate.Token) is not { } quotation) return null;
        var (start, end) = (quotation.Spans[0].Start, quotation.Spans[^1].End);
        return end <= _text.Text.Tokens[predicate.Token].Start ? new TextSpan(start, end) : null;
    }

    /// <summary>"bekräftigte seine Forderung nach …", "expressed support for": the noun says what is done.</summary>
    private void Noun(ReadSentence read, int c)
    {
        var clause = read.Clauses[c];
        for (var t = clause.First; t < clause.End; t++)
        {
            if (_text.Facts(t) is not { } facts || !(facts.Carrier || facts.CarrierNegative) || _text.IsNounUse(t)) continue;
            for (var n = clause.First; n < clause.End; n++)
            {
                if (n == t || _text.Facts(n)?.Noun is not { } noun || (_text.German && !_text.Text.Tokens[n].IsCapital) || (!_text.German && n < t)) continue;
                var finite = t;
                for (var f = clause.First; f < t; f++)
                {
                    if (_text.Is(f, Cue.Auxiliaries)) { finite = f; break; }
                }
                var predicate = new Predicate(new ActVerb(noun.Noun.ToLowerInvariant(), null, noun.Act, noun.Stance, false, false, [], [], []), t, c, finite, false, false, (int)noun.Stance, -1, false);
                var named = context.Subject(read, predicate);
                // In reported speech a group nobody knows ("beide Seiten") leaves the claim to the one who says so.
                if (_text.SpeakerAt(n) is { } speaker && (named is null || (named.Value.Actor.Key is null && _text.Known(named.Value.Actor) is null))) named = (speaker, [], "speaker");
                if (named is not { } subject || IsMedia(subject.Actor)) return;
                var negated = _text.Any(clause.First, clause.End, Cue.Negation);
                // Who rejects a demand or a criticism is against it, whatever it was for.
                var sign = facts.CarrierNegative ? negated ? 1 : -1 : (int)noun.Stance * (negated ? -1 : 1);
                var act = facts.CarrierNegative || negated ? sign < 0 ? SpeechAct.Rejects : SpeechAct.Agrees : noun.Act;
                var evidence = context.Evidence(read, predicate);
                var issue = n + 1 < clause.End ? _text.Span(n + 1, clause.End) : _text.Span(n, clause.End);
                Add(read, n, noun.Noun.ToLowerInvariant(), "act noun", subject.Actor, subject.Others, subject.Form, sign, act, issue, null, Via(n, subject.Actor), evidence, negated);
                return;
            }
        }
    }

    private void Unanimous(ReadSentence read, int c)
    {
        var clause = read.Clauses[c];
        if (_text.FirstWith(clause.First, clause.End, Cue.Unanimity) is not (>= 0 and var at) || _text.Any(clause.First, clause.End, Cue.Negation) || !_text.German) return;
        var finite = _text.FirstWith(clause.First, clause.End, Cue.Auxiliaries);
        var subject = finite < 0 ? null : context.Subjects.Of(clause, finite);
        // "man sei sich einig": those the sentence before spoke of.
        var actor = subject is { Form: not "pronoun" } own ? own.Actor : SubjectBefore(read) ?? _text.SpeakerAt(at);
        if (actor is null || IsMedia(actor) || (actor.Key is null && _text.Known(actor) is null)) return;
        var evidence = context.SentenceEvidence(read, at);
        Add(read, at, "einig", "unanimity", actor, subject?.Others ?? [], subject?.Form ?? "name", 1, SpeechAct.Agrees, context.Clip(_text.Span(at, read.Clauses[^1].End), at), null, Via(at, actor), evidence, false);
    }

    /// <summary>"zeigte sich besorgt über …": worry about what others do is a position against it.</summary>
    private void Worried(ReadSentence read, int c)
    {
        var clause = read.Clauses[c];
        if (_text.FirstWith(clause.First, clause.End, Cue.Fear) is not (>= 0 and var at) || _text.Any(clause.First, clause.End, Cue.Negation)) return;
        var harm = read.Harms.FirstOrDefault(found => found.Token > at && found.Token < clause.End && found.Harm.Key is not ("attack" or "nuclear attack"));
        if (harm.Harm is null) return;
        for (var t = clause.First; t < at; t++)
        {
            if (!_text.Is(t, Cue.Auxiliaries) && !_text.IsFinite(t) && _text.Facts(t)?.Carrier != true) continue;
            if (context.Subjects.Of(clause, t) is not { } subject || IsMedia(subject.Actor)) return;
            Add(read, at, "besorgt", "worry", subject.Actor, subject.Others, subject.Form, -1, SpeechAct.Warns, _text.Span(at + 1 < clause.End ? at + 1 : at, clause.End), null, Via(at, subject.Actor),
                context.Clip(_text.Span(clause.First, clause.End), at), false);
            return;
        }
    }

    /// <summary>What a speaker's own words demand or judge.</summary>
    private void Spoken(ReadSentence read)
    {
        var from = _found.Count;
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            var at = clause.First;
            if (_text.SpeakerAt(at) is not { } speaker || IsMedia(speaker) || (speaker.Key is null && _text.Known(speaker) is null && !HasName(speaker))) continue;
            if (_found.Skip(from).Any(found => found.Rule == "unanimity" || (found.Evidence[0].Start <= _text.Text.Tokens[at].Start && _text.Text.Tokens[at].Start < found.Evidence[0].End))) continue;
            if (Judge(read, clause) is not { } judged) continue;
            var evidence = context.SentenceEvidence(read, at);
            Add(read, judged.Token, _text.Text.Folded(judged.Token).ToString(), judged.Rule, speaker, [], "speaker", judged.Sign, judged.Act, context.Clip(_text.Span(clause.First, clause.End), at), null,
                _text.ViaAt(at), evidence, judged.Negated);
        }
    }

    private (int Token, int Sign, SpeechAct Act, string Rule, bool Negated)? Judge(ReadSentence read, Clause clause)
    {
        var (first, end) = (clause.First, clause.End);
        var quotation = _text.QuotationAt(first)!;
        var negated = _text.Any(first, end, Cue.Negation);
        if (_text.FirstWith(first, end, Cue.OutOfQuestion) is >= 0 and var never) return (never, -1, SpeechAct.Rejects, "out of the question", true);
        if (_text.FirstWith(first, end, Cue.RedLine) is >= 0 and var line && quotation.Form != QuotationForm.Direct) return (line, -1, SpeechAct.Rejects, "red line stance", false);
        if (Contrast(read, clause) is >= 0 and var other) return (other, -1, SpeechAct.Rejects, "not another", true);
        if (_text.Any(first, Math.Min(end, first + 2), Cue.Conditions)) return null;
        if (negated && _text.FirstWith(first, end, Cue.DeonticNot) is >= 0 and var forbidden && _text.Text.Folded(forbidden) is "dürfe" or "dürfen" or "darf" or "must" or "should" or "cannot")
            return (forbidden, -1, SpeechAct.Demands, "must not", true);
        if (_text.German && Only(first, end) is >= 0 and var only) return (only, 1, SpeechAct.Demands, "only so", false);
        if (!negated && _text.FirstWith(first, end, Cue.Deontic) is >= 0 and var must && !clause.Subordinate | quotation.Form != QuotationForm.Direct) return (must, 1, SpeechAct.Demands, "must", false);
        var bad = _text.FirstWith(first, end, Cue.Bad);
        var good = _text.FirstWith(first, end, Cue.Good);
        var opponent = bad < 0 ? null : context.OtherActor(read.Sentence.FirstToken, read.Sentence.EndToken, _text.SpeakerAt(first));
        if (bad >= 0 && !negated && (opponent is not null || IsPredicative(first, end))) return (bad, -1, SpeechAct.Condemns, "bad word", false);
        if (good >= 0 && IsPredicative(first, end) | quotation.Form == QuotationForm.Direct && !_text.Text.Tokens[good].IsCapital) return (good, negated ? -1 : 1, negated ? SpeechAct.Rejects : SpeechAct.States, "good word", negated);
        if (!negated && _text.FirstWith(first, end, Cue.Want) is >= 0 and var want && quotation.Form != QuotationForm.Direct && _text.German && WantsForItself(clause, want)) return (want, 1, SpeechAct.Demands, "wants", false);
        return null;
    }

    /// <summary>"Wir entscheiden das, nicht Russland": somebody else is denied a say.</summary>
    private int Contrast(ReadSentence read, Clause clause)
    {
        var t = clause.First;
        if (t <= read.Sentence.FirstToken || !(_text.Text.Is(t, "nicht") || _text.Text.Is(t, "not"))) return -1;
        for (var m = t + 1; m < Math.Min(clause.End, t + 4); m++)
        {
            if (context.Subjects.Mention(m) is { } mention && Subjects.IsNominal(mention) && clause.End - mention.EndToken <= 1) return t;
        }
        return -1;
    }

    private bool WantsForItself(Clause clause, int want) => context.Subjects.Of(clause, want) is { } subject && _text.Text.Folded(want) is not "wollte"
        && (subject.Form == "pronoun" || _text.SpeakerAt(want) is { } speaker && context.SameSide(subject.Actor, speaker));

    /// <summary>"könne nur … gelöst werden": the only way is the one wanted.</summary>
    private int Only(int first, int end)
    {
        for (var t = first; t < end; t++)
        {
            if (!_text.Text.Is(t, "nur")) continue;
            for (var m = first; m < end; m++)
            {
                if (_text.Text.Folded(m) is "könne" or "kann" or "können" or "lasse" or "lässt") return t;
            }
        }
        return -1;
    }

    private bool IsPredicative(int first, int end)
    {
        for (var t = first; t < end; t++)
        {
            if (_text.Text.Folded(t) is "ist" or "sei" or "sind" or "seien" or "war" or "wäre" or "is" or "are" or "was" or "were" or "be") return true;
        }
        return false;
    }

    private static bool HasName(ClaimActor speaker) => speaker.Name.Length > 3 && char.IsUpper(speaker.Name[0]) && speaker.Name is not ("Sie" or "Der" or "Die" or "Das" or "They");

    private static bool WarnsOfPolicy(ReadSentence read, Predicate predicate)
    {
        var harm = read.Harms.FirstOrDefault(found => found.Token > predicate.Token);
        return harm.Harm is not null ? harm.Harm.Key is "force posture" or "sanctions" or "political measures" or "cutting aid"
            : predicate.Verb.Lemma is "warnen" or "warn" or "mahnen" && read.Clauses[predicate.Clause].End - predicate.Token > 2;
    }

    private ClaimActor? SubjectBefore(ReadSentence read)
    {
        var index = _text.Text.SentenceOf(read.Sentence.FirstToken);
        if (index <= 0) return null;
        var before = context.Sentences[index - 1];
        foreach (var clause in before.Clauses)
        {
            for (var t = clause.First; t < clause.End; t++)
            {
                if ((_text.Is(t, Cue.Auxiliaries) || _text.IsFinite(t) || !_text.Text.Tokens[t].IsCapital && _text.Text.Tokens[t].IsWord && t > clause.First && !_text.Is(t, Cue.Prepositions)) && context.Subjects.Of(clause, t) is { } subject)
                    return subject.Actor;
            }
        }
        return null;
    }

    private ClaimActor? Via(int token, ClaimActor actor) =>
        _text.SpeakerAt(token) is { } speaker && speaker.Reference != actor.Reference ? speaker : _text.ViaAt(token);

    private bool IsMedia(ClaimActor actor) => _text.Known(actor)?.Type is "outlet" or "agency";

    private ClaimActor? Target(ReadSentence read, Predicate predicate, ClaimActor subject)
    {
        if (predicate.Verb.Act is not (SpeechAct.Demands or SpeechAct.Accuses or SpeechAct.Condemns or SpeechAct.Rejects or SpeechAct.Promises or SpeechAct.Proposes or SpeechAct.Warns)) return null;
        var clause = read.Clauses[predicate.Clause];
        return context.OtherActor(_text.German ? clause.First : predicate.Token, read.Clauses[^1].End, subject, _text.SpeakerAt(predicate.Token)) is { } mention ? _text.ActorOf(mention) : null;
    }

    /// <summary>What it is about: the clause that hangs on the verb, else the words behind the preposition or the verb.</summary>
    private TextSpan Issue(ReadSentence read, Predicate predicate, TextSpan evidence)
    {
        var clause = read.Clauses[predicate.Clause];
        if (predicate.Clause + 1 < read.Clauses.Count && predicate.Verb.Act is not SpeechAct.Condemns)
        {
            var next = read.Clauses[predicate.Clause + 1];
            if (_text.Text.Tokens[next.First].Start < evidence.End && !next.Joined && _text.Text.Tokens[next.First].Length > 0 && !IsRelative(next))
            {
                var first = _text.Is(next.First, Cue.Subordinators) && next.End - next.First > 1 ? next.First + 1 : next.First;
                return _text.Span(first, next.End);
            }
        }
        if (predicate.Preposition > predicate.Token && predicate.Preposition + 1 < clause.End) return Trim(predicate.Preposition + 1, clause.End, predicate);
        var from = _text.German && predicate.FiniteToken < clause.End - 1 && predicate.FiniteToken >= clause.First ? predicate.FiniteToken + 1 : predicate.Token + 1;
        if (from >= clause.End) from = clause.First;
        return Trim(from, clause.End, predicate);
    }

    private bool IsRelative(Clause clause) => _text.Text.Folded(clause.First) is "der" or "die" or "das" or "who" or "which";

    private TextSpan Trim(int first, int end, Predicate predicate)
    {
        while (end - 1 > first && (end - 1 == predicate.Token || (predicate.Verb.Particle is { } particle && _text.Text.Is(end - 1, particle)) || _text.Text.Is(end - 1, "sich"))) end--;
        while (first < end - 1 && (_text.Text.Is(first, "sich") || context.Subjects.Mention(first) is { } subject && subject.EndToken < end && _text.Is(subject.EndToken, Cue.Prepositions)))
            first = context.Subjects.Mention(first) is { } mention && mention.FirstToken == first ? mention.EndToken : first + 1;
        return _text.Span(first, Math.Max(first + 1, end));
    }

    private void Add(ReadSentence read, int cue, string lemma, string rule, ClaimActor actor, List<ClaimActor> others, string form, int sign, SpeechAct act, TextSpan issue, ClaimActor? target, ClaimActor? via,
        TextSpan evidence, bool negated)
    {
        if (act == SpeechAct.Accuses) act = SpeechAct.Condemns;
        for (var f = _found.Count - 1; f >= 0 && _found[f].Evidence[0].End > read.Sentence.Start; f--)
        {
            // The same actor's same stance on words already coded: one claim, not two.
            if (_found[f].Actor.Reference == actor.Reference && (int)_found[f].Stance == sign && _found[f].Evidence[0].Overlaps(evidence)) return;
        }
        var words = _text.Text.Text[issue.Start..issue.End].ReplaceLineEndings(" ").Trim(' ', ',', '.', '"', '\u201E', '\u201C', '\u201D');
        _found.Add(new FoundPosition
        {
            Actor = actor,
            CoActors = others,
            Stance = (Stance)sign,
            Act = act,
            Issue = words,
            IssueSpan = issue,
            IssueKey = issues.Match(words, _text.Text.Language),
            Target = target,
            Via = via,
            Evidence = [evidence],
            Cue = _text.Span(cue, cue + 1),
            Rule = rule,
            Features = context.Features(rule, lemma, act, actor, form, negated, context.Condition(read) is not null, null, target is not null, cue),
        });
    }
}
