using NewsMonitor.Core.Coding;
using NewsMonitor.Web.Components.Statements;

namespace NewsMonitor.Web.Tests.Statements;

public sealed class QuoteBarTests
{
    private static readonly DateOnly First = new(2021, 11, 1);

    [Fact]
    public void Few_days_have_a_bar_each_and_empty_ones_none()
    {
        var bars = QuoteBar.Of([new(First, 2, 0, 0, 0), new(First.AddDays(3), 0, 1, 1, 0)]);
        Assert.Equal([(First, First, 2), (First.AddDays(3), First.AddDays(3), 2)], bars.Select(b => (b.First, b.Last, b.All)));
    }

    [Fact]
    public void Many_days_share_bars_that_can_be_pointed_at_and_no_statement_is_lost()
    {
        var days = Enumerable.Range(0, 400).Select(n => new QuoteDay(First.AddDays(n), 1, 0, 0, n % 2)).ToArray();
        var bars = QuoteBar.Of(days);
        Assert.InRange(bars.Count, 40, QuoteBar.Most);
        Assert.Equal(600, bars.Sum(b => b.All));
        Assert.Equal(days[^1].Day, bars[^1].Last);
        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(pair.First.Last.AddDays(1), pair.Second.First));
    }
}
