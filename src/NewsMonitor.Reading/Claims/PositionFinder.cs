using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Finds positions: what somebody demands, rejects, promises, condemns, agrees to, by verb or by noun; and what a speaker's words
/// themselves say is right, wrong, needed or out of the question.
/// </summary>
internal sealed class PositionFinder
{
    /// <summary>Verbs that only a political subject makes a position of.</summary>
    private static readonly WordSet Physical = new(["verhindern", "stoppen", "blockieren", "ignorieren", "unterbinden", "kippen", "boykottieren", "missachten", "vereiteln", "bestätigen", "loben", "würdigen", "erfüllen",
        "erwarten", "wünschen", "kämpfen", "stehen", "hoffen", "setzen", "nehmen", "planen", "seek", "need", "require", "support", "block", "stop", "prevent", "allow", "grant", "permit", "adopt", "expect",
        "ensure", "cancel", "abandon", "resist", "ignore", "encourage", "invite", "acknowledge", "confirm", "deny", "allege", "admit", "predict", "suggest", "resign", "defy"]);

    /// <summary>What one wants to do oneself and that says nothing of a policy.</summary>
    private static readonly WordSet Undertakings = new(["reisen", "treffen", "sprechen", "fliegen", "kommen", "fahren", "beraten", "informieren", "äußern", "wissen", "sehen", "telefonieren", "teilnehmen", "besuchen", "nehmen", "machen",
        "haben", "sein", "werden", "gehen", "bleiben", "vorstellen", "präsentieren", "mitteilen", "sagen", "erklären", "entscheiden", "zusammenkommen", "absolvieren", "eintreffen", "zurückkehren", "antreten", "feiern", "tun", "verraten", "nennen"]);

    private readonly ClaimContext _context;
    private readonly ClaimText _text;
    private readonly PositionList _list;
    private readonly PositionIssues _about;
    private readonly SpokenPositions _spoken;

    public PositionFinder(ClaimContext context, IssueMatcher issues)
    {
        (_context, _text) = (context, context.Text);
        _list = new PositionList(context, issues);
        _about = new PositionIssues(context);
        _spoken = new SpokenPositions(context, _list);
    }

    public List<FoundPosition> Find()
    {
        foreach (var read in _context.Sentences)
        {
            var before = _list.Count;
            foreach (var predicate in read.Predicates) Act(read, predicate);
            for (var c = 0; c < read.Clauses.Count; c++)
            {
                Noun(read, c);
                if (_list.Count == before) Unanimous(read, c);
                if (_list.Count == before) Worried(read, c);
            }
            if (_list.Count == before) Called(read);
            if (_list.Count == before) Sides(read);
            if (_list.Count == before) Wants(read);
            if (_list.Count == before) Came(read);
            if (_list.Count == before) Declines(read);
            _spoken.Spoken(read);
        }
        return _list.All;
    }

