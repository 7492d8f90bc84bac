namespace NewsMonitor.Core.Agreement;

/// <summary>A stretch of a text that a coder has marked: UTF-16 offsets, end exclusive, and what it was marked as.</summary>
public readonly record struct MarkedSpan(int Start, int End, string Value);

/// <summary>One text, and what each of its coders has marked in it; a coder who marked nothing has an empty list.</summary>
/// <param name="Length">Of the text, in UTF-16 units.</param>
/// <param name="Coders">A list a coder. Texts of fewer than two coders count not at all.</param>
public sealed record MarkedText(int Length, IReadOnlyList<IReadOnlyList<MarkedSpan>> Coders);

/// <summary>The coefficients of where coders mark, and as what.</summary>
/// <param name="All">ᵤα: boundaries and values together, gaps included.</param>
/// <param name="Binary">|ᵤα: what is marked at all, whatever as.</param>
/// <param name="Coded">cᵤα: the values, where both have marked something; what it covers is <paramref name="Covered"/>.</param>
/// <param name="Covered">The share of the texts on which <paramref name="Coded"/> rests.</param>
public sealed record UnitizingAgreement(Coefficient All, Coefficient Binary, Coefficient Coded, double Covered);

/// <summary>
/// Krippendorff's alpha for spans, the family ᵤα, |ᵤα, cᵤα of Krippendorff, Mathet, Bouvry and Widlöcher, "On the reliability of unitizing textual
/// continua: Further developments", Quality &amp; Quantity 50, 2016 (equations 1, 4 to 6, 10 and 11). Agreement is the length on which two coders'
/// segments intersect; chance is what the same segments, thrown onto the text anywhere, would give.
/// </summary>
/// <remarks>
/// Two things are ours. Several texts are one continuum, each text's pairs weighing 1 / (m − 1) by its own number of coders, as alpha weighs
/// units with missing values. And the paper's segments of one coder never overlap, while ours may: stretches of the same value that overlap are
/// one segment, and a stretch under two values at once has their combination as its value ("position+threat").
/// </remarks>
public static class UnitizingAlpha
{
    private const string Gap = "";

    public static UnitizingAgreement Of(IReadOnlyList<MarkedText> texts)
    {
        var pairable = texts.Where(t => t.Coders.Count > 1 && t.Length > 0)
            .Select(t => (Weight: 1.0 / (t.Coders.Count - 1), Coders: t.Coders.Select(spans => Segments(spans, t.Length)).ToArray())).ToArray();
        if (pairable.Length == 0)
        {
            var none = Coefficient.None(NoValue.NoPair);
            return new(none, none, none, 0);
        }
        var observed = new Dictionary<(string C, string K), double>();
        foreach (var (weight, coders) in pairable)
        {
            foreach (var (i, j) in Ordered(coders.Length))
            {
                foreach (var (c, k, length, _) in Intersections(coders[i], coders[j])) observed[(c, k)] = observed.GetValueOrDefault((c, k)) + length * weight;
            }
        }
        var margins = observed.GroupBy(o => o.Key.C).ToDictionary(g => g.Key, g => g.Sum(o => o.Value));
        var total = margins.Values.Sum();

        // A segment meets itself by chance with its whole length; a gap is no segment but so many places of their own.
        var self = new Dictionary<string, double>();
        foreach (var segment in pairable.SelectMany(t => t.Coders).SelectMany(c => c))
        {
            double length = segment.End - segment.Start;
            self[segment.Value] = self.GetValueOrDefault(segment.Value) + (segment.Value == Gap ? length : length * length);
        }
        var scale = total / (total * total - self.Values.Sum());
        double Expected(string c) => scale * (margins[c] * margins[c] - self.GetValueOrDefault(c));

        var units = pairable.Length;
        var disagreement = total - margins.Keys.Sum(c => observed.GetValueOrDefault((c, c)));
        var chance = total - margins.Keys.Sum(Expected);
        var gaps = margins.GetValueOrDefault(Gap);
        var nothing = Coefficient.None(NoValue.NothingMarked, units);
        if (margins.Count == 1) return new(nothing, nothing, Coefficient.None(NoValue.NoVariation, units), gaps == 0 ? 1 : 0);

        var binary = gaps == 0 ? nothing : Ratio(gaps - observed.GetValueOrDefault((Gap, Gap)), scale * gaps * (total - gaps), units);
        var (coded, covered) = Coding(pairable, observed, margins);
        return new(Ratio(disagreement, chance, units), binary, coded, covered / total);
    }

