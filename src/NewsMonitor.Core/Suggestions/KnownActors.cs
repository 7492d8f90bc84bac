using Microsoft.EntityFrameworkCore;
using NewsMonitor.Core.Actors;
using NewsMonitor.Core.Data;
using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Core.Suggestions;

/// <summary>
/// The actors that the engine looks for: the program's registry, with the names that the newsroom has added, and the newsroom's own actors
/// under keys of the form <c>own:17</c>, which no registry key can have.
/// </summary>
/// <param name="Index">Ready to be found in texts.</param>
/// <param name="Ids">The archive's actor for a key, merges followed. Registry actors that the archive lacks are missing.</param>
public sealed record KnownActors(ActorIndex Index, IReadOnlyDictionary<string, long> Ids)
{
    private static readonly Dictionary<string, RegistryActor> Registry = ActorRegistry.BuiltIn.ToDictionary(a => a.Key, StringComparer.Ordinal);

    private static readonly ILookup<(string, NewsMonitor.Reading.Actors.ActorKind), RegistryActor> RegistryByName =
        ActorRegistry.BuiltIn.ToLookup(a => (a.Name.ToUpperInvariant(), a.Kind));

    public static async Task<KnownActors> LoadAsync(NewsDbContext db, CancellationToken cancel)
    {
        var stored = await db.Actors.AsNoTracking().Include(a => a.Names).Include(a => a.Affiliations).AsSplitQuery().ToListAsync(cancel);
        var byId = stored.ToDictionary(a => a.Id);
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        var added = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var own = new List<RegistryActor>();
        var retired = new HashSet<string>(StringComparer.Ordinal);
        foreach (var actor in stored)
        {
            // An actor that the newsroom wrote down itself under the registry's name is the same actor.
            var key = actor.Key is not null && Registry.ContainsKey(actor.Key) ? actor.Key
                : actor.MergedIntoId is null && RegistryByName[(actor.Name.ToUpperInvariant(), KindOf(actor))].FirstOrDefault() is { } same ? same.Key
                : null;
            if (key is not null)
            {
                // What an editor has taken out of use is not looked for, though the program knows it.
                if (actor is { RetiredAt: not null, MergedIntoId: null }) retired.Add(key);
                if (actor.Key is not null || !ids.ContainsKey(key)) ids[key] = Living(actor, byId);
                if (!added.TryGetValue(key, out var names)) added[key] = names = [];
                if (actor.MergedIntoId is null) names.AddRange(Names(actor));
            }
            else if (actor is { MergedIntoId: null, RetiredAt: null })
            {
                ids[$"own:{actor.Id}"] = actor.Id;
                own.Add(Own(actor, byId));
            }
        }
        var registry = ActorRegistry.BuiltIn.Where(a => !retired.Contains(a.Key)).Select(a => added.TryGetValue(a.Key, out var names) ? With(a, names) : a);
        return new(ActorIndex.Build([.. registry, .. own]), ids);
    }

    /// <summary>The registry's entry for a key, or null for the newsroom's own.</summary>
    public static RegistryActor? Entry(string key) => Registry.GetValueOrDefault(key);

    private static long Living(Actor actor, Dictionary<long, Actor> byId)
    {
        // Bounded: a ring of merges cannot be made on the page, but one in the data must not hang the program.
        for (var steps = 0; actor.MergedIntoId is { } next && steps < 20 && byId.TryGetValue(next, out var into); steps++) actor = into;
        return actor.Id;
    }

    private static RegistryActor With(RegistryActor actor, List<string> names)
    {
        var known = new HashSet<string>(actor.Aliases, StringComparer.Ordinal) { actor.Name };
        known.UnionWith(actor.Names?.Values ?? []);
        var fresh = names.Where(known.Add).ToArray();
        return fresh.Length == 0 ? actor : actor with { Aliases = [.. actor.Aliases, .. fresh] };
    }

    private static RegistryActor Own(Actor actor, Dictionary<long, Actor> byId) => new()
    {
        Key = $"own:{actor.Id}",
        Kind = KindOf(actor),
        Name = actor.Name,
        Country = actor.Country?.ToLowerInvariant(),
        Aliases = [.. Names(actor).Where(n => n != actor.Name).Distinct()],
        Offices = [.. actor.Affiliations.Where(a => a.From is not null && OfficeOf(a, byId) is not null)
            .Select(a => new RegistryOffice(a.Office.ToLowerInvariant().Replace(' ', '-'), OfficeOf(a, byId)!, a.From!.Value, a.Until))],
    };

    private static string? OfficeOf(Affiliation office, Dictionary<long, Actor> byId) =>
        office.OrganisationId is { } id && byId.TryGetValue(id, out var organisation) ? organisation.Key : null;

    private static IEnumerable<string> Names(Actor actor) => actor.Names.Select(n => n.Text).Append(actor.Name);

    private static NewsMonitor.Reading.Actors.ActorKind KindOf(Actor actor) => Enum.Parse<NewsMonitor.Reading.Actors.ActorKind>(actor.Kind.ToString());
}