    private void Act(ReadSentence read, Predicate predicate)
    {
        var act = predicate.Verb.Act;
        if (act == SpeechAct.Announces)
        {
            Forgoes(read, predicate);
            return;
        }
        if (act == SpeechAct.Threatens || predicate.Sign == 0) return;
        if (predicate.Verb.Lemma is "tell" or "ask" or "need" && predicate.Verb.Words is ["to"] && !Bids(read, predicate)) return;
        if (IsWithin(read, predicate)) return;
        // "falls X nicht einlenkt": what might be is nobody's stance yet.
        if (_context.Condition(read) is { Anaphoric: false } condition && predicate.Token >= condition.First && predicate.Token < condition.End) return;
        if (_context.Subject(read, predicate) is not { } subject || _context.IsMedia(subject.Actor)) return;
        // A goalkeeper blocks too: such verbs count for the registry's actors, who are political, and for groups with a will.
        if (subject.Actor.Key is null && Physical.Contains(predicate.Verb.Lemma)) return;
        if (subject.Actor.Name is "man" or "es" or "it" or "It") return;
        if (subject.Form == "pronoun" && Physical.Contains(predicate.Verb.Lemma)) return;
        if (act == SpeechAct.Warns && (predicate.Negated || Foretells(read, predicate) || !WarnsOfPolicy(read, predicate))) return;
        var sign = predicate.Sign;
        if (predicate.Negated)
        {
            if (act == SpeechAct.Demands || act == SpeechAct.Condemns || act == SpeechAct.Accuses) return;
            // "did not rule it out", "schloss das nicht aus": neither for nor against.
            if (predicate.Verb.Lemma is "rule" or "exclude" or "schließen" or "ausschließen" && act == SpeechAct.Rejects) return;
            sign = -sign;
            act = sign < 0 ? SpeechAct.Rejects : SpeechAct.Agrees;
        }
        var evidence = _context.Evidence(read, predicate);
        var said = _context.Tagged(predicate);
        if (said is { } words) evidence = words;
        var target = _about.Target(read, predicate, subject.Actor);
        _list.Add(read, predicate.Token, (predicate.Verb.Particle ?? "") + predicate.Verb.Lemma, "act verb", subject.Actor, subject.Others, subject.Form, sign, act, said ?? _about.Issue(read, predicate, evidence), target,
            Via(predicate.Token, subject.Actor), evidence, predicate.Negated);
    }

    /// <summary>"kündigte an, keine Waffen zu liefern", "hat nicht vor, Truppen zu entsenden", "has no plans to send": what somebody says he will not do he is against.</summary>
    private void Forgoes(ReadSentence read, Predicate predicate)
    {
        if (predicate.Verb.Lemma is not ("kündigen" or "haben" or "verkünden" or "beabsichtigen" or "planen" or "announce" or "plan" or "intend") || _context.Subject(read, predicate) is not { Actor.Key: not null } subject || _context.IsMedia(subject.Actor)) return;
        var negated = predicate.Negated;
        var c = predicate.Clause + 1;
        if (!negated && _text.German && c < read.Clauses.Count && !read.Clauses[c].Joined) negated = _text.Any(read.Clauses[c].First, read.Clauses[c].End, Cue.Negation);
        if (!negated) return;
        var evidence = _context.Evidence(read, predicate);
        var issue = _about.Issue(read, predicate, evidence);
        _list.Add(read, predicate.Token, predicate.Verb.Lemma, "declines", subject.Actor, subject.Others, subject.Form, -1, SpeechAct.Rejects, Refusal(_text.Text.TokenAt(issue.Start), _text.Text.TokenAt(issue.End - 1) + 1), null, Via(predicate.Token, subject.Actor), evidence, true);
    }

