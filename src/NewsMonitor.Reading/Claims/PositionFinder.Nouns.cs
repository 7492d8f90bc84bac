using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Reading.Claims;

// Positions that a noun names: demanded, met with criticism, agreed.
internal sealed partial class PositionFinder
{
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
}
