using NewsMonitor.Core.Feeds;
using NewsMonitor.Core.Ingestion;

namespace NewsMonitor.Core.Tests.Ingestion;

public sealed class ScheduleTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    private static TimeSpan Wait(ScheduleFacts facts, double chance = 0.5) => FeedSchedule.NextWait(facts, Shortest, chance);

    private static ScheduleFacts Good(double? rate = null, TimeSpan? interval = null, TimeSpan? publisher = null) =>
        new(CheckOutcome.New, 0, interval, rate, publisher, null);

    [Fact]
    public void The_feed_s_own_rhythm_decides_between_five_minutes_and_a_day()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), Wait(Good(rate: 100_000)));
        Assert.Equal(TimeSpan.FromHours(1), Wait(Good(rate: 168)));
        Assert.Equal(TimeSpan.FromDays(1), Wait(Good(rate: 1)));
        Assert.Equal(TimeSpan.FromDays(1), Wait(Good(rate: 0)));
        Assert.Equal(FeedSchedule.Unknown, Wait(Good()));
    }

    [Fact]
    public void An_admin_s_interval_wins_and_a_publisher_slows_down_to_half_an_hour_at_most()
    {
        Assert.Equal(TimeSpan.FromMinutes(2), Wait(Good(rate: 1, interval: TimeSpan.FromMinutes(2), publisher: TimeSpan.FromHours(5))));
        Assert.Equal(TimeSpan.FromMinutes(12), Wait(Good(rate: 100_000, publisher: TimeSpan.FromMinutes(12))));
        Assert.Equal(TimeSpan.FromMinutes(30), Wait(Good(rate: 100_000, publisher: TimeSpan.FromDays(7))));
    }

    [Fact]
    public void Failures_lengthen_the_wait_to_a_day_and_a_server_s_word_is_kept()
    {
        var waits = Enumerable.Range(1, 40).Select(n => Wait(new(CheckOutcome.ServerError, n, null, 168, null, null))).ToList();
        Assert.Equal(TimeSpan.FromMinutes(5), waits[0]);
        Assert.Equal(TimeSpan.FromMinutes(10), waits[1]);
        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.Equal(TimeSpan.FromDays(1), waits[^1]);
        Assert.True(Wait(new(CheckOutcome.TooManyRequests, 1, null, 168, null, TimeSpan.FromHours(2)), 0) >= TimeSpan.FromHours(2));
        Assert.True(Wait(new(CheckOutcome.TooManyRequests, 1, null, 168, null, TimeSpan.FromDays(300)), 0.99) <= TimeSpan.FromDays(1));
    }

    [Fact]
    public void Chance_spreads_checks_by_a_tenth_and_never_shortens_a_server_s_word()
    {
        Assert.Equal(TimeSpan.FromMinutes(54), Wait(Good(rate: 168), 0));
        Assert.True(Wait(Good(rate: 168), 0.999) > TimeSpan.FromMinutes(65.9));
        Assert.True(Wait(new(CheckOutcome.ServerError, 1, null, 168, null, TimeSpan.FromMinutes(20)), 0) >= TimeSpan.FromMinutes(20));
    }

    [Fact]
    public void In_ten_thousand_random_histories_no_feed_starves_and_none_storms()
    {
        var random = new Random(20261123);
        for (var history = 0; history < 10_000; history++)
        {
            var interval = random.Next(5) == 0 ? TimeSpan.FromMinutes(random.Next(1, 1440)) : (TimeSpan?)null;
            var failures = 0;
            var now = DateTimeOffset.UnixEpoch;
            var due = now;
            for (var check = 0; check < 30; check++)
            {
                // The worker sleeps for up to a year, or the clock jumps: the next check is still one check, and the wait after it a whole one.
                now = random.Next(10) == 0 ? now + TimeSpan.FromDays(random.NextDouble() * 365) : due;
                var fails = random.Next(3) == 0;
                failures = fails ? failures + 1 : 0;
                var wait = FeedSchedule.NextWait(new(
                    fails ? CheckOutcome.ServerError : CheckOutcome.New, failures, interval,
                    random.Next(4) == 0 ? null : random.NextDouble() * Math.Pow(10, random.Next(0, 7)),
                    random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(0, int.MaxValue)),
                    fails && random.Next(2) == 0 ? TimeSpan.FromSeconds(random.Next(0, int.MaxValue)) : null), Shortest, random.NextDouble());
                Assert.InRange(wait, TimeSpan.FromSeconds(53), TimeSpan.FromHours(26.5));
                if (interval is null) Assert.True(wait >= Shortest * 0.89);
                due = now + wait;
            }
        }
    }

    [Fact]
    public void A_feed_s_rhythm_is_read_from_its_dates()
    {
        var now = new DateTimeOffset(2022, 1, 31, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(168, FeedRhythm.EntriesAWeek(Enumerable.Range(1, 20).Select(h => (DateTimeOffset?)now.AddHours(-h)), now)!.Value, 0.5);
        Assert.Equal(0, FeedRhythm.EntriesAWeek([now.AddYears(-1), now.AddYears(-2)], now));
        Assert.Equal(1, FeedRhythm.EntriesAWeek([now.AddDays(-1), now.AddDays(-8), now.AddDays(-100)], now)!.Value, 0.01);
        Assert.Null(FeedRhythm.EntriesAWeek([null, now], now));
    }
}
