using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>The actors that come with the program (<c>registry/*.json</c>): states, organisations, parties, persons in office.</summary>
public static class ActorRegistry
{
    private static readonly string[] Files = ["states", "organisations", "parties", "persons"];

    /// <summary>All built-in actors, states first.</summary>
    public static IReadOnlyList<RegistryActor> BuiltIn => LoadedActors.Value;

    private static readonly Lazy<RegistryActor[]> LoadedActors = new(() =>
        [.. Files.SelectMany(file => Lexicon.Read<RegistryFile>($"Actors.registry.{file}.json").Actors)]);

    /// <summary>Given names, to tell a person's name from a German noun.</summary>
    internal static readonly Lazy<WordSet> GivenNames = new(() =>
        new WordSet(Lexicon.Read<GivenNameFile>("Actors.registry.given-names.json").Names.Select(name => name.ToLowerInvariant())
            .Concat(BuiltIn.Where(actor => actor.Kind == ActorKind.Person && actor.Name.Contains(' '))
                .Select(actor => actor.Name[..actor.Name.IndexOf(' ')].ToLowerInvariant()))));

    /// <summary>The shape of a registry file.</summary>
    internal sealed record RegistryFile(string Source, RegistryActor[] Actors);

    private sealed record GivenNameFile(string Source, string[] Names);
}
