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
    /// <summary>Set while it is no longer to be coded with; what is coded stays.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
    public string? Note { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public long? CreatedBy { get; init; }
    public uint RowVersion { get; init; }

    public ICollection<ActorName> Names { get; } = [];
    public ICollection<Affiliation> Affiliations { get; } = [];

    /// <summary>The name in a language, else the general one.</summary>
    public string NameIn(string language) =>
        Names.FirstOrDefault(n => n.Preferred && n.Language == language)?.Text ?? Name;

    /// <summary>Makes the names these. Rows that stay are kept.</summary>
    public void ReplaceNames(IEnumerable<ActorName> wanted)
    {
        var left = Names.ToDictionary(n => (n.Language, n.Text));
        foreach (var name in wanted.DistinctBy(n => (n.Language, n.Text)))
        {
            if (left.Remove((name.Language, name.Text), out var kept)) (kept.Preferred, kept.From, kept.Until) = (name.Preferred, name.From, name.Until);
            else Names.Add(name);
        }
        foreach (var gone in left.Values) Names.Remove(gone);
    }

    /// <summary>Makes the offices and memberships these. Rows that stay are kept.</summary>
    public void ReplaceOffices(IEnumerable<Affiliation> wanted)
    {
        var left = Affiliations.ToLookup(a => (a.Office, a.OrganisationId, a.From, a.Until)).ToDictionary(g => g.Key, g => new Queue<Affiliation>(g));
        foreach (var office in wanted)
        {
            if (left.TryGetValue((office.Office, office.OrganisationId, office.From, office.Until), out var same) && same.Count > 0) same.Dequeue();
            else Affiliations.Add(office);
        }
        foreach (var gone in left.Values.SelectMany(q => q)) Affiliations.Remove(gone);
    }
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
    /// <summary>The first day of a name that came later ("Nordmazedonien"); null where it always was.</summary>
    public DateOnly? From { get; set; }
    /// <summary>The last day of a former name; null while it lasts.</summary>
    public DateOnly? Until { get; set; }
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

/// <summary>Two actors that somebody has looked at and found to be not the same. They are not offered as duplicates again.</summary>
public sealed class ActorDistinction
{
    /// <summary>The smaller of the two ids.</summary>
    public long FirstId { get; init; }
    public long SecondId { get; init; }
    public DateTimeOffset At { get; init; }
    public long? By { get; init; }
}
