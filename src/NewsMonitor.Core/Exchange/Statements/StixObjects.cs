using System.Globalization;

namespace NewsMonitor.Core.Exchange.Statements;

/// <summary>An object of a bundle, and whether it comes for the first time.</summary>
internal readonly record struct StixPart(Dictionary<string, object?> Object, bool IsNew);

/// <summary>Makes the objects of a bundle, each id once.</summary>
internal sealed class StixObjects(TrafficLight tlp)
{
    private const string StatementType = "newsmonitor-statement";

    // The moment in which the definition was written: an extension definition is one object for ever.
    private const string DefinedAt = "2026-11-25T00:00:00.000Z";

    private static readonly string Producer = StixId.Of("identity", "NewsMonitor");
    private static readonly string Extension = StixId.Of("extension-definition", StatementType);

    private readonly HashSet<string> _known = [];

    private string Marking => tlp switch
    {
        TrafficLight.White => "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
        TrafficLight.Green => "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
        TrafficLight.Amber => "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
        _ => "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
    };

    /// <summary>What every bundle begins with: who made it, its marking, the definition of statements.</summary>
    public IEnumerable<Dictionary<string, object?>> Frame()
    {
        yield return new() { ["type"] = "identity", ["spec_version"] = "2.1", ["id"] = Producer, ["created"] = DefinedAt, ["modified"] = DefinedAt, ["name"] = "NewsMonitor", ["identity_class"] = "system" };
        var name = tlp.ToString().ToLowerInvariant();
        yield return new()
        {
            ["type"] = "marking-definition", ["spec_version"] = "2.1", ["id"] = Marking, ["created"] = "2017-01-20T00:00:00.000Z", ["definition_type"] = "tlp",
            ["name"] = $"TLP:{name.ToUpperInvariant()}", ["definition"] = new Dictionary<string, object?> { ["tlp"] = name },
        };
        yield return new()
        {
            ["type"] = "extension-definition", ["spec_version"] = "2.1", ["id"] = Extension, ["created_by_ref"] = Producer, ["created"] = DefinedAt, ["modified"] = DefinedAt,
            ["name"] = StatementType, ["version"] = "1.0.0", ["extension_types"] = new[] { "new-sdo" },
            ["description"] = "A claim coded in a news article: a threat (threatener, target, instrument, condition) or a position (speaker, stance, issue).",
            ["schema"] = "kind: threat or position; participants: role and ref; issue, stance, act; instrument, cameo, condition, mode, life_cycle; codebook_version",
        };
    }

    /// <summary>All that belongs to a statement: actors, the statement, its evidence.</summary>
    public IEnumerable<StixPart> Of(StatementRecord s)
    {
        var id = StixId.Of(StatementType, s.Id.ToString(CultureInfo.InvariantCulture));
        var refs = new List<Dictionary<string, object?>>();
        foreach (var participant in s.Participants)
        {
            var actor = Actor(participant);
            yield return Once(actor);
            refs.Add(new() { ["role"] = participant.Role, ["ref"] = actor["id"] });
            if (participant.Role == "threatener") yield return Once(ThreatActor(participant));
            if (participant.Organisation is not { } organisation) continue;
            var employer = Named("identity", organisation);
            employer["identity_class"] = "organization";
            yield return Once(employer);
            yield return Once(Affiliation((string)actor["id"]!, (string)employer["id"]!, participant.Office));
        }
        yield return Once(Statement(id, s, refs));
        foreach (var (evidence, number) in s.Evidence.Where(e => e.Role == "evidence").Select((e, i) => (e, i))) yield return Once(Note(id, s, evidence, number));
    }

    public Dictionary<string, object?> Report(ArticleRecord article, IEnumerable<string> refs)
    {
        var report = Common("report", $"article|{article.Address}", article.PublishedAt, article.PublishedAt);
        report["name"] = article.Title;
        report["published"] = Time(article.PublishedAt);
        report["report_types"] = new[] { "threat-actor" };
        report["lang"] = article.Language == "und" ? null : article.Language;
        report["object_refs"] = refs.ToArray();
        report["external_references"] = new[] { new Dictionary<string, object?> { ["source_name"] = article.Outlet, ["url"] = article.Address } };
        return report;
    }

