using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Coding;

namespace NewsMonitor.Core.Tests.Actors;

public sealed class StanceTrendTests
{
    private static readonly DateOnly First = new(2021, 12, 1);

    /// <summary>One letter a statement, a word a day: + for, - against, ? undecided.</summary>
    private static StanceTrend Of(string course) => StanceTrend.Of([.. course.Split(' ')
        .Select((day, i) => new StanceDay(First.AddDays(i), day.Count(c => c == '+'), day.Count(c => c == '-'), day.Count(c => c == '?')))]);

    [Theory]
    [InlineData("-", TrendKind.Once, Stance.Opposes, 0)]
    [InlineData("+ + ++", TrendKind.Throughout, Stance.Supports, 0)]
    [InlineData("?? ?", TrendKind.Throughout, Stance.Undecided, 0)]
    [InlineData("-- - + ++", TrendKind.Turned, Stance.Supports, 2)]
    [InlineData("++ + - -?-", TrendKind.Turned, Stance.Opposes, 2)]
    [InlineData("-- - +- ++", TrendKind.Turned, Stance.Supports, 3)]
    [InlineData("-- +-", TrendKind.Mostly, Stance.Opposes, 0)]
    [InlineData("++ +- ++ +", TrendKind.Mostly, Stance.Supports, 0)]
    public void A_course_comes_down_to_a_word_a_side_and_a_day(string course, TrendKind kind, Stance stance, int day) =>
        Assert.Equal(new StanceTrend(kind, stance, First.AddDays(day)), Of(course));

    [Theory]
    [InlineData("+ -")]
    [InlineData("+- -+ +-")]
    public void Too_few_or_too_divided_statements_turn_nobody(string course) => Assert.Equal(TrendKind.Mixed, Of(course).Kind);
}
