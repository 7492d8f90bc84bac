using NewsMonitor.Reading.Language;
using NewsMonitor.Reading.Speech;

namespace NewsMonitor.Reading.Claims;

// The words of a condition in a sentence.
internal sealed partial class ClaimContext
{
    /// <summary>The words of a condition in a sentence: "im Falle einer Invasion", "falls …", "if …"; null if there is none.</summary>
    public (TextSpan Span, int First, int End, bool Anaphoric)? Condition(ReadSentence read)
    {
        if (!read.Condition.Looked) read.Condition = (true, FindCondition(read));
        return read.Condition.Found;
    }

    private (TextSpan Span, int First, int End, bool Anaphoric)? FindCondition(ReadSentence read)
    {
        for (var c = 0; c < read.Clauses.Count; c++)
        {
            var clause = read.Clauses[c];
            if (Whoever(read, c) is { } whoever) return (Text.Span(clause.First, whoever), clause.First, whoever, false);
            var at = Text.FirstWith(clause.First, clause.End, Cue.Conditions);
            if (at < 0) continue;
            var word = _text.Folded(at);
            // "sollte", "should" are conditions only where they open the clause; "wenn" and "if" too.
            var opens = at == clause.First || (at == clause.First + 1 && Text.Is(clause.First, Cue.Subordinators)) || _text.Tokens[at].Has(TokenShape.SentenceStart);
            if (word is "wenn" or "falls" or "sollte" or "sollten" or "sofern" or "solange" or "if" or "unless" or "should" or "until" or "once" or "andernfalls" or "ansonsten" or "sonst" or "otherwise")
            {
                if (!opens && !(word is "if" or "unless" or "andernfalls" or "otherwise" or "sonst" or "ansonsten")) continue;
                var end = word is "if" or "unless" or "until" ? clause.End : clause.End;
                return (Text.Span(at, end), at, end, Text.Is(at, Cue.AnaphoricConditions));
            }
            // A phrase: up to the next verb, preposition of another kind, or twelve words.
            var limit = Math.Min(clause.End, at + 12);
            var last = Math.Min(clause.End, at + 3);
            for (var t = at + 2; t < limit && !Text.IsFinite(t) && !Text.Is(t, Cue.Auxiliaries) && !(t > at + 3 && Text.Is(t, Cue.Prepositions) && _text.Folded(t) is "mit" or "with"); t++) last = t + 1;
            if (word is "bei" && Text.HarmsIn(at, Math.Min(last, at + 5)) == 0) continue;
            return (Text.Span(at, last), at, last, Text.Is(at, Cue.AnaphoricConditions));
        }
        return null;
    }

    /// <summary>"Wer angreift, wird …", "those who attack will …", "Geschehe dies, werde …": one past the clause that makes a condition without its word, or null.</summary>
    private int? Whoever(ReadSentence read, int c)
    {
        var clause = read.Clauses[c];
        var first = clause.First;
        if (_text.IsGerman)
        {
            if (c + 1 >= read.Clauses.Count || !Text.Is(read.Clauses[c + 1].First, Cue.Auxiliaries)) return null;
            if (_text.Folded(first) is "wer" or "wen" or "wem") return clause.End;
            // A verb opens the sentence and another the clause behind its comma.
            var opens = _text.Tokens[first].Has(TokenShape.SentenceStart) && _text.Tokens[first].IsCapital && clause.End - first is > 1 and < 16 && _text.Is(clause.End, ',');
            return opens && (Text.Is(read.Clauses[c + 1].First, Cue.Future) || Text.Any(first, clause.End, Cue.Negation)) && Text.IsVerbLike(first) ? clause.End : null;
        }
        if (_text.Folded(first) is "whoever" or "anyone" or "anybody") return Behind(first + 1, clause.End);
        if (_text.Folded(first) is "those" or "companies" or "countries" or "states" or "nations" or "firms" && first + 1 < clause.End && _text.Folded(first + 1) is "who" or "that" or "which") return Behind(first + 2, clause.End);
        return null;

        int? Behind(int from, int end) => Text.FirstWith(from, end, Cue.Future) is var future and >= 0 && future > from ? future : null;
    }
}
