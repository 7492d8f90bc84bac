using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>The living actors, issues and instruments by their names, as files write them: upper and lower case alike.</summary>
internal sealed class ImportLists
{
    private readonly Dictionary<string, long> _keys, _wikidata, _cameo;
    private readonly Dictionary<string, HashSet<long>> _actors, _otherNames, _issues, _instruments;

    private ImportLists(
        Dictionary<string, long> keys, Dictionary<string, long> wikidata, Dictionary<string, long> cameo, Dictionary<string, HashSet<long>> actors,
        Dictionary<string, HashSet<long>> otherNames, Dictionary<string, HashSet<long>> issues, Dictionary<string, HashSet<long>> instruments) =>
        (_keys, _wikidata, _cameo, _actors, _otherNames, _issues, _instruments) = (keys, wikidata, cameo, actors, otherNames, issues, instruments);

    public static async Task<ImportLists> LoadAsync(NewsDbContext db, CancellationToken cancel)
    {
        var living = db.Actors.AsNoTracking().Where(a => a.MergedIntoId == null && a.RetiredAt == null);
        var actors = await living.Select(a => new { a.Id, a.Name, a.Key, a.WikidataId }).ToListAsync(cancel);
        var names = await db.ActorNames.AsNoTracking().Where(n => living.Any(a => a.Id == n.ActorId)).Select(n => new { n.ActorId, n.Text }).ToListAsync(cancel);
        var issues = await db.Book<Issue>().AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null).Select(i => new { i.Id, i.Name, i.Synonyms }).ToListAsync(cancel);
        var instruments = await db.Book<Instrument>().AsNoTracking().Where(i => i.MergedIntoId == null && i.RetiredAt == null).Select(i => new { i.Id, i.Name, i.Synonyms, i.Cameo }).ToListAsync(cancel);
        return new(
            actors.Where(a => a.Key is not null).ToDictionary(a => a.Key!, a => a.Id, StringComparer.Ordinal),
            actors.Where(a => a.WikidataId is not null).GroupBy(a => a.WikidataId!).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single().Id, StringComparer.Ordinal),
            instruments.Where(i => i.Cameo is not null).GroupBy(i => i.Cameo!).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single().Id, StringComparer.Ordinal),
            Index(actors.Select(a => (a.Name, a.Id))), Index(names.Select(n => (n.Text, n.ActorId))),
            Index(issues.SelectMany(i => i.Synonyms.Prepend(i.Name).Select(name => (name, i.Id)))), Index(instruments.SelectMany(i => i.Synonyms.Prepend(i.Name).Select(name => (name, i.Id)))));
    }

    /// <returns>The actors that may be meant: one, several, or none. The registry's key and Wikidata's id outweigh the name.</returns>
    public IReadOnlyCollection<long> Actors(ImportedActor actor)
    {
        if (actor.Key is { } key && _keys.TryGetValue(key, out var byKey)) return [byKey];
        if (actor.WikidataId is { } wikidata && _wikidata.TryGetValue(wikidata, out var byWikidata)) return [byWikidata];
        return Find(_actors, actor.Name) is { Count: > 0 } own ? own : Find(_otherNames, actor.Name);
    }

    public IReadOnlyCollection<long> Organisations(string name) => Actors(new(ParticipantRole.Speaker, name));

    public long? Issue(string name) => Find(_issues, name) is { Count: 1 } one ? one.Single() : null;

    /// <summary>By its name, else by its CAMEO class; null where neither says which.</summary>
    public long? Instrument(string? name, string? cameo) =>
        name is not null && Find(_instruments, name) is { Count: 1 } one ? one.Single() : cameo is not null && _cameo.TryGetValue(cameo, out var id) ? id : null;

    private static Dictionary<string, HashSet<long>> Index(IEnumerable<(string Name, long Id)> names) =>
        names.GroupBy(n => n.Name.Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Select(n => n.Id).ToHashSet(), StringComparer.OrdinalIgnoreCase);

    private static HashSet<long> Find(Dictionary<string, HashSet<long>> names, string name) => names.GetValueOrDefault(name.Trim()) ?? [];
}
