using NewsMonitor.Core.Positions;

namespace NewsMonitor.Core.Tests.Positions;

public sealed class PositionToneTests
{
    [Theory]
    [InlineData(0, 0, 0, PositionHue.Nothing, false, 0)]
    [InlineData(1, 0, 0, PositionHue.For, false, 0)]
    [InlineData(0, 3, 0, PositionHue.Against, false, 0)] // three: a bar only
    [InlineData(0, 4, 0, PositionHue.Against, false, 1)]
    [InlineData(9, 0, 0, PositionHue.For, false, 1)]
    [InlineData(10, 0, 0, PositionHue.For, false, 2)]
    [InlineData(0, 30, 0, PositionHue.Against, false, 3)]
    [InlineData(31, 4, 0, PositionHue.For, false, 3)] // 4 of 35 are no dispute
    [InlineData(6, 2, 0, PositionHue.For, true, 1)] // a quarter
    [InlineData(2, 5, 0, PositionHue.Against, true, 1)]
    [InlineData(6, 5, 0, PositionHue.Contested, true, 2)]
    [InlineData(1, 2, 0, PositionHue.Contested, true, 0)] // a third
    [InlineData(1, 0, 4, PositionHue.Undecided, false, 1)]
    [InlineData(2, 0, 2, PositionHue.For, false, 1)] // as many undecided as for
    public void A_cell_says_stance_by_hue_and_number_by_strength(int supports, int opposes, int undecided, PositionHue hue, bool mixed, int strength) =>
        Assert.Equal(new(hue, mixed, strength), PositionTone.Of(new(supports, opposes, undecided)));

    [Fact]
    public void What_is_alike_stands_side_by_side_whatever_order_it_came_in()
    {
        double[][] profiles = [[1, 1, 0], [-1, -1, 0], [1, 0.9, 0], [-1, -0.8, 0.1], [0, 0, 1]];
        var order = LikenessOrder.Of(profiles);
        Assert.Equal([0, 1, 2, 3, 4], order.Order());
        Assert.Equal(1, Math.Abs(order.ToList().IndexOf(0) - order.ToList().IndexOf(2)));
        Assert.Equal(1, Math.Abs(order.ToList().IndexOf(1) - order.ToList().IndexOf(3)));
        Assert.Equal(order, LikenessOrder.Of(profiles));
        Assert.Empty(LikenessOrder.Of([]));
        Assert.Equal([0, 1], LikenessOrder.Of([[0.0, 0], [0.0, 0]]).Order());
    }
}

public sealed class PositionChangeTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, PositionMove.Nothing, false, 0)]
    [InlineData(0, 0, 2, 0, PositionMove.New, false, 0)]
    [InlineData(0, 5, 0, 0, PositionMove.Silent, false, 0)]
    [InlineData(4, 0, 9, 0, PositionMove.Same, false, 0)]
    [InlineData(2, 0, 0, 1, PositionMove.TowardsAgainst, true, 3)] // 1 to −1
    [InlineData(1, 3, 3, 1, PositionMove.TowardsFor, true, 3)] // −½ to ½
    [InlineData(1, 1, 3, 1, PositionMove.TowardsFor, false, 2)] // 0 to ½
    [InlineData(9, 1, 8, 2, PositionMove.TowardsAgainst, false, 1)] // 0.8 to 0.6
    public void A_change_says_where_to_and_how_far(int supports, int opposes, int laterSupports, int laterOpposes, PositionMove move, bool turned, int strength) =>
        Assert.Equal(new(move, turned, strength), PositionChange.Of(new(supports, opposes, 0), new(laterSupports, laterOpposes, 0)));
}