    /// <summary>cᵤα: values on the stretches that both have marked, equations 10 and 11.</summary>
    private static (Coefficient Coded, double Covered) Coding(
        (double Weight, Segment[][] Coders)[] texts, Dictionary<(string C, string K), double> observed, Dictionary<string, double> margins)
    {
        var marked = margins.Keys.Where(c => c != Gap).ToDictionary(c => c, c => margins[c] - observed.GetValueOrDefault((c, Gap)));
        var total = marked.Values.Sum();
        if (total == 0) return (Coefficient.None(NoValue.NoPair), 0);
        // What of each segment meets any marked stretch of another coder.
        var self = new Dictionary<string, double>();
        foreach (var (weight, coders) in texts)
        {
            foreach (var (i, j) in Ordered(coders.Length))
            {
                foreach (var met in Intersections(coders[i], coders[j]).Where(x => x.C != Gap && x.K != Gap).GroupBy(x => (x.Segment, x.C)))
                {
                    self[met.Key.C] = self.GetValueOrDefault(met.Key.C) + Math.Pow(met.Sum(x => x.Length), 2) * weight;
                }
            }
        }
        var units = texts.Length;
        if (marked.Count(m => m.Value > 0) < 2) return (Coefficient.None(NoValue.NoVariation, units), total);
        var scale = total - self.Values.Sum() / total;
        var disagreement = total - marked.Keys.Sum(c => observed.GetValueOrDefault((c, c)));
        var chance = total - marked.Sum(c => (c.Value * c.Value - self.GetValueOrDefault(c.Key)) / scale);
        return (Ratio(disagreement, chance, units), total);
    }

    private static Coefficient Ratio(double disagreement, double chance, int units) =>
        chance <= 0 ? Coefficient.None(NoValue.NoVariation, units) : Coefficient.Of(1 - disagreement / chance, units);

    private static IEnumerable<(int I, int J)> Ordered(int coders) =>
        from i in Enumerable.Range(0, coders) from j in Enumerable.Range(0, coders) where i != j select (i, j);

    /// <summary>Where the segments of two coders meet. Both lists cover the text without a hole, so one walk along both finds all.</summary>
    private static IEnumerable<(string C, string K, int Length, int Segment)> Intersections(Segment[] one, Segment[] other)
    {
        for (var (i, j) = (0, 0); i < one.Length && j < other.Length;)
        {
            var length = Math.Min(one[i].End, other[j].End) - Math.Max(one[i].Start, other[j].Start);
            if (length > 0) yield return (one[i].Value, other[j].Value, length, i);
            if (one[i].End <= other[j].End) i++;
            else j++;
        }
    }

    private readonly record struct Segment(int Start, int End, string Value);

    /// <summary>A coder's spans as segments that cover the text, gaps included.</summary>
    private static Segment[] Segments(IReadOnlyList<MarkedSpan> spans, int length)
    {
        var merged = spans.Select(s => s with { Start = Math.Clamp(s.Start, 0, length), End = Math.Clamp(s.End, 0, length) }).Where(s => s.Start < s.End)
            .GroupBy(s => s.Value).SelectMany(Merged).ToArray();
        var bounds = merged.SelectMany(s => new[] { s.Start, s.End }).Append(0).Append(length).Distinct().Order().ToArray();
        var segments = new List<(Segment Segment, string Key)>();
        foreach (var (from, until) in bounds.Zip(bounds.Skip(1)))
        {
            var over = merged.Where(s => s.Start <= from && until <= s.End).OrderBy(s => s.Value, StringComparer.Ordinal).ToArray();
            // Of the same spans: cut only by somebody else's end, so it is still one.
            var key = string.Join(',', over.Select(s => $"{s.Value}@{s.Start}"));
            if (segments.Count > 0 && segments[^1].Key == key) segments[^1] = (segments[^1].Segment with { End = until }, key);
            else segments.Add((new(from, until, over.Length == 0 ? Gap : string.Join('+', over.Select(s => s.Value))), key));
        }
        return [.. segments.Select(s => s.Segment)];
    }

    private static IEnumerable<MarkedSpan> Merged(IEnumerable<MarkedSpan> spans)
    {
        MarkedSpan? open = null;
        foreach (var span in spans.OrderBy(s => s.Start))
        {
            // Those that merely touch are two units.
            if (open is { } before && span.Start < before.End) open = before with { End = Math.Max(before.End, span.End) };
            else
            {
                if (open is { } done) yield return done;
                open = span;
            }
        }
        if (open is { } last) yield return last;
    }
}
