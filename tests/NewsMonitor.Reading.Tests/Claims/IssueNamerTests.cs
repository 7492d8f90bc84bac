using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Reading.Tests.Claims;

public sealed class IssueNamerTests
{
    [Theory]
    [InlineData("de", "zur Zurückhaltung", "Zurückhaltung")]
    [InlineData("de", "die Ausweitung der Fangquoten auf", "Ausweitung der Fangquoten")]
    [InlineData("de", "rechtlich bindende Zusagen, die auch morgen gelten", "Rechtlich bindende Zusagen")]
    [InlineData("de", "ihre Boote aus der Bucht abzuziehen", "Ihre Boote aus der Bucht abzuziehen")]
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
    [InlineData("fr", "la réforme des retraites")]
    public void What_names_no_matter_of_its_own_gets_none(string language, string issue) =>
        Assert.Null(IssueNamer.Name(issue, language, word => word is "Herr" or "Beispiel" or "Harbourland"));

    [Fact]
    public void The_same_matter_in_other_words_has_the_same_key()
    {
        Assert.Equal(IssueNamer.Key("Reform der Fangquoten", "de"), IssueNamer.Key("Die Reform der Fangquote", "de"));
        Assert.NotEqual(IssueNamer.Key("Reform der Fangquoten", "de"), IssueNamer.Key("Abschaffung der Fangquoten", "de"));
    }
}
