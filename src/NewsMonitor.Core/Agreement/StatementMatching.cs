namespace NewsMonitor.Core.Agreement;

/// <summary>Statements of several coders on the same words: one a coder at most. A statement that nobody else has made stands alone.</summary>
public sealed record CodedUnit(IReadOnlyList<CodedStatement> Statements)
{
    public CodedStatement? Of(long coder) => Statements.FirstOrDefault(s => s.Coder == coder);
}

/// <summary>
/// Which statements of different coders speak of the same: the one rule, for agreement and for adjudication alike.
/// </summary>
/// <remarks>
/// Two statements of one kind can match when they share at least half of the words of the shorter one: one coder marks the sentence, another its
/// four decisive words. Of what can match, the closest in extent (the largest share of all words of both) go together first; where coders have made
/// several statements from the very same words, those that say the same of them. A coder has one statement in a unit at most, and each in it
/// matches each other. For agreement what is then left is matched across kinds by the same rule, position to threat, since the kind is itself
/// something to agree on. The second criterion makes agreement look better than drawing lots would, where one sentence holds several statements;
/// drawing lots would say nothing.
/// </remarks>
public static class StatementMatching
{
    /// <summary>So much of the shorter one's words must be shared.</summary>
    public const double LeastShared = 0.5;
    private const string Mention = "mention";

    private sealed record Tie(int One, int Other, bool OfOneKind, double Likeness, int Same);

    /// <param name="statements">Of one article, by all coders, words placed on the same version.</param>
    /// <param name="acrossKinds">Whether a position and a threat that nothing else matches may be a unit. Mentions match mentions only.</param>
    /// <returns>In text order; every statement is in one unit.</returns>
    public static IReadOnlyList<CodedUnit> Match(IReadOnlyList<CodedStatement> statements, bool acrossKinds)
    {
        var ordered = statements.OrderBy(s => s.Id).ToArray();
        var words = ordered.Select(s => Union(s.Evidence)).ToArray();
        var ties = new List<Tie>();
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = i + 1; j < ordered.Length; j++)
            {
                var (one, other) = (ordered[i], ordered[j]);
                var alike = one.Kind == other.Kind;
                if (one.Coder == other.Coder || !(alike || (acrossKinds && one.Kind != Mention && other.Kind != Mention))) continue;
                if (Likeness(words[i], words[j]) is { } likeness) ties.Add(new(i, j, alike, likeness, Same(one, other)));
            }
        }
        var matching = ties.Select(t => (t.One, t.Other)).ToHashSet();
        var units = Enumerable.Range(0, ordered.Length).Select(i => new List<int> { i }).ToArray();
        foreach (var tie in ties.OrderByDescending(t => t.OfOneKind).ThenByDescending(t => t.Likeness).ThenByDescending(t => t.Same).ThenBy(t => t.One).ThenBy(t => t.Other))
        {
            var (one, other) = (units[tie.One], units[tie.Other]);
            if (one == other || !one.All(i => other.All(j => matching.Contains((Math.Min(i, j), Math.Max(i, j)))))) continue;
            one.AddRange(other);
            foreach (var i in other) units[i] = one;
        }
        return [.. units.Distinct().OrderBy(u => u.Min(i => words[i].Count == 0 ? int.MaxValue : words[i][0].Start)).ThenBy(u => u.Min())
            .Select(u => new CodedUnit([.. u.Select(i => ordered[i]).OrderBy(s => s.Coder)]))];
    }

    /// <summary>How alike two evidences are in extent, 0 to 1; null where they share too little to match.</summary>
    public static double? Likeness(IReadOnlyList<Span> one, IReadOnlyList<Span> other)
    {
        var (a, b) = (Union(one), Union(other));
        var shared = (from x in a from y in b select Math.Max(0, Math.Min(x.End, y.End) - Math.Max(x.Start, y.Start))).Sum();
        var (lengthA, lengthB) = (a.Sum(s => s.End - s.Start), b.Sum(s => s.End - s.Start));
        return shared == 0 || shared < LeastShared * Math.Min(lengthA, lengthB) ? null : (double)shared / (lengthA + lengthB - shared);
    }

    private static int Same(CodedStatement one, CodedStatement other) => one.Values.Count(v => other.Values.TryGetValue(v.Key, out var value) && value == v.Value);

    /// <summary>The words without double ones, in text order.</summary>
    private static List<Span> Union(IReadOnlyList<Span> spans)
    {
        var union = new List<Span>();
        foreach (var span in spans.Where(s => s.Start < s.End).OrderBy(s => s.Start))
        {
            if (union.Count > 0 && span.Start <= union[^1].End) union[^1] = new(union[^1].Start, Math.Max(union[^1].End, span.End));
            else union.Add(span);
        }
        return union;
    }
}
