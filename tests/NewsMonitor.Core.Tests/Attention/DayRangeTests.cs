using NewsMonitor.Core.Attention;

namespace NewsMonitor.Core.Tests.Attention;

public sealed class DayRangeTests
{
    private static readonly DateOnly Wednesday = new(2021, 12, 8);

    [Fact]
    public void A_month_is_drawn_by_days_and_compared_with_as_many_before()
    {
        var range = DayRange.Ending(Wednesday, 30);
        Assert.Equal(new DayRange(new(2021, 11, 9), Wednesday), range);
        Assert.Equal(new DayRange(new(2021, 10, 10), new(2021, 11, 8)), range.Before);
        Assert.Equal(30, range.Parts().Count);
        Assert.All(range.Parts(), part => Assert.Equal(1, part.Length));
    }

    [Fact]
    public void A_year_is_drawn_by_weeks_from_monday_and_its_ends_are_cut()
    {
        var parts = DayRange.Ending(Wednesday, 365).Parts();
        Assert.Equal(new DayRange(new(2020, 12, 9), new(2020, 12, 13)), parts[0]);
        Assert.Equal(new DayRange(new(2021, 12, 6), Wednesday), parts[^1]);
        Assert.Equal(365, parts.Sum(part => part.Length));
        Assert.All(parts.Skip(1), part => Assert.Equal(DayOfWeek.Monday, part.First.DayOfWeek));
    }

    [Fact]
    public void Five_years_are_drawn_by_months()
    {
        var parts = new DayRange(new(2017, 2, 15), new(2022, 2, 3)).Parts();
        Assert.Equal(new DayRange(new(2017, 2, 15), new(2017, 2, 28)), parts[0]);
        Assert.Equal(new DayRange(new(2020, 2, 1), new(2020, 2, 29)), parts[36]);
        Assert.Equal(new DayRange(new(2022, 2, 1), new(2022, 2, 3)), parts[^1]);
        Assert.Equal(61, parts.Count);
    }

    [Fact]
    public void Days_fall_into_their_parts()
    {
        var series = new AttentionSeries(AttentionOf.Actor, 1, "Der Minister", [new(new(2021, 12, 5), 9), new(new(2021, 12, 6), 2), new(Wednesday, 3), new(new(2021, 12, 9), 7)]);
        Assert.Equal([0, 2, 0, 3], series.In([new(new(2021, 12, 1), new(2021, 12, 4)), new(new(2021, 12, 6), new(2021, 12, 6)), new(new(2021, 12, 7), new(2021, 12, 7)), new(Wednesday, Wednesday)]));
    }
}
