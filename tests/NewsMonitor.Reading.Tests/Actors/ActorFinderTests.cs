using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Tests.Actors;

public class ActorFinderTests
{
    private static readonly ActorFinder Finder = new(ActorIndex.BuiltIn);

    private static ActorReading Read(string text, string date = "2021-12-08", string language = "de") => Finder.Find(AnalysedText.Read(text, language), DateOnly.Parse(date));

    private static string[] Forms(string text, string key, string date = "2021-12-08", string language = "de") =>
        [.. Read(text, date, language).Actors.Where(actor => actor.Key == key).SelectMany(actor => actor.Mentions).Select(mention => $"{text[mention.Start..mention.End]}|{mention.FormName}")];

    [Theory]
    [InlineData("Der Kremlchef reist nach Peking.", "putin", "Kremlchef|title")]
    [InlineData("Die Bundeskanzlerin sprach lange mit dem US-Präsidenten.", "biden", "US-Präsidenten|title")]
    [InlineData("Außenministerin Annalena Baerbock besucht Kiew.", "baerbock", "Außenministerin Annalena Baerbock|title+name")]
    [InlineData("Macrons Rede in Straßburg fand Beifall.", "macron", "Macrons|surname")]
    [InlineData("Die russische Regierung schweigt.", "ru", "russische Regierung|description")]
    [InlineData("Moskau weist das zurück.", "ru", "Moskau|metonym")]
    [InlineData("Die Regierung in Peking reagierte kühl.", "cn", "Regierung in Peking|metonym")]
    [InlineData("Der EU-Gipfel vertagte sich.", "eu", "EU|compound")]
    [InlineData("Im Streit mit dem Internationalen Währungsfonds lenkt Athen ein.", "iwf", "Internationalen Währungsfonds|name")]
    [InlineData("Die Präsidentin der EU-Kommission lehnt das ab.", "von-der-leyen", "Präsidentin|title")]
    public void German_names_titles_and_metonyms_find_their_actor(string text, string key, string mention) => Assert.Contains(mention, Forms(text, key));

    [Theory]
    [InlineData("President Zelenskyy thanked the allies.", "selenskyj", "2022-06-01", "President Zelenskyy|title+name")]
    [InlineData("Russia's foreign minister Sergey Lavrov left early.", "lawrow", "2022-06-01", "foreign minister Sergey Lavrov|title+name")]
    [InlineData("The White House declined to comment.", "white-house", "2022-06-01", "White House|name")]
    [InlineData("US officials said talks would go on.", "us", "2022-06-01", "US|name")]
    [InlineData("The Russian president spoke first.", "putin", "2022-06-01", "Russian president|title")]
    public void English_names_titles_and_metonyms_find_their_actor(string text, string key, string date, string mention) => Assert.Contains(mention, Forms(text, key, date, "en"));

    [Theory]
    [InlineData("2016-05-01", "obama")]
    [InlineData("2019-05-01", "trump")]
    [InlineData("2023-05-01", "biden")]
    [InlineData("2025-05-01", "trump")]
    public void An_office_belongs_to_who_holds_it_that_day(string date, string key) => Assert.NotEmpty(Forms("Der US-Präsident sagte den Besuch ab.", key, date));

    [Fact]
    public void The_designate_is_not_the_incumbent()
    {
        const string text = "Der designierte Bundeskanzler Olaf Scholz traf die scheidende Kanzlerin Angela Merkel.";
        Assert.Contains("Bundeskanzler Olaf Scholz|title+name", Forms(text, "scholz", "2021-12-01"));
        Assert.Contains("Kanzlerin Angela Merkel|title+name", Forms(text, "merkel", "2021-12-01"));
    }

    [Theory]
    [InlineData("In Moskau schneit es.")]
    [InlineData("Der Zug fährt nach Moskau.")]
    public void A_capital_as_a_mere_place_is_not_its_government(string text) => Assert.Empty(Forms(text, "ru"));

    [Fact]
    public void A_surname_with_another_given_name_is_another_person()
    {
        var reading = Read("Hunter Biden erschien vor Gericht.");
        Assert.DoesNotContain(reading.Actors, actor => actor.Key == "biden");
        Assert.Contains(reading.Actors, actor => actor.Proposed && actor.Name == "Hunter Biden");
    }

    [Fact]
    public void An_unknown_person_is_proposed_and_found_again_by_surname()
    {
        const string text = "Die Polizeisprecherin Anna Grünwald bestätigte den Einsatz. Grünwald nannte keine Zahlen.";
        var person = Assert.Single(Read(text).Actors, actor => actor.Proposed);
        Assert.Equal("Anna Grünwald", person.Name);
        Assert.Null(person.Key);
        Assert.Equal(2, person.Mentions.Count);
    }

    [Fact]
    public void A_pronoun_is_resolved_only_where_one_person_can_be_meant()
    {
        Assert.Contains("sie|pronoun", Forms("Ursula von der Leyen kam spät. Die Lage sei ernst, sagte sie.", "von-der-leyen"));
        Assert.DoesNotContain(Forms("Joe Biden traf Emmanuel Macron. Dann reiste er ab.", "biden"), form => form.EndsWith("pronoun", StringComparison.Ordinal));
    }

    [Fact]
    public void The_archives_own_actors_are_found_beside_the_built_in_ones()
    {
        var index = ActorIndex.Build(ActorRegistry.BuiltIn.Append(new RegistryActor { Key = "stadtwerke", Kind = ActorKind.Organisation, Name = "Stadtwerke Mühlental", Aliases = ["SWM"] }));
        var text = AnalysedText.Read("Die Stadtwerke Mühlental klagen gegen Russland.", "de");
        var found = new ActorFinder(index).Find(text).Actors.Select(actor => actor.Key);
        Assert.Equal(["stadtwerke", "ru"], found);
    }

    [Fact]
    public void An_abbreviation_needs_its_capitals()
    {
        Assert.Empty(Forms("They told us who is to blame.", "us", language: "en"));
        Assert.Empty(Forms("They told us who is to blame.", "who", language: "en"));
    }
}