    /// <summary>"said it would not send troops", "Ankara werde nicht nachgeben": a refusal in plain words, by the side that would act.</summary>
    private void Declines(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            for (var t = clause.First; t < clause.End; t++)
            {
                if (!_text.Is(t, Cue.Future) && !(_text.German && _text.Text.Folded(t) is "will" or "wollen" or "wolle")) continue;
                if (Refused(clause, t) is not (>= 0 and var verb) || (_context.Condition(read) is { Anaphoric: false } condition && t >= condition.First && t < condition.End)) continue;
                var speaker = _text.SpeakerAt(t);
                var subject = _context.Subjects.Of(clause, t);
                var own = speaker is not null && (subject is null or { Form: "pronoun" } || _context.SameSide(subject.Value.Actor, speaker));
                if (own) subject = (speaker!, [], "speaker");
                if (subject is not { Actor.Key: not null } who || _context.IsMedia(who.Actor) || (speaker is not null && !own)) continue;
                _list.Add(read, verb, _text.Text.Folded(verb).ToString(), "declines", who.Actor, who.Others, who.Form, -1, SpeechAct.Rejects, Refusal(_text.German ? t + 1 : verb, clause.End), null, Via(t, who.Actor), _context.SentenceEvidence(read, t), true);
                return;
            }
        }
    }

    /// <summary>What is refused, without the negation that the stance already says.</summary>
    private TextSpan Refusal(int first, int end)
    {
        for (var t = first; t < end - 1; t++)
        {
            if (_text.Is(t, Cue.Negation)) return _text.Span(t + 1, end);
        }
        return _text.Span(first, end);
    }

    /// <summary>The verb that a negated future refuses, or -1.</summary>
    private int Refused(Clause clause, int future)
    {
        if (!_text.German)
        {
            if (!(_text.Is(future + 1, Cue.Negation) || _text.Text.Folded(future) is "won't" or "won’t")) return -1;
            for (var t = future + 1; t < Math.Min(clause.End, future + 5); t++)
            {
                if (_text.Is(t, Cue.Refused)) return t;
            }
            return -1;
        }
        var last = clause.End - 1;
        while (last > future && !_text.Text.Tokens[last].IsWord) last--;
        return _text.Is(last, Cue.Refused) && !_text.Text.Tokens[last].IsCapital && _text.Any(future + 1, last, Cue.Negation) ? last : -1;
    }

    /// <summary>"Kritik kam aus Paris", "stieß in Brüssel auf Ablehnung", "support came from Ankara": the noun says what is done, the preposition by whom.</summary>
    private void Came(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            for (var t = clause.First; t < clause.End; t++)
            {
                var word = _text.Text.Folded(t);
                var met = word is "stieß" or "stößt" or "stoße" or "traf" or "trifft" or "met" or "drew" or "draws";
                if (!met && word is not ("kam" or "kommt" or "kamen" or "kommen" or "gab" or "gibt" or "came" or "comes")) continue;
                for (var n = clause.First; n < clause.End; n++)
                {
                    if (_text.Facts(n)?.Noun is not { } noun || (_text.German && !_text.Text.Tokens[n].IsCapital) || Source(clause, met) is not { } source) continue;
                    _list.Add(read, n, noun.Noun.ToLowerInvariant(), "act noun", source, [], "name", (int)noun.Stance, noun.Act, _text.Span(Math.Min(n + 1, clause.End - 1), clause.End), null, Via(t, source), _context.SentenceEvidence(read, t), false);
                    return;
                }
            }
        }
    }

    /// <summary>The actor behind "aus", "von", "from"; where something met with criticism, behind "in" and "bei".</summary>
    private ClaimActor? Source(Clause clause, bool met)
    {
        for (var t = clause.First + 1; t < clause.End; t++)
        {
            if (_context.Subjects.Mention(t) is not { Form: not MentionForm.Adjective } mention || mention.FirstToken != t) continue;
            var actor = _text.ActorOf(mention);
            for (var p = t - 1; p >= Math.Max(clause.First, t - 3); p--)
            {
                if (_text.Text.Folded(p) is "aus" or "von" or "vom" or "seitens" or "from" || (met && _text.Text.Folded(p) is "in" or "bei" or "beim")) return actor.Key is null || _context.IsMedia(actor) ? null : actor;
                if (!_text.Is(p, Cue.Determiners) && _text.Text.Folded(p) is not ("der" or "den" or "dem")) break;
            }
        }
        return null;
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
                var named = _context.Subject(read, predicate);
                // In reported speech a group nobody knows ("beide Seiten") leaves the claim to the one who says so.
                if (_text.SpeakerAt(n) is { } speaker && (named is null || (named.Value.Actor.Key is null && _text.Known(named.Value.Actor) is null))) named = (speaker, [], "speaker");
                if (named is not { } subject || _context.IsMedia(subject.Actor)) return;
                var negated = _text.Any(clause.First, clause.End, Cue.Negation);
                // Who rejects a demand or a criticism is against it, whatever it was for.
                var sign = facts.CarrierNegative ? negated ? 1 : -1 : (int)noun.Stance * (negated ? -1 : 1);
                var act = facts.CarrierNegative || negated ? sign < 0 ? SpeechAct.Rejects : SpeechAct.Agrees : noun.Act;
                var evidence = _context.Evidence(read, predicate);
                var issue = n + 1 < clause.End ? _text.Span(n + 1, clause.End) : _text.Span(n, clause.End);
                _list.Add(read, n, noun.Noun.ToLowerInvariant(), "act noun", subject.Actor, subject.Others, subject.Form, sign, act, issue, null, Via(n, subject.Actor), evidence, negated);
                return;
            }
        }
    }

    private void Unanimous(ReadSentence read, int c)
    {
        var clause = read.Clauses[c];
        if (_text.FirstWith(clause.First, clause.End, Cue.Unanimity) is not (>= 0 and var at) || _text.Any(clause.First, clause.End, Cue.Negation) || !_text.German) return;
        var finite = _text.FirstWith(clause.First, clause.End, Cue.Auxiliaries);
        var subject = finite < 0 ? null : _context.Subjects.Of(clause, finite);
        // "man sei sich einig": those the sentence before spoke of.
        var actor = subject is { Form: not "pronoun" } own ? own.Actor : SubjectBefore(read) ?? _text.SpeakerAt(at);
        if (actor is null || _context.IsMedia(actor) || (actor.Key is null && _text.Known(actor) is null)) return;
        var evidence = _context.SentenceEvidence(read, at);
        _list.Add(read, at, "einig", "unanimity", actor, subject?.Others ?? [], subject?.Form ?? "name", 1, SpeechAct.Agrees, _context.Clip(_text.Span(at, read.Clauses[^1].End), at), null, Via(at, actor), evidence, false);
    }

    /// <summary>"nannte es absurd", "called the trip a provocation": what somebody calls bad he is against, what he calls good he is for.</summary>
    private void Called(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            for (var t = clause.First; t < clause.End; t++)
            {
                if (!(Calls(_text.Text.Folded(t)) || Deems(clause, t)) || _text.IsNounUse(t)) continue;
                var (from, end) = _text.German ? (clause.First, clause.End) : (t + 1, clause.End);
                var bad = _text.FirstWith(from, end, Cue.Bad);
                var good = bad >= 0 ? -1 : _text.FirstWith(from, end, Cue.Good);
                if ((bad < 0 && good < 0) || _text.Any(clause.First, clause.End, Cue.Negation)) continue;
                var verb = new ActVerb("call", null, bad >= 0 ? SpeechAct.Condemns : SpeechAct.Agrees, bad >= 0 ? Stance.Opposes : Stance.Supports, false, false, [], [], []);
                var predicate = new Predicate(verb, t, c, t, false, false, (int)verb.Stance, -1, false);
                if (_context.Subject(read, predicate) is not { } subject || _context.IsMedia(subject.Actor)) continue;
                var evidence = _context.Evidence(read, predicate);
                _list.Add(read, t, "call", "called good or bad", subject.Actor, subject.Others, subject.Form, (int)verb.Stance, verb.Act, _about.Issue(read, predicate, evidence), null, Via(t, subject.Actor), evidence, false);
                return;
            }
        }
    }

    /// <summary>"is against the accession", "are in favour of it", "ist dagegen": the side a known actor is on.</summary>
    private void Sides(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            for (var t = clause.First; t + 1 < clause.End; t++)
            {
                if (_text.Text.Folded(t) is not ("is" or "are" or "was" or "were" or "remains" or "ist" or "sind" or "war" or "waren" or "bleibt" or "sei" or "seien" or "bleibe")) continue;
                var at = _text.Text.Folded(t + 1) is "strongly" or "firmly" or "not" or "also" or "strikt" or "klar" or "nicht" or "auch" or "weiterhin" or "weiter" or "grundsätzlich" or "still" or "entschieden" ? t + 2 : t + 1;
                if (at >= clause.End) continue;
                var word = _text.Text.Folded(at);
                var sign = word is "against" or "opposed" or "gegen" or "dagegen" ? -1 : word is "dafür" || (word is "für" && at + 1 < clause.End && _text.Text.Folded(at + 1) is not ("ihn" or "sie" or "uns" or "ihr" or "ihre" or "sein" or "seine")) || (word is "in" && at + 1 < clause.End && _text.Text.Folded(at + 1) is "favour" or "favor") ? 1 : 0;
                if (sign == 0 || _context.Subjects.Of(clause, t) is not { Actor.Key: not null } subject) continue;
                if (_text.Any(t, at, Cue.Negation)) sign = -sign;
                var act = sign < 0 ? SpeechAct.Rejects : SpeechAct.Agrees;
                _list.Add(read, at, "be", "on a side", subject.Actor, subject.Others, subject.Form, sign, act, _text.Span(at + 1 < clause.End ? at + 1 : at, clause.End), null, Via(t, subject.Actor),
                    _context.Clip(_text.Span(clause.First, clause.End), t), sign < 0 && _text.Any(t, at, Cue.Negation));
                return;
            }
        }
    }

    /// <summary>"spricht von Erpressung", "hält das für überzogen", "spoke of blackmail".</summary>
    private bool Deems(Clause clause, int verb)
    {
        var link = _text.Text.Folded(verb) is "spricht" or "sprach" or "sprachen" or "sprechen" or "spreche" ? "von" : _text.Text.Folded(verb) is "hält" or "hielt" or "halten" or "hielten" or "halte" ? "für" : _text.Text.Folded(verb) is "spoke" or "speaks" ? "of" : null;
        for (var t = verb + 1; link is not null && t < clause.End; t++)
        {
            if (_text.Text.Is(t, link) || (link == "von" && _text.Text.Is(t, "vom"))) return _text.Any(t, clause.End, Cue.Bad | Cue.Good);
        }
        return false;
    }

    /// <summary>"Warschau will das Verbot verlängern": what a known actor wants done, in the reporter's words. Going, meeting and speaking are no stances.</summary>
    private void Wants(ReadSentence read)
    {
        if (!_text.German || read.Predicates.Count > 0) return;
        foreach (var clause in read.Clauses)
        {
            var at = _text.FirstWith(clause.First, clause.End, Cue.Want);
            if (at < 0 || clause.Subordinate || at == clause.First || _text.SpeakerAt(at) is not null || _context.Subjects.Of(clause, at) is not { Actor.Key: not null, Form: not "pronoun" } subject || _context.IsMedia(subject.Actor)) continue;
            var last = clause.End - 1;
            while (last > at && !_text.Text.Tokens[last].IsWord) last--;
            var verb = _text.Text.Folded(last);
            if (last <= at + 1 || _text.Text.Tokens[last].IsCapital || verb[^1] != 'n' || Undertakings.Contains(verb)) continue;
            var negated = _text.Any(clause.First, clause.End, Cue.Negation);
            _list.Add(read, at, "wollen", "wants", subject.Actor, subject.Others, subject.Form, negated ? -1 : 1, negated ? SpeechAct.Rejects : SpeechAct.Demands, _text.Span(at + 1, clause.End), null, Via(at, subject.Actor),
                _context.Clip(_text.Span(clause.First, clause.End), at), negated);
            return;
        }
    }

    private static bool Calls(ReadOnlySpan<char> word) => word is "nannte" or "nannten" or "nennt" or "nennen" or "bezeichnete" or "bezeichneten" or "bezeichnet" or "called" or "calls" or "call" or "describes" or "described" or "branded" or "brands"
        or "labelled" or "labeled" or "labels" or "dubbed" or "termed" or "deemed";

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
            if (_context.Subjects.Of(clause, t) is not { } subject || _context.IsMedia(subject.Actor)) return;
            _list.Add(read, at, "besorgt", "worry", subject.Actor, subject.Others, subject.Form, -1, SpeechAct.Warns, _text.Span(at + 1 < clause.End ? at + 1 : at, clause.End), null, Via(at, subject.Actor),
                _context.Clip(_text.Span(clause.First, clause.End), at), false);
            return;
        }
    }

    /// <summary>"warned that prices would rise", "fürchtet, X könne …": what will happen is foretold, and nothing judged.</summary>
    private bool Foretells(ReadSentence read, Predicate predicate)
    {
        if (!_text.German) return predicate.Token + 1 < _text.Text.Tokens.Length && (_text.Text.Is(predicate.Token + 1, "that") || FutureBehind(predicate.Token, read.Clauses[predicate.Clause].End));
        return predicate.Verb.Lemma is "fürchten" or "befürchten" or "prophezeien";
    }

    /// <summary>"told the army to withdraw", and not "told reporters that …", "told Lavrov of …".</summary>
    private bool Bids(ReadSentence read, Predicate predicate)
    {
        for (var t = predicate.Token + 1; t < read.Clauses[predicate.Clause].End; t++)
        {
            if (_text.Text.Is(t, "to")) return true;
            if (_text.Text.Folded(t) is "that" or "of" or "about" or "on" or "how" or "why" or "what") return false;
        }
        return false;
    }

    /// <summary>"demanded that NATO rule out any expansion", "agreements that barred missiles": a verb under another's "that" tells nobody's stance.</summary>
    private bool IsWithin(ReadSentence read, Predicate predicate)
    {
        if (_text.German || !read.Predicates.Exists(other => other.Clause == predicate.Clause && other.Token < predicate.Token && other.Verb.Act is SpeechAct.Demands or SpeechAct.Proposes or SpeechAct.Promises or SpeechAct.Accuses)) return false;
        for (var t = predicate.Token - 1; t > Math.Max(read.Clauses[predicate.Clause].First, predicate.Token - 5); t--)
        {
            if (_text.Text.Folded(t) is "that" or "which" or "to") return true;
        }
        return false;
    }

    private bool FutureBehind(int verb, int end)
    {
        for (var t = verb + 1; t < Math.Min(end, verb + 8); t++)
        {
            if (_text.Text.Folded(t) is "against" or "of") return false;
            if (_text.Is(t, Cue.Future) || _text.Text.Folded(t) is "could" or "might" or "may") return true;
        }
        return false;
    }

    private static bool WarnsOfPolicy(ReadSentence read, Predicate predicate)
    {
        var harm = read.Harms.FirstOrDefault(found => found.Token > predicate.Token);
        return harm.Harm is not null ? harm.Harm.Key is "force posture" or "sanctions" or "political measures" or "cutting aid"
            : predicate.Verb.Lemma is "warnen" or "warn" or "mahnen" or "raten" or "abraten" or "caution" && read.Clauses[predicate.Clause].End - predicate.Token > 2;
    }

    private ClaimActor? SubjectBefore(ReadSentence read)
    {
        var index = _text.Text.SentenceOf(read.Sentence.FirstToken);
        if (index <= 0) return null;
        var before = _context.Sentences[index - 1];
        foreach (var clause in before.Clauses)
        {
            for (var t = clause.First; t < clause.End; t++)
            {
                if ((_text.Is(t, Cue.Auxiliaries) || _text.IsFinite(t) || !_text.Text.Tokens[t].IsCapital && _text.Text.Tokens[t].IsWord && t > clause.First && !_text.Is(t, Cue.Prepositions)) && _context.Subjects.Of(clause, t) is { } subject)
                    return subject.Actor;
            }
        }
        return null;
    }

    private ClaimActor? Via(int token, ClaimActor actor) =>
        _text.SpeakerAt(token) is { } speaker && speaker.Reference != actor.Reference ? speaker : _text.ViaAt(token);
}
