using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Language;

public sealed class HyphenationTests
{
    // As TeX breaks them with the same patterns.
    [Theory]
    [InlineData("de", "Sicherheitsgarantien", "Si-cher-heits-ga-ran-tien")]
    [InlineData("de", "Waffenlieferungen", "Waf-fen-lie-fe-run-gen")]
    [InlineData("de", "Verbündete", "Ver-bün-de-te")]
    [InlineData("de", "Außenministerium", "Au-ßen-mi-nis-te-ri-um")]
    [InlineData("de", "Ost", "Ost")]
    [InlineData("en", "representative", "rep-re-sen-ta-tive")]
    [InlineData("en", "enlargement", "en-large-ment")]
    public void A_word_is_broken_between_its_syllables(string language, string word, string broken) =>
        Assert.Equal(broken, Hyphenation.Of(language)!.Soften(word, 2).Replace(Hyphenation.SoftHyphen, '-'));

    [Fact]
    public void Only_words_that_do_not_fit_are_broken_and_the_rest_stays_as_it_was()
    {
        var softened = Hyphenation.Of("de")!.Soften("Keine Entscheidung ohne die Ukraine (NATO-Osterweiterung), 2021!", 11);
        Assert.Equal("Keine Ent-schei-dung ohne die Ukraine (NATO-Ost-erwei-te-rung), 2021!", softened.Replace(Hyphenation.SoftHyphen, '-'));
        Assert.Equal("Keine Entscheidung ohne die Ukraine (NATO-Osterweiterung), 2021!", softened.Replace($"{Hyphenation.SoftHyphen}", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Languages_without_patterns_and_hostile_words_are_left_alone()
    {
        Assert.Null(Hyphenation.Of("ru"));
        Assert.Null(Hyphenation.Of(null));
        var endless = new string('a', 100_000);
        Assert.Equal(endless, Hyphenation.Of("de")!.Soften(endless, 11));
        Assert.Equal("", Hyphenation.Of("de")!.Soften("", 11));
    }
}
