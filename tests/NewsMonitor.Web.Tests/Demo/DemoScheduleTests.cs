using Microsoft.Extensions.Time.Testing;
using NewsMonitor.Web.Demo;

namespace NewsMonitor.Web.Tests.Demo;

public sealed class DemoScheduleTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Ten_articles_are_there_at_start_and_all_of_them_after_four_minutes()
    {
        var schedule = new DemoSchedule(_clock, DemoArticles.All);
        Assert.Equal(DemoArticles.All.Take(10).Select(p => p.First), schedule.Now().Select(l => l.Article));
        _clock.Advance(DemoSchedule.Span);
        Assert.Equal(DemoArticles.All.Count, schedule.Now().Count());
    }

    [Fact]
    public void Articles_come_in_small_batches_in_the_order_of_history()
    {
        var schedule = new DemoSchedule(_clock, DemoArticles.All);
        var before = schedule.Now().Count();
        for (var second = 0; second < 245; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            var now = schedule.Now().ToList();
            Assert.InRange(now.Count - before, 0, DemoSchedule.BatchSize);
            Assert.Equal(now.Select(l => l.Article.Published).Order(), now.Select(l => l.Article.Published));
            before = now.Count;
        }
        Assert.Equal(DemoArticles.All.Count, before);
    }

    [Fact]
    public void A_corrected_version_takes_the_place_of_the_first_one_later()
    {
        var piece = DemoArticles.All.First(p => p.Corrected is not null);
        var schedule = new DemoSchedule(_clock, [piece]);
        Assert.Equal(piece.First, Assert.Single(schedule.Of(piece.First.Outlet)).Article);
        _clock.Advance(DemoSchedule.UntilCorrection);
        var listing = Assert.Single(schedule.Of(piece.First.Outlet));
        Assert.Equal(piece.Corrected, listing.Article);
        Assert.Equal(_clock.GetUtcNow(), listing.PutThereAt);
    }
}
