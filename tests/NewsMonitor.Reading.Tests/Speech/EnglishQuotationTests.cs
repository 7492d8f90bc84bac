namespace NewsMonitor.Reading.Tests.Speech;

public class EnglishQuotationTests
{
    public static TheoryData<string, string[]> Sentences => new()
    {
        { "The bridge will be closed, Mayor Petra Lang said on Monday.", ["Mayor Petra Lang: The bridge will be closed"] },
        { "Petra Lang said that the bridge was unsafe.", ["Petra Lang: that the bridge was unsafe."] },
        { "Petra Lang said the bridge was unsafe.", ["Petra Lang: the bridge was unsafe."] },
        { "\"We are staying,\" said Petra Lang.", ["Petra Lang: \"We are staying,\""] },
        { "\"We are staying,\" she told reporters in Berlin.", ["she: \"We are staying,\""] },
        { "Lang said: \"We are staying.\"", ["Lang: \"We are staying.\""] },
        { "\"It was wrong,\" Smith said, \"and we will pay for it.\"", ["Smith: \"It was wrong,\" | \"and we will pay for it.\""] },
        { "According to the fire brigade, nobody was hurt.", ["the fire brigade: nobody was hurt."] },
        { "Nobody was hurt, according to the fire brigade.", ["the fire brigade: Nobody was hurt"] },
        { "The company denied that it had broken the law.", ["The company: that it had broken the law."] },
        { "The union has threatened to go on strike.", ["The union: to go on strike."] },
        { "The mayor told the council that money was short.", ["The mayor: that money was short."] },
        { "Anna Kern, the party's leader, said the vote had been fair.", ["Anna Kern: the vote had been fair."] },
        { "The mayor said the bridge was safe, adding that it would reopen soon.", ["The mayor: the bridge was safe", "The mayor: that it would reopen soon."] },
        { "The mayor urged the council to act, her spokesman said.", ["The mayor via her spokesman: to act"] },
        { "As the Herald reported, two ministers had resigned.", ["the Herald: two ministers had resigned."] },
    };

    [Theory, MemberData(nameof(Sentences))]
    public void A_sentence_says_who_says_what(string text, string[] expected) => Assert.Equal(expected, Heard.In(text, "en"));

    [Fact]
    public void A_quote_that_stands_alone_goes_on_with_the_last_speaker() =>
        Assert.Equal(["Lang: \"We are staying,\"", "Lang: \"Nobody will move us.\""], Heard.In("\"We are staying,\" Lang said. \"Nobody will move us.\"", "en"));

    [Fact]
    public void A_quote_over_two_paragraphs_is_opened_twice_and_closed_once() =>
        Assert.Equal(["Lang: \"We have been here for years.", "Lang: \"And we are staying.\""],
            Heard.In("Lang said: \"We have been here for years.\n\"And we are staying.\"", "en"));

    [Theory]
    [InlineData("The minister did not say when the bridge would reopen.")]
    [InlineData("The accused was taken to prison, where he spent two years.")]
    [InlineData("The exhibition opens on Monday.")]
    public void Where_nobody_speaks_nothing_is_found(string text) => Assert.Empty(Heard.In(text, "en"));
}
