using NewsMonitor.Reading.Likeness;

namespace NewsMonitor.Reading.Tests.Likeness;

public class StoryVectorTests
{
    private static StoryVector Made(Random random)
    {
        var terms = Enumerable.Range(0, random.Next(0, 40)).Select(_ => random.Next(0, 200)).Distinct().Order().ToArray();
        return new(terms, [.. terms.Select(_ => 0.1f + random.NextSingle())]);
    }

    private static TermBackground Background(Random random)
    {
        var background = new TermBackground(20);
        for (var n = 0; n < random.Next(0, 100); n++) background.Observe(Made(random).Terms);
        return background;
    }

    [Fact]
    public void Likeness_is_symmetric_between_0_and_1_and_1_to_oneself()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var (one, other, background) = (Made(random), Made(random), Background(random));
            Assert.InRange(one.Similarity(other, background), 0, 1.000001);
            Assert.Equal(one.Similarity(other, background), other.Similarity(one, background), 9);
            Assert.InRange(one.SimilarityAcross(other, background).Score, 0, 1.000001);
            Assert.Equal(one.SimilarityAcross(other, background), other.SimilarityAcross(one, background));
            if (one.Terms.Count > 0) Assert.Equal(1, one.Similarity(one, background), 6);
        }
    }

    [Fact]
    public void What_every_article_has_tells_less_than_what_few_have()
    {
        var background = new TermBackground();
        for (var n = 0; n < 200; n++) background.Observe([1, 1000 + n]);
        Assert.True(background.Idf(1) < 0.1);
        Assert.True(background.Idf(1150) > 0.8);
        Assert.Equal(1, background.Idf(99), 6);
    }

    [Fact]
    public void What_was_common_long_ago_becomes_rare_again()
    {
        var background = new TermBackground(halfLife: 50);
        for (var n = 0; n < 200; n++) background.Observe([1]);
        var then = background.Idf(1);
        for (var n = 0; n < 300; n++) background.Observe([2]);
        Assert.True(background.Idf(1) > then + 0.5, $"{then} -> {background.Idf(1)}");
    }

    [Fact]
    public void A_background_goes_on_for_ever()
    {
        var background = new TermBackground(halfLife: 1);
        for (var n = 0; n < 5000; n++) background.Observe([n % 2]);
        Assert.InRange(background.Documents, 1.5, 2.5);
        Assert.InRange(background.Idf(1), 0, 1);
    }

    [Fact]
    public void A_vector_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new StoryVector([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new StoryVector([2, 1], [1, 1]));
    }

    [Fact]
    public void A_german_and_an_english_report_share_actors_matters_and_figures()
    {
        var german = new CorpusArticle("", "", "de", DateTimeOffset.UnixEpoch, "Berlin liefert 5.000 Helme", "Die Bundesregierung liefert 5.000 Helme. Der Truppenabzug ist vereinbart.");
        var english = german with { Language = "en", Title = "Berlin sends 5,000 helmets", Text = "The troops will withdraw." };
        var (one, other) = (german.Read(), english.Read());
        var shared = one.Name(one.Vector.Shared(other.Vector, new()), 10);
        Assert.Contains("5.000", shared);
        Assert.Contains("Helme", shared);
        Assert.Contains("Truppenabzug", shared);
    }
}
