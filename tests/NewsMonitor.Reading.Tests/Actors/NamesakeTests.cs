using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Actors;

public class NamesakeTests
{
    private static readonly ActorFinder Finder = new(ActorIndex.BuiltIn);

    private static IEnumerable<string?> Keys(string language, string text) => Finder.Find(AnalysedText.Read(text, language), new DateOnly(2021, 5, 1)).Actors.Select(actor => actor.Key);

    [Theory]
    [InlineData("en", "The US state of Georgia tightened its voting rules.", "ge")]
    [InlineData("en", "Polls closed in Atlanta. Georgia counted through the night.", "ge")]
    [InlineData("en", "Michael Jordan opened a restaurant.", "jo")]
    [InlineData("en", "The Niger river flooded two villages.", "ne")]
    [InlineData("en", "Israel Kamakawiwo was a singer.", "il")]
    [InlineData("en", "Acting Secretary Chad Wolf said he would stay.", "td")]
    [InlineData("en", "The hotel heiress Paris Hilton rejected the offer.", "fr")]
    [InlineData("en", "GEORGETOWN, Guyana \u2014 The army is on alert.", "gy")]
    [InlineData("en", "DUBAI (Reuters) - Prices rose.", "ae")]
    [InlineData("de", "MOSKAU \u2014 Der Rubel steigt.", "ru")]
    [InlineData("de", "Berlin (dpa) - Am Morgen regnete es.", "de")]
    [InlineData("de", "Kiew. Am Morgen regnete es.", "ua")]
    [InlineData("de", "Pristina/Belgrad (AFP) - Am Morgen regnete es.", "rs")]
    [InlineData("en", "Prices may rise in May.", "may")]
    [InlineData("en", "The Union address was short.", "cdu-csu")]
    [InlineData("en", "They told us who came.", "us")]
    [InlineData("de", "Der Jordan führt wenig Wasser.", "jo")]
    [InlineData("de", "Am Niger stieg das Wasser.", "ne")]
    [InlineData("de", "Grüne Wiesen liegen hinter dem Haus.", "gruene")]
    [InlineData("de", "Linke Fahrspuren sind gesperrt.", "linke")]
    [InlineData("en", "Labour shortages slow the harvest.", "labour")]
    [InlineData("en", "Vox populi, said the sign.", "vox")]
    [InlineData("de", "Die Tisza führt Hochwasser.", "tisza")]
    [InlineData("en", "Renaissance painters came to Rome.", "renaissance-fr")]
    [InlineData("en", "The river gave them momentum. Momentum matters.", "momentum-hu")]
    [InlineData("de", "Neue Leute kommen in die Stadt.", "new-people-ru")]
    [InlineData("de", "In der Mitte steht ein Brunnen. Die Mitte bleibt frei.", "mitte-ch")]
    [InlineData("de", "Kurz nach Mitternacht begann es.", "kurz")]
    [InlineData("de", "Weil es regnete, blieb er.", "weil")]
    [InlineData("de", "Im März steigen die Preise.", "merz")]
    [InlineData("de", "Er hat die Macht verloren.", "macht")]
    [InlineData("de", "Das Bild hing schief.", "bild")]
    [InlineData("de", "Die Welt ist rund.", "welt")]
    [InlineData("de", "Die Europäische Union tagt.", "cdu-csu")]
    public void A_word_that_is_also_a_name_is_not_taken_for_it(string language, string text, string key) => Assert.DoesNotContain(key, Keys(language, text));

    [Theory]
    [InlineData("en", "Georgia and Ukraine want to join NATO.", "ge")]
    [InlineData("en", "Jordan closed its airspace.", "jo")]
    [InlineData("en", "Chad sent troops to the border.", "td")]
    [InlineData("en", "Niger expelled the ambassador.", "ne")]
    [InlineData("en", "Theresa May resigned.", "may")]
    [InlineData("en", "Russia Threatens Ukraine With War", "ru")]
    [InlineData("en", "London Mayor Sadiq Khan spoke, and Paris rejected the plan.", "fr")]
    [InlineData("en", "Labour rejected the bill.", "labour")]
    [InlineData("de", "Vox lehnt das Gesetz ab.", "vox")]
    [InlineData("de", "Die Tisza-Partei fordert Neuwahlen.", "tisza")]
    [InlineData("en", "The Liberal Democrats called for a vote.", "lib-dems")]
    [InlineData("de", "Die Bürgerplattform stimmte dagegen.", "civic-platform")]
    [InlineData("en", "Senior Republicans opposed the treaty.", "us-republicans")]
    [InlineData("de", "Moskau droht Kiew.", "ua")]
    [InlineData("de", "Die Drohungen aus Pjöngjang nehmen zu.", "kp")]
    [InlineData("de", "Niger weist den Botschafter aus.", "ne")]
    [InlineData("de", "Die Grünen fordern ein Tempolimit.", "gruene")]
    [InlineData("de", "Die Linke lehnt das ab.", "linke")]
    [InlineData("de", "Österreichs Kanzler Kurz trat zurück.", "kurz")]
    [InlineData("de", "Die Union stellt den Kanzler.", "cdu-csu")]
    [InlineData("de", "Merz kritisierte die Regierung.", "merz")]
    public void The_name_itself_is_found(string language, string text, string key) => Assert.Contains(key, Keys(language, text));

    [Theory]
    [InlineData("de", "Handelsexpertin Cecilie Brandtner sprach zuerst.", "Cecilie Brandtner")]
    [InlineData("de", "Innenminister Joachim Grollmann warf Nancy Faeser Untätigkeit vor.", "Joachim Grollmann")]
    [InlineData("en", "Union president Shawn Pickering spoke first.", "Shawn Pickering")]
    public void A_title_and_two_names_propose_a_person(string language, string text, string name)
    {
        var reading = Finder.Find(AnalysedText.Read(text, language), new DateOnly(2021, 5, 1));
        Assert.Contains(reading.Actors, actor => actor.Proposed && actor.Name == name);
    }

    [Fact]
    public void An_organ_of_a_state_is_named_with_it()
    {
        const string text = "China's commerce ministry rejected the claim.";
        var actor = Assert.Single(Finder.Find(AnalysedText.Read(text, "en"), new DateOnly(2021, 5, 1)).Actors, found => found.Key == "cn");
        Assert.Equal("China's commerce ministry", text[actor.Mentions[0].Start..actor.Mentions[0].End]);
    }
}
