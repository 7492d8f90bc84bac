using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

// What somebody says he will not do.
internal sealed partial class PositionFinder
{
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
}
