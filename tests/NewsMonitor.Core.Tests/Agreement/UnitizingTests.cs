using NewsMonitor.Core.Agreement;

namespace NewsMonitor.Core.Tests.Agreement;

/// <summary>The family of alphas for spans, worked by hand after Krippendorff et al. 2016, equations 1, 4, 5, 6, 10 and 11.</summary>
public sealed class UnitizingTests
{
    [Fact]
    public void Two_coders_who_differ_in_one_boundary()
    {
        // Ten characters; one marks 2 to 6, the other 3 to 6. Coincidences, both orders: marked–marked 6, marked–gap 1 and 1, gap–gap 12, 20 in all.
        // Margins 7 and 13. Segments meet themselves with 4² + 3² = 25, gaps with 13: the divisor is 20² − 38 = 362.
        // By chance marked–marked 20·(7² − 25)/362, gap–gap 20·(13² − 13)/362. ᵤα = 1 − 2 / (20 − 20·(24 + 156)/362).
        var agreement = UnitizingAlpha.Of([new(10, [[new(2, 6, "x")], [new(3, 6, "x")]])]);
        Assert.Equal(1 - 2 / (20 - 20 * 180 / 362.0), agreement.All.Value!.Value, 10);
        // Of one value only, marked or not is all there is to agree on.
        Assert.Equal(agreement.All.Value.Value, agreement.Binary.Value!.Value, 10);
        Assert.Equal(NoValue.NoVariation, agreement.Coded.Why);
    }

    [Fact]
    public void The_values_are_judged_where_both_have_marked()
    {
        // Twenty characters. One: 0–4 x, 10–16 y. Other: 0–4 x, 10–13 x, 13–16 y. Both marked the same ten: |ᵤα = 1.
        // Coincidences of marked stretches, both orders: x–x 8, x–y 3, y–x 3, y–y 6, in all 20; margins x 11, y 9.
        // What of each segment meets marked ones: x 4² + 4² + 3² = 41, y 6² + 3² = 45. Divisor 20 − 86/20 = 15.7.
        // By chance x–x (121 − 41)/15.7, y–y (81 − 45)/15.7. cᵤα = 1 − 6 / (20 − 116/15.7).
        var agreement = UnitizingAlpha.Of([new(20, [[new(0, 4, "x"), new(10, 16, "y")], [new(0, 4, "x"), new(10, 13, "x"), new(13, 16, "y")]])]);
        Assert.Equal(1, agreement.Binary.Value!.Value, 10);
        Assert.Equal(1 - 6 / (20 - 116 / 15.7), agreement.Coded.Value!.Value, 10);
        Assert.Equal(0.5, agreement.Covered, 10);
        // ᵤα: coincidences gap–gap 20, in all 40. Self: x 16 + 16 + 9 = 41, y 36 + 9 = 45, gaps 20; divisor 1600 − 106. By chance 40·(121 − 41 + 81 − 45 + 400 − 20)/1494.
        Assert.Equal(1 - 6 / (40 - 40 * 496 / 1494.0), agreement.All.Value!.Value, 10);
    }

    [Fact]
    public void Of_stretches_of_one_character_it_is_nominal_alpha()
    {
        // A segment of length 1 meets itself with 1² = 1, as a value of alpha does: then both are the same measure.
        var random = new Random(4);
        string[] values = ["", "x", "y", "z"];
        var coders = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 60).Select(_ => values[random.Next(4)]).ToArray()).ToArray();
        var text = new MarkedText(60, [.. coders.Select(c => (IReadOnlyList<MarkedSpan>)[.. c.Select((v, i) => new MarkedSpan(i, i + 1, v)).Where(s => s.Value != "")])]);
        var table = ReliabilityTable.Of(3, [.. Enumerable.Range(0, 60).Select(i => (IReadOnlyList<string?>)[.. coders.Select(c => c[i])])]);
        Assert.Equal(KrippendorffAlpha.Nominal(table).Value!.Value, UnitizingAlpha.Of([text]).All.Value!.Value, 10);
        var binary = ReliabilityTable.Of(3, [.. Enumerable.Range(0, 60).Select(i => (IReadOnlyList<string?>)[.. coders.Select(c => c[i] == "" ? "gap" : "marked")])]);
        Assert.Equal(KrippendorffAlpha.Nominal(binary).Value!.Value, UnitizingAlpha.Of([text]).Binary.Value!.Value, 10);
    }

    [Fact]
    public void Overlapping_stretches_of_one_coder_are_one_and_two_values_are_a_value_of_their_own()
    {
        IReadOnlyList<MarkedSpan> overlapping = [new(0, 6, "x"), new(4, 10, "x"), new(8, 12, "y")], plain = [new(0, 8, "x"), new(8, 10, "x+y"), new(10, 12, "y")];
        Assert.Equal(1, UnitizingAlpha.Of([new(30, [overlapping, plain])]).All.Value!.Value, 10);
    }

    [Fact]
    public void What_cannot_be_measured_says_why()
    {
        Assert.Equal(NoValue.NothingMarked, UnitizingAlpha.Of([new(30, [[], []])]).All.Why);
        Assert.Equal(NoValue.NothingMarked, UnitizingAlpha.Of([new(30, [[new(0, 30, "x")], [new(0, 30, "x")]])]).Binary.Why);
        Assert.Equal(NoValue.NoPair, UnitizingAlpha.Of([new(30, [[new(1, 2, "x")]])]).All.Why);
        Assert.Equal(NoValue.NoPair, UnitizingAlpha.Of([new(30, [[new(1, 9, "x")], [new(10, 12, "y")]])]).Coded.Why);
    }

    [Fact]
    public void Several_texts_are_one_continuum_and_one_with_no_second_coder_counts_not_at_all()
    {
        MarkedText one = new(10, [[new(2, 6, "x")], [new(3, 6, "x")]]), alone = new(1_000, [[new(5, 500, "x")]]);
        Assert.Equal(UnitizingAlpha.Of([one]), UnitizingAlpha.Of([one, alone]));
        // A second text on which both agree raises the whole.
        Assert.True(UnitizingAlpha.Of([one, new(10, [[new(2, 6, "x")], [new(2, 6, "x")]])]).All.Value > UnitizingAlpha.Of([one]).All.Value);
    }
}
