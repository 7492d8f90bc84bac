namespace NewsMonitor.Core.Agreement;

/// <summary>All measures of one variable.</summary>
/// <param name="Variable">Which.</param>
/// <param name="Units">Units with two values or more.</param>
/// <param name="Percent">Percentage agreement.</param>
/// <param name="Cohen">Of two coders.</param>
/// <param name="Weighted">Cohen's kappa weighted by steps, for the stance: against, undecided, for.</param>
/// <param name="Fleiss">On units that all have coded.</param>
/// <param name="Alpha">Krippendorff's, nominal.</param>
/// <param name="Ordinal">Krippendorff's, ordinal, for the stance.</param>
/// <param name="Interval">95 % of resampled nominal alphas.</param>
public sealed record VariableAgreement(
    Variable Variable, int Units, Coefficient Percent, Coefficient Cohen, Coefficient? Weighted, Coefficient Fleiss, Coefficient Alpha, Coefficient? Ordinal,
    (double Low, double High)? Interval);

/// <summary>Two coders on one variable.</summary>
public sealed record PairAgreement(long One, long Other, Coefficient Percent, Coefficient Cohen, Coefficient Alpha);

/// <summary>A week's agreement on one variable.</summary>
public sealed record WeekAgreement(DateOnly Week, Coefficient Percent, Coefficient Alpha);

/// <summary>How far the coders of an article agree.</summary>
/// <param name="Article">Which.</param>
/// <param name="Statements">Statements that anybody has made.</param>
/// <param name="Matched">Of them, those that all its coders have made.</param>
/// <param name="Share">
/// Decisions that agree, of all: for each two coders a decision on whether there is a statement, and one on each of its variables where both made it. It orders
/// the list; for a measure corrected for chance a single article holds too little.
/// </param>
/// <param name="Spans">ᵤα of the marked words.</param>
public sealed record ArticleAgreement(AgreementArticle Article, int Statements, int Matched, double? Share, Coefficient Spans);

/// <summary>Makes reports of what coders have coded. Pure: all that it needs is in the data.</summary>
public static class AgreementReport
{
    /// <summary>From one end to the other, for measures that know of order.</summary>
    public static readonly IReadOnlyList<string> StanceOrder = [nameof(Coding.Stance.Opposes), nameof(Coding.Stance.Undecided), nameof(Coding.Stance.Supports)];

    public static VariableAgreement Of(AgreementData data, Variable variable, Unmatched unmatched)
    {
        var table = Table(data, variable, unmatched);
        // "Not coded" stands nowhere in the order.
        var ordered = variable == Variable.Stance && unmatched == Unmatched.Missing;
        var alpha = KrippendorffAlpha.Nominal(table);
        return new(variable, table.Pairable().Count(), PercentAgreement.Of(table), CohenKappa.Of(table), ordered ? CohenKappa.Linear(table, StanceOrder) : null, FleissKappa.Of(table),
            alpha, ordered ? KrippendorffAlpha.Ordinal(table, StanceOrder) : null, alpha.Value is null ? null : KrippendorffAlpha.Interval(table));
    }

    /// <summary>Every two coders, each pair once.</summary>
    public static IReadOnlyList<PairAgreement> Pairs(AgreementData data, Variable variable, Unmatched unmatched)
    {
        var pairs = new List<PairAgreement>();
        for (var i = 0; i < data.Coders.Count; i++)
        {
            for (var j = i + 1; j < data.Coders.Count; j++)
            {
                // Anew for the two: what both have overlooked and a third has made is no unit of theirs.
                var table = UnitTables.Of([.. data.Articles.Select(a => a.Coded)], variable, [data.Coders[i].Id, data.Coders[j].Id], unmatched).Table;
                pairs.Add(new(data.Coders[i].Id, data.Coders[j].Id, PercentAgreement.Of(table), CohenKappa.Of(table), KrippendorffAlpha.Nominal(table)));
            }
        }
        return pairs;
    }

    public static IReadOnlyList<WeekAgreement> Weeks(AgreementData data, Variable variable, Unmatched unmatched) =>
        [.. data.Articles.GroupBy(a => a.Week).OrderBy(g => g.Key).Select(g =>
        {
            var table = Table(data with { Articles = [.. g] }, variable, unmatched);
            return new WeekAgreement(g.Key, PercentAgreement.Of(table), KrippendorffAlpha.Nominal(table));
        })];

    /// <summary>The marked words of statements: of one kind, or of both.</summary>
    /// <param name="data">What was coded.</param>
    /// <param name="kind"><c>position</c>, <c>threat</c> or <c>mention</c>; null for positions and threats, told apart.</param>
    public static UnitizingAgreement Spans(AgreementData data, string? kind) => UnitizingAlpha.Of([.. data.Articles.Select(a => Marked(data, a, kind))]);

    /// <summary>The least agreed first; those without a statement last.</summary>
    public static IReadOnlyList<ArticleAgreement> Articles(AgreementData data) =>
        [.. data.Articles.Select(a => Of(data, a)).OrderBy(a => a.Share ?? 2).ThenByDescending(a => a.Statements).ThenBy(a => a.Article.Coded.Id)];

    private static ArticleAgreement Of(AgreementData data, AgreementArticle article)
    {
        var (statements, matched, same, decisions) = (0, 0, 0, 0);
        var coders = data.CoderIds.Where(article.Coded.Coders.Contains).ToArray();
        foreach (var unit in article.Coded.Units.Where(u => u.Statements[0].Kind != "mention"))
        {
            var made = coders.Select(unit.Of).ToArray();
            if (made.All(m => m is null)) continue;
            statements++;
            if (made.All(m => m is not null)) matched++;
            for (var i = 0; i < made.Length; i++)
            {
                for (var j = i + 1; j < made.Length; j++)
                {
                    if (made[i] is null && made[j] is null) continue; // a third has made it
                    decisions++;
                    if (made[i] is not { } one || made[j] is not { } other) continue;
                    same++;
                    foreach (var variable in one.Values.Keys.Intersect(other.Values.Keys))
                    {
                        decisions++;
                        if (one.Values[variable] == other.Values[variable]) same++;
                    }
                }
            }
        }
        return new(article, statements, matched, decisions == 0 ? null : (double)same / decisions, UnitizingAlpha.Of([Marked(data, article, null)]).All);
    }

    private static MarkedText Marked(AgreementData data, AgreementArticle article, string? kind) => new(article.Length, [.. data.CoderIds.Where(article.Coded.Coders.Contains)
        .Select(coder => (IReadOnlyList<MarkedSpan>)[.. article.Coded.Units.Select(u => u.Of(coder)).OfType<CodedStatement>()
            .Where(s => kind is null ? s.Kind != "mention" : s.Kind == kind).SelectMany(s => s.Evidence.Select(e => new MarkedSpan(e.Start, e.End, s.Kind)))])]);

    private static ReliabilityTable Table(AgreementData data, Variable variable, Unmatched unmatched) =>
        UnitTables.Of([.. data.Articles.Select(a => a.Coded)], variable, data.CoderIds, unmatched).Table;
}
