using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Claims;

// Where clauses begin and end: by commas, coordinators before a new predicate, and the verbal bracket that takes in a list.
internal sealed partial class ClaimText
{
    /// <summary>The clauses of a sentence in order.</summary>
    public List<Clause> Clauses(Sentence sentence)
    {
        var clauses = new List<Clause>();
        var first = sentence.FirstToken;
        var joined = false;
        var predicate = false;
        for (var t = sentence.FirstToken; t < sentence.EndToken; t++)
        {
            var token = Text.Tokens[t];
            if (IsBoundary(t))
            {
                Close(t);
                (first, joined, predicate) = (t + 1, false, false);
            }
            else if (predicate && t + 1 < sentence.EndToken && IsCoordinator(t) && BeginsPredicate(t + 1, sentence.EndToken))
            {
                Close(t);
                (first, joined, predicate) = (t + 1, true, false);
            }
            else if (token.IsWord && (Is(t, Cue.Auxiliaries) || IsFinite(t))) predicate = true;
        }
        Close(sentence.EndToken);
        MergeNames(clauses);
        return German ? MergeLists(clauses) : clauses;

        void Close(int end)
        {
            while (first < end && !Text.Tokens[first].IsWord && Text.Tokens[first].Kind != TokenKind.Number) first++;
            if (first < end) clauses.Add(new Clause(first, end, joined, IsSubordinate(first, end)));
        }
    }

    /// <summary>"Britain, France and Germany appealed", "Merkel, Macron und May bedauerten": the commas of a list of names that opens a sentence.</summary>
    private void MergeNames(List<Clause> clauses)
    {
        while (clauses.Count > 1 && clauses[0] is { Subordinate: false } names && clauses[1] is { Subordinate: false, Joined: false } next && IsComma(names.End, next.First) && EndsWithName(names) && FirstFinite(names) < 0)
        {
            var at = next.First;
            while (at < Math.Min(next.End, next.First + 5) && Actors.MentionAt(at) < 0 && !IsFinite(at) && !Is(at, Cue.Auxiliaries)) at++;
            // Adjectives of a title before the name: "der französische Staatschef Emmanuel Macron".
            while (at < next.End && Actors.MentionAt(at) is >= 0 and var m && !Subjects.IsNominal(Actors.Mentions[m])) at = Math.Max(at + 1, Actors.Mentions[m].EndToken);
            if (at >= next.End || Actors.MentionAt(at) is not (>= 0 and var named) || !Subjects.IsNominal(Actors.Mentions[named])) return;
            var end = Actors.Mentions[named].EndToken;
            if (!(end < next.End && Text.Folded(end) is "und" or "and" or "sowie") && !(end == next.End && clauses.Count > 2 && IsComma(next.End, clauses[2].First))) return;
            clauses[0] = names with { End = next.End };
            clauses.RemoveAt(1);
        }
    }

    private bool EndsWithName(Clause clause) => Actors.MentionAt(clause.End - 1) is >= 0 and var m && Subjects.IsNominal(Actors.Mentions[m]);

    /// <summary>
    /// "hatte … die Souveränität, Unabhängigkeit und Einheit … bekräftigt": commas of a list are no ends of clauses. The verbal bracket,
    /// open behind an auxiliary, takes in what follows up to the verb that closes it.
    /// </summary>
    private List<Clause> MergeLists(List<Clause> clauses)
    {
        var merged = new List<Clause>(clauses.Count);
        foreach (var clause in clauses)
        {
            if (merged.Count > 0 && merged[^1] is var open && !clause.Subordinate && !clause.Joined && IsOpen(open) && !HasEarlyVerb(clause) && IsComma(open.End, clause.First)
                && QuotationAt(open.First) == QuotationAt(clause.First))
                merged[^1] = open with { End = clause.End };
            else
                merged.Add(clause);
        }
        return merged;
    }

    private bool IsComma(int end, int next) => Text.Is(end, ',') && next - end <= 2;

