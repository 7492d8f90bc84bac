namespace NewsMonitor.Core.Agreement;

/// <summary>Two coders' statements behind a cell of a confusion matrix; one is null where that coder has not made it.</summary>
public sealed record ConfusedPair(AgreementArticle Article, long OneCoder, long OtherCoder, CodedStatement? One, CodedStatement? Other);

/// <summary>
/// Which value one coder gave where another gave which. Of two coders the rows are the first's, the columns the second's; of more, every pair counts once
/// each way, so that the matrix is its own mirror (alpha's coincidences without their weights).
/// </summary>
/// <param name="Values">Rows and columns alike, the most frequent first; what is rarer than all shown is in none.</param>
/// <param name="Counts">By row and column.</param>
/// <param name="Left">Pairs of values that are not among those shown.</param>
public sealed record Confusion(IReadOnlyList<string> Values, IReadOnlyDictionary<(string Row, string Column), int> Counts, int Left)
{
    /// <summary>Values at most in a matrix: more are not read.</summary>
    public const int MostValues = 12;

    public int At(string row, string column) => Counts.GetValueOrDefault((row, column));

    public static Confusion Of(AgreementData data, Variable variable, Unmatched unmatched, IReadOnlyList<string>? order = null)
    {
        var pairs = Pairs(data, variable, unmatched).Select(p => (p.Row, p.Column)).ToArray();
        var counted = pairs.SelectMany(p => new[] { p.Row, p.Column }).CountBy(v => v).OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key).ToArray();
        var values = (order is null ? counted : [.. order.Where(counted.Contains), .. counted.Except(order)]).Take(MostValues).ToArray();
        var shown = pairs.Where(p => values.Contains(p.Row) && values.Contains(p.Column)).ToArray();
        return new(values, shown.CountBy(p => p).ToDictionary(), pairs.Length - shown.Length);
    }

    /// <summary>The statements behind a cell, newest article first.</summary>
    public static IReadOnlyList<ConfusedPair> Behind(AgreementData data, Variable variable, Unmatched unmatched, string row, string column) =>
        [.. Pairs(data, variable, unmatched).Where(p => p.Row == row && p.Column == column).Select(p => p.Pair)
            // Of a mirrored matrix a cell on the diagonal holds each pair twice.
            .DistinctBy(p => (Math.Min(p.One?.Id ?? 0, p.Other?.Id ?? 0), Math.Max(p.One?.Id ?? 0, p.Other?.Id ?? 0)))
            .OrderByDescending(p => p.Article.PublishedAt).ThenBy(p => p.One?.Id ?? p.Other?.Id)];

    private static IEnumerable<(string Row, string Column, ConfusedPair Pair)> Pairs(AgreementData data, Variable variable, Unmatched unmatched)
    {
        var coders = data.CoderIds;
        var rows = data.Articles.ToDictionary(a => a.Coded);
        for (var i = 0; i < coders.Count; i++)
        {
            for (var j = coders.Count == 2 ? i + 1 : 0; j < coders.Count; j++)
            {
                if (i == j) continue;
                var (table, units) = UnitTables.Of([.. data.Articles.Select(a => a.Coded)], variable, [coders[i], coders[j]], unmatched);
                foreach (var (values, (article, unit)) in table.Units.Zip(units))
                {
                    if (values[0] is { } row && values[1] is { } column)
                        yield return (row, column, new(rows[article], coders[i], coders[j], unit.Of(coders[i]), unit.Of(coders[j])));
                }
            }
        }
    }
}
