using System.Text.Json.Serialization;

namespace NewsMonitor.Reading.Actors;

/// <summary>What an actor is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActorKind>))]
public enum ActorKind : byte
{
    Person,
    Organisation,
    State,
    Alliance,
    Group,
}

/// <summary>An office a person held. Days, end inclusive; no end means still in office.</summary>
/// <param name="Role">A role of <c>registry/titles.json</c>, such as <c>president</c> or <c>foreign-minister</c>.</param>
/// <param name="Of">The key of the state or organisation whose office it is.</param>
/// <param name="From">The first day in office.</param>
/// <param name="To">The last day in office.</param>
public sealed record RegistryOffice(string Role, string Of, DateOnly From, DateOnly? To = null);

/// <summary>
/// An actor as the registry knows it: the built-in data files, the archive's own actors and imported ones all take this shape.
/// </summary>
public sealed record RegistryActor
{
    /// <summary>Unique, lower case: ISO 3166-1 alpha-2 for states, a surname or short name otherwise.</summary>
    public required string Key { get; init; }
    public required ActorKind Kind { get; init; }

    /// <summary>The name shown, German where the languages differ.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown by ISO 639-1 language, where it differs from <see cref="Name"/>.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>A finer kind: party, ministry, outlet, agency, militia …</summary>
    public string? Type { get; init; }

    /// <summary><c>m</c> or <c>f</c>; decides which pronoun may stand for a person.</summary>
    public string? Gender { get; init; }

    /// <summary>Wikidata's id, <c>Q7747</c>, where it came from there.</summary>
    public string? Wikidata { get; init; }

    /// <summary>The key of the state a person or organisation belongs to.</summary>
    public string? Country { get; init; }

    /// <summary>Other names, inflected forms that rules do not reach, spelling variants.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Adjectives by language: German without ending (<c>russisch</c>), English as written (<c>Russian</c>).</summary>
    public IReadOnlyDictionary<string, string[]>? Adjectives { get; init; }

    /// <summary>What its people are called; German forms without plural ending where the ending is -en or -n.</summary>
    public IReadOnlyList<string> Demonyms { get; init; } = [];

    /// <summary>Places that stand for it, unless a preposition makes them mere places ("in Moskau").</summary>
    public IReadOnlyList<string> Metonyms { get; init; } = [];

    /// <summary>Common nouns that mean it once the text has named it or its country ("die Allianz").</summary>
    public IReadOnlyList<string> Descriptions { get; init; } = [];

    /// <summary>Names that are everyday words too, counted only inside quotation marks or after "Zeitung", "Magazin" …</summary>
    public IReadOnlyList<string> QuotedNames { get; init; } = [];

    /// <summary>Restricts the names to texts of one language, where the name is a common word in the other.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<RegistryOffice> Offices { get; init; } = [];

    /// <summary>The page its entry was checked against, where one is named.</summary>
    public string? Source { get; init; }
}
