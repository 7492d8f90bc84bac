using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Reading.Tests.Actors;

public class RegistryTests
{
    [Fact]
    public void The_registry_holds_all_states_and_some_hundred_persons_and_organisations()
    {
        var actors = ActorRegistry.BuiltIn;
        Assert.True(actors.Count(actor => actor.Kind == ActorKind.State) >= 193);
        Assert.True(actors.Count(actor => actor.Kind == ActorKind.Person) >= 300);
        Assert.True(actors.Count(actor => actor.Kind is ActorKind.Organisation or ActorKind.Alliance) >= 150);
    }

    [Fact]
    public void Keys_are_unique_and_every_country_and_office_points_to_an_actor()
    {
        var actors = ActorRegistry.BuiltIn;
        var keys = actors.Select(actor => actor.Key).ToHashSet();
        Assert.Equal(actors.Count, keys.Count);
        Assert.All(actors, actor => Assert.True(actor.Country is null || keys.Contains(actor.Country), $"{actor.Key}: {actor.Country}"));
        Assert.All(actors.SelectMany(actor => actor.Offices.Select(office => (actor.Key, office))), pair => Assert.True(keys.Contains(pair.office.Of), $"{pair.Key}: {pair.office.Of}"));
    }

    [Fact]
    public void Every_office_has_a_known_role_and_ends_after_it_begins()
    {
        var roles = ActorTitles.BuiltIn.Titles.SelectMany(title => title.Roles).ToHashSet();
        foreach (var (key, office) in ActorRegistry.BuiltIn.SelectMany(actor => actor.Offices.Select(office => (actor.Key, office))))
        {
            Assert.True(roles.Contains(office.Role), $"{key}: {office.Role} has no title");
            Assert.True(office.To is null || office.To > office.From, $"{key}: {office.Role}");
        }
    }

    [Theory]
    [InlineData("de", 9)]
    [InlineData("fr", 8)]
    [InlineData("gb", 9)]
    [InlineData("us", 2)]
    [InlineData("ru", 5)]
    [InlineData("ua", 4)]
    [InlineData("pl", 6)]
    [InlineData("it", 7)]
    [InlineData("es", 8)]
    [InlineData("at", 5)]
    [InlineData("ch", 5)]
    [InlineData("il", 9)]
    [InlineData("tr", 6)]
    [InlineData("hu", 6)]
    [InlineData("eu", 7)]
    public void The_parties_of_a_parliament_are_known_with_their_source(string country, int least)
    {
        var parties = ActorRegistry.BuiltIn.Where(actor => actor.Type == "party" && actor.Country == country).ToArray();
        Assert.True(parties.Length >= least, $"{country}: {parties.Length}");
        Assert.All(parties, party => Assert.True(Uri.TryCreate(party.Source, UriKind.Absolute, out _), party.Key));
    }

    [Fact]
    public void Every_name_finds_its_actor()
    {
        var index = ActorIndex.BuiltIn;
        Assert.True(index.NameCount > 2500);
        Assert.True(ActorRegistry.GivenNames.Value.Count > 500);
    }

    [Fact]
    public void Two_actors_with_one_key_are_refused()
    {
        RegistryActor[] actors = [new() { Key = "x", Kind = ActorKind.Person, Name = "Xa Ypsilon" }, new() { Key = "x", Kind = ActorKind.Person, Name = "Xb Ypsilon" }];
        var fault = Assert.Throws<ArgumentException>(() => ActorIndex.Build(actors));
        Assert.Contains("'x'", fault.Message);
    }
}
