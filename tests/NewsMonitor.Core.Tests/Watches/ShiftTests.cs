using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Watches.Shifts;

namespace NewsMonitor.Core.Tests.Watches;

/// <summary>The findings themselves, by hand: <c>+</c> supports, <c>-</c> opposes, <c>?</c> undecided, one text a day.</summary>
public sealed class ShiftTests
{
    private static readonly DateTimeOffset First = new(2021, 12, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "")]
    [InlineData("+", "")]
    [InlineData("+-", "")] // one alone is no stance yet
    [InlineData("++-", "3-")]
    [InlineData("--+", "3+")]
    [InlineData("++---", "3-")] // it turned once
    [InlineData("++-+", "3-")] // back at once: the one between was no stance to turn from
    [InlineData("++--+", "3- 5+")]
    [InlineData("++?-", "4-")] // undecided is no side
    [InlineData("++??", "")]
    [InlineData("+-+-+-", "")] // who changes each day has not turned
    public void A_stance_turns_when_a_settled_one_meets_the_other_side(string said, string turns)
    {
        var found = StanceTurns.Find(Said(said).Reverse()); // the order in which they come in does not matter
        Assert.Equal(turns, string.Join(' ', found.Select(t => $"{t.At.Id}{(t.To == Stance.Supports ? '+' : '-')}")));
    }

    [Fact]
    public void Copies_of_one_text_count_once_and_a_text_that_says_both_does_not_count()
    {
        ShiftStatement[] copies = [Of(1, Stance.Supports, text: 1), Of(2, Stance.Supports, text: 1), Of(3, Stance.Opposes, text: 3)];
        Assert.Empty(StanceTurns.Find(copies));
        ShiftStatement[] both = [.. Said("++"), Of(3, Stance.Opposes, text: 3), Of(4, Stance.Supports, text: 3)];
        Assert.Empty(StanceTurns.Find(both));
        Assert.Single(StanceTurns.Find([.. both, Of(5, Stance.Opposes, text: 5)]));
    }

    [Fact]
    public void An_old_text_that_comes_in_late_takes_its_place_in_the_past()
    {
        // Said on days 1, 2 and 5; the text of day 3 comes in afterwards and turned first.
        ShiftStatement[] known = [Of(1, Stance.Supports), Of(2, Stance.Supports), Of(5, Stance.Opposes)];
        Assert.Equal(5, Assert.Single(StanceTurns.Find(known)).At.Id);
        var turn = Assert.Single(StanceTurns.Find([.. known, Of(3, Stance.Opposes)]));
        Assert.Equal(3, turn.At.Id);
        Assert.Equal([3, 5], turn.Run.Select(s => s.Id));
    }

    [Theory]
    [InlineData(3, 14, true)]
    [InlineData(2, 14, false)] // two texts of others are no history
    [InlineData(9, 13, false)] // nor are thirteen days
    public void A_first_time_is_news_only_where_there_was_something_to_be_first_in(int texts, int days, bool news) =>
        Assert.Equal(news, FirstTimes.IsNews(Of(1, Stance.Supports), new(texts, Of(1, null).PublishedAt.AddDays(-days))));

    [Fact]
    public void Without_any_history_nothing_is_news() => Assert.False(FirstTimes.IsNews(Of(1, null), new(0, null)));

    [Fact]
    public void The_band_is_the_median_and_three_spreads_and_one_wild_week_does_not_move_it()
    {
        // 8 9 10 10 11 12 13 100: median 10.5, deviations 2.5 1.5 .5 .5 .5 1.5 2.5 89.5, their median 1.5, spread 2.22; the root of 10.5 is 3.24 and larger.
        var band = UsualBand.Of([10, 12, 9, 100, 11, 8, 10, 13])!;
        Assert.Equal((10.5, 8), (band.Median, band.Weeks));
        Assert.Equal(10.5 + 3 * Math.Sqrt(10.5), band.High, 6);
        Assert.Equal(10.5 - 3 * Math.Sqrt(10.5), band.Low, 6);
        Assert.Equal((BandPlace.Above, BandPlace.Within, BandPlace.Below, BandPlace.Within), (band.Place(21, false), band.Place(20, true), band.Place(0, true), band.Place(0, false)));
        // 0 20 40 60 80 100 120 140: deviations' median 40, spread 59.3.
        Assert.Equal(70 + 3 * 1.4826 * 40, UsualBand.Of([0, 20, 40, 60, 80, 100, 120, 140])!.High, 6);
    }

    [Fact]
    public void A_short_history_is_silent_and_a_handful_is_no_wave()
    {
        Assert.Null(UsualBand.Of([1, 2, 3, 4, 5]));
        var none = UsualBand.Of([0, 0, 0, 0, 0, 0])!;
        Assert.Equal((BandPlace.Within, BandPlace.Above), (none.Place(4, true), none.Place(5, true)));
    }

    private static IEnumerable<ShiftStatement> Said(string stances) =>
        stances.Select((c, i) => Of(i + 1, c switch { '+' => Stance.Supports, '-' => Stance.Opposes, _ => Stance.Undecided }));

    private static ShiftStatement Of(int id, Stance? stance, long? text = null) => new(id, id, text ?? id, First.AddDays(id), stance, First.AddDays(id));
}
