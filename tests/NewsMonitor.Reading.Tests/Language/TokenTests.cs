using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Language;

public class TokenTests
{
    private static string[] Cut(string text)
    {
        var read = AnalysedText.Read(text);
        return [.. Enumerable.Range(0, read.Tokens.Length).Select(i => read.Surface(i).ToString())];
    }

    [Theory]
    [InlineData("US-Präsident Biden, 120.000 Mann", new[] { "US-Präsident", "Biden", ",", "120.000", "Mann" })]
    [InlineData("Biden's and Putin’s: don't", new[] { "Biden", "'s", "and", "Putin", "’s", ":", "don't" })]
    [InlineData("„G7“ ''so'' ,,so''", new[] { "„", "G7", "“", "''", "so", "''", ",,", "so", "''" })]
    [InlineData("In the U.S. at 22:15... 😀 ok", new[] { "In", "the", "U.S.", "at", "22:15", "...", "😀", "ok" })]
    public void Words_keep_their_hyphens_and_lose_their_genitive(string text, string[] expected) => Assert.Equal(expected, Cut(text));

    [Fact]
    public void Folded_text_is_as_long_as_the_text_and_hashes_do_not_see_case()
    {
        var read = AnalysedText.Read("ÄRGER ärger İstanbul ’ß’");
        Assert.Equal(read.Text.Length, read.FoldedText.Length);
        Assert.Equal(read.Tokens[0].Hash, read.Tokens[1].Hash);
        Assert.True(read.Is(0, "ärger"));
    }

    [Theory]
    [InlineData("sanktionen", "sanktion", "de")]
    [InlineData("drohungen", "drohung", "de")]
    [InlineData("osterweiterungen", "osterweiterung", "de")]
    [InlineData("threats", "threat", "en")]
    [InlineData("threatening", "threatened", "en")]
    [InlineData("countries", "country", "en")]
    public void Inflected_forms_share_their_stem(string one, string other, string language) =>
        Assert.Equal(Stem.Of(one, language), Stem.Of(other, language));
}