    private bool IsOpen(Clause clause)
    {
        var last = clause.End - 1;
        while (last > clause.First && !Text.Tokens[last].IsWord) last--;
        if (!Text.Tokens[last].IsCapital || (_facts[last]?.Forms is not null && !IsNounUse(last))) return false;
        // An opening list of names ("Merkel, Macron und …") has no verb yet; a bracket has its auxiliary and nothing that closes it.
        return Any(clause.First, clause.End, Cue.Auxiliaries) || (clause.End - clause.First <= 4 && Actors.MentionAt(last) >= 0 && FirstFinite(clause) < 0);
    }

    private int FirstFinite(Clause clause)
    {
        for (var t = clause.First; t < clause.End; t++)
        {
            if (Is(t, Cue.Auxiliaries) || IsFinite(t)) return t;
        }
        return -1;
    }

    private bool HasEarlyVerb(Clause clause)
    {
        for (var t = clause.First; t < clause.End - 1; t++)
        {
            if (Is(t, Cue.Auxiliaries) || (IsFinite(t) && Text.Tokens[t + 1].IsWord) || Text.Is(t, "zu")) return true;
        }
        return _facts[clause.End - 1]?.Forms?.Exists(form => form.Kind == VerbFormKind.ToInfinitive) == true || Is(clause.First, Cue.Reporting);
    }

    private bool IsBoundary(int t)
    {
        if (Text.Tokens[t].Kind != TokenKind.Punctuation) return false;
        return Text.Text[Text.Tokens[t].Start] is ',' or ';' or ':' or '\u2013' or '\u2014' or '(' or ')' || (Text.Is(t, '-') && Text.Tokens[t].Has(TokenShape.SpaceBefore));
    }

    private bool IsCoordinator(int t) => Text.Folded(t) is "und" or "oder" or "aber" or "sondern" or "and" or "but" or "or" or "while";

    /// <summary>"und wirft der Ukraine vor", "and rejected": the subject goes on. "und Putin warnte": a new one.</summary>
    private bool BeginsPredicate(int t, int end)
    {
        for (var at = t; at < Math.Min(t + 5, end); at++)
        {
            if (!Text.Tokens[at].IsWord) return false;
            if (IsFinite(at) || (German && Is(at, Cue.Auxiliaries)))
            {
                // A verb that ends the clause is the one the coordinated nouns share: "Ukraine und Georgien … verhindern".
                var closes = at + 1 >= end || !Text.Tokens[at + 1].IsWord && Text.Tokens[at + 1].Kind != TokenKind.Quote;
                return at == t || (!Is(t, Cue.Prepositions) && !(German && closes && at > t + 1));
            }
            if (!German && at == t && (Is(at, Cue.Auxiliaries) || Text.Folded(at) is "also" or "then")) continue;
        }
        return false;
    }

    private bool IsSubordinate(int first, int end)
    {
        if (Is(first, Cue.Subordinators)) return true;
        // No relative clause opens a sentence: "Der russische Konzern hat … gestellt".
        if (!German || Text.Tokens[first].Has(TokenShape.SentenceStart)) return false;
        // A relative clause: its verb comes last.
        var start = Is(first, Cue.Prepositions) ? first + 1 : first;
        if (start >= end || Text.Folded(start) is not ("der" or "die" or "das" or "den" or "dem" or "dessen" or "deren" or "denen")) return false;
        var last = end - 1;
        while (last > start && !Text.Tokens[last].IsWord) last--;
        return last > start + 1 && (Is(last, Cue.Auxiliaries) || (_facts[last]?.Forms is not null && !Text.Tokens[last].IsCapital) || IsLowerVerbLike(last));
    }

    private bool IsLowerVerbLike(int t) => !Text.Tokens[t].IsCapital && Text.Folded(t) is var word && word.Length > 3 && (word.EndsWith("te") || word.EndsWith("ten") || word.EndsWith("t") || word.EndsWith("en"));
}
