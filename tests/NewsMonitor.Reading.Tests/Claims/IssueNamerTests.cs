using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Reading.Tests.Claims;

public sealed class IssueNamerTests
{
    [Theory]
    [InlineData("de", "zur Zurückhaltung", "Zurückhaltung")]
    [InlineData("de", "die Ausweitung der Fangquoten auf", "Ausweitung der Fangquoten")]
    [InlineData("de", "rechtlich bindende Zusagen, die auch morgen gelten", "Rechtlich bindende Zusagen")]
    [InlineData("de", "ihre Boote aus der Bucht abzuziehen", "Boote aus der Bucht abziehen")]
    [InlineData("de", "die Blockade des Hafens sofort zu beenden", "Blockade des Hafens sofort beenden")]
    [InlineData("de", "einen sofortigen Stopp aller Lieferungen", "Sofortiger Stopp aller Lieferungen")]
    [InlineData("de", "das neue Fischereiabkommen", "Neues Fischereiabkommen")]
    [InlineData("de", "die geplanten Manöver", "Geplante Manöver")]
    [InlineData("de", "in Harbourland den Abzug der fremden Boote", "Abzug der fremden Boote")]
    [InlineData("de", "von den Partnern eine klare Zusage", "Klare Zusage")]
    [InlineData("en", "on Wednesday against a further extension of the quota", "Further extension of the quota")]
    [InlineData("en", "the build-up of patrol boats", "Build-up of patrol boats")]
    public void A_matter_gets_a_label(string language, string issue, string label) => Assert.Equal(label, IssueNamer.Name(issue, language, _ => false));

    [Theory]
    [InlineData("de", "das zurück")]
    [InlineData("de", "die Vorwürfe zurück")]
    [InlineData("de", "der Hafen müsse etwas Vergleichbares schaffen")]
    [InlineData("de", "Herr Beispiel")]
    [InlineData("en", "the accusation")]
    [InlineData("en", "that it was hard to obtain")]
    [InlineData("en", "Harbourland")]
    [InlineData("en", "to task their teams to follow up")]
    [InlineData("de", "einem realen Risiko eines Seekriegs")]
    [InlineData("de", "ehrlichen Schritten der Entspannung")]
    [InlineData("de", "nach eigenen Angaben")]
    [InlineData("en", "instead of talking about quotas for decades")]
    [InlineData("en", "including quotas and tariffs")]
    [InlineData("en", "of building a false narrative about quotas")]
    [InlineData("en", "to de-escalate")]
    [InlineData("fr", "la réforme des retraites")]
    public void What_names_no_matter_of_its_own_gets_none(string language, string issue) =>
        Assert.Null(IssueNamer.Name(issue, language, word => word is "Herr" or "Beispiel" or "Harbourland"));

    /// <summary>No label begins with an article, a pronoun or a preposition, keeps a "zu" or a possessive, or ends in a small word.</summary>
    [Fact]
    public void Every_label_of_the_demo_reads_by_itself()
    {
        var labels = new List<(string Language, string Label)>();
        foreach (var article in TestData.Names("Analysis.wires").Concat(TestData.Names("Analysis.fresh")).Concat(TestData.Names("Analysis.later")).Concat(TestData.Names("Analysis.articles")))
        {
            var read = Analysis.CodedArticle.Read(article) is var coded ? NewsMonitor.Reading.Analysis.ArticleAnalyzer.Analyze(coded.Text, coded.Language, coded.Published) : null!;
            labels.AddRange(from position in read.Claims.Positions
                            let label = IssueNamer.Name(position.Issue, read.Text.Language, _ => false)
                            where label is not null
                            select (read.Text.Language, label));
        }
        Assert.True(labels.Count > 40);
        string[] small = ["der", "die", "das", "den", "dem", "ein", "eine", "einen", "seine", "ihre", "dass", "zu", "gegen", "von", "the", "a", "an", "to", "that", "of", "his", "her", "its", "their", "he", "she", "it", "er", "sie", "sagte", "said"];
        foreach (var (language, label) in labels)
        {
            var words = label.ToLowerInvariant().Split(' ');
            Assert.False(small.Contains(words[0]) || small.Contains(words[^1]), label);
            Assert.DoesNotContain(words, word => word is "his" or "her" or "its" or "their" or "said" or "sagte" or "dass");
            if (language == "de") Assert.DoesNotContain("zu", words.SkipLast(0).Where((_, i) => i == words.Length - 2));
        }
    }

    [Fact]
    public void The_same_matter_in_other_words_has_the_same_key()
    {
        Assert.Equal(IssueNamer.Key("Reform der Fangquoten", "de"), IssueNamer.Key("Die Reform der Fangquote", "de"));
        Assert.NotEqual(IssueNamer.Key("Reform der Fangquoten", "de"), IssueNamer.Key("Abschaffung der Fangquoten", "de"));
    }
}
