namespace NewsMonitor.Core.Actors;

/// <summary>What sort of actor: decides its shape in a network (person ●, state ■, organisation ◆).</summary>
public enum ActorKind { Person, State, Organisation, Alliance, Group }

/// <summary>A person, organisation, state, alliance or group that appears, speaks, threatens or takes a stand.</summary>
public sealed class Actor
{
    public long Id { get; init; }
    /// <summary>The registry's stable key (<c>ru</c>, <c>putin</c>), null for actors that the newsroom made.</summary>
    public string? Key { get; set; }
    /// <summary>The name shown where no language asks for another.</summary>
    public required string Name { get; set; }
    public ActorKind Kind { get; set; }
    /// <summary>ISO 3166 alpha-2 code in upper case of the state that it belongs to.</summary>
    public string? Country { get; set; }
    public string? WikidataId { get; set; }
    public long? ParentId { get; set; }
    /// <summary>Set when it was merged away: its codes stand with that one now. Kept, so that a merge can be undone and old links lead on.</summary>
    public long? MergedIntoId { get; set; }
    public string? Note { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public long? CreatedBy { get; init; }
    public uint RowVersion { get; init; }

    public ICollection<ActorName> Names { get; } = [];
    public ICollection<Affiliation> Affiliations { get; } = [];

    /// <summary>The name in a language, else the general one.</summary>
    public string NameIn(string language) =>
        Names.FirstOrDefault(n => n.Preferred && n.Language == language)?.Text ?? Name;
}

/// <summary>A name that an actor goes by. The preferred one of a language is shown to its readers; all are found.</summary>
public sealed class ActorName
{
    public long Id { get; init; }
    public long ActorId { get; set; }
    /// <summary>ISO 639-1 code, or null for every language.</summary>
    public string? Language { get; set; }
    public required string Text { get; set; }
    public bool Preferred { get; set; }
}

/// <summary>An office or membership with its dates, so that "der Kremlchef" can be read on the day it was written.</summary>
public sealed class Affiliation
{
    public long Id { get; init; }
    public long ActorId { get; set; }
    public long? OrganisationId { get; set; }
    public required string Office { get; set; }
    public DateOnly? From { get; set; }
    /// <summary>The last day in office; null while it lasts.</summary>
    public DateOnly? Until { get; set; }
}
