using System.Diagnostics;
using System.Globalization;
using NewsMonitor.Reading.Revisions;

namespace NewsMonitor.Reading.Tests.Revisions;

public sealed class SentenceComparisonTests
{
    private static readonly string[] Reports =
    [
        "Der Minister droht dem Nachbarland mit Sanktionen. Am Abend berät der Rat in Brüssel.\nDie Börse schloss schwächer.",
        "Am Abend will der Rat in Brüssel beraten. Dem Nachbarland droht der Minister mit harten Sanktionen.",
        "Mit Sanktionen droht der Minister dem Nachbarland. Ein Sprecher der Allianz wies das zurück.",
    ];

    [Fact]
    public void What_all_texts_tell_what_some_tell_and_what_one_tells_alone_are_told_apart()
    {
        var told = SentenceComparison.Of(Reports, "de");
        Assert.Equal([(3, "Der Minister droht dem Nachbarland mit Sanktionen."), (2, "Am Abend berät der Rat in Brüssel."), (1, "Die Börse schloss schwächer."), (1, "Ein Sprecher der Allianz wies das zurück.")],
            told.Select(t => (t.Texts, t.Places[0].Words)));
        Assert.Equal([0, 1, 2], told[0].Places.Select(p => p.Text));
        Assert.All(told.SelectMany(t => t.Places), p => Assert.StartsWith(p.Words, Reports[p.Text][p.Start..], StringComparison.Ordinal));
    }

    [Fact]
    public void Short_words_alone_make_no_two_sentences_alike() =>
        Assert.All(SentenceComparison.Of(["Er ist in die Stadt gefahren.", "Sie ist in die Berge gewandert."], "de"), told => Assert.Equal(1, told.Texts));

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("", "Ein Satz.")]
    [InlineData("—", "…\n!")]
    public void Empty_texts_and_signs_tell_nothing_and_break_nothing(params string[] texts) =>
        Assert.All(SentenceComparison.Of(texts, "de"), told => Assert.Equal(1, told.Texts));

    [Fact]
    public void Every_sentence_is_told_once_and_a_flood_of_them_comes_to_an_end()
    {
        var random = new Random(20211208);
        var texts = Enumerable.Range(0, 60).Select(_ => string.Join(' ', Enumerable.Range(0, 60).Select(_ => $"Heute {Words(random, 14)} Ende."))).ToArray();
        var watch = Stopwatch.StartNew();
        var told = SentenceComparison.Of(texts, "de");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5)); // a quarter of a second where nobody else computes
        Assert.Equal(SentenceComparison.MostSentences, told.Sum(t => t.Places.Count));
        Assert.Equal(SentenceComparison.MostSentences, told.SelectMany(t => t.Places).Distinct().Count());
    }

    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => "wort" + random.Next(400).ToString(CultureInfo.InvariantCulture)));
}
