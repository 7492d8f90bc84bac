using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

/// <summary>What a position is about and whom it is aimed at.</summary>
internal sealed class PositionIssues(ClaimContext context)
{
    private readonly ClaimText _text = context.Text;

    /// <summary>What it is about: the clause that hangs on the verb, else the words behind the preposition or the verb.</summary>
    public TextSpan Issue(ReadSentence read, Predicate predicate, TextSpan evidence)
    {
        var clause = read.Clauses[predicate.Clause];
        // English keeps its complement with the verb; what follows the comma is said besides.
        if (predicate.Clause + 1 < read.Clauses.Count && predicate.Verb.Act is not SpeechAct.Condemns && (_text.German || clause.End - predicate.Token < 3))
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

    public ClaimActor? Target(ReadSentence read, Predicate predicate, ClaimActor subject)
    {
        if (predicate.Verb.Act is not (SpeechAct.Demands or SpeechAct.Accuses or SpeechAct.Condemns or SpeechAct.Rejects or SpeechAct.Promises or SpeechAct.Proposes or SpeechAct.Warns)) return null;
        var clause = read.Clauses[predicate.Clause];
        return context.OtherActor(_text.German ? clause.First : predicate.Token, read.Clauses[^1].End, subject, _text.SpeakerAt(predicate.Token)) is { } mention ? _text.ActorOf(mention) : null;
    }
}