    private StixPart Once(Dictionary<string, object?> one) => new(one, _known.Add((string)one["id"]!));

    private Dictionary<string, object?> Actor(ParticipantRecord participant)
    {
        // A location needs a country; a state that has none written down is an organisation like others.
        if (participant is { Kind: "state", Country: { Length: 2 } country })
        {
            var location = Named("location", participant.Name);
            location["country"] = country.ToLowerInvariant();
            return location;
        }
        var identity = Named("identity", participant.Name);
        identity["identity_class"] = participant.Kind switch { "person" => "individual", "group" => "group", _ => "organization" };
        if (participant.WikidataId is { } wikidata)
        {
            identity["external_references"] = new[] { new Dictionary<string, object?> { ["source_name"] = "Wikidata", ["external_id"] = wikidata, ["url"] = $"https://www.wikidata.org/wiki/{wikidata}" } };
        }
        return identity;
    }

    private Dictionary<string, object?> ThreatActor(ParticipantRecord participant)
    {
        var actor = Named("threat-actor", participant.Name);
        actor["threat_actor_types"] = new[] { participant.Kind == "state" ? "nation-state" : "unknown" };
        actor["description"] = "Coded as the threatener of a statement in a news article.";
        return actor;
    }

    private Dictionary<string, object?> Affiliation(string person, string organisation, string? office)
    {
        var relationship = Common("relationship", $"{person}|{organisation}|{office}", null, null);
        relationship["relationship_type"] = "affiliated-with";
        relationship["source_ref"] = person;
        relationship["target_ref"] = organisation;
        relationship["description"] = office;
        return relationship;
    }

    private Dictionary<string, object?> Statement(string id, StatementRecord s, List<Dictionary<string, object?>> participants)
    {
        var statement = Common(StatementType, s.Id.ToString(CultureInfo.InvariantCulture), s.CreatedAt, s.ChangedAt);
        statement["id"] = id;
        statement["name"] = WebAnnotations.Sentence(s);
        statement["kind"] = s.Kind;
        statement["state"] = s.State;
        statement["participants"] = participants;
        (statement["issue"], statement["stance"], statement["act"]) = (s.Issue, s.Stance, s.Act);
        (statement["instrument"], statement["cameo"], statement["condition"]) = (s.Instrument ?? s.InstrumentWords, s.Cameo, s.Condition);
        (statement["mode"], statement["life_cycle"]) = (s.Mode, s.LifeCycle);
        statement["event_date"] = s.EventDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        statement["codebook_version"] = s.CodebookVersion;
        statement["extensions"] = new Dictionary<string, object?> { [Extension] = new Dictionary<string, object?> { ["extension_type"] = "new-sdo" } };
        return statement;
    }

    private Dictionary<string, object?> Note(string statement, StatementRecord s, EvidenceRecord evidence, int number)
    {
        var note = Common("note", $"{statement}|{number}", s.CreatedAt, s.ChangedAt);
        note["abstract"] = $"Evidence, characters {evidence.Start} to {evidence.End} of version {evidence.Version} of the article's text";
        note["content"] = evidence.Quote;
        note["authors"] = (s.ChangedBy ?? s.CreatedBy) is { } author ? new[] { author } : null;
        note["object_refs"] = new[] { statement };
        note["external_references"] = new[] { new Dictionary<string, object?> { ["source_name"] = s.Article.Outlet, ["url"] = s.Article.Address } };
        return note;
    }

    /// <summary>One object however often it appears: its time is the definition's, not the statement's that happened to come first.</summary>
    private Dictionary<string, object?> Named(string type, string name)
    {
        var one = Common(type, name, null, null);
        one["name"] = name;
        return one;
    }

    private Dictionary<string, object?> Common(string type, string name, DateTimeOffset? created, DateTimeOffset? modified) => new()
    {
        ["type"] = type, ["spec_version"] = "2.1", ["id"] = StixId.Of(type, name), ["created_by_ref"] = Producer,
        ["created"] = created is { } at ? Time(at) : DefinedAt, ["modified"] = modified is { } last ? Time(last < created ? created.Value : last) : DefinedAt,
        ["object_marking_refs"] = new[] { Marking },
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
