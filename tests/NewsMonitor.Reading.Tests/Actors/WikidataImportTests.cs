using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Reading.Tests.Actors;

public class WikidataImportTests
{
    private const string Person = """
        {"id":"Q900001","labels":{"de":{"language":"de","value":"Petra Muster"},"en":{"language":"en","value":"Petra Sample"}},"aliases":{"de":[{"language":"de","value":"P. Muster"}]},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}},"rank":"normal"}],"P21":[{"mainsnak":{"datavalue":{"value":{"id":"Q6581072"}}}}],"P27":[{"mainsnak":{"datavalue":{"value":{"id":"Q183"}}}}],"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q900002"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2019-03-00T00:00:00Z"}}}],"P582":[{"datavalue":{"value":{"time":"+2021-12-08T00:00:00Z"}}}]}}]}}
        """;

    [Fact]
    public async Task A_person_comes_with_names_gender_country_and_dated_offices()
    {
        var result = await WikidataImport.ReadAsync(new StringReader("[\n" + Person.Trim() + ",\n]"), new Dictionary<string, (string, string)> { ["Q900002"] = ("minister", "de") },
            new Dictionary<string, string> { ["Q183"] = "de" }, TestContext.Current.CancellationToken);
        var actor = Assert.Single(result.Actors);
        Assert.Equal(("q900001", "Petra Muster", "f", "de"), (actor.Key, actor.Name, actor.Gender, actor.Country));
        Assert.Equal("Petra Sample", actor.Names!["en"]);
        Assert.Equal(["P. Muster"], actor.Aliases);
        Assert.Equal(new RegistryOffice("minister", "de", new DateOnly(2019, 3, 1), new DateOnly(2021, 12, 8)), Assert.Single(actor.Offices));
    }

    [Fact]
    public async Task Foreign_lines_are_counted_and_passed_over()
    {
        var result = await WikidataImport.ReadAsync(new StringReader("{broken\nnull\n{\"id\":\"Q1\",\"claims\":[]}\n" + Person.Trim()), cancel: TestContext.Current.CancellationToken);
        Assert.Single(result.Actors);
        Assert.Equal(3, result.Skipped);
    }

    [Fact]
    public async Task An_imported_actor_is_found_in_a_text()
    {
        var result = await WikidataImport.ReadAsync(new StringReader("{\"entities\":{\"Q900001\":" + Person.Trim() + "}}"), cancel: TestContext.Current.CancellationToken);
        var reading = new ActorFinder(ActorIndex.Build(result.Actors)).Find(NewsMonitor.Reading.Language.AnalysedText.Read("Heute sprach Petra Muster in Bonn.", "de"));
        Assert.Equal("q900001", Assert.Single(reading.Actors).Key);
    }
}
