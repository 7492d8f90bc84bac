using NewsMonitor.Core.Assignments;

namespace NewsMonitor.Core.Tests.Assignments;

public sealed class DealingTests
{
    [Fact]
    public void Every_article_gets_exactly_its_coders_and_loads_differ_by_one_at_most_whatever_is_dealt()
    {
        var random = new Random(20261125);
        for (var trial = 0; trial < 400; trial++)
        {
            var articles = Ids(random, random.Next(1, 90));
            var coders = Ids(random, random.Next(1, 9));
            var each = random.Next(1, coders.Length + 1);
            var percent = random.Next(0, 101);
            var dealt = Dealing.Deal(articles, coders, each, percent, trial);

            var counts = dealt.GroupBy(d => d.ArticleId).ToDictionary(g => g.Key, g => g.Count());
            Assert.Equal(articles.Order(), counts.Keys.Order());
            Assert.All(counts.Values, count => Assert.True(count == 1 || count == each, $"{count} coders where {each} or 1 were wanted"));
            if (each > 1) Assert.Equal(Dealing.SharedOf(articles.Length, percent), counts.Values.Count(c => c == each));
            Assert.Equal(dealt.Count, dealt.DistinctBy(d => (d.ArticleId, d.CoderId)).Count());
            var loads = coders.Select(c => dealt.Count(d => d.CoderId == c)).ToArray();
            Assert.InRange(loads.Max() - loads.Min(), 0, 1);
            Assert.All(dealt.GroupBy(d => d.CoderId), list => Assert.Equal(Enumerable.Range(1, list.Count()), list.Select(d => d.Ordinal)));
        }
    }

    [Fact]
    public void The_same_seed_deals_the_same_in_whatever_order_things_come_and_another_seed_deals_otherwise()
    {
        long[] articles = [.. Enumerable.Range(1, 40)], coders = [3, 5, 8];
        var once = Dealing.Deal(articles, coders, 2, 50, 7);
        Assert.Equal(once, Dealing.Deal(articles.Reverse(), coders.Reverse(), 2, 50, 7));
        Assert.NotEqual(once, Dealing.Deal(articles, coders, 2, 50, 8));
        Assert.Equal(Dealing.Draw(articles, 10, 7), Dealing.Draw(articles.Reverse(), 10, 7));
        // A seed that was reported draws the same for ever: these were written down once.
        Assert.Equal([18, 6, 11, 25, 5], Dealing.Draw(articles, 5, 1));
    }

    [Fact]
    public void Pairs_of_coders_meet_equally_often()
    {
        var dealt = Dealing.Deal(Enumerable.Range(1, 60).Select(i => (long)i), [1, 2, 3, 4], 2, 100, 3);
        var pairs = dealt.GroupBy(d => d.ArticleId).Select(g => string.Join('+', g.Select(d => d.CoderId).Order())).CountBy(p => p).ToDictionary();
        Assert.Equal(6, pairs.Count);
        Assert.All(pairs.Values, count => Assert.InRange(count, 8, 12));
    }

    [Fact]
    public void A_new_coder_takes_over_untouched_work_until_loads_are_even_and_never_an_article_they_have()
    {
        var all = Dealing.Deal(Enumerable.Range(1, 12).Select(i => (long)i), [1, 2], 2, 0, 1)
            .Select((d, i) => new Assignment { Id = i + 1, ArticleId = d.ArticleId, CoderId = d.CoderId, Ordinal = d.Ordinal }).ToList();
        var taken = Dealing.TakeOver(all, 3);
        Assert.Equal(4, taken.Count);
        Assert.Equal([2, 2], taken.GroupBy(a => a.CoderId).Select(g => g.Count()));
        Assert.Equal(4, taken.Select(a => a.ArticleId).Distinct().Count());

        foreach (var begun in all.Where(a => a.CoderId == 1)) begun.State = AssignmentState.Draft;
        Assert.All(Dealing.TakeOver(all, 3), a => Assert.Equal(2, a.CoderId));
    }

    private static long[] Ids(Random random, int count) => [.. Enumerable.Range(0, count * 3).Select(_ => random.NextInt64(1, 1_000_000)).Distinct().Take(count)];
}
