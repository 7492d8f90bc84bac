using NewsMonitor.Reading.Likeness;

namespace NewsMonitor.Reading.Tests.Likeness;

public class FingerprintTests
{
    private static readonly IReadOnlyList<CorpusArticle> Articles = [.. StoryCorpus.Demo, .. StoryCorpus.Written];

    [Fact]
    public void Other_quotation_marks_line_breaks_and_letter_cases_leave_a_text_the_same()
    {
        foreach (var article in Articles.Where(a => !a.Text.Contains('ß', StringComparison.Ordinal)))
        {
            Assert.Equal(Fingerprint.Of(article.Text).Hash, Fingerprint.Of(AgencyCopy.Reset(article.Text)).Hash);
        }
        Assert.Equal(Articles.Count, Articles.Select(a => Fingerprint.Of(a.Text).Hash).Distinct().Count());
    }

    [Fact]
    public void An_agency_copy_with_small_edits_shares_a_band_and_is_verified()
    {
        foreach (var (article, seed) in Articles.Select((a, n) => (a, n)))
        {
            foreach (var copy in new[] { AgencyCopy.Edited(article.Text, 15, seed), AgencyCopy.Edited(article.Text, 25, seed), AgencyCopy.Shortened(article.Text, 0.6) })
            {
                Assert.True(Fingerprint.Of(article.Text).Bands.Intersect(Fingerprint.Of(copy).Bands).Any(), $"{article.Title}: not a candidate");
                Assert.True(TextOverlap.Between(article.Text, copy).IsCopy, $"{article.Title}: {TextOverlap.Between(article.Text, copy)}");
            }
        }
    }

    [Fact]
    public void Different_reports_of_one_event_are_no_copies()
    {
        foreach (var one in Articles)
        {
            Assert.DoesNotContain(Articles, other => other != one && TextOverlap.Between(one.Text, other.Text).IsCopy);
        }
    }

    [Fact]
    public void The_signature_estimates_the_jaccard_index_within_its_standard_error()
    {
        var random = new Random(7);
        var errors = new List<double>();
        for (var round = 0; round < 200; round++)
        {
            var (common, own) = (random.Next(1, 400), random.Next(1, 400));
            ulong[] Runs(int offset) => [.. Enumerable.Range(0, common).Concat(Enumerable.Range(offset, own)).Select(n => PlainWords.Mix((ulong)(n + (round * 100_000))))];
            var jaccard = common / (double)(common + own + own);
            var error = Fingerprint.Estimate(Fingerprint.Sign(Runs(10_000)), Fingerprint.Sign(Runs(20_000))) - jaccard;
            Assert.InRange(error, -0.2, 0.2);
            errors.Add(error);
        }
        Assert.InRange(errors.Average(), -0.01, 0.01);
        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0.02, 0.05);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("Weiterlesen auf der Seite des Anbieters")]
    [InlineData("\uD800\uDC00\uDBFF \uDFFF \0 \u200B")]
    public void A_text_too_short_to_tell_has_no_bands(string text)
    {
        var print = Fingerprint.Of(text);
        Assert.False(print.Tells);
        Assert.Empty(print.Bands);
    }

    [Fact]
    public void Scripts_without_spaces_are_read_by_characters()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(n => (char)(0x4E00 + (n * 7))));
        Assert.Equal(200, Fingerprint.Of(text).Words);
        Assert.True(TextOverlap.Between(text, text[..180]).IsCopy);
        Assert.False(TextOverlap.Between(text, string.Concat(text.Reverse())).IsCopy);
    }

    [Fact]
    public void A_huge_text_costs_no_more_than_a_long_one() =>
        Assert.Equal(Fingerprint.MostWords, Fingerprint.Of(string.Join(' ', Enumerable.Range(0, 200_000))).Words);
}
