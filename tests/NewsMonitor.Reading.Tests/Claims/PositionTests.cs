using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Reading.Tests.Claims;

public class PositionTests
{
    private static IReadOnlyList<FoundPosition> Read(string text, string language = "de", IssueMatcher? issues = null) =>
        ArticleAnalyzer.Analyze(text, language, new DateOnly(2022, 2, 1), issues: issues).Claims.Positions;

    [Theory]
    [InlineData("de", "Ungarn lehnt ein Ölembargo ab.", "hu", Stance.Opposes, SpeechAct.Rejects)]
    [InlineData("de", "Frankreich fordert eine Reform der Handelsregeln.", "fr", Stance.Supports, SpeechAct.Demands)]
    [InlineData("de", "Macron sprach sich für ein Treffen im Frühjahr aus.", "macron", Stance.Supports, SpeechAct.Demands)]
    [InlineData("de", "Macron sprach sich gegen ein Treffen im Frühjahr aus.", "macron", Stance.Opposes, SpeechAct.Demands)]
    [InlineData("de", "Die Türkei stimmte dem Beitritt zu.", "tr", Stance.Supports, SpeechAct.Agrees)]
    [InlineData("de", "Die Türkei stimmte dem Beitritt nicht zu.", "tr", Stance.Opposes, SpeechAct.Rejects)]
    [InlineData("de", "Die Bundesregierung verurteilte den Militärputsch.", "bundesregierung", Stance.Opposes, SpeechAct.Condemns)]
    [InlineData("de", "Japan sagte den Inselstaaten Hilfe zu.", "jp", Stance.Supports, SpeechAct.Promises)]
    [InlineData("de", "Österreich schlug eine Konferenz in Wien vor.", "at", Stance.Supports, SpeechAct.Proposes)]
    [InlineData("de", "Polen wirft Belarus einen Rechtsbruch vor.", "pl", Stance.Opposes, SpeechAct.Condemns)]
    [InlineData("en", "Hungary rejected the oil embargo.", "hu", Stance.Opposes, SpeechAct.Rejects)]
    [InlineData("en", "Canada demanded the release of two citizens.", "ca", Stance.Supports, SpeechAct.Demands)]
    [InlineData("en", "Sweden has agreed to a new round of talks.", "se", Stance.Supports, SpeechAct.Agrees)]
    [InlineData("en", "Norway called for a ceasefire.", "no", Stance.Supports, SpeechAct.Demands)]
    [InlineData("en", "Brazil refused to sign the declaration.", "br", Stance.Opposes, SpeechAct.Rejects)]
    [InlineData("en", "India did not accept the proposal.", "in", Stance.Opposes, SpeechAct.Rejects)]
    public void Who_is_for_or_against(string language, string text, string actor, Stance stance, SpeechAct act)
    {
        var position = Read(text, language)[0];
        Assert.Equal((actor, stance, act), (position.Actor.Reference, position.Stance, position.Act));
    }

    [Fact]
    public void A_joined_clause_goes_on_with_its_subject()
    {
        var positions = Read("Serbien weist den Vorwurf zurück und fordert eine Entschuldigung.");
        Assert.Equal([(Stance.Opposes, "rs"), (Stance.Supports, "rs")], positions.Select(position => (position.Stance, position.Actor.Reference)));
    }

    [Fact]
    public void A_claim_in_a_quotation_belongs_to_its_speaker()
    {
        var position = Assert.Single(Read("Der Beschluss sei inakzeptabel, sagte Viktor Orbán."));
        Assert.Equal(("orban", Stance.Opposes), (position.Actor.Key, position.Stance));
    }

    [Fact]
    public void An_issue_of_the_codebook_is_recognised_by_its_stems()
    {
        var codebook = new IssueMatcher([new CodebookIssue("oil", ["Ölembargo gegen Russland", "Ölembargo"]), new CodebookIssue("tax", ["Steuersenkung"])]);
        Assert.Equal("oil", Read("Ungarn lehnt ein Ölembargo ab.", issues: codebook)[0].IssueKey);
        Assert.Null(Read("Ungarn lehnt die Quote ab.", issues: codebook)[0].IssueKey);
    }

    [Theory]
    [InlineData("The company demands that rebels lay down arms.", SpeechAct.Demands)]
    [InlineData("Rebels reject the peace plan.", SpeechAct.Rejects)]
    [InlineData("The opposition agreed to join the talks.", SpeechAct.Agrees)]
    [InlineData("Protesters called for the minister's resignation.", SpeechAct.Demands)]
    public void A_group_the_registry_does_not_know_is_named_by_the_text(string text, SpeechAct act)
    {
        var position = Read(text, "en")[0];
        Assert.Null(position.Actor.Key);
        Assert.Equal(act, position.Act);
    }
}
