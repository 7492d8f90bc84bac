using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

/// <summary>
/// Finds positions: what somebody demands, rejects, promises, condemns, agrees to, by verb or by noun; and what a speaker's words
/// themselves say is right, wrong, needed or out of the question.
/// </summary>
internal sealed partial class PositionFinder
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

    private ClaimActor? Via(int token, ClaimActor actor) =>
        _text.SpeakerAt(token) is { } speaker && speaker.Reference != actor.Reference ? speaker : _text.ViaAt(token);
}
