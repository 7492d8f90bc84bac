using NewsMonitor.Core.Agreement;

namespace NewsMonitor.Core.Tests.Agreement;

/// <summary>Each measure against worked examples that others have published.</summary>
public sealed class MeasuresTests
{
    /// <summary>Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, section C: four observers, twelve units, values missing.</summary>
    private static readonly ReliabilityTable Krippendorff2011 = ReliabilityTable.Parse(
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .");

    [Fact]
    public void Nominal_alpha_with_missing_values_is_as_Krippendorff_works_it_out()
    {
        var alpha = KrippendorffAlpha.Nominal(Krippendorff2011);
        Assert.Equal(0.743, alpha.Value!.Value, 3);
        Assert.Equal(11, alpha.Units); // the twelfth was valued by one observer only
    }

    [Fact]
    public void Ordinal_alpha_is_as_Krippendorff_works_it_out() =>
        Assert.Equal(0.815, KrippendorffAlpha.Ordinal(Krippendorff2011, ["1", "2", "3", "4", "5"]).Value!.Value, 3);

    [Fact]
    public void Alpha_of_binary_data_is_as_Krippendorff_works_it_out() =>
        Assert.Equal(0.095, KrippendorffAlpha.Nominal(ReliabilityTable.Parse("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")).Value!.Value, 3);

    [Fact]
    public void Alpha_of_nominal_data_of_two_observers_is_as_Krippendorff_works_it_out() =>
        Assert.Equal(0.692, KrippendorffAlpha.Nominal(ReliabilityTable.Parse("a a b b d c c c e d d a", "b a b b b c c c e d d d")).Value!.Value, 3);

    [Fact]
    public void Cohens_kappa_is_as_Cohen_works_it_out()
    {
        // Cohen 1960, table 1, and 1968, table 1, with its weights: two coders, three diagnoses, 200 cases.
        string[] kinds = ["personality", "neurosis", "psychosis"];
        int[][] cases = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
        double[][] weights = [[0, 1, 3], [1, 0, 6], [3, 6, 0]];
        var table = ReliabilityTable.Of(2, [.. kinds.SelectMany((one, i) => kinds.SelectMany((other, j) => Enumerable.Repeat<IReadOnlyList<string?>>([one, other], cases[i][j])))]);
        Assert.Equal(0.70, PercentAgreement.Of(table).Value!.Value, 10);
        Assert.Equal(0.492, CohenKappa.Of(table).Value!.Value, 3);
        Assert.Equal(0.348, CohenKappa.Weighted(table, (a, b) => weights[Array.IndexOf(kinds, a)][Array.IndexOf(kinds, b)]).Value!.Value, 3);
    }

    [Fact]
    public void Cohens_kappa_of_fifty_proposals_is_as_textbooks_have_it()
    {
        var table = Pairs(("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15));
        Assert.Equal(0.7, PercentAgreement.Of(table).Value!.Value, 10);
        Assert.Equal(0.4, CohenKappa.Of(table).Value!.Value, 10);
    }

    [Fact]
    public void Weights_by_steps_forgive_neighbours()
    {
        // By hand, of nine: both coders have 4 for, 2 undecided, 3 against. Three differ, two by one step, one by two: Dₒ = (1 + 1 + 2) / 9 = 36/81.
        // Dₑ = 2·(4·2·1 + 4·3·2 + 2·3·1) / 81 = 76/81. κ_w = 1 − 36/76; unweighted, κ = 1 − (3/9) / (1 − (16 + 4 + 9)/81) = 1 − 27/52.
        var table = Pairs(("for", "for", 3), ("for", "undecided", 1), ("undecided", "undecided", 1), ("undecided", "against", 1), ("against", "against", 2), ("against", "for", 1));
        Assert.Equal(1 - 36 / 76.0, CohenKappa.Linear(table, ["against", "undecided", "for"]).Value!.Value, 10);
        Assert.Equal(1 - 27 / 52.0, CohenKappa.Of(table).Value!.Value, 10);
    }

    [Fact]
    public void Fleiss_kappa_is_as_worked_out_for_fourteen_raters()
    {
        // The example of ten subjects, fourteen raters and five categories that encyclopedias print: P̄ = 0.378, P̄ₑ = 0.213, κ = 0.210.
        int[][] counts =
        [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ];
        var table = ReliabilityTable.Of(14, [.. counts.Select(c => (IReadOnlyList<string?>)[.. c.SelectMany((n, category) => Enumerable.Repeat($"{category}", n))])]);
        var kappa = FleissKappa.Of(table);
        Assert.Equal(0.210, kappa.Value!.Value, 3);
        Assert.Equal(0.378, PercentAgreement.Of(table).Value!.Value, 3);
        Assert.Equal(10, kappa.Units);
    }

    [Fact]
    public void Fleiss_kappa_is_as_Fleiss_works_it_out()
    {
        // Fleiss 1971, table 1: thirty patients, six diagnoses each of depression, personality disorder, schizophrenia, neurosis, other. P̄ = .556, P̄ₑ = .220, κ = .430.
        int[][] diagnoses =
        [
            [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6],
            [1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0], [0, 2, 0, 4, 0], [1, 0, 2, 0, 3],
            [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0], [1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
        ];
        Assert.Equal([26, 26, 30, 55, 43], Enumerable.Range(0, 5).Select(category => diagnoses.Sum(patient => patient[category]))); // the table's own last line
        var table = ReliabilityTable.Of(6, [.. diagnoses.Select(d => (IReadOnlyList<string?>)[.. d.SelectMany((n, category) => Enumerable.Repeat($"{category}", n))])]);
        Assert.Equal(0.430, FleissKappa.Of(table).Value!.Value, 3);
        Assert.Equal(0.556, PercentAgreement.Of(table).Value!.Value, 3);
    }

    [Fact]
    public void With_two_coders_and_nothing_missing_alpha_is_Scotts_pi_but_for_small_samples()
    {
        // Krippendorff 1995, example A cut into 24 stretches: κ = .385, π = .314, α = .329. Fleiss' kappa of two coders is Scott's pi.
        var table = ReliabilityTable.Parse(
            "0 0 1 1 1 1 1 1 1 1 0 0 0 0 1 1 1 1 1 1 0 0 0 0",
            "0 0 0 0 1 1 1 1 0 0 0 0 0 0 0 1 1 0 0 0 0 0 0 0");
        Assert.Equal(0.385, CohenKappa.Of(table).Value!.Value, 3);
        Assert.Equal(0.314, FleissKappa.Of(table).Value!.Value, 3);
        Assert.Equal(0.329, KrippendorffAlpha.Nominal(table).Value!.Value, 3);
    }

    [Fact]
    public void What_cannot_be_measured_says_why()
    {
        var nothingInCommon = ReliabilityTable.Parse("a . b", ". a .");
        Assert.Equal(NoValue.NoPair, KrippendorffAlpha.Nominal(nothingInCommon).Why);
        Assert.Equal(NoValue.NoPair, CohenKappa.Of(nothingInCommon).Why);
        Assert.Equal(NoValue.NoPair, PercentAgreement.Of(nothingInCommon).Why);
        Assert.Equal(NoValue.NoUnitOfAll, FleissKappa.Of(nothingInCommon).Why);
        var allTheSame = ReliabilityTable.Parse("a a a", "a a a");
        Assert.Equal(NoValue.NoVariation, KrippendorffAlpha.Nominal(allTheSame).Why);
        Assert.Equal(NoValue.NoVariation, CohenKappa.Of(allTheSame).Why);
        Assert.Equal(NoValue.NoVariation, FleissKappa.Of(allTheSame).Why);
        Assert.Equal(1, PercentAgreement.Of(allTheSame).Value);
        Assert.Equal(NoValue.NotTwoCoders, CohenKappa.Of(Krippendorff2011).Why);
    }

    [Fact]
    public void The_interval_of_alpha_holds_it_and_is_the_same_for_the_same_seed()
    {
        var (low, high) = KrippendorffAlpha.Interval(Krippendorff2011, seed: 7)!.Value;
        Assert.InRange(0.743, low, high);
        Assert.True(high - low > 0.2, "Eleven units allow no narrow interval.");
        Assert.Equal((low, high), KrippendorffAlpha.Interval(Krippendorff2011, seed: 7));
        Assert.NotEqual((low, high), KrippendorffAlpha.Interval(Krippendorff2011, seed: 8));
        Assert.Null(KrippendorffAlpha.Interval(ReliabilityTable.Parse("a a a", "a a a")));
    }

    private static ReliabilityTable Pairs(params (string One, string Other, int Count)[] pairs) =>
        ReliabilityTable.Of(2, [.. pairs.SelectMany(p => Enumerable.Repeat<IReadOnlyList<string?>>([p.One, p.Other], p.Count))]);
}
