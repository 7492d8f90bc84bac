using NewsMonitor.Core.Attention;

namespace NewsMonitor.Core.Tests.Attention;

public sealed class MoverTests
{
    /// <summary>Worked by hand: 30 of 1,000 articles against 10 of 1,000, expected 20 each: 2 (30 ln 1.5 + 10 ln 0.5) = 10.465.</summary>
    [Fact]
    public void A_change_is_measured_by_the_log_likelihood_of_the_two_shares()
    {
        var mover = new Mover(AttentionOf.Actor, 1, 30, 10, 1000, 1000);
        Assert.Equal(10.465, mover.LogLikelihood, 3);
        Assert.True(mover is { IsOne: true, Rises: true });
        // The other way round it is as much of a change.
        Assert.Equal(10.465, new Mover(AttentionOf.Actor, 1, 10, 30, 1000, 1000).LogLikelihood, 3);
        Assert.False(new Mover(AttentionOf.Actor, 1, 10, 30, 1000, 1000).Rises);
    }

    [Fact]
    public void More_articles_in_a_larger_archive_are_no_change() =>
        Assert.Equal(0, new Mover(AttentionOf.Actor, 1, 60, 20, 3000, 1000).LogLikelihood, 9);

    [Fact]
    public void Somebody_new_moves_and_four_articles_say_nothing()
    {
        // 2 × 12 ln 2 = 16.636
        Assert.Equal(16.636, new Mover(AttentionOf.Actor, 1, 12, 0, 500, 500).LogLikelihood, 3);
        Assert.False(new Mover(AttentionOf.Actor, 1, 4, 0, 5, 500).IsOne);
    }

    [Fact]
    public void Without_articles_before_there_is_nothing_to_compare_with() =>
        Assert.False(new Mover(AttentionOf.Actor, 1, 12, 0, 500, 0).IsOne);
}
