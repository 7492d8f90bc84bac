using System.Diagnostics;
using System.Globalization;
using NewsMonitor.Reading.Revisions;

namespace NewsMonitor.Reading.Tests.Revisions;

public sealed class TextComparisonTests
{
    private const string Before = """
        Der Minister droht mit Sanktionen.
        Die Allianz weist die Forderung zurück.
        Am Abend will der Rat beraten.
        """;

    [Fact]
    public void A_changed_word_is_shown_in_its_paragraph_and_the_others_stay()
    {
        var comparison = TextComparison.Of(Before, Before.Replace("Forderung", "Bedingung", StringComparison.Ordinal));

        Assert.Equal([Fate.Same, Fate.Changed, Fate.Same], comparison.Paragraphs.Select(p => p.Fate));
        Assert.Equal([new(Fate.Same, "Die Allianz weist die "), new(Fate.Removed, "Forderung"), new(Fate.Added, "Bedingung"), new Piece(Fate.Same, " zurück.")], comparison.Paragraphs[1].Pieces);
        Assert.Equal((1, 1), (comparison.WordsAdded, comparison.WordsRemoved));
    }

    [Fact]
    public void Neighbouring_words_that_change_read_as_one_change()
    {
        var changed = TextComparison.Of("Gestern sagte der Minister nichts.", "Gestern sagte eine Ministerin nichts.").Paragraphs.Single();
        Assert.Equal([new(Fate.Same, "Gestern sagte "), new(Fate.Removed, "der Minister"), new(Fate.Added, "eine Ministerin"), new Piece(Fate.Same, " nichts.")], changed.Pieces);
    }

    [Fact]
    public void A_paragraph_that_came_and_one_that_went_are_not_mixed()
    {
        var after = "Der Minister droht mit Sanktionen.\nGanz neu: In Genf treffen sich heute zwei Delegationen.\nDie Allianz weist die Forderung zurück.";
        Assert.Equal([Fate.Same, Fate.Added, Fate.Same, Fate.Removed], TextComparison.Of(Before, after).Paragraphs.Select(p => p.Fate));
    }

    [Fact]
    public void An_edited_paragraph_is_found_beside_a_new_one()
    {
        var after = Before.Replace("Die Allianz weist die Forderung zurück.", "Das überrascht niemanden in Wien.\nDie Allianz weist die Forderung entschieden zurück.", StringComparison.Ordinal);
        var comparison = TextComparison.Of(Before, after);
        Assert.Equal([Fate.Same, Fate.Added, Fate.Changed, Fate.Same], comparison.Paragraphs.Select(p => p.Fate));
        Assert.Equal((1, 2), (comparison.Paragraphs[2].OldLine, comparison.Paragraphs[2].NewLine));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "Neu.")]
    [InlineData("Alt.", "")]
    [InlineData("a\n\nb", "a\nb")]
    public void Empty_texts_are_texts(string before, string after) => AssertWhole(before, after);

    [Fact]
    public void Whatever_was_edited_both_texts_can_be_read_back()
    {
        var random = new Random(20211208);
        string[] words = ["Minister", "droht", "der", "die", "Grenze", ",", " ", "und", "👍🏽", "Rat", "Gas", "nicht", "—", "Ü"];
        for (var round = 0; round < 400; round++)
        {
            var before = Enumerable.Range(0, random.Next(12)).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => words[random.Next(words.Length)]))).ToList();
            var after = before.ToList();
            for (var edit = random.Next(6); edit > 0 && after.Count > 0; edit--)
            {
                var at = random.Next(after.Count);
                switch (random.Next(4))
                {
                    case 0: after.RemoveAt(at); break;
                    case 1: after.Insert(at, words[random.Next(words.Length)]); break;
                    case 2: after[at] = after[at].Replace("der", "dem", StringComparison.Ordinal); break;
                    default: (after[at], after[random.Next(after.Count)]) = (after[random.Next(after.Count)], after[at]); break;
                }
            }
            AssertWhole(string.Join('\n', before), string.Join('\n', after));
        }
    }

    [Fact]
    public void Two_texts_of_hostile_size_are_compared_in_bounded_time()
    {
        var oneWord = new string('a', 1_000_000);
        var many = string.Join('\n', Enumerable.Range(0, 100_000).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        var others = string.Join('\n', Enumerable.Range(0, 100_000).Select(n => (n * 7 % 99_991).ToString(CultureInfo.InvariantCulture)));
        var longLine = string.Join(' ', Enumerable.Range(0, 150_000).Select(n => n % 10));
        var otherLine = string.Join(' ', Enumerable.Range(0, 150_000).Select(n => n * 3 % 10));
        var watch = Stopwatch.StartNew();

        AssertWhole(oneWord, oneWord + "b");
        AssertWhole(many, others);
        AssertWhole(longLine, otherLine);
        AssertWhole(many, "");

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    private static void AssertWhole(string before, string after)
    {
        var paragraphs = TextComparison.Of(before, after).Paragraphs;
        Assert.Equal(before, string.Join('\n', paragraphs.Where(p => p.OldLine >= 0).Select(p => p.Old)));
        Assert.Equal(after, string.Join('\n', paragraphs.Where(p => p.NewLine >= 0).Select(p => p.New)));
    }
}
