using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Reading.Tests.Claims;

public sealed class IssueReversalTests
{
    [Theory]
    [InlineData("ein Ende der Hafenerweiterung", "Hafenerweiterung", "de", true)]
    [InlineData("einen Stopp des Ausbaus", "Ausbau des Hafens", "de", true)]
    [InlineData("den Ausbaustopp", "Ausbau", "de", true)]
    [InlineData("die Aufhebung des Verbots", "Verbot", "de", true)]
    [InlineData("die Hafenerweiterung", "Hafenerweiterung", "de", false)]
    [InlineData("einen Stopp des Ausbaus", "Stopp des Ausbaus", "de", false)]
    [InlineData("das Wochenende am Hafen", "Hafen", "de", false)]
    [InlineData("an end to harbour fees", "harbour fees", "en", true)]
    [InlineData("higher harbour fees", "harbour fees", "en", false)]
    public void A_noun_of_ending_turns_the_issue_around(string words, string issue, string language, bool reversed) =>
        Assert.Equal(reversed, IssueReversal.Between(words, issue, language));
}
